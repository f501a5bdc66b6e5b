// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type Facet, type Known, narrowed, narrowing } from '#/features/lobby/rules/filter.ts'
import { type Found, lineIn, pageOf, queryOf, wordsIn } from '#/features/lobby/rules/words.ts'

/** A bottleneck that some words were found in, with the line that they stand in: what was found is between `marks`. `exampleOf` is the municipality whose own example that is. */
export interface BottleneckHit {
  readonly number: number
  readonly title: string
  readonly municipalityName: string
  readonly pillarName: string
  readonly createdAt: Date
  readonly exampleOf: string | null
  readonly line: string
}

/** So many are looked at, of each place where words may stand. */
const most = 50

/** The facets by which bottlenecks are narrowed as lobby points are. */
export const bottleneckFacets: readonly Facet[] = ['pillar', 'theme', 'municipality']

/** SQL: whether the bottleneck `b` is one of those narrowed to; a municipality's are those that play there. */
function isNarrowed(by: readonly Facet[]): string {
  const conditions: Readonly<Partial<Record<Facet, (ids: string) => string>>> = {
    pillar: ids => `b.pillar_id = any(${ids})`,
    theme: ids => `b.theme_id = any(${ids})`,
    municipality: ids =>
      `exists (select from bottleneck_recognitions o where o.bottleneck_id = b.id and o.municipality_id = any(${ids}) and o.ended_at is null)`,
  }
  return by
    .flatMap((facet, i) => conditions[facet]?.(`$${5 + i}::text[]`) ?? [])
    .map(each => ` and ${each}`)
    .join('')
}

const search = narrowed(by =>
  statement(
    ['bottleneck_search', ...by].join('_'),
    `with asked as materialized (${queryOf('$1', '$2')}),
   found as materialized (
     (select b.id, b.number, 1 + ts_rank(b.search, asked.q) as rank, null as text, null as who from asked, bottlenecks b where b.search @@ asked.q and b.withdrawn_at is null${isNarrowed(by)} limit ${most + 1})
     union all
     (select b.id, b.number, 0, r.example, m.name from asked, bottleneck_recognitions r join bottlenecks b on b.id = r.bottleneck_id join municipalities m on m.id = r.municipality_id
      where to_tsvector('dutch', r.example) @@ asked.q and r.example is not null and r.ended_at is null and b.withdrawn_at is null${isNarrowed(by)} limit ${most + 1})
   ), hit as (
     select distinct on (id) * from found order by id, rank desc
   ), page as (
     select * from hit order by rank desc, number desc limit $3::int offset $4::int
   ), shown as (
     select page.rank, b.number, b.title, m.name as "municipalityName", l.name as "pillarName", b.created_at as "createdAt", page.who as "exampleOf",
       ${lineIn('coalesce(page.text, b.happens)', 'asked.q')} as line
     from asked, page join bottlenecks b on b.id = page.id join pillars l on l.id = b.pillar_id join municipalities m on m.id = b.municipality_id
   ), counted as (
     select count(*)::int as total, exists (select from found group by text is null having count(*) > ${most}) as "isMore" from hit
   )
   select counted.*, shown.* from counted left join shown on true order by shown.rank desc, shown.number desc`,
  ),
)

/** Searches titles and texts of bottlenecks that stand, and municipalities' own examples, the nearest first [F89]. */
export async function searchBottlenecks(
  db: Db,
  typed: string,
  page: { readonly size: number; readonly from: number },
  only: readonly Known[] = [],
): Promise<Found<BottleneckHit>> {
  const { by, values } = narrowing(only)
  return pageOf<BottleneckHit>(await db.query(search(by), [typed, wordsIn(typed), page.size, page.from, ...values]))
}
