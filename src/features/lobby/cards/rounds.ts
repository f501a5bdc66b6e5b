// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { titleOf } from '#/features/lobby/cards/point.ts'
import { averageOf, type Tally, votesOf } from '#/features/lobby/rules/ranking.ts'
import type { Round } from '#/features/lobby/rules/rounds.ts'
import type { Ballot } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

export const showRound = (pillar: string, locale: Locale): Button =>
  lineButton(lobbyTexts.in(locale)('round.show'), `lobby volgorde ${pillar}`)

export const voteButton = (round: Pick<Round, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.vote',
  label: lobbyTexts.in(locale)('round.vote'),
  value: round.id,
})

const mainVote = (round: Pick<Round, 'id'>, locale: Locale): Button => ({
  ...voteButton(round, locale),
  style: 'primary',
})

export const openRoundButton = (pillar: string, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.round',
  label: lobbyTexts.in(locale)('round.open'),
  value: pillar,
})

export const outcomeButton = (round: Pick<Round, 'id' | 'outcome'>, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.outcome',
  label: lobbyTexts.in(locale)(round.outcome === null ? 'round.note' : 'outcomeAgain.button'),
  value: round.id,
})

const closeButton = (round: Pick<Round, 'id'>, locale: Locale): Button => ({
  does: 'press',
  name: 'lobby.closeRound',
  label: lobbyTexts.in(locale)('round.close'),
  value: round.id,
  style: 'primary',
})

const title = (round: Round, locale: Locale): Text => lobbyTexts.in(locale)('round.title', { pillar: round.pillarName })

/** "12 van 40 gemeenten stemden." */
const turnout = ({ voters, municipalities }: Round, locale: Locale): Text =>
  lobbyTexts.in(locale)('round.turnout', { count: voters, municipalities })

const question = (round: Round, locale: Locale): Text =>
  lobbyTexts.in(locale)('round.asked', { question: round.question })

const openLines = (round: Round, locale: Locale, zone: string): string[] => [
  question(round, locale),
  lobbyTexts.in(locale)('round.until', { at: momentOf(round.closesAt, locale, zone) }),
  turnout(round, locale),
]

const pointLines = (round: Round, locale: Locale): string[] => round.points.map(point => `- ${titleOf(point, locale)}`)

function resultLine(point: Round['points'][number], locale: Locale): string {
  const t = lobbyTexts.in(locale)
  const tally: Tally = point
  const average = averageOf(tally)
  const name = { text: titleOf(point, locale) }
  if (average === null || point.place === null) return t('round.noVotes', { name })
  const said = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(average)
  return t('round.place', { place: point.place, name, average: said, count: votesOf(tally) })
}

/** What was asked, by how many it was answered and what came of it; the points each by itself, so that none is cut. */
const ranking = (round: Round, locale: Locale, asked: readonly string[] = []): Pick<Card, 'text' | 'items'> => ({
  text: [
    question(round, locale),
    turnout(round, locale),
    ...(round.outcome ? [lobbyTexts.in(locale)('round.outcome', { outcome: round.outcome })] : []),
    ...asked,
  ].join('\n'),
  items: round.points.map(point => ({ text: resultLine(point, locale) })),
})

/** A round as it stands in the pillar's channel while it is open, and then until it is closed. */
export function openRoundCard(round: Round, locale: Locale, zone: string): Card {
  const t = lobbyTexts.in(locale)
  if (round.state === 'closed')
    return {
      version: 1,
      title: title(round, locale),
      text: [question(round, locale), t('round.isClosed')].join('\n'),
      buttons: [showRound(round.pillar, locale)],
    }
  return {
    version: 1,
    title: title(round, locale),
    text: [...openLines(round, locale, zone), ...pointLines(round, locale), t('round.hidden')].join('\n'),
    buttons: [mainVote(round, locale), showRound(round.pillar, locale)],
  }
}

/** The ballot, and its reminder, to who may vote for a municipality. */
export function ballotCard(
  round: Round,
  { municipality, hasVoted }: Ballot,
  kind: 'ballot' | 'reminder',
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t(`round.${kind}`, { pillar: round.pillarName }),
    text: [
      ...openLines(round, locale, zone),
      t(hasVoted ? 'round.ownVoted' : 'round.ownSilent', { municipality }),
      ...(kind === 'ballot' ? pointLines(round, locale) : []),
      ...(kind === 'ballot' ? [t('round.hidden')] : []),
    ].join('\n'),
    buttons: [mainVote(round, locale), showRound(round.pillar, locale)],
  }
}

/** The ranking that came of a round, true for every reader. */
export const rankingCard = (round: Round, locale: Locale): Card => ({
  version: 1,
  title: lobbyTexts.in(locale)('round.ranking', { pillar: round.pillarName }),
  ...ranking(round, locale),
  buttons: [showRound(round.pillar, locale)],
})

/** Asks whoever leads the pillar what comes of it, at the moment that a round closes [F24]. */
export const outcomeAskedCard = (round: Round, locale: Locale): Card => ({
  version: 1,
  title: lobbyTexts.in(locale)('round.closedNow', { pillar: round.pillarName }),
  ...ranking(round, locale, [lobbyTexts.in(locale)('round.askOutcome')]),
  buttons: [{ ...outcomeButton(round, locale), style: 'primary' }, showRound(round.pillar, locale)],
})

/** What a round's reader sees of it and may. `ballot` is how their own municipality stands. */
export interface RoundSight {
  readonly ballot: Ballot | null
  readonly mayVote: boolean
  readonly mayLead: boolean
  /** Whether it takes votes at this moment. */
  readonly isVoting: boolean
}

/** A pillar's round, or the last one that it had, to the one who asks. */
export function roundCard(
  round: Round | null,
  pillar: Pick<Pillar, 'id' | 'name'>,
  { ballot, mayVote, mayLead, isVoting }: RoundSight,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  const agenda = lineButton(t('button.all'), `lobby lijst ${pillar.id}`)
  const another = mayLead ? [openRoundButton(pillar.id, locale)] : []
  if (!round) return { version: 1, text: t('round.none', { pillar: pillar.name }), buttons: [...another, agenda] }
  if (round.state === 'closed')
    return {
      ...rankingCard(round, locale),
      buttons: [...(mayLead ? [outcomeButton(round, locale)] : []), ...another, agenda],
    }
  const own = ballot && [
    t(ballot.hasVoted ? 'round.ownVoted' : 'round.ownSilent', { municipality: ballot.municipality }),
  ]
  return {
    version: 1,
    title: title(round, locale),
    text: [
      ...openLines(round, locale, zone),
      ...(isVoting ? [] : [t('round.late')]),
      ...(own ?? []),
      ...pointLines(round, locale),
      t('round.hidden'),
    ].join('\n'),
    buttons: [
      ...(isVoting && mayVote ? [mainVote(round, locale)] : []),
      ...(!isVoting && mayLead ? [closeButton(round, locale)] : []),
      agenda,
    ],
  }
}

/** Which pillar's round? */
export const chooseRound = (pillars: readonly Pillar[], locale: Locale): Card => ({
  version: 1,
  title: lobbyTexts.in(locale)('round.which'),
  items: pillars.map(({ id, name }) => ({
    text: lobbyTexts.in(locale)('round.pillar', { pillar: name }),
    accessory: showRound(id, locale),
  })),
})
