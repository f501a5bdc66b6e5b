// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { openPointsIn } from '#/features/digests/rules/news.ts'

/** By the id of a round, the points that it is about, where they are few enough to be named. */
export type RoundPoints = ReadonlyMap<string, readonly { readonly number: number; readonly title: string }[]>

/** Of more than this only the number is told. */
const mostNamed = 2

const points = statement(
  'digest_round_points',
  `select r.id, n.points from unnest($1::uuid[]) as r(id) cross join lateral (
     select json_agg(json_build_object('number', q.number, 'title', q.title) order by q.number) as points, count(*) as count from ${openPointsIn('r.id')}) n
   where n.count between 1 and ${mostNamed}`,
)

/** As all members may know of them by now: what is kept of a digest names none of them [T20]. */
export async function pointsOfRounds(db: Db, items: readonly Item[]): Promise<RoundPoints> {
  const rounds = items.flatMap(({ facts }) => (facts.kind === 'round' ? [facts.id] : []))
  if (rounds.length === 0) return new Map()
  const rows = await db.query<{ id: string; points: { number: number; title: string }[] }>(points, [rounds])
  return new Map(rows.map(({ id, points: named }) => [id, named]))
}
