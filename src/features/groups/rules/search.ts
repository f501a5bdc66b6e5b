// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { lineIn, queryOf, wordsIn } from '#/features/lobby/rules/words.ts'

/** A theme group's report that some words were found in, with the line that they stand in. */
export interface ReportHit {
  readonly group: string
  readonly name: string
  readonly pillarName: string
  readonly by: string
  readonly at: Date
  readonly isPast: boolean
  readonly line: string
}

const search = statement(
  'theme_group_report_search',
  `with asked as materialized (${queryOf('$1', '$2')})
   select g.id as group, g.name, l.name as "pillarName", p.name as by, r.reported_at as at, coalesce(g.ends_on <= $5::date, false) as "isPast", ${lineIn('r.text', 'asked.q')} as line
   from asked, theme_group_reports r join theme_groups g on g.id = r.theme_group_id join pillars l on l.id = g.pillar_id join people p on p.id = r.reported_by_id
   where (g.ends_on is null or g.ends_on > $5::date - interval '2 years') and to_tsvector('dutch', g.name || ' ' || r.text) @@ asked.q and ($3::text[] is null or g.pillar_id = any($3::text[])) order by r.reported_at desc, g.id limit $4::int`,
)

/** The reports of theme groups of now and of the last two years in which some words stand, the latest first, at most so many; `pillars` null for those of all. */
export const searchReports = (
  db: Db,
  typed: string,
  pillars: readonly string[] | null,
  today: string,
  most: number,
): Promise<readonly ReportHit[]> => db.query(search, [typed, wordsIn(typed), pillars, most, today])
