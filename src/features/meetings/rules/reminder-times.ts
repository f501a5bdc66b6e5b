// SPDX-License-Identifier: EUPL-1.2
import type { WorkingHours } from '#/network/days-off.ts'
import { atHour, isWorkingDay } from '#/network/working-days.ts'

/** What a reminder does: it asks those for an answer who gave none, it tells who comes what they need, or it does so on the morning itself. */
export type Reminder = 'ask' | 'soon' | 'today'

/** So many days ahead there is still something to ask; nearer by, only those who come are written to. */
const askDays = 7
/** Where registration closes before that, so many days before it does [F39]. */
const beforeDeadlineDays = 3
const hour = 9
const morningHour = 8
const hourMs = 60 * 60 * 1000

/** What a reminder of so many days before does. Pure. */
export const reminderOf = (days: number): Reminder => (days === 0 ? 'today' : days >= askDays ? 'ask' : 'soon')

const dayOf = (moment: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate()

/** The morning of that day, or of the working day before it. */
function workingMorning(day: Temporal.PlainDate, hours: WorkingHours): Date {
  let at = day
  while (!isWorkingDay(at.toString(), hours.off)) at = at.subtract({ days: 1 })
  return atHour(at.toString(), hour, hours)
}

/** When people are reminded of a meeting, so many days before it. On the day itself that is in the morning, or an hour before it where it begins early. Pure. */
export function remindedAt(
  days: number,
  { startsAt, registerUntil }: { readonly startsAt: Date; readonly registerUntil: Date },
  hours: WorkingHours,
): Date {
  const day = dayOf(startsAt, hours.zone)
  const which = reminderOf(days)
  if (which === 'today') {
    const morning = day.toZonedDateTime({ timeZone: hours.zone, plainTime: new Temporal.PlainTime(morningHour) })
    return new Date(Math.min(morning.epochMilliseconds, startsAt.getTime() - hourMs))
  }
  const usual = workingMorning(day.subtract({ days }), hours)
  return which === 'soon' || usual < registerUntil
    ? usual
    : workingMorning(dayOf(registerUntil, hours.zone).subtract({ days: beforeDeadlineDays }), hours)
}

/** So many days before a meeting contact officers prepare it. */
const briefDays = 7

/** When they are briefed. Pure. */
export const briefedAt = (startsAt: Date, hours: WorkingHours): Date =>
  workingMorning(dayOf(startsAt, hours.zone).subtract({ days: briefDays }), hours)
