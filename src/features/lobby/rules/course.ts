// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
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

const wordings = statement(
  'lobby_wordings',
  'select wording, title, problem, ask, why_midsized as "whyMidsized" from lobby_wordings where point_id = $1::uuid order by wording',
)

/** Every wording that a point had before this one, by its number. */
export async function wordingsOf(db: Db, point: Pick<Point, 'id'>): Promise<ReadonlyMap<number, Wording>> {
  const rows = await db.query<Wording & { wording: number }>(wordings, [point.id])
  return new Map(rows.map(({ wording, ...words }) => [wording, words]))
}
