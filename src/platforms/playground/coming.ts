// SPDX-License-Identifier: EUPL-1.2
import { momentIn } from '#/network/clock-time.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { addWorkingDays } from '#/network/working-days.ts'

/** When the visitor comes: `today` is the network's date, as `2027-02-03`, `hours` when it works. */
export interface Coming {
  readonly now: Date
  readonly today: string
  readonly hours: Pick<WorkingHours, 'zone' | 'off'>
}

export const ago = (days: number, { now }: Coming): string =>
  new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString()

/** `days` from today. */
export const dayIn = (days: number, { today }: Coming): string =>
  Temporal.PlainDate.from(today).add({ days }).toString()

/** So many working days from a date, today where none is given; before it where that is negative. */
export const workingDayIn = (days: number, { today, hours }: Coming, from = today): string =>
  addWorkingDays(from, days, hours.off)

/** A time of a day, `13:30`. */
export function momentOn(day: string, time: string, { hours }: Coming): string {
  const moment = momentIn(day, time, hours.zone)
  if (!moment) throw new Error('a time that no day has')
  return moment.toISOString()
}
