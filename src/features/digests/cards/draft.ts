// SPDX-License-Identifier: EUPL-1.2
// A digest before it goes out, to whoever reviews it; and as it would be by now, to whoever asks.
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, momentOf, timeOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { introductionLines, nameOf, titleOf, wishButton } from '#/features/digests/cards/digest.ts'
import { actingLines, plainLines, type Reading } from '#/features/digests/cards/lines.ts'
import { kindsIn } from '#/features/digests/cards/rest-lines.ts'
import { inSightOf } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { NextSending } from '#/features/digests/rules/next-sending.ts'
import type { Reach } from '#/features/digests/rules/reach.ts'
import { type Usual, waitsForSomeone } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'

/** "de kanalen bestuur en Bestuur, en 5 personen". */
export function reachText({ channels, people }: Reach, locale: Locale): Text {
  const t = digestTexts.in(locale)
  const names = [...new Set(channels)]
  const count = names.length
  const places = { text: t('reach.channels', { count, names: listed(names, locale) }) }
  const readers = { text: t('reach.people', { count: people }) }
  if (count === 0) return people === 0 ? t('reach.none') : readers.text
  return people === 0 ? places.text : t('reach.both', { count, channels: places, people: readers })
}

/** [Nu versturen], which asks once more. */
function sendButton(does: Does & Pick<Button, 'value'>, reach: Reach, locale: Locale): Button {
  const t = digestTexts.in(locale)
  const to = { text: reachText(reach, locale) }
  return {
    ...does,
    label: t('draft.send'),
    confirm: { text: t('draft.sendConfirm', { reach: to }), yes: t('draft.sendYes') },
  }
}

/** The one that is asked for. */
const standingOut = (button: Button): Button => ({ ...button, style: 'primary' })

type Does = Pick<Button, 'does' | 'name'>
const press = (name: string): Does => ({ does: 'press', name })
const open = (name: string): Does => ({ does: 'open', name })

/** How a draft stands: when it goes out, or what became of it. */
export interface Standing {
  /** The moment that it is of. */
  readonly of: Date
  /** When it goes out by itself; null where it does not. */
  readonly sendAt: Date | null
  readonly reach: Reach
  /** Who sent it, where that was a person. */
  readonly sentBy: string | null
}

/** When it goes out though nobody does a thing; null where it waits for someone. */
const goesAt = (digest: Digest, schedule: Usual, { sendAt }: Standing): Date | null =>
  digest.state === 'draft' && !waitsForSomeone(schedule, digest) ? sendAt : null

function stateLine(digest: Digest, schedule: Usual, standing: Standing, reading: Reading): Text {
  const { reach, sentBy } = standing
  const { locale, zone } = reading
  const t = digestTexts.in(locale)
  const to = { text: reachText(reach, locale) }
  switch (digest.state) {
    case 'draft':
      return t(goesAt(digest, schedule, standing) ? 'draft.goes' : 'draft.waits', { reach: to })
    case 'held':
      return t('draft.held', { reach: to })
    case 'sent': {
      const at = momentOf(digest.sentAt ?? reading.now, locale, zone)
      return sentBy ? t('draft.sentBy', { at, name: sentBy }) : t('draft.sent', { at })
    }
    case 'skipped':
      return t(`draft.skipped.${digest.reason ?? 'nothing'}`)
  }
}

/** The draft, to whoever leads the pillar: it goes out, is held, or is changed first. */
export function draftCard(digest: Digest, schedule: Usual, standing: Standing, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  const isOpen = digest.state === 'draft' || digest.state === 'held'
  const isEmpty = digest.items.length === 0
  const button = ({ does, name }: Does, label: Text): Button => ({ does, name, label, value: digest.id })
  const send = sendButton({ ...press('digest.send'), value: digest.id }, standing.reach, reading.locale)
  const at = goesAt(digest, schedule, standing)
  const { sendAt } = standing
  const isLate = sendAt === null || sendAt <= reading.now
  return {
    version: 1,
    title: at
      ? t('draft.titleGoes', {
          called: { text: nameOf(schedule, reading.locale) },
          day: dayOf(at, reading.locale, reading.zone),
          time: timeOf(at, reading.locale, reading.zone),
        })
      : t('draft.title', { title: { text: titleOf(schedule, sendAt ?? standing.of, reading) } }),
    text: [
      stateLine(digest, schedule, standing, reading),
      ...introductionLines(digest, reading.locale),
      ...(isOpen && isEmpty ? [t('draft.empty')] : []),
    ].join('\n'),
    items: plainLines(digest.items, 0, reading),
    ...(isOpen &&
      digest.left.length > 0 && {
        context: t('draft.left', { kinds: { text: kindsIn(digest.left, reading.locale) } }),
      }),
    ...(isOpen && {
      // What goes out by itself asks for no press.
      buttons: [
        ...(isEmpty ? [] : [at ? send : standingOut(send)]),
        ...(digest.state === 'draft' ? [button(press('digest.hold'), t('draft.hold'))] : []),
        ...((digest.state === 'held' || waitsForSomeone(schedule, digest)) && !isLate
          ? [button(press('digest.release'), t('draft.release'))]
          : []),
      ],
      more: [
        ...(isEmpty ? [] : [button(open('digest.leaveOut'), t('draft.leaveOut'))]),
        ...(digest.items.length > 1 ? [button(open('digest.order'), t('draft.order'))] : []),
        button(open('digest.introduction'), t('draft.introduction')),
      ],
    }),
  }
}

/** What a digest would tell by now, as one person would read it. */
export function previewCard(
  schedule: Usual,
  items: readonly Item[],
  more: {
    readonly next: NextSending | null
    readonly reach: Reach
    readonly mayReview: boolean
    readonly of: string
    /** The draft that is shown, where there is one. */
    readonly draft: Digest | null
    /** What tells these lines from others. */
    readonly shownAs: string
    readonly forName: string | null
    /** The language of whoever looks: what they see is in that of its reader. */
    readonly locale: Locale
  },
  reading: Reading,
): Card {
  const { next, of, forName, draft, locale } = more
  const t = digestTexts.in(locale)
  const reach = { text: reachText(more.reach, locale) }
  const shown = inSightOf(items)
  const others: Button = { ...open('digest.person'), label: t('preview.for'), value: of }
  const send = draft
    ? { ...press('digest.send'), value: draft.id }
    : { ...press('chat.line'), value: `digest verstuur ${of} ${more.shownAs}` }
  return {
    version: 1,
    title: t('preview.title', { title: { text: titleOf(schedule, next?.at ?? reading.now, reading) } }),
    text: [
      next ? t(`preview.${next.kind}`, { at: momentOf(next.at, locale, reading.zone), reach }) : t('preview.off'),
      ...(forName ? [t('preview.forName', { name: forName })] : []),
      ...(items.length === 0 ? [t('preview.nothing')] : []),
      ...(draft ? introductionLines(draft, locale) : []),
    ].join('\n'),
    // What is pressed is pressed by who reads it: in what another would see there is nothing to press.
    items: [
      ...(forName ? plainLines : actingLines)(items.slice(0, shown), 0, reading),
      ...plainLines(items.slice(shown), shown, reading),
    ],
    buttons: forName
      ? [others]
      : [
          ...(more.mayReview
            ? [
                ...(items.length > 0 ? [standingOut(sendButton(send, more.reach, locale))] : []),
                others,
                { ...open('digest.schedule'), label: t('preview.rhythm'), value: of },
              ]
            : []),
          ...(schedule.group === null ? [wishButton(schedule.pillar, locale, 'preview.wish')] : []),
        ],
  }
}
