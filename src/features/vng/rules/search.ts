// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { lineIn, queryOf, wordsIn } from '#/features/lobby/rules/words.ts'
import { isSeen } from '#/features/vng/rules/reports.ts'

/** What was reported of a committee and some words were found in, with the line that they stand in. `by` is null where its author is nobody any more. */
export interface CommitteeReportHit {
  readonly number: number
  readonly title: string
  readonly committeeName: string
  readonly by: string | null
  readonly at: Date
  readonly isConfidential: boolean
  readonly line: string
}

const said = `concat_ws(' ', r.title, r.summary, r.decisions, r.opportunities, r.action)`
const search = statement(
  'report_search',
  `with asked as materialized (${queryOf('$3', '$4')})
   select r.number, r.title, c.name as "committeeName", case when h.forgotten_at is null then h.name end as by, r.published_at as at, r.is_confidential as "isConfidential",
     ${lineIn(`concat_ws(' ', r.summary, r.decisions, r.opportunities, r.action)`, 'asked.q')} as line
   from asked, reports r join committees c on c.id = r.committee_id left join people h on h.id = r.author_id
   where r.state = 'published' and to_tsvector('dutch', ${said}) @@ asked.q and ${isSeen('$1', '$2')}
     and ($5::text[] is null or exists (select from report_pillars k where k.report_id = r.id and k.pillar_id = any($5::text[])))
   order by r.published_at desc, r.number desc limit $6::int`,
)

/** What was published of committees and has some words, as its reader may know it, the latest first, at most so many; `pillars` null for those of all [F89] [T20]. */
export const searchCommitteeReports = (
  db: Db,
  readers: Readers,
  today: string,
  typed: string,
  pillars: readonly string[] | null,
  most: number,
): Promise<readonly CommitteeReportHit[]> => db.query(search, [readers, today, typed, wordsIn(typed), pillars, most])
