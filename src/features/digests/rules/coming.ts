// SPDX-License-Identifier: EUPL-1.2
// Which digests are to come: when each is shown, when it goes out, and when it is looked at whether it did.
import type { Db } from '#/database/db.ts'
import { occurrenceOf, type Schedule, scheduleRef, schedules } from '#/features/digests/rules/schedules.ts'
import {
  beforeWorkingHours,
  dayOf,
  isInRecess,
  isSwallowed,
  momentOf,
  occurrencesBetween,
} from '#/features/digests/rules/times.ts'
import { dateIn } from '#/network/calendar.ts'
import { recesses } from '#/network/day-periods.ts'
import type { Occurrence, PlannedAt } from '#/network/planned-kind.ts'

interface Coming {
  readonly schedule: Schedule
  readonly date: string
  readonly sendAt: Date
}

/** Every digest that is to go out until a moment. */
async function coming(db: Db, { now, today, hours }: PlannedAt, until: Date): Promise<readonly Coming[]> {
  const paused = await recesses(db, today)
  // One whose own day was no working day is still to come on the first after it.
  const from = Temporal.PlainDate.from(today).subtract({ days: 14 }).toString()
  const last = dateIn(hours.zone, until)
  return (await schedules(db, today))
    .filter(({ isOff }) => !isOff)
    .flatMap(schedule =>
      occurrencesBetween(schedule, from, last)
        .filter(date => !isSwallowed(schedule, date, hours))
        .filter(date => !(schedule.pausesInRecess && isInRecess(dayOf(date, hours), paused)))
        .map(date => ({ schedule, date, sendAt: momentOf(schedule, date, hours) })),
    )
    .filter(({ sendAt }) => sendAt > now && sendAt <= until)
}

const occurring =
  (dueAt: (one: Coming, at: PlannedAt) => Date) =>
  async (db: Db, at: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
    (await coming(db, at, until)).map(one => ({
      subject: scheduleRef(one.schedule.id),
      occurrence: occurrenceOf(one.schedule, one.date),
      dueAt: dueAt(one, at),
    }))

/** Some working hours before each goes out. */
export const draftsToShow = occurring(({ schedule, sendAt }, { hours }) =>
  beforeWorkingHours(sendAt, schedule.reviewHours, hours),
)

export const digestsToSend = occurring(({ sendAt }) => sendAt)

/** So long after its moment one that did not go out is missed. */
export const lateMinutes = 10

/** Whether each did. */
export const digestsToWatch = occurring(({ sendAt }) => new Date(sendAt.getTime() + lateMinutes * 60_000))
