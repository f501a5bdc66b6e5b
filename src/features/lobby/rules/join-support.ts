// SPDX-License-Identifier: EUPL-1.2
// What municipalities say to one point, where another goes on with it or beside it.
import { statement, type Tx } from '#/database/db.ts'
import { type Point, reservationsOf, type Standing, supportersOf } from '#/features/lobby/rules/points.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, MunicipalityId } from '#/network/ids.ts'

// Whoever said something to both says one thing to what they become: a reservation at either, for nobody stands behind what they have a reservation about; else their own words, where they gave any to one alone.
const giveWay = statement(
  'lobby_give_way',
  `update lobby_supports k set ended_at = $3::timestamptz from lobby_supports s
   where s.point_id = $1::uuid and s.ended_at is null and k.point_id = $2::uuid and k.ended_at is null and k.municipality_id = s.municipality_id
     and k.stance = 'support' and (s.stance = 'reservation' or k.line is null and s.line is not null)
   returning k.id, k.municipality_id as municipality, k.stance, k.created_at as since`,
)
const copySupport = statement(
  'lobby_copy_support',
  `insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
   select $2::uuid, municipality_id, person_id, stance, line, created_at from lobby_supports where point_id = $1::uuid and ended_at is null
   on conflict (point_id, municipality_id) where ended_at is null do nothing returning id, municipality_id as municipality, stance`,
)
const sinceBefore = statement(
  'lobby_since_before',
  'update lobby_supports set created_at = least(created_at, $2::timestamptz) where id = $1::uuid',
)

interface GaveWay {
  readonly id: string
  readonly municipality: MunicipalityId
  readonly stance: 'support'
  readonly since: Date
}

type Stands = Pick<Standing, 'municipality' | 'stance'> & { readonly id: string }

/** Lets what municipalities say to one point stand at another as well, where they say nothing to that yet. Gives what came to stand there. */
export const standAlong = (tx: Tx, from: LobbyPointId, into: LobbyPointId): Promise<readonly Stands[]> =>
  tx.query<Stands>(copySupport, [from, into])

/** Lets what municipalities say to one point stand at the other; what they said there before ends where it gives way, and stays in the course [F74]. */
export async function joinSupport(tx: Tx, from: Point, into: Point, by: ActedAs, now: Date): Promise<void> {
  const gone = await tx.query<GaveWay>(giveWay, [from.id, into.id, now.toISOString()])
  const put = await standAlong(tx, from.id, into.id)
  // Their reservation stays here, and what they said stays with the point that it was said to.
  for (const municipality of behindBefore(from, into))
    audit(tx, {
      action: 'lobby.leftBehind',
      subject: { kind: 'lobbyPoint', id: into.id },
      by,
      new: { municipality, point: from.number },
    })
  for (const { id: said, municipality, stance, since } of gone) {
    const stands = put.find(one => one.municipality === municipality)
    if (!stands) throw new Error('what gave way was followed by nothing')
    if (stands.stance === 'support') await tx.query(sinceBefore, [stands.id, since.toISOString()])
    audit(tx, {
      action: 'lobby.saidAlong',
      subject: { kind: 'lobbyPoint', id: into.id },
      by,
      old: { municipality, stance, said },
      new: { municipality, stance: stands.stance, said: stands.id, point: from.number },
    })
  }
}

/** Whose reservation about what a point becomes stood there before. */
export const doubtingBefore = (into: Point): readonly MunicipalityId[] =>
  reservationsOf(into).map(({ municipality }) => municipality)

/** Whose support of the point itself does not go along, for that reservation. */
export const behindBefore = (from: Point, into: Point): readonly MunicipalityId[] =>
  doubtingBefore(into).filter(doubting => supportersOf(from).some(({ municipality }) => municipality === doubting))

/** Whose support of the one ends by their reservation about the other. */
export const doubtingBoth = (from: Point, into: Point): readonly MunicipalityId[] =>
  reservationsOf(from)
    .map(({ municipality }) => municipality)
    .filter(doubting => supportersOf(into).some(({ municipality }) => municipality === doubting))
