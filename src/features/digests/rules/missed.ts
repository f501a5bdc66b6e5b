// SPDX-License-Identifier: EUPL-1.2
// Those that did not go out are not left unnoticed: one by one they are seen to be missed, and together they are told.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { concluded } from '#/delivery/planned.ts'
import { lateMinutes } from '#/features/digests/rules/coming.ts'
import { type Digest, digestOf } from '#/features/digests/rules/digests.ts'
import { held, momentNow } from '#/features/digests/rules/held.ts'
import { dateOf, scheduleById } from '#/features/digests/rules/schedules.ts'
import { type Sending, sendingOf } from '#/features/digests/rules/sending-moment.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

/** When to look again at one that is not out yet: it is still to come, or being tried. Null where it is neither. */
function lookAgainAt(sending: Sending | null, now: Date): Date | null {
  if (sending?.state !== 'open') return null
  const again = new Date(sending.at.getTime() + lateMinutes * 60_000)
  return again > now ? again : null
}

/** Whether what was planned came to an end that is as it should be: a person skipped it, or it was pointless; one that another overtook was simply missed. */
const isSettled = (sending: Sending | null): boolean =>
  sending?.state === 'skipped' || (sending?.state === 'void' && sending.reason !== 'late')

/** Whether a digest went out, or was to go out no more: one that was late did neither. */
const isOver = (digest: Digest | null): boolean =>
  digest !== null && digest.state !== 'draft' && digest.reason !== 'late'

/** Looks whether a digest went out [F52]. One that did not is told of at the next look, by when all that was due has had its turn. */
export async function lookForMissed(tx: Tx, planned: Planned, { now, today }: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned, today)
  if ('pointless' in found) return found
  const { schedule, date } = found
  const digest = await digestOf(tx, schedule, date)
  const sending = await sendingOf(tx, schedule, date)
  if (isOver(digest) || isSettled(sending)) return { pointless: 'settled' }
  const again = lookAgainAt(sending, now)
  return again ? { laterAt: again } : { pointless: 'missed' }
}

const untold = statement(
  'digests_missed',
  `select max(settled_at) as at from planned where kind = 'digest.watch' and state = 'void' and reason = 'missed'`,
)

/** Whatever was missed and not told yet is told at once. */
export async function missedToTell(db: Db): Promise<readonly Occurrence[]> {
  const [{ at } = { at: null }] = await db.query<{ at: Date | null }>(untold)
  return at ? [{ subject: { kind: 'network', id: 'network' }, occurrence: at.toISOString(), dueAt: at }] : []
}

/** What was missed of a schedule. */
interface Missed {
  readonly schedule: string
  readonly at: string
}

async function missedOf(db: Db, id: string, occurrence: string, hours: WorkingHours): Promise<readonly Missed[]> {
  const schedule = await scheduleById(db, id)
  const date = schedule && dateOf(schedule, occurrence)
  if (!date) return []
  // Another copy was sending it when it was looked for.
  if (isOver(await digestOf(db, schedule, date))) return []
  const at = momentNow({ schedule, date }, await sendingOf(db, schedule, date), hours)
  return [{ schedule: id, at: at.toISOString() }]
}

/** Alarms the secretariat, in one message however many were missed [F52]. */
export async function tellMissed(tx: Tx, _: Planned, { hours }: PlannedAt): Promise<PlannedOutcome> {
  const missed: Missed[] = []
  for (const { subject, occurrence } of await concluded(tx, 'digest.watch', 'missed'))
    missed.push(...(await missedOf(tx, subject.id, occurrence, hours)))
  if (missed.length === 0) return { pointless: 'settled' }
  notify(tx, [{ kind: 'secretariat' }], 'digests.late', { missed: missed.toSorted((a, b) => (a.at < b.at ? -1 : 1)) })
  return 'done'
}
