// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
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
  `with line as (
     select p.* from lobby_points p
     where p.state not in ('draft', 'archived') and ($3::text is null or p.pillar_id = $3) and ${isSeen('p', '$1', '$2')}
   ), page as (
     select *, count(*) over ()::int as total from line order by moved_at desc, number desc limit $4::int offset $5::int
   )
   select p.id, p.number, p.state, p.title, l.name as "pillarName", p.deadline::text as deadline, p.is_confidential as "isConfidential", p.total,
     count(s.id) filter (where s.stance = 'support')::int as support, count(s.id) filter (where s.stance = 'reservation')::int as reservations
   from page p join pillars l on l.id = p.pillar_id
   left join lobby_supports s on s.point_id = p.id and s.ended_at is null
   group by p.id, p.number, p.state, p.title, l.name, p.deadline, p.is_confidential, p.total, p.moved_at
   order by p.moved_at desc, p.number desc`,
)

/** A page of the lobby agenda [A29], what moved last first, as someone may see it. */
export const agendaPage = (
  db: Db,
  readers: Readers,
  today: string,
  which: { readonly pillar: string | null; readonly from: number; readonly size: number },
): Promise<readonly AgendaLine[]> =>
  db.query<AgendaLine>(agenda, [readers, today, which.pillar, which.size, which.from])

const drafts = statement(
  'lobby_drafts',
  `select number, title from lobby_points where state = 'draft' and proposer_id = any($1::uuid[]) order by created_at desc limit 5`,
)

/** What someone began and did not propose yet. */
export const draftsOf = (
  db: Db,
  readers: Readers,
): Promise<readonly { readonly number: number; readonly title: string }[]> => db.query(drafts, [readers])
