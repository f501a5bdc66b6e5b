// SPDX-License-Identifier: EUPL-1.2
import type { Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { followersOf } from '#/features/groups/rules/follow.ts'
import { originPeople, tellOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { PersonId } from '#/network/ids.ts'

/** Tells who recognised or follows its bottlenecks, and who follows its pillar [F13], that a point which was confidential is there for all members. Each hears it in one message, and nobody who is `known` to know. */
export async function tellOpened(
  tx: Tx,
  point: Pick<Point, 'id' | 'pillar' | 'proposer'>,
  known: ReadonlySet<PersonId | null>,
): Promise<void> {
  const origins = new Set((await originPeople(tx, point)).map(({ person }) => person))
  await tellOrigins(tx, point, null, known)
  const followers = await followersOf(tx, { kind: 'pillar', id: point.pillar })
  const told = followers
    .filter(person => person !== point.proposer && !origins.has(person) && !known.has(person))
    .map(person => ({ kind: 'person', person }) as const)
  const subject = { kind: 'lobbyPoint', id: point.id }
  notify(tx, told, 'lobby.open', { point: point.id }, { subject })
}
