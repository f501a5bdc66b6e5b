// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isNarrowed, type Known, narrowed, narrowing } from '#/features/lobby/rules/filter.ts'
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

const agenda = narrowed(by =>
  statement(
    ['lobby_agenda', ...by].join('_'),
    `with line as materialized (
     select p.id, p.moved_at, p.number from lobby_points p where ${isNarrowed('p', 6, by)} and ${isSeen('p', '$1', '$2')}
     order by p.moved_at desc, p.number desc limit $5::int + 1
   ), page as (
     select line.id, (select count(*)::int from line) as counted from line order by line.moved_at desc, line.number desc limit $3::int offset $4::int
   )
   select p.id, p.number, p.state, p.title, l.name as "pillarName", p.deadline::text as deadline, p.is_confidential as "isConfidential", page.counted,
     s.support, s.reservations
   from page join lobby_points p on p.id = page.id join pillars l on l.id = p.pillar_id
   cross join lateral (
     select count(*) filter (where v.stance = 'support')::int as support, count(*) filter (where v.stance = 'reservation')::int as reservations
     from lobby_supports v where v.point_id = p.id and v.ended_at is null) s
   order by p.moved_at desc, p.number desc`,
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
  const most = Math.max(mostCounted, which.from + which.size)
  const found = await db.query<AgendaLine & { readonly counted: number }>(agenda(by), [
    readers,
    today,
    which.size,
    which.from,
    most,
    ...values,
  ])
  const counted = found[0]?.counted ?? 0
  return { lines: found, total: Math.min(counted, most), isMore: counted > most }
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
