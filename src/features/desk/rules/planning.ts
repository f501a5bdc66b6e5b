// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isOnHold } from '#/database/hold.ts'
import { momentIn } from '#/network/clock-time.ts'
import { Refusal } from '#/network/refusal.ts'

const failed = statement(
  'planned failed',
  `select kind, due_at as at from planned where state = 'failed' order by due_at desc limit $1::int`,
)

/** What the clock could not do, by a fault of our own: set aside, newest first [T31]. */
export const plannedFailed = (db: Db, limit: number): Promise<readonly { kind: string; at: Date }[]> =>
  db.query(failed, [limit])

/** The clock looks four times a minute: what is due for longer than this was missed. */
const patience = '10 minutes'

const missed = statement(
  'planned missed',
  `select count(*)::int as count from planned
   where state = 'failed' and settled_at > $1::timestamptz - interval '30 days' or state = 'open' and due_at < $1::timestamptz - interval '${patience}' and not ${isOnHold}`,
)

/** How much did not happen when it should have: set aside after faults in the last month, or still not done, unless all waits to be released [F79]. */
export async function plannedMissed(db: Db, now: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>(missed, [now.toISOString()])
  return row?.count ?? 0
}

/** The moment to come of a typed or chosen date and time in a zone. @throws Refusal when there is none, or it has passed. */
export function comingMoment(zone: string, date: string, time: string, now: Date): Date {
  const clock = /^\d[:.]/.test(time) ? `0${time}` : time
  const at = momentIn(date, clock.replace('.', ':'), zone)
  if (!at) throw new Refusal('desk.momentForm', {}, { field: 'time' })
  if (at <= now) throw new Refusal('desk.past', {}, { field: 'time' })
  return at
}

/** A chosen date, `2027-05-07`. @throws Refusal when it is none. */
export function dayIn(date: string): string {
  try {
    return Temporal.PlainDate.from(date).toString()
  } catch {
    throw new Refusal('desk.dayForm', {}, { field: 'date' })
  }
}
