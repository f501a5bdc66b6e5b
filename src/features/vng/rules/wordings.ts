// SPDX-License-Identifier: EUPL-1.2
// What a report read before it was put otherwise.
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { Wording } from '#/features/vng/rules/reports.ts'
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

/** What a report read until other words took its place, and who put those there; null where that is nobody any more. */
export interface EarlierWording extends Wording {
  readonly replacedAt: Date
  readonly replacedBy: string | null
}

const earlier = statement(
  'report_wordings_earlier',
  `select w.title, w.summary, w.decisions, w.opportunities, w.action, w.link, w.is_confidential as "isConfidential", w.replaced_at as "replacedAt",
     case when h.forgotten_at is null then h.name end as "replacedBy"
   from report_wordings w left join people h on h.id = w.replaced_by_id where w.report_id = $1::uuid order by w.wording desc`,
)

/** All that a report read before, the latest first. Only for who may read what it was before it was published: its author and the secretariat. */
export const earlierWordings = (db: Db, report: ReportId): Promise<readonly EarlierWording[]> =>
  db.query<EarlierWording>(earlier, [report])
