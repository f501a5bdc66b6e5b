// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { addOrigin, type Carried, carrySupport, tellOrigins, touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import type { ActedAs } from '#/network/audit.ts'
import { Refusal } from '#/network/refusal.ts'

const changed = statement('lobby_fed', 'update lobby_points set version = version + 1 where id = $1::uuid')

/** Adds a bottleneck to a locked point that gathers support: several may feed one. Who recognises it stands behind the point from now on, and hears so. @throws Refusal */
export async function feedPoint(tx: Tx, point: Point, bottleneck: Bottleneck, by: ActedAs, at: At): Promise<Carried> {
  const { number, mergedInto } = bottleneck
  if (mergedInto !== null) throw new Refusal('bottlenecks.merged', { number, into: mergedInto }, { field: 'into' })
  if (!isRunning(point.state)) throw new Refusal(`lobby.is.${point.state}`, { number: point.number }, { field: 'into' })
  if (!(await addOrigin(tx, point, bottleneck, by, at.now)))
    throw new Refusal('lobby.fedBefore', { number: point.number, bottleneck: number }, { field: 'into' })
  const carried = await carrySupport(tx, point.id, by, at)
  await tx.query(changed, [point.id])
  await touchOrigins(tx, point.id)
  touch(tx, { kind: 'lobbyPoint', id: point.id })
  await tellOrigins(tx, point, bottleneck.id)
  return carried
}
