// SPDX-License-Identifier: EUPL-1.2
// The chair of a pillar has a report posted in its channel [A43].
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { reportKey } from '#/features/digests/rules/item.ts'
import { toldTo } from '#/features/digests/rules/told-to.ts'
import { wishing } from '#/features/digests/rules/wishes.ts'
import { type Report, reportRef } from '#/features/vng/rules/reports.ts'
import type { At } from '#/features/vng/rules/review-report.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

// The button goes from what the chairs were told.
const announce = statement(
  'report_announce',
  `with posted as (
     update report_pillars set announced_at = $3::timestamptz where report_id = $1::uuid and pillar_id = $2 and announced_at is null returning report_id)
   update reports r set version = r.version + 1 from posted where r.id = posted.report_id returning r.id`,
)

const bound = statement(
  'report_pillar_channel',
  `select from channels c join sources s on s.id = c.source_id and s.state = 'admitted' where c.purpose = 'pillar' and c.pillar_id = $1 and c.ended_at is null limit 1`,
)

/** Posts a published report in a pillar's channel, and to who hears of the pillar with its digest and was not told it by one. Twice is once. @throws Refusal for what is confidential, or not published (any more), and where the pillar has no channel */
export async function announceReport(
  tx: Tx,
  report: Report,
  pillar: PillarId,
  by: ActedAs,
  { now, today }: At,
): Promise<void> {
  if (report.isConfidential || report.state !== 'published')
    throw new Refusal('vng.notForChannel', { number: report.number }, { stale: reportRef(report.id) })
  if ((await tx.query(bound, [pillar])).length === 0)
    throw new Refusal('vng.noChannel', { pillar: report.pillars.find(({ id }) => id === pillar)?.name ?? '' })
  if ((await tx.query(announce, [report.id, pillar, now.toISOString()])).length === 0) return
  audit(tx, { action: 'report.announced', subject: reportRef(report.id), by, new: { pillar } })
  touch(tx, reportRef(report.id))
  const facts = { report: report.id, pillar, publishedAt: report.publishedAt?.toISOString() }
  // The pillar's digest tells it no more: who reads that by direct message has this so as well, unless one told them before.
  const told = await toldTo(tx, reportKey(report.id), report.createdAt)
  const people = (await wishing(tx, pillar, 'weekly', today)).filter(
    person => person !== by.personId && !told.has(person),
  )
  const audience = [{ kind: 'pillar', pillar } as const, ...people.map(person => ({ kind: 'person', person }) as const)]
  notify(tx, audience, 'vng.report', facts, { subject: reportRef(report.id) })
}
