// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isNarrowed, type Known, narrowing } from '#/features/lobby/rules/filter.ts'
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
  /** How many lines there are in all. */
  readonly total: number
}

const agenda = statement(
  'lobby_agenda',
  // What is counted and sorted is narrow: the texts of a page alone are read.
  `with page as (
     select p.id, count(*) over ()::int as total from lobby_points p where ${isNarrowed('p', 5)} and ${isSeen('p', '$1', '$2')}
     order by p.moved_at desc, p.number desc limit $3::int offset $4::int
   )
   select p.id, p.number, p.state, p.title, l.name as "pillarName", p.deadline::text as deadline, p.is_confidential as "isConfidential", page.total,
     count(s.id) filter (where s.stance = 'support')::int as support, count(s.id) filter (where s.stance = 'reservation')::int as reservations
   from page join lobby_points p on p.id = page.id join pillars l on l.id = p.pillar_id
   left join lobby_supports s on s.point_id = p.id and s.ended_at is null
   group by p.id, l.name, page.total
   order by p.moved_at desc, p.number desc`,
)

/** A page of the lobby agenda [A29], narrowed to what is asked, what moved last first, as someone may see it. */
export const agendaPage = (
  db: Db,
  readers: Readers,
  today: string,
  which: { readonly only: readonly Known[]; readonly from: number; readonly size: number },
): Promise<readonly AgendaLine[]> =>
  db.query<AgendaLine>(agenda, [readers, today, which.size, which.from, ...narrowing(which.only)])

const drafts = statement(
  'lobby_drafts',
  `select number, title from lobby_points where state = 'draft' and proposer_id = any($1::uuid[]) order by created_at desc limit 5`,
)

/** What someone began and did not propose yet. */
export const draftsOf = (
  db: Db,
  readers: Readers,
): Promise<readonly { readonly number: number; readonly title: string }[]> => db.query(drafts, [readers])
