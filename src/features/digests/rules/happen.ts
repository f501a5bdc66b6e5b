// SPDX-License-Identifier: EUPL-1.2
// What the clock does of a digest: it is laid before whoever leads the pillar some working hours before it goes out, and then it goes out.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { addDigest, composed, digestOf, draftRef, giveWay, settleDigest } from '#/features/digests/rules/digests.ts'
import {
  dateOf,
  lockedSchedule,
  occurrenceOf,
  type Schedule,
  scheduleRef,
  schedules,
} from '#/features/digests/rules/schedules.ts'
import { sendDigest } from '#/features/digests/rules/send.ts'
import {
  beforeWorkingHours,
  dayOf,
  isInRecess,
  lastMomentOf,
  momentOf,
  occurrencesBetween,
} from '#/features/digests/rules/times.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { byBot } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { recesses } from '#/network/day-periods.ts'
import type { DigestId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { whenNotQuiet } from '#/network/working-days.ts'

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
const lateMinutes = 10

/** Whether each did. */
export const digestsToWatch = occurring(({ sendAt }) => new Date(sendAt.getTime() + lateMinutes * 60_000))

/** The schedule of something planned, locked, with its date; null where it is another by now. */
async function held(
  tx: Tx,
  { subject, occurrence }: Planned,
): Promise<{ readonly schedule: Schedule; readonly date: string } | null> {
  const schedule = await lockedSchedule(tx, subject.id)
  const date = schedule && dateOf(schedule, occurrence)
  return date ? { schedule, date } : null
}

const isPaused = async (db: Db, { pausesInRecess }: Schedule, { today }: PlannedAt): Promise<boolean> =>
  pausesInRecess && isInRecess(today, await recesses(db, today))

/** Writes down what a digest tells; null where there is nothing new, which is written down as well. */
async function make(
  tx: Tx,
  schedule: Schedule,
  date: string,
  state: 'draft' | 'held',
  { now, today }: PlannedAt,
): Promise<DigestId | null> {
  await giveWay(tx, schedule, date, now)
  const made = await composed(tx, schedule, { now, today })
  const isEmpty = made.items.length === 0
  const id = await addDigest(
    tx,
    { schedule: schedule.id },
    date,
    made,
    isEmpty ? { state: 'skipped', reason: 'nothing' } : { state },
  )
  return isEmpty ? null : id
}

/** Lays it before the pillar's chair, or where there is none the secretariat. */
async function show(tx: Tx, { pillar }: Schedule, id: DigestId, today: string): Promise<void> {
  notify(tx, await leadsOf(tx, pillar, today), 'digests.draft', { digest: id }, { subject: draftRef(id) })
}

/** Makes the draft, and shows it. */
export async function showDraft(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned)
  if (!found) return { pointless: 'changed' }
  const { schedule, date } = found
  if (await digestOf(tx, schedule, date)) return { pointless: 'made' }
  // Whoever was away that long finds it sent.
  if (at.now >= momentOf(schedule, date, at.hours)) return { pointless: 'late' }
  const id = await make(tx, schedule, date, 'draft', at)
  if (!id) return { pointless: 'nothing' }
  await show(tx, schedule, id, at.today)
  return 'done'
}

/** A digest that is not sent any more: what it told is told by the next. */
async function skip(tx: Tx, { schedule, date }: { schedule: Schedule; date: string }, reason: string, now: Date) {
  const digest = await digestOf(tx, schedule, date)
  if (digest) {
    await settleDigest(tx, digest.id, 'skipped', { now, reason })
    touch(tx, draftRef(digest.id))
  } else
    await addDigest(
      tx,
      { schedule: schedule.id },
      date,
      { items: [], left: 0, period: { from: now, to: now } },
      { state: 'skipped', reason },
    )
  return { pointless: reason }
}

/** Sends it, as it was shown; where nobody was shown any, as it is by then. */
export async function sendOnTime(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned)
  if (!found) return { pointless: 'changed' }
  const { schedule, date } = found
  const { now, today, hours } = at
  const digest = await digestOf(tx, schedule, date)
  if (digest?.state === 'sent' || digest?.state === 'skipped' || digest?.state === 'held')
    return { pointless: digest.reason ?? digest.state }
  if (await isPaused(tx, schedule, at)) return skip(tx, found, 'recess', now)
  // All that it told was left out, or is for few by now.
  if (digest?.items.length === 0) return skip(tx, found, 'nothing', now)
  if (now >= lastMomentOf(planned.dueAt, hours)) {
    notify(tx, [{ kind: 'secretariat' }], 'digests.late', { schedule: schedule.id, at: planned.dueAt.toISOString() })
    return skip(tx, found, 'late', now)
  }
  // A late one waits for the morning.
  const isLate = now.getTime() - planned.dueAt.getTime() > lateMinutes * 60_000
  const open = isLate ? whenNotQuiet(now, hours.zone, hours.quiet, hours.off) : now
  if (open > now) return { laterAt: open }
  const waits = schedule.silence === 'holds'
  const id = digest?.id ?? (await make(tx, schedule, date, waits ? 'held' : 'draft', at))
  if (!id) return { pointless: 'nothing' }
  if (!waits) {
    await sendDigest(tx, schedule, id, byBot, at)
    return 'done'
  }
  if (digest) {
    await settleDigest(tx, id, 'held', { now })
    touch(tx, draftRef(id))
  } else await show(tx, schedule, id, today)
  return { pointless: 'held' }
}

const stuck = statement(
  'digest_stuck',
  `select 1 as is from planned where kind = 'digest.send' and subject_kind = 'digestSchedule' and subject_id = $1 and occurrence = $2
     and (state = 'failed' or state = 'open' and due_at <= $3::timestamptz)`,
)

/** Alarms the secretariat of a digest that did not go out [F52]. */
export async function alarmMissed(tx: Tx, planned: Planned, { now }: PlannedAt): Promise<PlannedOutcome> {
  const rows = await tx.query(stuck, [planned.subject.id, planned.occurrence, now.toISOString()])
  if (rows.length === 0) return { pointless: 'settled' }
  const due = new Date(planned.dueAt.getTime() - lateMinutes * 60_000)
  notify(tx, [{ kind: 'secretariat' }], 'digests.late', { schedule: planned.subject.id, at: due.toISOString() })
  return 'done'
}
