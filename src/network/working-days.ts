// SPDX-License-Identifier: EUPL-1.2
/** Days that nobody is expected to work, beside weekends: dates as `2027-04-27`. */
export type DaysOff = ReadonlySet<string>

/** When nothing is sent that can wait. `from` and `until` are hours of the day, 0 to 24: quiet until `until` in the morning and again from `from` on. */
export interface QuietHours {
  readonly from: number
  readonly until: number
  readonly weekends: boolean
  readonly daysOff: boolean
}

const plain = (date: string) => Temporal.PlainDate.from(date)
const isWeekend = (date: Temporal.PlainDate) => date.dayOfWeek > 5

/** Whether a date is no weekend and no day off. Pure. */
export const isWorkingDay = (date: string, off: DaysOff): boolean => !isWeekend(plain(date)) && !off.has(date)

/** The date so many working days after another, before it where `days` is negative; with 0 that date, whatever it is. Pure. */
export function addWorkingDays(date: string, days: number, off: DaysOff): string {
  const step = Math.sign(days)
  let at = plain(date)
  for (let left = Math.abs(days); left > 0; ) {
    at = at.add({ days: step })
    if (isWorkingDay(at.toString(), off)) left--
  }
  return at.toString()
}

/** The first moment, this one or later, outside the quiet hours. Pure. */
export function whenNotQuiet(moment: Date, zone: string, quiet: QuietHours, off: DaysOff): Date {
  const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone)
  let date = at.toPlainDate()
  const hour = at.hour + at.minute / 60 + at.second / 3600 + at.millisecond / 3_600_000
  const isQuietDay = (day: Temporal.PlainDate) =>
    (quiet.weekends && isWeekend(day)) || (quiet.daysOff && off.has(day.toString()))
  if (!isQuietDay(date) && hour >= quiet.until && hour < quiet.from) return moment
  if (hour >= quiet.from) date = date.add({ days: 1 })
  while (isQuietDay(date)) date = date.add({ days: 1 })
  return dateAt(date, quiet.until, zone)
}

/** The first working day of the month that a date stands in. Pure. */
export const firstWorkingDay = (date: string, off: DaysOff): string =>
  addWorkingDays(plain(date).with({ day: 1 }).subtract({ days: 1 }).toString(), 1, off)

/** A date at a whole hour of the day, moved out of the quiet hours. Pure. */
export const atHour = (
  date: string,
  hour: number,
  { zone, quiet, off }: { readonly zone: string; readonly quiet: QuietHours; readonly off: DaysOff },
): Date => whenNotQuiet(dateAt(plain(date), hour, zone), zone, quiet, off)

const dateAt = (date: Temporal.PlainDate, hour: number, zone: string): Date =>
  new Date(date.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds)

/** So many working days after a moment, at the same time of day, moved out of the quiet hours. Pure. */
export function afterWorkingDays(
  moment: Date,
  days: number,
  { zone, quiet, off }: { readonly zone: string; readonly quiet: QuietHours; readonly off: DaysOff },
): Date {
  const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone)
  const date = plain(addWorkingDays(at.toPlainDate().toString(), days, off))
  const then = date.toZonedDateTime({ timeZone: zone, plainTime: at.toPlainTime() })
  return whenNotQuiet(new Date(then.epochMilliseconds), zone, quiet, off)
}
