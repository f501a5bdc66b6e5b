// SPDX-License-Identifier: EUPL-1.2
import type { Form, Input } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { outcomeButton, voteButton } from '#/features/lobby/cards/rounds.ts'
import { longestOutcome, outcomeDigest } from '#/features/lobby/rules/round-end.ts'
import { type Candidate, mostPoints, type Round } from '#/features/lobby/rules/rounds.ts'
import { type Vote, votesDigest } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

/** The field of the so-manieth point of a form: names of fields are letters alone. */
export const pointField = (at: number): string => `point${String.fromCharCode('A'.charCodeAt(0) + at)}`

export const longestQuestion = 200

const labelOf = ({ number, title }: Pick<Candidate, 'number' | 'title'>): string => `LP ${number} · ${title}`

/** Which points of a form stand where: numbers, since what is open to a reader may change while they fill it in. */
const numbersOf = (points: readonly Pick<Candidate, 'number'>[]): string => points.map(({ number }) => number).join('.')

/** Opens a round: which points, until when, with what question. `until` is the day that is proposed. */
export function roundForm(
  pillar: Pick<Pillar, 'id' | 'name'>,
  points: readonly Candidate[],
  until: string,
  locale: Locale,
): Form {
  const t = lobbyTexts.in(locale)
  const chosen = points.map(
    (point, at): Input => ({
      kind: 'checkbox',
      name: pointField(at),
      label: labelOf(point),
      optional: true,
      value: true,
    }),
  )
  return {
    version: 1,
    name: 'lobby.round',
    title: t('roundForm.title'),
    submit: t('roundForm.submit'),
    intro: t(points.length === mostPoints ? 'roundForm.introMost' : 'roundForm.intro', {
      pillar: pillar.name,
      count: points.length,
    }),
    context: `${pillar.id}:${numbersOf(points)}`,
    inputs: [
      {
        kind: 'longText',
        name: 'question',
        label: t('roundForm.question'),
        value: t('roundForm.usual'),
        max: longestQuestion,
      },
      { kind: 'date', name: 'until', label: t('roundForm.until'), hint: t('roundForm.untilHint'), value: until },
      ...chosen,
    ],
    reopen: { label: t('round.open'), value: pillar.id },
  }
}

const scores = ['5', '4', '3', '2', '1'] as const

/** What a colleague gave since a form began, above what was chosen in it. */
function collided(round: Round, given: readonly Vote[], municipality: string, locale: Locale): Text {
  const scores = round.points.flatMap(({ id, number }) => {
    const score = given.find(({ point }) => point === id)?.score
    return score ? [`LP ${number}: ${score}`] : []
  })
  return lobbyTexts.in(locale)('voteForm.collided', { municipality, given: listed(scores, locale) })
}

/** The ballot: 1 to 5 for each point, with what the municipality gave before; `own` is what was chosen in a form that a colleague's ballot came before. */
export function voteForm(
  round: Round,
  given: readonly Vote[],
  municipality: string,
  locale: Locale,
  own: readonly Vote[] | null = null,
): Form {
  const t = lobbyTexts.in(locale)
  const { label, value } = voteButton(round, locale)
  const chosen = [...(own ?? []), ...given]
  return {
    version: 1,
    name: 'lobby.vote',
    title: t('voteForm.title'),
    submit: t('voteForm.submit'),
    intro: own
      ? collided(round, given, municipality, locale)
      : t(given.length > 0 ? 'voteForm.introAgain' : 'voteForm.intro', { question: round.question, municipality }),
    context: `${round.id}:${numbersOf(round.points)}:${votesDigest(given)}`,
    inputs: round.points.map((point, at): Input => {
      const score = chosen.find(one => one.point === point.id)?.score
      return {
        kind: 'choice',
        name: pointField(at),
        label: labelOf(point),
        optional: true,
        options: scores.map(one => ({ value: one, label: t(`voteForm.score.${one}`) })),
        ...(score && { value: String(score) }),
      }
    }),
    reopen: { label, value },
  }
}

/** What the pillar does with the ranking; `own` is what was written in a form that another's outcome came before. */
export function outcomeForm(round: Round, own: string | null, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  const { label, value } = outcomeButton(round, locale)
  const written = own ?? round.outcome
  return {
    version: 1,
    name: 'lobby.outcome',
    title: t('outcomeForm.title'),
    submit: t('outcomeForm.submit'),
    intro:
      own !== null && round.outcome
        ? t('outcomeAgain.collided', { outcome: round.outcome })
        : t('outcomeForm.intro', { pillar: round.pillarName }),
    context: `${round.id}:${outcomeDigest(round)}`,
    inputs: [
      {
        kind: 'longText',
        name: 'outcome',
        label: t('outcomeForm.label'),
        hint: t('outcomeForm.hint'),
        max: longestOutcome,
        ...(written && { value: written }),
      },
    ],
    reopen: { label, value },
  }
}
