// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import { type Digest, digestOf } from '#/features/digests/rules/digests.ts'
import { momentNow } from '#/features/digests/rules/held.ts'
import type { At } from '#/features/digests/rules/review.ts'
import { comingDates, type Schedule, type Usual, waitsForSomeone } from '#/features/digests/rules/schedules.ts'
import { sendingOf } from '#/features/digests/rules/sending-moment.ts'
import { dayOf, isInRecess, momentOf } from '#/features/digests/rules/times.ts'
import { recesses } from '#/network/day-periods.ts'
import type { WorkingHours } from '#/network/days-off.ts'

/** When the next digest is, and whether it goes out by itself then, is held, or is only laid ready. */
export interface NextSending {
  readonly kind: 'goes' | 'held' | 'waits'
  readonly at: Date
}

const isWritten = (schedule: Usual): schedule is Schedule => schedule.id !== null

/** How the digest of a date stands; null where it was sent or skipped. */
async function comingOf(db: Db, schedule: Usual, date: string, hours: WorkingHours): Promise<NextSending | null> {
  const kindOf = (draft: Digest | null) => (waitsForSomeone(schedule, draft) ? 'waits' : 'goes')
  if (!isWritten(schedule)) return { kind: kindOf(null), at: momentOf(schedule, date, hours) }
  const digest = await digestOf(db, schedule, date)
  const sending = await sendingOf(db, schedule, date)
  const isOver = digest?.state === 'sent' || digest?.state === 'skipped' || (sending && sending.state !== 'open')
  if (isOver) return null
  const at = momentNow({ schedule, date }, sending, hours)
  return { kind: digest?.state === 'held' ? 'held' : kindOf(digest), at }
}

/** The next digest that is still to come, as it is planned; null where none comes. */
export async function nextSending(db: Db, schedule: Usual, { now, today, hours }: At): Promise<NextSending | null> {
  const paused = schedule.pausesInRecess ? await recesses(db, today) : []
  for (const date of comingDates(schedule, today, hours)) {
    const isPaused = isInRecess(dayOf(date, hours), paused)
    const found = isPaused ? null : await comingOf(db, schedule, date, hours)
    if (found && found.at > now) return found
  }
  return null
}
