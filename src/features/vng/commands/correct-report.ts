// SPDX-License-Identifier: EUPL-1.2
// A published report is put right by who wrote it, or by the secretariat; both read what it was before.
import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import { earlierCard } from '#/features/vng/cards/earlier.ts'
import { correctForm } from '#/features/vng/cards/report-form.ts'
import { ofReport } from '#/features/vng/commands/edit-report.ts'
import { pressedReport, shownReport } from '#/features/vng/commands/report.ts'
import { wordsIn } from '#/features/vng/commands/report-fields.ts'
import { correctReport } from '#/features/vng/rules/correct-report.ts'
import { lockedReport, type Report, reportById } from '#/features/vng/rules/reports.ts'
import { earlierWordings } from '#/features/vng/rules/wordings.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { Refusal } from '#/network/refusal.ts'
import { networkName } from '#/network/setting.ts'

/** [Corrigeren]: the words come back in the form; what they were is kept, and who answered the report is told. */
export const correctHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'report.correct',
    of: ofReport(reportById),
    async run(db: Db, turn: Turn, _: string, report: Report) {
      if (report.state !== 'published') return shownReport(db, turn, report)
      const intro = vngTexts.in(turn.locale)('reportForm.correct', {
        number: report.number,
        committee: calledInText(report.committeeName, turn.locale),
      })
      return { form: correctForm(report, await networkName(db), intro, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'report.correct',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofReport(lockedReport)(db, context.split('.')[0] ?? '', turn),
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, report: Report) {
      const { words, errors } = wordsIn(turn, fields)
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      // Another corrected it meanwhile: what was filled in would undo that unseen.
      if (context !== `${report.id}.${report.wording}`) throw new Refusal('vng.correctedThen', {}, { field: 'summary' })
      await correctReport(tx, report, words, turn.as, turn.now)
      return { code: 'corrected', ids: { report: report.id } }
    },
    async answer(db, turn, { ids }) {
      const report = await pressedReport(db, turn, String(ids.report))
      return saidFirst(vngTexts.in(turn.locale)('done.corrected'), await shownReport(db, turn, report))
    },
  },
}

/** [Wat er stond]: one wording a page, the latest first. */
export const earlierPress: Reads<string, Report> = {
  does: 'reads',
  asks: 'report.correct',
  of: (db, value, turn) => ofReport(reportById)(db, value.split('.')[0] ?? '', turn),
  async run(db, turn, value, report) {
    const all = await earlierWordings(db, report.id)
    const page = Math.min(Math.max(Math.trunc(Number(value.split('.')[1])) || 1, 1), all.length)
    const wording = all[page - 1]
    if (!wording) return shownReport(db, turn, report)
    const card = earlierCard(report, wording, page < all.length ? page + 1 : null, turn)
    return { card, to: 'me', ...((report.isConfidential || wording.isConfidential) && { secret: true }) }
  },
}
