// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type Bottleneck, demandStands } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { addOrigin, type Carried, carrySupport, tellOrigins, touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { isRunning, running } from '#/features/lobby/rules/states.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { BottleneckId, LobbyPointId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const changed = statement(
  'lobby_fed',
  'update lobby_points set version = version + 1, moved_at = $2::timestamptz where id = $1::uuid',
)

/** Adds a bottleneck to a locked point that gathers support: several may feed one. Who recognises it stands behind the point from now on, and hears so. @throws Refusal */
export async function feedPoint(tx: Tx, point: Point, bottleneck: Bottleneck, by: ActedAs, at: At): Promise<Carried> {
  const { number, mergedInto } = bottleneck
  demandStands(bottleneck, { field: 'into' })
  if (mergedInto !== null) throw new Refusal('bottlenecks.merged', { number, into: mergedInto }, { field: 'into' })
  if (!isRunning(point.state)) throw notNow(point, { field: 'into' })
  if (!(await addOrigin(tx, point, bottleneck, by, at.now)))
    throw new Refusal('lobby.fedBefore', { number: point.number, bottleneck: number }, { field: 'into' })
  const carried = await carrySupport(tx, point.id, by, at)
  await tx.query(changed, [point.id, at.now.toISOString()])
  await touchOrigins(tx, point.id)
  touch(tx, { kind: 'lobbyPoint', id: point.id })
  await tellOrigins(tx, point, bottleneck.id)
  return carried
}

const lock = statement(
  'lobby_fed_lock',
  `select id from lobby_points where id in (select point_id from lobby_point_origins where bottleneck_id = any($1::uuid[])) order by id for update`,
)

/** Locks what came of some bottlenecks, before these are locked themselves, as everywhere. */
export const lockFed = async (tx: Tx, bottlenecks: readonly BottleneckId[]): Promise<void> =>
  void (await tx.query(lock, [bottlenecks]))

const fed = statement(
  'lobby_fed_running',
  `select p.id from lobby_points p join lobby_point_origins o on o.point_id = p.id where o.bottleneck_id = $1::uuid and p.state in ${running} order by p.id`,
)
const givers = statement(
  'lobby_fed_givers',
  `select person_id as person from lobby_supports where point_id = $1::uuid and municipality_id = any($2::text[]) and ended_at is null and person_id is not null and person_id is distinct from $3::uuid`,
)

/** Puts who recognises a bottleneck that another went on in behind what gathers support and came of either, and tells whose recognition did so. What still waits for the secretariat has them when it is approved. */
export async function feedAlong(
  tx: Tx,
  bottleneck: Pick<Bottleneck, 'id' | 'number'>,
  by: ActedAs,
  at: At,
): Promise<void> {
  for (const point of await tx.query<{ id: LobbyPointId }>(fed, [bottleneck.id])) {
    const { given } = await carrySupport(tx, point.id, by, at)
    if (given.length === 0) continue
    touch(tx, { kind: 'lobbyPoint', id: point.id })
    const people = await tx.query<{ person: PersonId }>(givers, [point.id, given, by.personId])
    notify(
      tx,
      people.map(({ person }) => ({ kind: 'person', person }) as const),
      'lobby.lifted',
      { point: point.id, origin: bottleneck.number, stands: true },
      aMoment(point),
    )
  }
}
