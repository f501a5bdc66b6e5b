// SPDX-License-Identifier: EUPL-1.2
// A digest before it goes out, to whoever reviews it; and as it would be by now, to whoever asks.
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { introductionLines, titleOf, wishButton } from '#/features/digests/cards/digest.ts'
import { actingLines, plainLines, type Reading } from '#/features/digests/cards/lines.ts'
import { headlines } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { NextSending } from '#/features/digests/rules/next-sending.ts'
import type { Reach } from '#/features/digests/rules/reach.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import type { DigestId } from '#/network/ids.ts'

/** "2 kanalen en 5 personen". */
export function reachText({ channels, people }: Reach, locale: Locale): Text {
  const t = digestTexts.in(locale)
  const places = t('reach.channels', { count: channels })
  const readers = t('reach.people', { count: people })
  if (channels === 0) return people === 0 ? t('reach.none') : readers
  return people === 0 ? places : t('reach.both', { channels: { text: places }, people: { text: readers } })
}

/** [Nu versturen], which asks once more. */
function sendButton(does: Does & Pick<Button, 'value'>, reach: Reach, locale: Locale): Button {
  const t = digestTexts.in(locale)
  const to = { text: reachText(reach, locale) }
  return {
    ...does,
    label: t('draft.send'),
    style: 'primary',
    confirm: { text: t('draft.sendConfirm', { reach: to }), yes: t('draft.sendYes') },
  }
}

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

function stateLine(digest: Digest, schedule: Usual, { sendAt, reach, sentBy }: Standing, reading: Reading): Text {
  const { locale, zone } = reading
  const t = digestTexts.in(locale)
  const to = { text: reachText(reach, locale) }
  switch (digest.state) {
    case 'draft':
      return schedule.silence === 'holds' || sendAt === null
        ? t('draft.waits', { reach: to })
        : t('draft.goes', { at: momentOf(sendAt, locale, zone), reach: to })
    case 'held':
      return t('draft.held', { reach: to })
    case 'sent': {
      const at = momentOf(digest.sentAt ?? reading.now, locale, zone)
      return sentBy ? t('draft.sentBy', { at, name: sentBy }) : t('draft.sent', { at })
    }
    case 'skipped':
      return t(`draft.skipped.${digest.reason as 'nothing' | 'nobody' | 'overtaken' | 'recess' | 'late'}`)
  }
}

/** The draft, to whoever leads the pillar: it goes out, is held, or is changed first. */
export function draftCard(digest: Digest, schedule: Usual, standing: Standing, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  const isOpen = digest.state === 'draft' || digest.state === 'held'
  const isEmpty = digest.items.length === 0
  const button = ({ does, name }: Does, label: Text): Button => ({ does, name, label, value: digest.id })
  const send = sendButton({ ...press('digest.send'), value: digest.id }, standing.reach, reading.locale)
  const { sendAt } = standing
  const isLate = sendAt === null || sendAt <= reading.now
  return {
    version: 1,
    title: t('draft.title', { title: { text: titleOf(schedule, sendAt ?? standing.of, reading) } }),
    text: [
      stateLine(digest, schedule, standing, reading),
      ...introductionLines(digest.introduction),
      ...(isOpen && isEmpty ? [t('draft.empty')] : []),
    ].join('\n'),
    items: plainLines(digest.items, 0, reading),
    ...(isOpen && digest.left > 0 && { context: t('draft.left', { count: digest.left }) }),
    ...(isOpen && {
      buttons: [
        ...(isEmpty ? [] : [send]),
        ...(digest.state === 'draft' ? [button(press('digest.hold'), t('draft.hold'))] : []),
        ...(digest.state === 'held' && !isLate ? [button(press('digest.release'), t('draft.release'))] : []),
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
  made: { readonly items: readonly Item[]; readonly introduction: string | null },
  more: {
    readonly next: NextSending | null
    readonly reach: Reach
    readonly mayReview: boolean
    readonly of: string
    /** The draft that is shown, where there is one. */
    readonly draft: DigestId | null
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
  const first = made.items.slice(0, headlines)
  const others: Button = { ...open('digest.person'), label: t('preview.for'), value: of }
  const send = draft
    ? { ...press('digest.send'), value: draft }
    : { ...press('chat.line'), value: `digest verstuur ${of} ${more.shownAs}` }
  return {
    version: 1,
    title: t('preview.title', { title: { text: titleOf(schedule, next?.at ?? reading.now, reading) } }),
    text: [
      next ? t(`preview.${next.kind}`, { at: momentOf(next.at, locale, reading.zone), reach }) : t('preview.off'),
      ...(forName ? [t('preview.forName', { name: forName })] : []),
      ...(made.items.length === 0 ? [t('preview.nothing')] : []),
      ...introductionLines(made.introduction),
    ].join('\n'),
    // What is pressed is pressed by who reads it: in what another would see there is nothing to press.
    items: [
      ...(forName ? plainLines : actingLines)(first, 0, reading),
      ...plainLines(made.items.slice(headlines), headlines, reading),
    ],
    buttons: forName
      ? [others]
      : [
          ...(more.mayReview
            ? [
                ...(made.items.length > 0 ? [sendButton(send, more.reach, locale)] : []),
                others,
                { ...open('digest.schedule'), label: t('preview.rhythm'), value: of },
              ]
            : []),
          ...(schedule.group === null ? [wishButton(schedule.pillar, locale, 'preview.wish')] : []),
        ],
  }
}
