// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { carrySupport, tellOrigins, touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { changeSight, revokeFiles } from '#/features/lobby/rules/sight-changes.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'

const confide = statement(
  'lobby_confide',
  `update lobby_points set is_confidential = $2::bool, version = version + 1, moved_at = $3::timestamptz where id = $1::uuid and is_confidential <> $2::bool returning id`,
)
const posted = statement(
  'lobby_was_posted',
  `select exists (select from deliveries where subject_kind = 'lobbyPoint' and subject_id = $1::uuid::text and kind = 'lobby.open' and channel_id is not null and state <> 'void') as posted`,
)

/** Opens a confidential point to all members, or closes it to most; its posted cards follow [F29] [T21]. Twice is once: its pillar's channel hears of it once. */
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
  await changeSight(tx, point.id)
  if (isConfidential) await revokeFiles(tx, point.id, at.today)
  if (!isConfidential && (point.state === 'proposed' || isRunning(point.state)))
    await carrySupport(tx, point.id, by, at)
  if (isConfidential || !point.openedAt) return
  const [was] = await tx.query<{ posted: boolean }>(posted, [point.id])
  if (was?.posted) return
  notify(tx, [{ kind: 'pillar', pillar: point.pillar }], 'lobby.open', { point: point.id }, { subject })
  await tellOrigins(tx, point)
}
