// SPDX-License-Identifier: EUPL-1.2
// What the clock does of a digest: it is laid before whoever leads the pillar some working hours before it goes out, and then it goes out.
import type { Db, Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { lateMinutes } from '#/features/digests/rules/coming.ts'
import { composed, periodOf, whenOf } from '#/features/digests/rules/contents.ts'
import { digestOf, draftRef, type SkipReason } from '#/features/digests/rules/digests.ts'
import { type Held, held, momentNow } from '#/features/digests/rules/held.ts'
import { isReached, reachOf } from '#/features/digests/rules/reach.ts'
import { type Schedule, waitsForSomeone } from '#/features/digests/rules/schedules.ts'
import { sendDigest } from '#/features/digests/rules/send.ts'
import { sendingOf } from '#/features/digests/rules/sending-moment.ts'
import { beforeWorkingHours, isInRecess, isSwallowed, lastMomentOf } from '#/features/digests/rules/times.ts'
import {
  addDigest,
  giveWay,
  keepStanding,
  setIntroduction,
  settleDigest,
} from '#/features/digests/rules/write-digest.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { byBot } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { recesses } from '#/network/day-periods.ts'
import type { DigestId } from '#/network/ids.ts'
import type { Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { whenNotQuiet } from '#/network/working-days.ts'

/** Whether a day lies in a recess in which it pauses: one may have been entered since it was planned. */
const isPaused = async (db: Db, { pausesInRecess }: Schedule, day: string, { today }: PlannedAt): Promise<boolean> =>
  pausesInRecess && isInRecess(day, await recesses(db, today))

/** Writes down what a digest tells; null where there is nothing new, which is written down as well. */
async function make(
  tx: Tx,
  schedule: Schedule,
  date: string,
  state: 'draft' | 'held',
  at: PlannedAt,
): Promise<DigestId | null> {
  const introduction = await giveWay(tx, schedule, date, at)
  const made = await composed(tx, schedule, whenOf(at))
  const isEmpty = made.items.length === 0
  const id = await addDigest(
    tx,
    { schedule: schedule.id },
    date,
    made,
    isEmpty ? { state: 'skipped', reason: 'nothing' } : { state },
  )
  if (introduction) await setIntroduction(tx, id, introduction)
  return isEmpty ? null : id
}

/** Lays it before the pillar's chair, or where there is none the secretariat. */
async function show(tx: Tx, { pillar }: Schedule, id: DigestId, today: string): Promise<void> {
  notify(tx, await leadsOf(tx, pillar, today), 'digests.draft', { digest: id }, { subject: draftRef(id) })
}

/** Makes the draft, and shows it. */
export async function showDraft(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned, at.today)
  if ('pointless' in found) return found
  const { schedule, date } = found
  const sending = await sendingOf(tx, schedule, date)
  if (sending?.state === 'skipped') return { pointless: 'skipped' }
  if (!sending?.moved && isSwallowed(schedule, date, at.hours)) return { pointless: 'overtaken' }
  if (await digestOf(tx, schedule, date)) return { pointless: 'made' }
  const sendAt = momentNow(found, sending, at.hours)
  // Whoever was away that long finds it sent.
  if (at.now >= sendAt) return { pointless: 'late' }
  if (await isPaused(tx, schedule, dateIn(at.hours.zone, sendAt), at)) return { pointless: 'recess' }
  const showAt = beforeWorkingHours(sendAt, schedule.reviewHours, at.hours)
  if (showAt > at.now) return { laterAt: showAt }
  const id = await make(tx, schedule, date, 'draft', at)
  if (!id) return { pointless: 'nothing' }
  await show(tx, schedule, id, at.today)
  return 'done'
}

/** A digest that is not sent any more: what it told is told by the next. */
async function skip(tx: Tx, { schedule, date }: Held, reason: SkipReason, now: Date) {
  const digest = await digestOf(tx, schedule, date)
  if (digest) {
    await settleDigest(tx, digest.id, 'skipped', { now, reason })
    touch(tx, draftRef(digest.id))
  } else
    await addDigest(
      tx,
      { schedule: schedule.id },
      date,
      { items: [], left: [], period: await periodOf(tx, schedule, now) },
      { state: 'skipped', reason },
    )
  return { pointless: reason }
}

/** Why it does not go out: nothing of it is left, nobody would read it, or its moment is too long ago. Null where it does. */
async function whyNot(tx: Tx, found: Held, moment: Date, at: PlannedAt): Promise<SkipReason | null> {
  const { schedule, date } = found
  if (await isPaused(tx, schedule, at.today, at)) return 'recess'
  const digest = await digestOf(tx, schedule, date)
  // All that it told was left out, is for few by now, or does not stand any more.
  if (digest && !(await keepStanding(tx, schedule, digest.id, whenOf(at)))) return 'nothing'
  // What it tells is not used up.
  if (!isReached(await reachOf(tx, schedule, at.today))) return 'nobody'
  return at.now >= lastMomentOf(moment, at.hours) ? 'late' : null
}

/** Sends it, as it was shown; where nobody was shown any, as it is by then. */
export async function sendOnTime(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned, at.today)
  if ('pointless' in found) return found
  const { schedule, date } = found
  const { now, today, hours } = at
  const sending = await sendingOf(tx, schedule, date)
  const moment = momentNow(found, sending, hours)
  const digest = await digestOf(tx, schedule, date)
  if (digest?.state === 'sent' || digest?.state === 'skipped' || digest?.state === 'held')
    return { pointless: digest.reason ?? digest.state }
  if (!sending?.moved && isSwallowed(schedule, date, hours)) return skip(tx, found, 'overtaken', now)
  if (moment > now) return { laterAt: moment }
  const why = await whyNot(tx, found, moment, at)
  if (why) return skip(tx, found, why, now)
  // A late one waits for the morning.
  const isLate = now.getTime() - moment.getTime() > lateMinutes * 60_000
  const open = isLate ? whenNotQuiet(now, hours.zone, hours.quiet, hours.off) : now
  if (open > now) return { laterAt: open }
  const waits = waitsForSomeone(schedule, digest)
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
