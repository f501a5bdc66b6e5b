// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { correctButton, earlierButton, showReport, textLines } from '#/features/vng/cards/report.ts'
import type { Report } from '#/features/vng/rules/reports.ts'
import type { EarlierWording } from '#/features/vng/rules/wordings.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** What a report read before: one wording, whole, with until when it stood and who put another in its place. */
export function earlierCard(
  report: Report,
  wording: EarlierWording,
  older: number | null,
  { locale, zone }: Pick<Reader, 'locale' | 'zone'>,
): Card {
  const t = vngTexts.in(locale)
  const at = momentOf(wording.replacedAt, locale, zone)
  return {
    version: 1,
    title: t('earlier.title', { number: report.number }),
    text: [
      wording.replacedBy ? t('earlier.by', { at, name: wording.replacedBy }) : t('earlier.until', { at }),
      '',
      t('earlier.called', { title: wording.title }),
      ...textLines(wording, 2000, locale),
      ...(wording.link ? [t('card.link', { link: wording.link })] : []),
    ].join('\n'),
    buttons: [
      { ...showReport(report.number, locale), label: t('button.present') },
      ...(older === null ? [] : [earlierButton(report, older, t('button.stillEarlier'))]),
      ...(report.state === 'published' ? [correctButton(report, locale)] : []),
    ],
  }
}
