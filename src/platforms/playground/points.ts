// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { type World, whoIs } from './people.ts'
import type { WorldFile } from './world.ts'

const add = statement(
  'playground_point',
  `with point as (
     insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, proposer_id, municipality_id, created_at, opened_at, moved_at)
     select $1, $2, $3, $4, $5, $6, p.id, p.municipality_id, $8::timestamptz, $8::timestamptz, $8::timestamptz
     from people p where p.email = $7 and p.municipality_id is not null returning id
   ), addressed as (
     insert into lobby_point_targets (point_id, target_id) select point.id, t.id from point join lobby_targets t on t.id = $9
   )
   insert into lobby_supports (point_id, municipality_id, stance, created_at)
   select point.id, m.id, 'support', $8::timestamptz from point join municipalities m on m.name = any($10::text[])`,
)

/** Puts a lobby point in the network that was approved and stood behind before the visitor came. */
export async function place(tx: Tx, world: World, point: WorldFile['points'][number], now: Date): Promise<void> {
  const { who, state, title, problem, ask, whyMidsized, pillar, target, support, days } = point
  const since = new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString()
  const { email } = whoIs(world, who)
  await tx.query(add, [state, title, problem, ask, whyMidsized, pillar, email, since, target ?? null, support])
}
