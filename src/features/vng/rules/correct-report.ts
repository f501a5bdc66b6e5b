// SPDX-License-Identifier: EUPL-1.2
// A published report is put right, by who wrote it or by the secretariat: what it read is kept, and who answered it is told [F49].
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type Report, type ReportWords, reportRef, reportTexts } from '#/features/vng/rules/reports.ts'
import { keepWording } from '#/features/vng/rules/wordings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Who is told of a correction, and why. */
export const toldAs = ['author', 'input', 'secretariat'] as const

const correct = statement(
  'report_correct',
  `update reports set title = $2, summary = $3, decisions = $4, opportunities = $5, action = $6, link = $7, corrected_at = $8::timestamptz,
     wording = wording + 1, version = version + 1 where id = $1::uuid`,
)
const givers = statement(
  'report_input_givers',
  'select distinct person_id as person from report_inputs where report_id = $1::uuid and person_id is not null order by 1',
)

/** Puts other words in a locked report that is published; its digests stay as they were sent. Nothing where nothing differs. @throws Refusal where it is published no more */
export async function correctReport(tx: Tx, report: Report, words: ReportWords, by: ActedAs, now: Date): Promise<void> {
  if (report.state !== 'published')
    throw new Refusal(
      'vng.notPublished',
      { number: report.number },
      { stale: reportRef(report.id), given: words.summary },
    )
  if (reportTexts.every(field => report[field] === words[field])) return
  const { title, summary, decisions, opportunities, action, link } = words
  await keepWording(tx, report.id, by, now)
  await tx.query(correct, [report.id, title, summary, decisions, opportunities, action, link, now.toISOString()])
  audit(tx, {
    action: 'report.corrected',
    subject: reportRef(report.id),
    by,
    old: { wording: report.wording },
    new: { wording: report.wording + 1 },
  })
  touch(tx, reportRef(report.id))
  await tell(tx, report, by)
}

/** Who gave input is told, and of the other two who may correct it, whoever did not. */
async function tell(tx: Tx, { id, author }: Report, by: ActedAs): Promise<void> {
  const told = { report: id }
  const isAuthor = author !== null && (by.onBehalfOf ?? by.personId) === author
  const asked = await tx.query<{ person: PersonId }>(givers, [id])
  const others = asked.map(({ person }) => person).filter(person => person !== author && person !== by.personId)
  notify(
    tx,
    others.map(person => ({ kind: 'person', person }) as const),
    'vng.corrected',
    { ...told, to: 'input' },
  )
  if (isAuthor) notify(tx, [{ kind: 'secretariat' }], 'vng.corrected', { ...told, to: 'secretariat' })
  else if (author) notify(tx, [{ kind: 'person', person: author }], 'vng.corrected', { ...told, to: 'author' })
}
