// SPDX-License-Identifier: EUPL-1.2
// A report that waits for its review is put otherwise by who wrote it [F49].
import type { FormHandler, Submitted } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import { filedCard } from '#/features/vng/cards/report.ts'
import type { BegunReport } from '#/features/vng/cards/report-form.ts'
import { committeeThen } from '#/features/vng/commands/about.ts'
import { pressedReport, shownReport } from '#/features/vng/commands/report.ts'
import { formOf, givenIn, kept } from '#/features/vng/commands/report-fields.ts'
import { lockedReport, type Report, reportById } from '#/features/vng/rules/reports.ts'
import { rewordReport } from '#/features/vng/rules/write-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type ReportId } from '#/network/ids.ts'
import type { Relation } from '#/network/policy.ts'
import { answer as answerQuestion } from '#/requests/decide.ts'

/** The report of a button or a form, as its reader may know it; own to who wrote it. */
export const ofReport =
  (read: typeof reportById) =>
  async (db: Db, value: string, turn: Turn): Promise<(Relation & { readonly subject: Report }) | null> => {
    const id = asId<ReportId>(value)
    const report = id && (await read(db, id, readersOf(turn.actor), turn.today))
    return report ? { subject: report, person: report.author } : null
  }

/** [Aanpassen]: the text comes back in the form, and lies before the secretariat with what was changed [F49]. */
export const editHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'report.edit',
    of: ofReport(reportById),
    async run(db: Db, turn: Turn, _: string, report: Report) {
      if (report.state !== 'proposed') return shownReport(db, turn, report)
      const begun: BegunReport = {
        name: 'vng.edit',
        kind: report.kind,
        committee: null,
        given: kept(report),
        intro: vngTexts.in(turn.locale)('reportForm.edit', {
          number: report.number,
          committee: calledInText(report.committeeName, turn.locale),
        }),
        context: report.id,
        reopen: report.id,
      }
      return { form: await formOf(db, turn, begun) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'report.edit',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofReport(lockedReport)(db, context, turn),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, report: Report) {
      const committee = await committeeThen(tx, turn, report.committee, report.createdAt)
      const given = await givenIn(tx, turn, fields, committee, report)
      if ('fieldErrors' in given) return given
      const request = await rewordReport(tx, report, given, turn.as, turn)
      if (request.state === 'asked') {
        const said = fields.remark?.trim().slice(0, 500) || vngTexts.in(turn.locale)('reportForm.changed')
        const hours = await workingHours(tx, turn.zone)
        await answerQuestion(tx, request, turn.as, said, { now: turn.now, today: turn.today, hours })
      }
      return { code: 'edited', ids: { report: report.id, request: request.number } }
    },
    async answer(db, turn, { ids }) {
      const report = await pressedReport(db, turn, String(ids.report))
      const card = filedCard(report, null, Number(ids.request), turn.locale)
      const said = vngTexts.in(turn.locale)('done.edited', { request: Number(ids.request) })
      return { card: { ...card, text: said }, to: 'me', ...(report.isConfidential && { secret: true }) }
    },
  },
}
