// SPDX-License-Identifier: EUPL-1.2
import type { WorkingHours } from '#/network/days-off.ts'
import { atHour, isWorkingDay } from '#/network/working-days.ts'

/** What a reminder does: it asks those for an answer who gave none, it tells who comes what they need, or it does so on the morning itself. */
export type Reminder = 'ask' | 'soon' | 'today'

/** So many days ahead there is still something to ask; nearer by, only those who come are written to. */
const askDays = 7
/** So many days before registration closes those are asked who gave no answer [F39]. */
const beforeDeadlineDays = 3
/** Nobody is asked twice within so many days. */
const apartDays = 2
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

const deadlineMorning = (registerUntil: Date, hours: WorkingHours): Date =>
  workingMorning(dayOf(registerUntil, hours.zone).subtract({ days: beforeDeadlineDays }), hours)

/** That morning, so many days before the meeting. */
const usualMorning = (days: number, startsAt: Date, hours: WorkingHours): Date =>
  workingMorning(dayOf(startsAt, hours.zone).subtract({ days }), hours)

/** Whether registration closes before people would be asked, so many days before the meeting: then its deadline sets when they are. Pure. */
export const isByDeadline = (
  days: number,
  { startsAt, registerUntil }: { readonly startsAt: Date; readonly registerUntil: Date },
  hours: WorkingHours,
): boolean => reminderOf(days) === 'ask' && usualMorning(days, startsAt, hours) >= registerUntil

/** When people are reminded of a meeting, so many days before it. On the day itself that is in the morning, or an hour before it where it begins early. Pure. */
export function remindedAt(
  days: number,
  meeting: { readonly startsAt: Date; readonly registerUntil: Date },
  hours: WorkingHours,
): Date {
  const { startsAt, registerUntil } = meeting
  if (reminderOf(days) === 'today') {
    const day = dayOf(startsAt, hours.zone)
    const morning = day.toZonedDateTime({ timeZone: hours.zone, plainTime: new Temporal.PlainTime(morningHour) })
    return new Date(Math.min(morning.epochMilliseconds, startsAt.getTime() - hourMs))
  }
  return isByDeadline(days, meeting, hours)
    ? deadlineMorning(registerUntil, hours)
    : usualMorning(days, startsAt, hours)
}

/** When those who gave no answer are asked for one before registration closes; null where they are asked at about that time already, by the invitation or by a reminder of so many `days` before the meeting. Pure. */
export function deadlineRemindedAt(
  meeting: { readonly startsAt: Date; readonly registerUntil: Date; readonly openedAt: Date },
  days: readonly number[],
  hours: WorkingHours,
): Date | null {
  const at = deadlineMorning(meeting.registerUntil, hours)
  const reminders = days.filter(one => reminderOf(one) === 'ask').map(one => remindedAt(one, meeting, hours))
  const asked = [meeting.openedAt, ...reminders.filter(one => one > meeting.openedAt)]
  const apart = (one: Date) => Math.abs(dayOf(one, hours.zone).until(dayOf(at, hours.zone)).days)
  return at > meeting.openedAt && asked.every(one => apart(one) >= apartDays) ? at : null
}

/** So many days before a meeting contact officers prepare it. */
const briefDays = 7

/** When they are briefed. Pure. */
export const briefedAt = (startsAt: Date, hours: WorkingHours): Date =>
  workingMorning(dayOf(startsAt, hours.zone).subtract({ days: briefDays }), hours)
