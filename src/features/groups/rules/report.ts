// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { ThemeGroup } from '#/features/groups/rules/groups.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** What came of a theme group, in the words of one of those who took part [F11]. */
export interface GroupReport {
  readonly text: string
  readonly by: string
  readonly at: Date
}

const one = statement(
  'theme_group_report',
  `select r.text, p.name as by, r.reported_at as at from theme_group_reports r join people p on p.id = r.reported_by_id where r.theme_group_id = $1`,
)

export const reportOf = async (db: Db, group: string): Promise<GroupReport | null> =>
  (await db.query<GroupReport>(one, [group]))[0] ?? null

// Closing ends everyone's part on the first day after the last one, or by hand on the last itself.
const took = statement(
  'theme_group_took_part',
  `select from theme_group_members m join theme_groups g on g.id = m.theme_group_id
   where m.theme_group_id = $1 and m.person_id = $2::uuid and (m.ended_at is null or m.ended_at >= g.ends_on - 1) limit 1`,
)

/** Whether someone takes part, or did to the end. */
export const tookPart = async (db: Db, group: ThemeGroup, person: PersonId): Promise<boolean> =>
  (await db.query(took, [group.id, person])).length > 0

export const longestReport = 3_000

const put = statement(
  'theme_group_report_put',
  `insert into theme_group_reports (theme_group_id, text, reported_by_id, reported_at) values ($1, $2, $3::uuid, $4::timestamptz)
   on conflict (theme_group_id) do update set text = excluded.text, reported_by_id = excluded.reported_by_id, reported_at = excluded.reported_at`,
)

/** Keeps the report with the group, in the place of an earlier one. @throws Refusal at the field */
export async function report(tx: Tx, group: ThemeGroup, typed: string, by: ActedAs, now: Date): Promise<void> {
  const text = typed.trim()
  if (!text || !by.personId) throw new Refusal('groups.noReport', {}, { field: 'report' })
  if (text.length > longestReport)
    throw new Refusal('groups.longReport', { length: text.length, max: longestReport }, { field: 'report' })
  await tx.query(put, [group.id, text, by.personId, now.toISOString()])
  audit(tx, { action: 'group.reported', subject: { kind: 'themeGroup', id: group.id }, by })
}
