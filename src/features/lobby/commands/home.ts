// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import { showRound } from '#/features/lobby/cards/rounds.ts'
import { draftsOf } from '#/features/lobby/rules/agenda.ts'
import { lateRounds } from '#/features/lobby/rules/round-end.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { may, mayEver } from '#/network/policy.ts'

/** What someone began to propose and did not finish, and rounds that wait to be closed. */
export async function lobbyHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { actor, locale } = turn
  if (!actor.person || !mayEver(actor, 'lobby.propose')) return []
  const t = lobbyTexts.in(locale)
  // Most lead nothing, and the question is not asked for them.
  const rounds = mayEver(actor, 'lobby.round') ? await lateRounds(db, turn.now) : []
  const late = rounds
    .filter(({ pillar }) => may(actor, 'lobby.round', { pillar }))
    .map(round => ({
      text: t('home.lateRound', { pillar: round.pillarName, at: momentOf(round.closesAt, locale, turn.zone) }),
      accessory: showRound(round.pillar, locale),
    }))
  const drafts = await draftsOf(db, readersFor(actor.person))
  return [
    {
      place: 'waiting',
      items: drafts.map(draft => ({
        text: t('home.draft', { title: { text: titleOf(draft, locale) } }),
        accessory: showPoint(t('button.show'), draft.number),
      })),
    },
    { place: 'waiting', items: late },
  ]
}
