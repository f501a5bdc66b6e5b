// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { joined } from '#/chat/words.ts'
import type { HolidayChange, HolidayMistake } from '#/features/importing/rules/holidays.ts'
import { importTexts } from '#/features/importing/texts.ts'
import type { DayPeriod } from '#/network/day-periods.ts'

const longest = 3_000

export function holidaysForm({ locale, typed }: Pick<Reader, 'locale' | 'typed'>): Form {
  const t = importTexts.in(locale)
  return {
    version: 1,
    name: 'import.holidays',
    title: t('holidays.form'),
    submit: t('form.submit'),
    intro: t('holidays.intro'),
    context: '',
    inputs: [
      {
        kind: 'file',
        name: 'file',
        label: t('form.file'),
        hint: t('holidays.fileHint'),
        types: ['json'],
        instead: t('holidays.fileInstead', { typed }),
        optional: true,
      },
      { kind: 'longText', name: 'rows', label: t('holidays.rows'), hint: t('form.hint'), max: longest, optional: true },
    ],
    reopen: { label: t('holidays.form'), value: 'holidays' },
  }
}

export const holidaysButton = (label: string): Button => ({
  does: 'open',
  name: 'import.holidays',
  label,
  value: 'holidays',
})

const mostMistakes = 5

function mistakeText(mistake: HolidayMistake, locale: Locale): Text {
  const t = importTexts.in(locale)
  switch (mistake.code) {
    case 'holidayRegion':
      return t('mistake.holidayRegion', { region: mistake.region, name: mistake.name })
    case 'holidayOrder':
      return t('mistake.holidayOrder', { region: mistake.region, name: mistake.name })
    default:
      return t(`mistake.${mistake.code}`)
  }
}

/** What is wrong, a line each; the rest is counted. */
export function holidayMistakes(mistakes: readonly HolidayMistake[], locale: Locale): string {
  const rest = mistakes.length - mostMistakes
  return [
    ...mistakes.slice(0, mostMistakes).map(mistake => mistakeText(mistake, locale)),
    ...(rest > 0 ? [importTexts.in(locale)('mistake.more', { count: rest })] : []),
  ].join('\n')
}

function periodText({ region, date, lastOn, name }: DayPeriod, locale: Locale): Text {
  const t = importTexts.in(locale)
  const days = { from: plainDayOf(date, locale), until: plainDayOf(lastOn, locale), name }
  return region === '' ? t('holidays.everywhere', days) : t('holidays.region', { ...days, region })
}

function changeText({ holiday, instead }: HolidayChange, locale: Locale): string {
  const t = importTexts.in(locale)
  const was = joined(
    instead.map(one => periodText(one, locale)),
    '; ',
  )
  const line = { text: periodText(holiday, locale) }
  return `- ${instead.length > 0 ? t('holidays.instead', { line, was: { text: was } }) : line.text}`
}

const mostLines = 30

/** The dry run: what would change, and the button that does it. */
export function holidaysPlanCard(changes: readonly HolidayChange[], all: number, locale: Locale): Card {
  const t = importTexts.in(locale)
  const again = holidaysButton(t('holidays.again'))
  if (changes.length === 0)
    return {
      version: 1,
      text: t('plan.nothing'),
      buttons: [lineButton(t('holidays.show'), 'planning vakanties'), again],
    }
  const rest = changes.length - mostLines
  return {
    version: 1,
    title: t('plan.title'),
    text: [
      t('holidays.counts', { count: changes.length, changed: changes.length, all }),
      ...changes.slice(0, mostLines).map(change => changeText(change, locale)),
      ...(rest > 0 ? [`- ${t('plan.more', { count: rest })}`] : []),
    ].join('\n'),
    buttons: [
      { does: 'press', name: 'import.applyHolidays', label: t('plan.apply'), value: 'holidays', style: 'primary' },
      again,
    ],
  }
}
