// SPDX-License-Identifier: EUPL-1.2
// One that did not go out is not left unnoticed.
import type { Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { lateMinutes } from '#/features/digests/rules/coming.ts'
import { digestOf } from '#/features/digests/rules/digests.ts'
import { held, momentNow } from '#/features/digests/rules/held.ts'
import { type Sending, sendingOf } from '#/features/digests/rules/sending-moment.ts'
import type { Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

/** When to look again at one that is not out yet: it is still to come, or being tried. Null where it is neither. */
function lookAgainAt(sending: Sending | null, now: Date): Date | null {
  if (sending?.state !== 'open') return null
  const again = new Date(sending.at.getTime() + lateMinutes * 60_000)
  return again > now ? again : null
}

/** Whether what was planned came to an end that is as it should be: a person skipped it, or it was pointless; one that another overtook was simply missed. */
const isSettled = (sending: Sending | null): boolean =>
  sending?.state === 'skipped' || (sending?.state === 'void' && sending.reason !== 'late')

/** Alarms the secretariat of a digest that did not go out [F52]. */
export async function alarmMissed(tx: Tx, planned: Planned, { now, today, hours }: PlannedAt): Promise<PlannedOutcome> {
  const found = await held(tx, planned, today)
  if ('pointless' in found) return found
  const { schedule, date } = found
  const digest = await digestOf(tx, schedule, date)
  const sending = await sendingOf(tx, schedule, date)
  if ((digest && digest.state !== 'draft') || isSettled(sending)) return { pointless: 'settled' }
  const again = lookAgainAt(sending, now)
  if (again) return { laterAt: again }
  const at = momentNow(found, sending, hours).toISOString()
  notify(tx, [{ kind: 'secretariat' }], 'digests.late', { schedule: schedule.id, at })
  return 'done'
}
