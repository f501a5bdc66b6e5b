// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Text } from '#/chat/texts.ts'
import { byline, roleWord } from '#/chat/words.ts'
import type { Question } from '#/features/desk/rules/questions.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { HomeFunction } from '#/network/actor.ts'
import type { Request } from '#/requests/kind.ts'
import { isOpen } from '#/requests/states.ts'
import type { Withdrawal } from '#/requests/withdrawal.ts'

/** All that a request's card says, besides the request itself. */
export interface RequestFacts {
  readonly request: Request
  /** Few may know of it. */
  readonly isClosedOff: boolean
  /** What was asked, answered and given as a reason is this reader's to know. */
  readonly isTold: boolean
  readonly what: Text
  readonly lines: readonly string[]
  /** What only whoever asked is told. */
  readonly own: readonly string[]
  readonly approve: Button | null
  readonly again: Button | null
  readonly change: Button | null
  readonly granted: Button | null
  readonly whole: Button | null
  readonly requesterFunction: { readonly kind: HomeFunction; readonly isStated: boolean } | null
  readonly questions: readonly Question[]
  readonly withdrawal: Withdrawal | null
}

export function whoAsks({ request, requesterFunction }: RequestFacts, locale: Reader['locale']): Text {
  const t = deskTexts.in(locale)
  const name = request.requester?.name ?? request.requesterText ?? ''
  const municipality = request.municipality?.name
  if (!municipality) return byline(name, null, locale)
  if (!requesterFunction) return t('card.byMunicipality', { name, municipality })
  const word = roleWord(requesterFunction.kind, locale)
  return t('card.by', {
    name,
    municipality,
    function: requesterFunction.isStated ? { text: t('card.stated', { function: word }) } : word,
  })
}

const open = (name: string, label: string, value: string): Button => ({ does: 'open', name, label, value })
const press = (name: string, label: string, value: string): Button => ({ does: 'press', name, label, value })

export function withdrawButton(request: Request, locale: Reader['locale']): Button {
  const t = deskTexts.in(locale)
  return {
    ...press('request.withdraw', t('button.withdraw'), request.id),
    confirm: { text: t('withdraw.sure', { number: request.number }), yes: t('withdraw.yes') },
  }
}

/** The button that approves, or that asks first what approving takes. */
export const approveButton = (
  { approve }: Pick<RequestFacts, 'approve'>,
  value: string,
  locale: Reader['locale'],
): Button => ({
  ...(approve ?? press('request.approve', deskTexts.in(locale)('button.approve'), value)),
  value,
  style: 'primary',
})

function conversation(questions: readonly Question[], locale: Reader['locale']): string[] {
  const t = deskTexts.in(locale)
  return questions.flatMap(q => [
    t('card.question', { by: q.askedBy, question: q.question }),
    ...(q.answer === null ? [] : [t('card.answer', { answer: q.answer })]),
  ])
}

export const claimedLine = ({ claimedBy, claimedFor }: Request, locale: Reader['locale']): Text =>
  deskTexts.in(locale)('card.claimed', { name: { text: byline(claimedBy?.name ?? '', claimedFor, locale) } })

/** What became of a request that is over: by whom, and when. */
export function decidedLine(
  { request, withdrawal }: Pick<RequestFacts, 'request' | 'withdrawal'>,
  reader: Reader,
): Text {
  const t = deskTexts.in(reader.locale)
  const at = (moment: Date | null) => (moment ? momentOf(moment, reader.locale, reader.zone) : '')
  if (request.state === 'withdrawn')
    return t('card.withdrawn', {
      by: withdrawal?.by ?? { text: t('history.bot') },
      at: at(withdrawal?.at ?? null),
    })
  return t(request.state === 'approved' ? 'card.approved' : 'card.declined', {
    by: { text: byline(request.decidedBy?.name ?? '', request.decidedFor, reader.locale) },
    at: at(request.decidedAt),
  })
}

/**
 * The card in the secretariat's channel: what is asked and by whom, two buttons, the rest under "Meer"; once decided a word, a name and a date [F66].
 * `value` is what its buttons carry: where it is not drawn anew, also what was shown.
 */
export function requestCard(facts: RequestFacts, reader: Reader, value: string = facts.request.id): Card {
  const { request, what, lines } = facts
  const t = deskTexts.in(reader.locale)
  const title = t('card.title', { number: request.number, what: { text: what } })
  const at = (moment: Date) => momentOf(moment, reader.locale, reader.zone)
  const by = whoAsks(facts, reader.locale)
  if (!isOpen(request.state)) {
    const reason = request.reason ? [t('card.reason', { reason: request.reason })] : []
    return {
      version: 1,
      title,
      text: [decidedLine(facts, reader), ...reason, [by, ...lines.slice(0, 1)].join(' · ')].join('\n'),
    }
  }
  return {
    version: 1,
    title,
    text: [
      by,
      ...lines,
      t('card.askedAt', { at: at(request.createdAt) }),
      ...(request.askedOf === 'secretariat' ? [] : [t(`card.askedOf.${request.askedOf}`)]),
      ...(request.claimedBy ? [claimedLine(request, reader.locale)] : []),
      ...conversation(facts.questions, reader.locale),
    ].join('\n'),
    buttons: [approveButton(facts, value, reader.locale), open('request.decline', t('button.decline'), value)],
    more: [
      ...(facts.whole ? [facts.whole] : []),
      ...(request.requester ? [open('request.ask', t('button.ask'), value)] : []),
      press('request.claim', t('button.claim'), value),
      lineButton(t('button.history'), `verzoek ${request.number} geschiedenis`),
    ],
  }
}

/** In the place of what was told of a request at some moment, once few may know what that names. */
export function closedOffCard({ request: { number }, what }: RequestFacts, locale: Reader['locale']): Card {
  const t = deskTexts.in(locale)
  const text = t('card.title', { number, what: { text: what } })
  return { version: 1, text, buttons: [lineButton(t('button.show'), `verzoek ${number}`)] }
}

/** Brings a request up that waits, in its thread or to the deputy; the same buttons, and one that ends the reminders [F67]. */
export function reminderCard(facts: RequestFacts, reader: Reader): Card {
  const { request, what } = facts
  const t = deskTexts.in(reader.locale)
  const { buttons, more = [] } = requestCard(facts, reader)
  const at = (moment: Date) => momentOf(moment, reader.locale, reader.zone)
  const isWaiting = isOpen(request.state)
  return {
    version: 1,
    title: isWaiting
      ? t('reminder.title', { number: request.number, what: { text: what } })
      : t('card.title', { number: request.number, what: { text: what } }),
    text: [
      isWaiting
        ? t('reminder.since', { by: { text: whoAsks(facts, reader.locale) }, at: at(request.createdAt) })
        : decidedLine(facts, reader),
      // What was decided and laid open again waits since then, which the reminder counts from.
      ...(isWaiting && request.round > 1 ? [t('reminder.again', { at: at(request.openedAt) })] : []),
      ...(isWaiting && request.claimedBy ? [claimedLine(request, reader.locale)] : []),
    ].join('\n'),
    ...(isWaiting && buttons && { buttons, more: [...more, press('request.hush', t('button.hush'), request.id)] }),
  }
}

/** What whoever was told of a decision hears when it is taken back [F73]; only the requester reads what to do. */
export function undoneCard(
  { request, what }: RequestFacts,
  undone: { readonly was: 'approved' | 'declined'; readonly by: Text; readonly why: string | null },
  reader: Reader,
): Card {
  const t = deskTexts.in(reader.locale)
  const isPersonal = reader.person !== null && reader.person === request.requester?.id
  return {
    version: 1,
    title: t('undone.title', { number: request.number }),
    text: [
      t(`undone.${undone.was}`, { by: { text: undone.by } }),
      ...(undone.why ? [t('undone.why', { why: undone.why })] : []),
      ...(isPersonal ? [t('undone.what', { what: { text: what } }), t('undone.next')] : []),
    ].join('\n'),
    ...(isPersonal && { buttons: [withdrawButton(request, reader.locale)] }),
  }
}

export function stateLine({ request, withdrawal }: RequestFacts, reader: Reader): Text {
  const t = deskTexts.in(reader.locale)
  const at = (moment: Date | null) => (moment ? momentOf(moment, reader.locale, reader.zone) : '')
  switch (request.state) {
    case 'open':
      return t(`mine.open.${request.askedOf}`, { at: at(request.createdAt) })
    case 'asked':
      return t('mine.asked')
    case 'approved':
      return t('mine.approved', { at: at(request.decidedAt) })
    case 'declined':
      return t('mine.declined', { at: at(request.decidedAt) })
    case 'withdrawn':
      return t('mine.withdrawn', { at: at(withdrawal?.at ?? null) })
  }
}

/** The same request as its requester sees it. */
export function ownRequestCard(facts: RequestFacts, reader: Reader): Card {
  const { request, what } = facts
  const t = deskTexts.in(reader.locale)
  const isAsked = request.state === 'asked'
  return {
    version: 1,
    title: t('card.title', { number: request.number, what: { text: what } }),
    text: [
      stateLine(facts, reader),
      ...(request.reason ? [t('card.reason', { reason: request.reason })] : []),
      ...facts.lines,
      ...(isOpen(request.state) || request.state === 'approved' ? facts.own : []),
      ...conversation(facts.questions, reader.locale),
    ].join('\n'),
    buttons: isOpen(request.state)
      ? [
          ...(isAsked
            ? [{ ...open('request.answer', t('button.answer'), request.id), style: 'primary' as const }]
            : []),
          ...(facts.change ? [facts.change] : []),
          withdrawButton(request, reader.locale),
        ]
      : nextOf(facts),
  }
}

/** What whoever asked can do once it is over: see what they have now, or ask again. */
function nextOf({ request, granted, again }: RequestFacts): Button[] {
  const next = request.state === 'approved' ? granted : again
  return next ? [next] : []
}
