// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { plain } from '#/chat/markdown.ts'
import { platformName } from '#/chat/platform-name.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Undelivered } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'

/** [Opnieuw versturen], and [Is aangekomen]: it stands there after all, or was told on another way. */
export function deliveryButtons({ id }: Undelivered, locale: Locale): readonly [Button, Button] {
  const t = deskTexts.in(locale)
  return [
    { does: 'press', name: 'delivery.again', label: t('desk.again'), value: id },
    { does: 'press', name: 'delivery.arrived', label: t('desk.arrived'), value: id },
  ]
}

/** To whom, when and why not, what it was about, and a text to forward where its reader can do something about it. */
export function missedText(one: Undelivered, network: string, locale: Locale, zone: string): string {
  const t = deskTexts.in(locale)
  const at = momentOf(one.at, locale, zone)
  const before = one.movedFrom ? [t('desk.movedFrom', { platform: platformName(one.movedFrom) })] : []
  const what = [...before, ...(one.title ? [t('desk.about', { title: plain(one.title) })] : [])]
  if (one.state === 'unclear') return [t('desk.unclear', { to: one.to, at }), ...what].join('\n')
  const known = reasons.find(reason => reason === one.reason) ?? 'other'
  const forward = one.isPersonal && !isOurs(known) ? [t('desk.forward', { network })] : []
  return [t('desk.missed', { to: one.to, at, reason: { text: t(`reason.${known}`) } }), ...what, ...forward].join('\n')
}

const reasons = [
  'noAccount',
  'unbound',
  'channelGone',
  'notInChannel',
  'personGone',
  'botRemoved',
  'tooLarge',
  'notAllowed',
  'strangers',
  'messageGone',
  'fault',
  'unanswered',
  'other',
] as const

/** What nobody but us can mend: there is nothing to ask of the reader. */
const isOurs = (reason: (typeof reasons)[number]) => reason === 'tooLarge' || reason === 'fault'
