// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import { draftsOf } from '#/features/lobby/rules/agenda.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { mayEver } from '#/network/policy.ts'

/** What someone began to propose and did not finish. */
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
  ]
}
