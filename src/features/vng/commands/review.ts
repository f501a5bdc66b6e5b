// SPDX-License-Identifier: EUPL-1.2
import type { RequestView } from '#/chat/feature.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import {
  byLine,
  editButton,
  factLines,
  pillarsLine,
  showReport,
  textLines,
  titleOf,
} from '#/features/vng/cards/report.ts'
import { reportButton } from '#/features/vng/cards/report-form.ts'
import { askedReport, reportById } from '#/features/vng/rules/reports.ts'
import { reportKind } from '#/features/vng/rules/review-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** How a report stands on the card of who reviews it. What is confidential stands in no channel: who decides reads it in their own name. */
export const reportView: RequestView = async (db, request, reader) => {
  const t = vngTexts.in(reader.locale)
  const { report: id } = reportKind.subject.parse(request.subject)
  const report = await askedReport(db, id)
  if (!report) return { what: t('review.gone'), lines: [] }
  const isHidden = report.isConfidential && (await reportById(db, id, readersFor(reader.person), reader.today)) === null
  const again = { ...reportButton(`again.${report.id}`, reader.locale), label: t('button.again') }
  return {
    what: isHidden
      ? t('review.hidden', { number: report.number, typed: reader.typed })
      : t('review.what', { title: { text: titleOf(report, reader.locale) } }),
    lines: isHidden
      ? report.urgency === 'urgent'
        ? [t('report.urgent')]
        : []
      : [
          byLine(report, reader),
          pillarsLine(report, reader.locale),
          ...textLines(report, 400, reader.locale),
          ...factLines(report, reader),
        ],
    change: editButton(report, reader.locale),
    again,
    granted: showReport(report.number, reader.locale),
    whole: showReport(report.number, reader.locale, t('button.readWhole')),
    isClosedOff: isHidden,
  }
}
