// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type At, move } from '#/features/lobby/rules/propose.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import { tellOf } from '#/features/lobby/rules/tell-of.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId } from '#/network/ids.ts'
import { addWorkingDays, type DaysOff } from '#/network/working-days.ts'

/** Where a point was put on an agenda [A28] [F19]. Days are `2027-02-03`; `occasion` is the meeting or letter in words, `spokesperson` who brings it there. */
export interface Placement {
  readonly id: string
  readonly targetName: string
  readonly targetKind: string
  readonly occasion: string
  readonly placedOn: string
  readonly spokesperson: string
  /** It was noted wrongly. */
  readonly isTakenBack: boolean
}

const columns = `l.id, g.name as "targetName", g.kind as "targetKind", l.occasion, l.placed_on::text as "placedOn", l.spokesperson, l.taken_back_at is not null as "isTakenBack"
  from lobby_placements l join lobby_targets g on g.id = l.target_id`
const one = statement('lobby_placement', `select ${columns} where l.id = $1::uuid and l.point_id = $2::uuid`)

const ofPoints = statement('lobby_placements_of', `select ${columns} where l.point_id = any($1::uuid[])`)

/** All of some points that their reader may know of, by their ids; also what was taken back, for their course tells of it. */
export async function placementsOf(
  db: Db,
  points: readonly Pick<Point, 'id'>[],
): Promise<ReadonlyMap<string, Placement>> {
  const rows = await db.query<Placement>(ofPoints, [points.map(({ id }) => id)])
  return new Map(rows.map(row => [row.id, row]))
}

/** One of a point that its reader may know of, taken back or not. */
export const placementOf = async (db: Db, point: Pick<Point, 'id'>, id: string): Promise<Placement | null> =>
  (await db.query<Placement>(one, [id, point.id]))[0] ?? null

const add = statement(
  'lobby_place',
  `insert into lobby_placements (point_id, target_id, occasion, placed_on, spokesperson, next_contact_on, person_id, created_at)
   values ($1::uuid, $2, $3, $4::date, $5, $6::date, $7::uuid, $8::timestamptz) returning id`,
)

/** Puts a locked point on an agenda; who is involved hears it [F20]. Gives which placement it is. @throws Refusal where it has no support yet, or a result already */
export async function placePoint(
  tx: Tx,
  point: Point,
  given: {
    readonly target: string
    readonly occasion: string
    readonly placedOn: string
    readonly spokesperson: string
    readonly nextContactOn: string | null
  },
  by: ActedAs,
  at: At,
): Promise<string> {
  const { target, occasion, placedOn, spokesperson, nextContactOn } = given
  const values = [point.id, target, occasion, placedOn, spokesperson, nextContactOn, by.personId, at.now.toISOString()]
  const [row] = await tx.query<{ id: string }>(add, values)
  if (!row) throw new Error('a placement left no row')
  await move(tx, point, 'place', by, at.now, { placement: row.id })
  const subject = { kind: 'lobbyPlacement', id: row.id }
  audit(tx, { action: 'lobby.placementAdded', subject, by, new: { point: point.id, target, placedOn } })
  await tellOf(tx, 'place', point, { facts: { point: point.id, placement: row.id }, by, today: at.today })
  return row.id
}

const standing = statement(
  'lobby_placement_stands',
  'select from lobby_placements where point_id = $1::uuid and taken_back_at is null limit 1',
)

/** Whether a point was put on any agenda, as far as that stands. */
export const isPlaced = async (db: Db, { id }: Pick<Point, 'id'>): Promise<boolean> =>
  (await db.query(standing, [id])).length > 0

/** So many working days before the VNG's general assembly, a motion must be handed in, before noon. */
const motionDays = 9

/** The last day for a motion, and whether that is over. */
export interface MotionDay {
  readonly day: string
  readonly isOver: boolean
}

/** Until when a motion is taken where a placement is at the VNG's general assembly; null for all others, and once that assembly was held. Pure. */
export function motionDeadline(
  { targetKind, placedOn }: Pick<Placement, 'targetKind' | 'placedOn'>,
  off: DaysOff,
  today: string,
): MotionDay | null {
  if (targetKind !== 'vngAlv' || placedOn < today) return null
  const day = addWorkingDays(placedOn, -motionDays, off)
  return { day, isOver: day < today }
}

/** A province, with the points that were brought there. */
export interface Covered {
  readonly name: string
  readonly points: readonly { readonly id: LobbyPointId; readonly number: number; readonly title: string }[]
}

const coverage = statement(
  'lobby_coverage',
  `select coalesce(g.region, g.name) as name, coalesce((
     select json_agg(json_build_object('id', p.id, 'number', p.number, 'title', p.title) order by p.number)
     from lobby_points p where p.id in (select point_id from lobby_placements where target_id = g.id and taken_back_at is null)
       and p.state <> 'withdrawn' and p.merged_into_id is null
       and not exists (select from audit w where w.subject_kind = 'lobbyPoint' and w.subject_id = p.id::text and w.action = 'lobby.withdraw') and ${isSeen('p', '$1', '$2')}), '[]'::json) as points
   from lobby_targets g where g.kind = 'province' and (g.valid_from is null or g.valid_from <= $2::date) and (g.valid_to is null or g.valid_to >= $2::date)
   order by 1`,
)

/** Which points were brought to which province, also those that were put away since with what they came to, and which provinces have none [A40]. */
export const coverageOf = (db: Db, readers: Readers, today: string): Promise<readonly Covered[]> =>
  db.query<Covered>(coverage, [readers, today])
