// SPDX-License-Identifier: EUPL-1.2
import type { Tx } from '#/database/db.ts'
import { dateOf, isRunning, lockedSchedule, type Schedule } from '#/features/digests/rules/schedules.ts'
import type { Sending } from '#/features/digests/rules/sending-moment.ts'
import { momentOf } from '#/features/digests/rules/times.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { Planned } from '#/network/planned-kind.ts'

export interface Held {
  readonly schedule: Schedule
  readonly date: string
}

/** The schedule of something planned, locked, with its date; why it is pointless where it is another by now, or its pillar has ended. */
export async function held(tx: Tx, planned: Planned, today: string): Promise<Held | { readonly pointless: string }> {
  const schedule = await lockedSchedule(tx, planned.subject.id)
  const date = schedule && dateOf(schedule, planned.occurrence)
  if (!date) return { pointless: 'changed' }
  return (await isRunning(tx, schedule, today)) ? { schedule, date } : { pointless: 'ended' }
}

/** When it goes out by what is known now: a day off may have been marked since it was planned. What a person chose stays. */
export const momentNow = ({ schedule, date }: Held, sending: Sending | null, hours: WorkingHours): Date =>
  sending?.moved ? sending.at : momentOf(schedule, date, hours)
