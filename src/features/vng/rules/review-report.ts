// SPDX-License-Identifier: EUPL-1.2
// What the secretariat's review of a report brings about [F49].
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { leadersOf } from '#/features/vng/rules/leaders.ts'
import { askedReportLocked, type Report, type ReportState, reportRef } from '#/features/vng/rules/reports.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PillarId, ReportId } from '#/network/ids.ts'
import type { Request, RequestKind } from '#/requests/kind.ts'

export interface At {
  readonly now: Date
  readonly today: string
}

const setState = statement(
  'report_state',
  `update reports set state = $2, published_at = case when $2 = 'published' then $3::timestamptz end, corrected_at = null, version = version + 1 where id = $1::uuid`,
)
const unannounce = statement(
  'report_unannounce',
  'update report_pillars set announced_at = null where report_id = $1::uuid',
)

async function move(tx: Tx, report: Report, state: ReportState, by: ActedAs, now: Date): Promise<void> {
  await tx.query(setState, [report.id, state, now.toISOString()])
  audit(tx, {
    action: `report.${state}`,
    subject: reportRef(report.id),
    by,
    old: { state: report.state },
    new: { state },
  })
  touch(tx, reportRef(report.id))
}

const reportSubject = z.object({
  report: z.uuid().transform(id => id as ReportId),
  pillar: z.string().transform(id => id as PillarId),
})
export type ReportSubject = z.infer<typeof reportSubject>

async function reviewed(tx: Tx, request: Request<ReportSubject>): Promise<Report> {
  const report = await askedReportLocked(tx, request.subject.report)
  if (!report) throw new Error(`request ${request.id} is about no report`)
  return report
}

/** The chairs of its pillars are told at once of what is urgent [A43], and all who lead them of what no channel and no digest tells. */
async function tellLeaders(tx: Tx, report: Report, { now, today }: At): Promise<void> {
  if (report.urgency !== 'urgent' && !report.isConfidential) return
  for (const { id } of report.pillars) {
    const audience = report.isConfidential
      ? (await leadersOf(tx, id, today)).people.map(person => ({ kind: 'person', person }) as const)
      : await leadsOf(tx, id, today)
    const facts = { report: report.id, pillar: id, publishedAt: now.toISOString() }
    notify(tx, audience, 'vng.forChair', facts, { subject: reportRef(report.id) })
  }
}

/** A report, reviewed by the secretariat before a pillar reads it [F49]. */
export const reportKind: RequestKind<ReportSubject> = {
  name: 'vng.report',
  subject: reportSubject,
  pillarOf: subject => subject.pillar,
  async approve(tx, request, by, at) {
    const report = await reviewed(tx, request)
    await move(tx, report, 'published', by, at.now)
    if (report.author) notify(tx, [{ kind: 'person', person: report.author }], 'vng.published', { report: report.id })
    await tellLeaders(tx, report, at)
  },
  decline: async (tx, request, by, at) => move(tx, await reviewed(tx, request), 'declined', by, at.now),
  withdraw: async (tx, request, by, at) => move(tx, await reviewed(tx, request), 'withdrawn', by, at.now),
  async undo(tx, request, by, at) {
    const report = await reviewed(tx, request)
    await tx.query(unannounce, [report.id])
    await move(tx, report, 'proposed', by, at.now)
    return request.subject
  },
}
