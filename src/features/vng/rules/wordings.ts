// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { ReportId } from '#/network/ids.ts'

const keep = statement(
  'report_wording_keep',
  `insert into report_wordings (report_id, wording, title, summary, decisions, opportunities, action, link, is_confidential, replaced_at, replaced_by_id)
   select id, wording, title, summary, decisions, opportunities, action, link, is_confidential, $2::timestamptz, $3::uuid from reports where id = $1::uuid`,
)
/** Keeps what a locked report reads, before other words take its place. */
export const keepWording = async (tx: Tx, report: ReportId, by: ActedAs, now: Date): Promise<void> =>
  void (await tx.query(keep, [report, now.toISOString(), by.personId]))
