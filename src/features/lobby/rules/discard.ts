// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { move, subjectKey } from '#/features/lobby/rules/propose.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { Refusal } from '#/network/refusal.ts'

const asked = statement('lobby_discard_asked', 'select id from requests where subject_key = $1 limit 1')
const gone = ['lobby_point_origins', 'lobby_point_targets', 'lobby_supports', 'lobby_wordings'].map(table =>
  statement(`lobby_discard_${table}`, `delete from ${table} where point_id = $1::uuid`),
)
const discardPoint = statement('lobby_discard', `delete from lobby_points where id = $1::uuid and state = 'draft'`)

/** Throws away a locked draft: nobody but its proposer ever saw it. What the secretariat had before it is withdrawn instead, for its request tells of it. @throws Refusal where it is no draft any more */
export async function discard(tx: Tx, point: Point, by: ActedAs, now: Date): Promise<void> {
  if (point.state !== 'draft') throw new Refusal('lobby.noDraft')
  if ((await tx.query(asked, [subjectKey(point.id)])).length > 0) return move(tx, point, 'withdraw', by, now)
  for (const rows of gone) await tx.query(rows, [point.id])
  await tx.query(discardPoint, [point.id])
  audit(tx, { action: 'lobby.discarded', subject: { kind: 'lobbyPoint', id: point.id }, by, old: { state: 'draft' } })
}
