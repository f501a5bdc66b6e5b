// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type Facet, isNarrowed, isTheirs, type Known, narrowed, narrowing } from '#/features/lobby/rules/filter.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'

/** A line of the lobby agenda. */
export interface AgendaLine {
  readonly id: string
  readonly number: number
  readonly state: PointState
  readonly title: string
  readonly pillarName: string
  readonly deadline: string | null
  readonly isConfidential: boolean
  readonly support: number
  readonly reservations: number
}

/** A page of the lobby agenda: `total` is how many lines there are in all, at least that many where `isMore`. */
export interface AgendaPage {
  readonly lines: readonly AgendaLine[]
  readonly total: number
  readonly isMore: boolean
}

/** So many are counted: a list takes as long of thousands as of hundreds. */
const mostCounted = 100

const seen = isSeen('p', '$1', '$2')
/** The parameter where those of the facets begin. */
const first = 6
const order = 'order by p.moved_at desc, p.number desc'

/** SQL: as `page` the points of a page, what moved last first, each with how many there are: one more than are counted at most. */
const pageOf = (by: readonly Facet[]): string => `
   line as materialized (
     select p.id, p.moved_at, p.number from lobby_points p where ${isNarrowed('p', first, by)} and ${seen} ${order} limit $5::int + 1
   ), page as (
     select p.id, (select count(*)::int from line) as counted, false as "isMany" from line p ${order} limit $3::int offset $4::int
   )`

/**
 * SQL: the same of municipalities. Of those that stand behind few points these are looked up; of those that stand behind many (`isMany`) what moved last is gone
 * through until the page is full, and whether there is more: so it takes no longer the more they stand behind. What is asked stands in `asked`, where the planner does
 * not know it: of a value that it knows, it would weigh anew each time whether that is worth a plan of its own.
 */
function pageOfMunicipalities(by: readonly Facet[]): string {
  const rest = by.filter(facet => facet !== 'municipality')
  const few = 'limit (select most + 1 from asked)'
  const others = `${isNarrowed('p', first, rest)} and ${seen}`
  const point = 'p.id, p.moved_at, p.number from lobby_points p'
  return `
   asked as materialized (select $3::int as size, $4::int as start, $5::int as most, $${first + rest.length}::text[] as ids),
   theirs as materialized (
     select their.id from asked, unnest(asked.ids) wanted(id) cross join lateral (
       (select o.point_id as id from lobby_supports o where o.municipality_id = wanted.id and o.ended_at is null ${few})
       union (select p.id from lobby_points p where p.municipality_id = wanted.id ${few})) their
   ), known as materialized (select count(*) > (select most from asked) as "isMany" from theirs
   ), line as (
     select ${point} where p.id = any(array(select id from theirs where not (select "isMany" from known))) and ${others}
     union all (
       select ${point} where (select "isMany" from known) and ${others} and ${isTheirs('p', '(select ids from asked)::text[]')} ${order} limit (select start + size + 1 from asked))
   ), page as (
     select p.id, count(*) over ()::int as counted, (select "isMany" from known) as "isMany" from line p ${order}
     limit (select size from asked) offset (select start from asked)
   )`
}

const agenda = narrowed(by =>
  statement(
    ['lobby_agenda', ...by].join('_'),
    `with ${by.includes('municipality') ? pageOfMunicipalities(by) : pageOf(by)}
   select p.id, p.number, p.state, p.title, l.name as "pillarName", p.deadline::text as deadline, p.is_confidential as "isConfidential", page.counted, page."isMany",
     s.support, s.reservations
   from page join lobby_points p on p.id = page.id join pillars l on l.id = p.pillar_id
   cross join lateral (
     select count(*) filter (where v.stance = 'support')::int as support, count(*) filter (where v.stance = 'reservation')::int as reservations
     from lobby_supports v where v.point_id = p.id and v.ended_at is null) s
   ${order}`,
  ),
)

/** A page of the lobby agenda [A29], narrowed to what is asked, what moved last first, as someone may see it. */
export async function agendaPage(
  db: Db,
  readers: Readers,
  today: string,
  which: { readonly only: readonly Known[]; readonly from: number; readonly size: number },
): Promise<AgendaPage> {
  const { by, values } = narrowing(which.only)
  const shown = which.from + which.size
  const most = Math.max(mostCounted, shown)
  const found = await db.query<AgendaLine & { readonly counted: number; readonly isMany: boolean }>(agenda(by), [
    readers,
    today,
    which.size,
    which.from,
    most,
    ...values,
  ])
  const { counted = 0, isMany = false } = found[0] ?? {}
  const known = isMany ? shown : most
  return { lines: found, total: Math.min(counted, known), isMore: counted > known }
}

const drafts = statement(
  'lobby_drafts',
  `select number, title from lobby_points where state = 'draft' and proposer_id = any($1::uuid[]) order by created_at desc limit 5`,
)

/** What someone began and did not propose yet. */
export const draftsOf = (
  db: Db,
  readers: Readers,
): Promise<readonly { readonly number: number; readonly title: string }[]> => db.query(drafts, [readers])
