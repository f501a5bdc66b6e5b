// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { tellOpened } from '#/features/lobby/rules/opened.ts'
import { carrySupport, touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { changeSight } from '#/features/lobby/rules/sight-changes.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'

const confide = statement(
  'lobby_confide',
  `update lobby_points set is_confidential = $2::bool, version = version + 1, moved_at = $3::timestamptz where id = $1::uuid and is_confidential <> $2::bool returning id`,
)
const posted = statement(
  'lobby_was_posted',
  `select coalesce(bool_or(c.pillar_id = $2), false) as here, coalesce(array_agg(d.person_id) filter (where d.person_id is not null), '{}') as people
   from deliveries d left join channels c on c.id = d.channel_id
   where (d.subject_kind, d.kind) in (('lobbyPoint', 'lobby.open'), ('lobbyMoment', 'lobby.lifted')) and d.subject_id = $1::uuid::text and d.state <> 'void'`,
)

/** Opens a confidential point to all members, or closes it to most; its posted cards follow [F29] [T21]. Twice is once: its pillar's channel hears of it once, and so do those who follow what it is of. */
export async function setConfidential(
  tx: Tx,
  point: Point,
  isConfidential: boolean,
  by: ActedAs,
  at: At,
): Promise<void> {
  if ((await tx.query(confide, [point.id, isConfidential, at.now.toISOString()])).length === 0) return
  const subject = { kind: 'lobbyPoint', id: point.id }
  audit(tx, { action: isConfidential ? 'lobby.confided' : 'lobby.released', subject, by })
  touch(tx, subject)
  await touchOrigins(tx, point.id)
  await changeSight(tx, point.id, at.today)
  if (!isConfidential && (point.state === 'proposed' || isRunning(point.state)))
    await carrySupport(tx, point.id, by, at)
  // What was put away or taken back is news to nobody.
  if (isConfidential || !point.openedAt || point.state === 'withdrawn' || point.state === 'archived') return
  const [was] = await tx.query<{ here: boolean; people: readonly PersonId[] }>(posted, [point.id, point.pillar])
  // It may have moved to another pillar while few knew of it.
  if (!was?.here) notify(tx, [{ kind: 'pillar', pillar: point.pillar }], 'lobby.open', { point: point.id }, { subject })
  await tellOpened(tx, point, new Set([...(was?.people ?? []), by.personId]))
}
