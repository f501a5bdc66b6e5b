// SPDX-License-Identifier: EUPL-1.2
// When a digest goes out, and when it is shown before. Pure: it knows no clock.
import type { WorkingHours } from '#/network/days-off.ts'
import { addWorkingDays, isWorkingDay } from '#/network/working-days.ts'

export const rhythms = ['weekly', 'fortnightly', 'monthly'] as const
export type Rhythm = (typeof rhythms)[number]

/** `weekday` is 1 (Monday) to 7, `timeOfDay` as 08:30, `startsOn` a day of a week in which it goes out every second one. */
export interface Timing {
  readonly weekday: number
  readonly timeOfDay: string
  readonly rhythm: Rhythm
  readonly startsOn: string
}

const plain = (date: string) => Temporal.PlainDate.from(date)
const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 })

/** Whether a date is one for which a digest is, as its schedule says; on which day it goes out is another matter. */
export function isOccurrence({ weekday, rhythm, startsOn }: Timing, date: string): boolean {
  const day = plain(date)
  if (day.dayOfWeek !== weekday) return false
  switch (rhythm) {
    case 'weekly':
      return true
    case 'fortnightly':
      return (monday(plain(startsOn)).until(monday(day)).days / 7) % 2 === 0
    case 'monthly':
      return day.day <= 7
  }
}

/** The dates from one until another, both of them, for which a digest is. */
export function occurrencesBetween(timing: Timing, from: string, until: string): readonly string[] {
  const days = Math.max(0, plain(from).until(plain(until)).days + 1)
  return Array.from({ length: days }, (_, i) => plain(from).add({ days: i }).toString()).filter(date =>
    isOccurrence(timing, date),
  )
}

/** On which day one goes out: its own, or the first working day after. */
export const dayOf = (date: string, { off }: Pick<WorkingHours, 'off'>): string =>
  isWorkingDay(date, off) ? date : addWorkingDays(date, 1, off)

/** Whether the one after it goes out on the same day, where nobody works for a week: that one tells all there is. */
export const isSwallowed = (timing: Timing, date: string, hours: Pick<WorkingHours, 'off'>): boolean =>
  occurrencesBetween(timing, plain(date).add({ days: 1 }).toString(), dayOf(date, hours)).length > 0

/** A time of a day as a moment. A time that a clock change leaves out is an hour later, one that comes twice is the first. */
export const momentOn = (date: string, timeOfDay: string, zone: string): Date =>
  new Date(plain(date).toZonedDateTime({ timeZone: zone, plainTime: timeOfDay }).epochMilliseconds)

/** When one goes out. */
export const momentOf = (timing: Timing, date: string, hours: WorkingHours): Date =>
  momentOn(dayOf(date, hours), timing.timeOfDay, hours.zone)

/** The same by what stands in a digest: one beside its schedule is of the moment that it was made. */
export const dueOf = (timing: Timing, occurrence: string, hours: WorkingHours): Date =>
  occurrence.includes('T') ? new Date(occurrence) : momentOf(timing, occurrence, hours)

/** Up to when a late one still goes out: the end of the working day after its own. What is later than that is told by the next. */
export function lastMomentOf(due: Date, { zone, off }: WorkingHours): Date {
  const date = Temporal.Instant.fromEpochMilliseconds(due.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const last = plain(addWorkingDays(date.toString(), 1, off)).add({ days: 1 })
  return new Date(last.toZonedDateTime({ timeZone: zone }).epochMilliseconds)
}

const hourMs = 3_600_000

/** An hour of the day, 0 to 24, as a moment. */
function hourOn(date: Temporal.PlainDate, hour: number, zone: string): number {
  if (hour >= 24) return date.add({ days: 1 }).toZonedDateTime({ timeZone: zone }).epochMilliseconds
  const plainTime = new Temporal.PlainTime(Math.trunc(hour), Math.round((hour % 1) * 60))
  return date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
}

/** The moment so many working hours before another: hours that are neither quiet nor on a day off. */
export function beforeWorkingHours(moment: Date, count: number, { zone, quiet, off }: WorkingHours): Date {
  let at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone)
  let leftMs = count * hourMs
  // Where nobody ever works, a fortnight of looking back is enough.
  for (let days = 0; days < 14; days++) {
    const date = at.toPlainDate()
    const until = Math.min(at.epochMilliseconds, hourOn(date, quiet.from, zone))
    const worked = isWorkingDay(date.toString(), off) ? Math.max(0, until - hourOn(date, quiet.until, zone)) : 0
    if (worked >= leftMs) return new Date(until - leftMs)
    leftMs -= worked
    at = date.toZonedDateTime({ timeZone: zone }).subtract({ nanoseconds: 1 })
  }
  return new Date(moment.getTime() - count * hourMs)
}

export interface Recess {
  readonly from: string
  readonly lastOn: string
}

/** Whether a day lies in a recess. */
export const isInRecess = (day: string, recesses: readonly Recess[]): boolean =>
  recesses.some(({ from, lastOn }) => day >= from && day <= lastOn)

const spans: Readonly<Record<Rhythm, number>> = { weekly: 7, fortnightly: 14, monthly: 31 }

/** So many days the first digest of a rhythm looks back. */
export const daysOf = (rhythm: Rhythm): number => spans[rhythm]

/** The time that was typed, as 08:30; null where it is none. */
export function timeIn(typed: string): string | null {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim()) ?? []
  const time = `${hour.padStart(2, '0')}:${minute}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null
}
