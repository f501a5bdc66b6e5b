// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { subjectKey } from '#/features/lobby/rules/propose.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'

/** One act in a point's course: who, as what, for which municipality, from what to what [F74]. */
export interface Step {
  readonly act: string
  readonly at: Date
  readonly name: string | null
  readonly principal: string | null
  readonly role: string
  readonly municipality: string | null
  readonly old: Readonly<Record<string, string | number | null>> | null
  readonly new: Readonly<Record<string, string | number | null>> | null
  readonly total: number
}

const course = statement(
  'lobby_course',
  `select a.action as act, a.at, p.name, b.name as principal, a.acted_role as role, m.name as municipality, a.old, a.new, count(*) over ()::int as total
   from audit a left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id left join municipalities m on m.id = a.acted_municipality_id
   where a.subject_kind = 'lobbyPoint' and a.subject_id = $1 order by a.id desc limit $2::int offset $3::int`,
)

/** What happened to a point, the last first, a page of it. */
export const courseOf = (db: Db, point: Pick<Point, 'id'>, size: number, from: number): Promise<readonly Step[]> =>
  db.query<Step>(course, [point.id, size, from])

const courses = statement(
  'lobby_courses',
  `select a.subject_id as point, a.action as act, a.at, p.name, b.name as principal, a.acted_role as role, m.name as municipality, a.old, a.new, 0 as total
   from audit a left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id left join municipalities m on m.id = a.acted_municipality_id
   where a.subject_kind = 'lobbyPoint' and a.subject_id = any($1::text[]) order by a.id`,
)

/** The whole course of each of some points, the first step first, by the point's id. */
export async function coursesOf(
  db: Db,
  points: readonly Pick<Point, 'id'>[],
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const steps = await db.query<Step & { point: string }>(courses, [points.map(({ id }) => id)])
  return Map.groupBy(steps, ({ point }) => point)
}

const everyWording = statement(
  'lobby_every_wording',
  'select point_id as point, wording, title, problem, ask, why_midsized as "whyMidsized" from lobby_wordings where point_id = any($1::uuid[])',
)

/** Every wording that each of some points had before this one, by the point's id and then by its number. */
export async function everyWordingOf(
  db: Db,
  points: readonly Pick<Point, 'id'>[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, Wording>>> {
  const rows = await db.query<Wording & { wording: number; point: string }>(everyWording, [points.map(({ id }) => id)])
  const byPoint = Map.groupBy(rows, ({ point }) => point)
  return new Map([...byPoint].map(([point, its]) => [point, new Map(its.map(one => [one.wording, one]))]))
}

const reasons = statement(
  'lobby_reasons',
  `select subject->>'point' as point, reason from requests
   where subject_key = any($1::text[]) and state = 'declined' and reason is not null order by decided_at`,
)

/** Why the secretariat declined each of some points, by the point's id. */
export async function reasonsOf(db: Db, points: readonly Pick<Point, 'id'>[]): Promise<ReadonlyMap<string, string>> {
  const keys = points.map(({ id }) => subjectKey(id))
  const rows = await db.query<{ point: string; reason: string }>(reasons, [keys])
  return new Map(rows.map(({ point, reason }) => [point, reason]))
}

const wordings = statement(
  'lobby_wordings',
  'select wording, title, problem, ask, why_midsized as "whyMidsized" from lobby_wordings where point_id = $1::uuid order by wording',
)

/** Every wording that a point had before this one, by its number. */
export async function wordingsOf(db: Db, point: Pick<Point, 'id'>): Promise<ReadonlyMap<number, Wording>> {
  const rows = await db.query<Wording & { wording: number }>(wordings, [point.id])
  return new Map(rows.map(({ wording, ...words }) => [wording, words]))
}
