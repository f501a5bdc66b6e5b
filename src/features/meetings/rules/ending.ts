// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { lockMeeting, type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { move } from '#/features/meetings/rules/plan.ts'
import { byBot } from '#/network/audit.ts'
import { asId, type MeetingId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

const closing = statement(
  'meetings_closing',
  `select id, register_until as at from meetings where state = 'open' and register_until <= $1::timestamptz`,
)
const ending = statement(
  'meetings_ending',
  `select id, ends_at as at from meetings where state in ('open', 'closed') and ends_at <= $1::timestamptz`,
)
interface Due {
  readonly id: MeetingId
  readonly at: Date
}

// What was moved is due at another moment: the moment tells them apart.
const dueAt =
  (which: typeof closing) =>
  async (db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
    (await db.query<Due>(which, [until.toISOString()])).map(({ id, at }) => ({
      subject: meetingRef(id),
      occurrence: at.toISOString(),
      dueAt: at,
    }))

export const meetingsToClose = dueAt(closing)
export const meetingsToEnd = dueAt(ending)

const held = statement(
  'meeting_held',
  'select id, number, state, register_until as "registerUntil", ends_at as "endsAt" from meetings where id = $1::uuid',
)
type Held = Pick<Meeting, 'id' | 'number' | 'state' | 'registerUntil' | 'endsAt'>

async function heldMeeting(tx: Tx, value: string): Promise<Held | null> {
  const id = asId<MeetingId>(value)
  if (!id) return null
  await lockMeeting(tx, id)
  return (await tx.query<Held>(held, [id]))[0] ?? null
}

/** Registration closes at its deadline. */
export async function closeRegistration(tx: Tx, { subject }: Planned, { now }: PlannedAt): Promise<PlannedOutcome> {
  const meeting = await heldMeeting(tx, subject.id)
  if (meeting?.state !== 'open') return { pointless: 'closed' }
  if (meeting.registerUntil > now) return { pointless: 'moved' }
  await move(tx, meeting, 'close', byBot, now)
  return 'done'
}

/** A meeting that was not called off is over at its end. */
export async function endMeeting(tx: Tx, { subject }: Planned, { now }: PlannedAt): Promise<PlannedOutcome> {
  const meeting = await heldMeeting(tx, subject.id)
  if (meeting?.state !== 'open' && meeting?.state !== 'closed') return { pointless: 'closed' }
  if (meeting.endsAt > now) return { pointless: 'moved' }
  await move(tx, meeting, 'hold', byBot, now)
  return 'done'
}
