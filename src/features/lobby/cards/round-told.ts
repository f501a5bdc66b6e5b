// SPDX-License-Identifier: EUPL-1.2
// What is told to someone of a round beside its ballot and its ranking.
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Locale } from '#/chat/texts.ts'
import { titleOf } from '#/features/lobby/cards/point.ts'
import { showRound, voteButton } from '#/features/lobby/cards/rounds.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Round } from '#/features/lobby/rules/rounds.ts'
import type { Ballot } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** The places of the points that matter to its reader, of so many that got one. */
export function rankedCard(round: Round, own: readonly Round['points'][number][], locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('roundTold.ranked', { pillar: round.pillarName }),
    text: [
      t('roundTold.rankedText'),
      ...own.map(
        point => `- ${t('roundTold.place', { place: point.place ?? 0, name: { text: titleOf(point, locale) } })}`,
      ),
    ].join('\n'),
    buttons: [showRound(round.pillar, locale)],
  }
}

/** To who gave a point something that is in the round no more. `point` is null for who may not know of it: its number alone is told. */
export function leftRoundCard(
  round: Round,
  number: number,
  point: Point | null,
  { municipality, hasVoted }: Ballot,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('roundTold.left', { number }),
    text: [
      ...(point
        ? [t('roundTold.leftWhat', { title: point.title, state: { text: t(`state.word.${point.state}`) } })]
        : []),
      t('roundTold.leftText', { municipality, pillar: round.pillarName, at: momentOf(round.closesAt, locale, zone) }),
      ...(hasVoted ? [] : [t('round.ownSilent', { municipality })]),
    ].join('\n'),
    buttons: [{ ...voteButton(round, locale), style: 'primary' }, showRound(round.pillar, locale)],
  }
}

/** To who may close a round that did not close by itself [F24]. */
export const lateRoundCard = (round: Round, locale: Locale, zone: string): Card => ({
  version: 1,
  title: lobbyTexts.in(locale)('roundTold.late', { pillar: round.pillarName }),
  text: lobbyTexts.in(locale)('roundTold.lateText', { at: momentOf(round.closesAt, locale, zone) }),
  buttons: [showRound(round.pillar, locale)],
})
