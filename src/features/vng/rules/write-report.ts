// SPDX-License-Identifier: EUPL-1.2
// A report is written, and laid before the secretariat before a pillar reads it [F48] [F49].
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { type Report, type ReportKindOf, reportRef, subjectKey, type Wording } from '#/features/vng/rules/reports.ts'
import { type At, type ReportSubject, reportKind } from '#/features/vng/rules/review-report.ts'
import { tellUrgent, urgentTo } from '#/features/vng/rules/urgent.ts'
import { keepWording } from '#/features/vng/rules/wordings.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { CommitteeId, CommitteeMeetingId, PillarId, ReportId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { amend } from '#/requests/decide.ts'
import { fileRequest } from '#/requests/file.ts'
import type { Request } from '#/requests/kind.ts'
import { openRequest } from '#/requests/load.ts'

/** What someone reports. */
export interface GivenReport extends Wording {
  readonly urgency: Report['urgency']
  readonly inputUntil: Date | null
  readonly pillars: readonly PillarId[]
}

/** Of which committee, and of which meeting of it where that is known. */
export interface About {
  readonly committee: CommitteeId
  readonly meeting: CommitteeMeetingId | null
  readonly kind: ReportKindOf
  /** It is the answer to what they were asked. */
  readonly isAnswer: boolean
}

const add = statement(
  'report_add',
  `insert into reports (committee_id, meeting_id, kind, title, summary, decisions, opportunities, action, link, is_confidential, urgency, input_until, author_id, created_at)
   values ($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10::bool, $11, $12::timestamptz, $13::uuid, $14::timestamptz) returning id, number`,
)
const repillar = statement(
  'report_pillars_set',
  `with gone as (delete from report_pillars where report_id = $1::uuid and pillar_id <> all($2::text[]))
   insert into report_pillars (report_id, pillar_id) select $1::uuid, id from pillars where id = any($2::text[]) on conflict do nothing`,
)
const answered = statement(
  'committee_ask_answered',
  `update committee_asks set answered_at = $4::timestamptz where meeting_id = $1::uuid and person_id = any($2::uuid[]) and kind = $3 and answered_at is null returning person_id`,
)

/** Writes a report and lays it before the secretariat; where it was asked for, that is answered by it. @throws Refusal for who is nobody, and where it is answered already */
export async function fileReport(
  tx: Tx,
  actor: Actor,
  about: About,
  given: GivenReport,
  by: ActedAs,
  at: At,
): Promise<{ readonly id: ReportId; readonly number: number; readonly request: number }> {
  const author = by.onBehalfOf ?? by.personId
  const [pillar] = given.pillars
  if (!author || !pillar) throw new Refusal('chat.absent')
  const { title, summary, decisions, opportunities, action, link, isConfidential, urgency, inputUntil } = given
  // A form and a reply at once are one answer: the second waits here for the first.
  const isOpen =
    !about.isAnswer ||
    (await tx.query(answered, [about.meeting, readersOf(actor), about.kind, at.now.toISOString()])).length > 0
  if (!isOpen) throw new Refusal('vng.answered', {}, { given: summary })
  const [row] = await tx.query<{ id: ReportId; number: number }>(add, [
    ...[about.committee, about.meeting, about.kind, title, summary, decisions, opportunities, action, link],
    ...[isConfidential, urgency, inputUntil?.toISOString() ?? null, author, at.now.toISOString()],
  ])
  if (!row) throw new Error('a report left no row')
  await tx.query(repillar, [row.id, given.pillars])
  audit(tx, {
    action: 'report.filed',
    subject: reportRef(row.id),
    by,
    new: { state: 'proposed', committee: about.committee, kind: about.kind },
  })
  const filed = await fileRequest(
    tx,
    {
      kind: reportKind,
      subject: { report: row.id, pillar } satisfies ReportSubject,
      subjectKey: subjectKey(row.id),
      requester: author,
      municipality: by.municipalityId,
      isSecretariat: actor.roles.some(role => role.kind === 'secretariat'),
    },
    by,
    at,
  )
  if (!filed) throw new Error(`report ${row.id} is reviewed already`)
  tellUrgent(tx, row.id, await urgentTo(tx, given, at.today), new Set([author, by.personId]))
  return { ...row, request: filed.number }
}

const reword = statement(
  'report_reword',
  `update reports set title = $2, summary = $3, decisions = $4, opportunities = $5, action = $6, link = $7, is_confidential = $8::bool, urgency = $9, input_until = $10::timestamptz,
     wording = wording + 1, version = version + 1 where id = $1::uuid`,
)

/** Puts other words in a locked report that waits for its review; what they were is kept, and whom it reaches at once by now is told. @throws Refusal where it does not wait any more */
export async function rewordReport(
  tx: Tx,
  report: Report,
  given: GivenReport,
  by: ActedAs,
  { now, today }: At,
): Promise<Request> {
  const request = report.state === 'proposed' ? await openRequest(tx, subjectKey(report.id)) : null
  const [pillar] = given.pillars
  if (!request || !pillar)
    throw new Refusal('vng.reviewed', { number: report.number }, { stale: reportRef(report.id), given: given.summary })
  const { title, summary, decisions, opportunities, action, link, isConfidential, urgency, inputUntil } = given
  await keepWording(tx, report.id, by, now)
  await tx.query(reword, [
    ...[report.id, title, summary, decisions, opportunities, action, link],
    ...[isConfidential, urgency, inputUntil?.toISOString() ?? null],
  ])
  await tx.query(repillar, [report.id, given.pillars])
  audit(tx, {
    action: 'report.reworded',
    subject: reportRef(report.id),
    by,
    old: { wording: report.wording },
    new: { wording: report.wording + 1 },
  })
  await amend(tx, request, by, { report: report.id, pillar } satisfies ReportSubject, 'request.amended')
  touch(tx, reportRef(report.id))
  const told = await urgentTo(tx, { ...report, pillars: report.pillars.map(({ id }) => id) }, today)
  tellUrgent(tx, report.id, await urgentTo(tx, given, today), new Set([report.author, by.personId, ...told]))
  return request
}
