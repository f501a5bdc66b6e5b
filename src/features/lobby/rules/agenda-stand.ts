// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isPlaced } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'

// A ranking that came while it was on an agenda counts as well: without the agenda, that is how it would stand.
const before = statement(
  'lobby_before_placed',
  `select a.action = 'lobby.prioritise' or a.old->>'state' = 'prioritised' as "isRanked" from audit a
   where a.subject_kind = 'lobbyPoint' and a.subject_id = $1 and (a.action = 'lobby.prioritise' or (a.action = 'lobby.place' and a.old->>'state' <> 'placed'))
   order by a.id desc limit 1`,
)

/** How a point stands that goes on: on an agenda, as far as one was not taken back, or else in the ranking of a round or in none. */
export async function agendaStand(db: Db, point: Pick<Point, 'id'>): Promise<'placed' | 'prioritised' | 'gathering'> {
  if (await isPlaced(db, point)) return 'placed'
  const [was] = await db.query<{ isRanked: boolean }>(before, [point.id])
  return was?.isRanked ? 'prioritised' : 'gathering'
}
