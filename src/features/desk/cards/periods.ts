// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { DayPeriod, PeriodKey } from '#/network/day-periods.ts'

export const longestName = 60

/** What stands for a period in a button. */
export const periodValue = ({ kind, region, date }: PeriodKey): string => [kind, region, date].join('.')

/** What stands for a kind of them in a form, and where it holds. */
export const ofValue = ({ kind, region }: Pick<PeriodKey, 'kind' | 'region'>): string => `${kind}.${region}`

/** "Schoolvakantie, regio Noord". */
function ofLabel({ kind, region }: Pick<PeriodKey, 'kind' | 'region'>, locale: Locale): Text {
  const t = deskTexts.in(locale)
  if (kind === 'recess') return t('period.recess')
  return region === '' ? t('period.everywhere') : t('period.region', { region })
}

export const periodLine = (period: DayPeriod, locale: Locale): Text =>
  deskTexts.in(locale)('period.item', {
    from: plainDayOf(period.date, locale),
    until: plainDayOf(period.lastOn, locale),
    name: period.name,
    of: { text: ofLabel(period, locale) },
  })

/** School holidays and recesses that are to come, a page of them. */
export function periodsCard(shown: readonly DayPeriod[], { page, last }: Page, maySet: boolean, locale: Locale): Card {
  const t = deskTexts.in(locale)
  return {
    version: 1,
    title: t('period.title'),
    text: [
      t(shown.length > 0 ? 'period.how' : 'period.none'),
      ...(last > 1 ? [t('page.of', { page, last })] : []),
    ].join('\n'),
    items: shown.map(period => ({
      text: periodLine(period, locale),
      ...(maySet && {
        accessory: {
          does: 'open' as const,
          name: 'period.set',
          label: t('planning.change'),
          value: periodValue(period),
        },
      }),
    })),
    buttons: [
      ...(page < last ? [lineButton(t('page.next'), `planning vakanties ${page + 1}`)] : []),
      ...(maySet
        ? [
            { does: 'open' as const, name: 'period.set', label: t('period.add'), value: 'new' },
            lineButton(t('period.import'), 'importeer vakanties'),
          ]
        : []),
      lineButton(t('planning.days'), 'planning vrije-dagen'),
    ],
  }
}

/** One of them, or a new one. */
export function periodForm(period: DayPeriod | null, regions: readonly string[], locale: Locale): Form {
  const t = deskTexts.in(locale)
  const value = period ? periodValue(period) : 'new'
  const all = [
    ...regions.map(region => ({ kind: 'school' as const, region })),
    { kind: 'school' as const, region: '' },
    { kind: 'recess' as const, region: '' },
  ]
  const known = period && !all.some(one => ofValue(one) === ofValue(period)) ? [period, ...all] : all
  return {
    version: 1,
    name: 'period.set',
    title: t('period.form'),
    submit: t('period.submit'),
    context: value,
    inputs: [
      {
        kind: 'choice',
        name: 'kind',
        label: t('period.kind'),
        options: known.map(one => ({ value: ofValue(one), label: ofLabel(one, locale) })),
        ...(period && { value: ofValue(period) }),
      },
      {
        kind: 'text',
        name: 'name',
        label: t('period.name'),
        hint: t('period.nameHint'),
        max: longestName,
        ...(period && { value: period.name }),
      },
      { kind: 'date', name: 'startsOn', label: t('period.startsOn'), ...(period && { value: period.date }) },
      { kind: 'date', name: 'lastOn', label: t('period.lastOn'), ...(period && { value: period.lastOn }) },
    ],
    ...(period && { buttons: [{ does: 'press', name: 'period.drop', label: t('period.drop'), value }] }),
    reopen: { label: t(period ? 'planning.change' : 'period.add'), value },
  }
}
