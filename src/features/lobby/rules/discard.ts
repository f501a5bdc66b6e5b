// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { hasRecords } from '#/database/traces/lobby.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { move, subjectKey } from '#/features/lobby/rules/propose.ts'
import { restoreProposed } from '#/features/lobby/rules/retract.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const asked = statement(
  'lobby_discard_asked',
  `select subject->>'pillar' as pillar from requests where subject_key = $1 order by number desc limit 1`,
)
const gone = ['lobby_point_origins', 'lobby_point_targets', 'lobby_supports', 'lobby_wordings', 'lobby_contacts'].map(
  table => statement(`lobby_discard_${table}`, `delete from ${table} where point_id = $1::uuid`),
)
const discardPoint = statement('lobby_discard', `delete from lobby_points where id = $1::uuid and state = 'draft'`)

type Draft = Pick<Point, 'id' | 'number' | 'state' | 'mergedInto'>

/** Throws away a locked draft: nobody but its proposer ever saw it. What the secretariat had before it is withdrawn instead, as it was proposed, for its request tells of it. Says which. @throws Refusal where it is no draft any more */
export async function discard(tx: Tx, point: Draft, by: ActedAs, now: Date): Promise<'discarded' | 'withdrawn'> {
  if (point.state !== 'draft') throw new Refusal('lobby.noDraft')
  const [proposal] = await tx.query<{ pillar: string }>(asked, [subjectKey(point.id)])
  if (proposal) {
    await restoreProposed(tx, point.id, proposal.pillar)
    await move(tx, point, 'withdraw', by, now)
    return 'withdrawn'
  }
  for (const rows of gone) await tx.query(rows, [point.id])
  await tx.query(discardPoint, [point.id])
  audit(tx, { action: 'lobby.discarded', subject: { kind: 'lobbyPoint', id: point.id }, by, old: { state: 'draft' } })
  return 'discarded'
}

const recorded = statement(
  'lobby_drafts_recorded',
  `select p.id, p.number, p.state, null as "mergedInto" from lobby_points p
   where p.proposer_id = $1::uuid and p.state = 'draft' and ${hasRecords('p')} order by p.id for update`,
)

/** Withdraws the drafts of someone who goes that were points before, with which something was done: votes, results and placements are records. What was written since goes with who wrote it. */
export async function withdrawDrafts(tx: Tx, person: PersonId, by: ActedAs, now: Date): Promise<void> {
  for (const point of await tx.query<Draft>(recorded, [person])) await discard(tx, point, by, now)
}
