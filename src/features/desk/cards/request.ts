// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Text } from '#/chat/texts.ts'
import { roleWord } from '#/chat/words.ts'
import type { Question } from '#/features/desk/rules/questions.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { HomeFunction } from '#/network/actor.ts'
import type { Request } from '#/requests/kind.ts'
import { isOpen } from '#/requests/states.ts'

/** All that a request's card says, besides the request itself. */
export interface RequestFacts {
  readonly request: Request
  readonly what: Text
  readonly lines: readonly string[]
  readonly approve: Button | null
  readonly requesterFunction: { readonly kind: HomeFunction; readonly isStated: boolean } | null
  readonly questions: readonly Question[]
  readonly withdrawnAt: Date | null
}

export function whoAsks({ request, requesterFunction }: RequestFacts, locale: Reader['locale']): Text {
  const t = deskTexts.in(locale)
  const name = request.requester?.name ?? request.requesterText ?? ''
  const municipality = request.municipality?.name
  if (!municipality) return t('card.byPlain', { name })
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

export const withdrawButton = (request: Request, locale: Reader['locale']): Button =>
  press('request.withdraw', deskTexts.in(locale)('button.withdraw'), request.id)

function conversation(questions: readonly Question[], locale: Reader['locale']): string[] {
  const t = deskTexts.in(locale)
  return questions.flatMap(q => [
    t('card.question', { by: q.askedBy, question: q.question }),
    ...(q.answer === null ? [] : [t('card.answer', { answer: q.answer })]),
  ])
}

/** The card in the secretariat's channel: what is asked and by whom, two buttons, the rest under "Meer"; once decided a word, a name and a date [F66]. */
export function requestCard(facts: RequestFacts, reader: Reader): Card {
  const { request, what, lines } = facts
  const t = deskTexts.in(reader.locale)
  const title = t('card.title', { number: request.number, what: { text: what } })
  const at = (moment: Date) => momentOf(moment, reader.locale, reader.zone)
  const by = whoAsks(facts, reader.locale)
  if (!isOpen(request.state)) {
    const decided = { by: request.decidedBy?.name ?? '', at: request.decidedAt ? at(request.decidedAt) : '' }
    const state =
      request.state === 'approved'
        ? t('card.approved', decided)
        : request.state === 'declined'
          ? t('card.declined', decided)
          : t('card.withdrawn', {
              by: request.requester?.name ?? '',
              at: facts.withdrawnAt ? at(facts.withdrawnAt) : '',
            })
    const reason = request.reason ? [t('card.reason', { reason: request.reason })] : []
    return { version: 1, title, text: [state, ...reason, [by, ...lines.slice(0, 1)].join(' · ')].join('\n') }
  }
  return {
    version: 1,
    title,
    text: [
      by,
      ...lines,
      t('card.askedAt', { at: at(request.createdAt) }),
      ...(request.askedOf === 'secretariat' ? [] : [t(`card.askedOf.${request.askedOf}`)]),
      ...(request.claimedBy ? [t('card.claimed', { name: request.claimedBy.name })] : []),
      ...conversation(facts.questions, reader.locale),
    ].join('\n'),
    buttons: [
      facts.approve ?? { ...press('request.approve', t('button.approve'), request.id), style: 'primary' },
      open('request.decline', t('button.decline'), request.id),
    ],
    more: [
      ...(request.requester ? [open('request.ask', t('button.ask'), request.id)] : []),
      press('request.claim', t('button.claim'), request.id),
    ],
  }
}

export function stateLine({ request, withdrawnAt }: RequestFacts, reader: Reader): Text {
  const t = deskTexts.in(reader.locale)
  const at = (moment: Date | null) => (moment ? momentOf(moment, reader.locale, reader.zone) : '')
  switch (request.state) {
    case 'open':
      return t('mine.open', { at: at(request.createdAt) })
    case 'asked':
      return t('mine.asked')
    case 'approved':
      return t('mine.approved', { at: at(request.decidedAt) })
    case 'declined':
      return t('mine.declined', { at: at(request.decidedAt) })
    case 'withdrawn':
      return t('mine.withdrawn', { at: at(withdrawnAt) })
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
      ...conversation(facts.questions, reader.locale),
    ].join('\n'),
    buttons: isOpen(request.state)
      ? [
          ...(isAsked
            ? [{ ...open('request.answer', t('button.answer'), request.id), style: 'primary' as const }]
            : []),
          withdrawButton(request, reader.locale),
        ]
      : [],
  }
}
