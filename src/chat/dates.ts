// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'
import { keeping } from '#/network/keeping.ts'

/** English as it is written in Europe: the day before the month. */
const tags: Readonly<Record<Locale, string>> = { nl: 'nl', en: 'en-GB' }

/** Making a format takes longer than using it a hundred times. */
const keptFormats = (options: Intl.DateTimeFormatOptions) =>
  keeping(
    100,
    (locale: Locale, zone: string) => `${locale} ${zone}`,
    (locale, zone) => new Intl.DateTimeFormat(tags[locale], { timeZone: zone, ...options }),
  )

const momentIn = keptFormats({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const dayIn = keptFormats({ day: 'numeric', month: 'short', year: 'numeric' })
const monthIn = keptFormats({ month: 'long', year: 'numeric' })

/** How far ahead one's home looks: its last day, as `2027-04-04`. */
export const comingUntil = (today: string): string => Temporal.PlainDate.from(today).add({ days: 60 }).toString()

/** A card says the same moment several times over, and many readers read the same card. */
const parts = keeping(
  1_000,
  (moment: Date, locale: Locale, zone: string) => `${locale} ${zone} ${moment.getTime()}`,
  (moment, locale, zone) =>
    Object.fromEntries(
      momentIn(locale, zone)
        .formatToParts(moment)
        .map(part => [part.type, part.value.replace('.', '')]),
    ),
)

/** A time as government writes it: `09.40 uur`, `09:40` in English. */
export function timeOf(moment: Date, locale: Locale, zone: string): string {
  const { hour, minute } = parts(moment, locale, zone)
  return locale === 'nl' ? `${hour}.${minute} uur` : `${hour}:${minute}`
}

/** A day: `di 3 feb`. */
export function dayOf(moment: Date, locale: Locale, zone: string): string {
  const { weekday, day, month } = parts(moment, locale, zone)
  return `${weekday} ${day} ${month}`
}

/** A day and a time: `di 3 feb, 09.40 uur`. */
export const momentOf = (moment: Date, locale: Locale, zone: string): string =>
  `${dayOf(moment, locale, zone)}, ${timeOf(moment, locale, zone)}`

/** From when until when: `vr 9 apr, 13.30–17.00 uur`, with both days where it ends on another. */
export function periodOf(from: Date, until: Date, locale: Locale, zone: string): string {
  if (dayOf(from, locale, zone) !== dayOf(until, locale, zone))
    return `${momentOf(from, locale, zone)} – ${momentOf(until, locale, zone)}`
  return `${momentOf(from, locale, zone).replace(/ uur$/, '')}–${timeOf(until, locale, zone)}`
}

/** A day without a time, given as `2027-02-03`: `3 feb 2027`. */
export const plainDayOf = (day: string, locale: Locale): string =>
  dayIn(locale, 'UTC').format(new Date(`${day}T00:00:00Z`))

/** So many days around a moment a day needs no year. */
const withoutYear = 300

/** A day without a time, given as `2027-02-03`, as one says it at a moment: `wo 3 feb`, with its year where that is far off. */
export function nearDayOf(day: string, now: Date, locale: Locale): string {
  const at = new Date(`${day}T00:00:00Z`)
  const isNear = Math.abs(at.getTime() - now.getTime()) < withoutYear * 86_400_000
  return isNear ? dayOf(at, locale, 'UTC') : plainDayOf(day, locale)
}

/** A month, given as `2027-02`: `februari 2027`. */
export const monthOf = (month: string, locale: Locale): string =>
  monthIn(locale, 'UTC').format(new Date(`${month}-01T00:00:00Z`))
