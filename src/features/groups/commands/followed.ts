// SPDX-License-Identifier: EUPL-1.2
// What can be followed: a pillar, a lobby point, a bottleneck; as the one who asks may see it.
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import {
  type Bottleneck,
  bottleneckById,
  bottleneckByNumber,
  demandStands,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { type Point, pointById, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { findPillar, type Pillar, pillarById } from '#/features/pillars/rules/pillars.ts'
import { asId, type BottleneckId, type LobbyPointId } from '#/network/ids.ts'

/** `number` is what people say: of a pillar there is none, its name says it. */
export type Followed =
  | { readonly kind: 'pillar'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'lobbyPoint' | 'bottleneck'
      readonly id: string
      readonly number: number
      readonly followers: number
    }

const ofPillar = ({ id, name }: Pillar): Followed => ({ kind: 'pillar', id, name })

/** A draft is its writer's alone, and changes by no other hand. */
const ofPoint = (point: Point | null): Followed | null =>
  point && point.state !== 'draft'
    ? { kind: 'lobbyPoint', id: point.id, number: point.number, followers: point.followers.length }
    : null

const ofBottleneck = ({ id, number, followers }: Bottleneck): Followed => ({
  kind: 'bottleneck',
  id,
  number,
  followers: followers.length,
})

/** Where a bottleneck goes on in another, that one is followed. @throws Refusal for one that was taken back */
async function presentOf(db: Db, turn: Turn, found: Bottleneck | null): Promise<Followed | null> {
  if (found) demandStands(found)
  const into = found?.mergedInto ?? null
  const present = into === null ? found : await bottleneckByNumber(db, into, readersOf(turn.actor), turn.today)
  return present && ofBottleneck(present)
}

/** The subject of a press: a pillar's id, or that of a point or a bottleneck. */
export async function followedById(db: Db, turn: Turn, value: string): Promise<Followed | null> {
  const pillar = await pillarById(db, turn.today, value)
  if (pillar) return ofPillar(pillar)
  const id = asId<LobbyPointId & BottleneckId>(value)
  if (!id) return null
  const readers = readersOf(turn.actor)
  return (
    ofPoint(await pointById(db, id, readers, turn.today)) ??
    presentOf(db, turn, await bottleneckById(db, id, readers, turn.today))
  )
}

/** What was typed: "LP 12" or "12", "knelpunt 31", or a pillar's name. */
export async function followedIn(db: Db, turn: Turn, typed: string): Promise<Followed | null> {
  const readers = readersOf(turn.actor)
  const point = /^(?:lp\s*|#)?(\d{1,9})$/i.exec(typed)
  if (point) return ofPoint(await pointByNumber(db, Number(point[1]), readers, turn.today))
  const bottleneck = /^(?:knelpunt|bottleneck)\s*(\d{1,9})$/i.exec(typed)
  if (bottleneck) return presentOf(db, turn, await bottleneckByNumber(db, Number(bottleneck[1]), readers, turn.today))
  const match = await findPillar(db, turn.today, typed)
  return match.found === 'exact' ? ofPillar(match.item) : null
}
