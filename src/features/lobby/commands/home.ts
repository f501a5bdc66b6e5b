// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import { showRound, voteButton } from '#/features/lobby/cards/rounds.ts'
import { draftsOf } from '#/features/lobby/rules/agenda.ts'
import { lateRounds } from '#/features/lobby/rules/round-end.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { waitingRounds } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { may, mayEver } from '#/network/policy.ts'

type Item = HomeSection['items'][number]

/** Rounds that should have closed, for who leads their pillar. Most lead nothing, and the question is not asked for them. */
async function lateItems(db: Db, { actor, now, locale, zone }: Turn): Promise<readonly Item[]> {
  if (!mayEver(actor, 'lobby.round')) return []
  return (await lateRounds(db, now))
    .filter(({ pillar }) => may(actor, 'lobby.round', { pillar }))
    .map(({ pillar, pillarName, closesAt }) => ({
      text: lobbyTexts.in(locale)('home.lateRound', { pillar: pillarName, at: momentOf(closesAt, locale, zone) }),
      accessory: showRound(pillar, locale),
    }))
}

/** Rounds in which someone's municipality gave nothing yet. */
async function ballotItems(db: Db, { actor, now, locale, zone }: Turn): Promise<readonly Item[]> {
  if (!actor.person || !actor.municipality || !may(actor, 'lobby.vote', {})) return []
  return (await waitingRounds(db, actor.person, actor.municipality.id, now)).map(round => ({
    text: lobbyTexts.in(locale)('home.ballot', {
      pillar: round.pillarName,
      at: momentOf(round.closesAt, locale, zone),
    }),
    accessory: voteButton(round, locale),
  }))
}

/** What someone began to propose and did not finish, and rounds that wait for their vote or to be closed. */
export async function lobbyHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { actor, locale } = turn
  if (!actor.person || !mayEver(actor, 'lobby.propose')) return []
  const t = lobbyTexts.in(locale)
  const drafts = await draftsOf(db, readersFor(actor.person))
  return [
    {
      place: 'waiting',
      items: drafts.map(draft => ({
        text: t('home.draft', { title: { text: titleOf(draft, locale) } }),
        accessory: showPoint(t('button.show'), draft.number),
      })),
    },
    { place: 'waiting', items: [...(await ballotItems(db, turn)), ...(await lateItems(db, turn))] },
  ]
}
