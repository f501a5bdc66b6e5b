// SPDX-License-Identifier: EUPL-1.2
// Before registration closes, those are asked for an answer who gave none [F39].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { meetingRef } from '#/features/meetings/rules/meetings.ts'
import { deadlineRemindedAt } from '#/features/meetings/rules/reminder-times.ts'
import { notAskedToday, remindedBy } from '#/features/meetings/rules/reminders.ts'
import type { MeetingState } from '#/features/meetings/rules/states.ts'
import { asId, type MeetingId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

const closing = statement(
  'meeting_deadlines',
  `select m.id, m.starts_at as "startsAt", m.register_until as "registerUntil", m.opened_at as "openedAt", k.reminder_days as days
   from meetings m join meeting_kinds k on k.id = m.kind_id
   where m.state = 'open' and m.register_until > $1::timestamptz and m.register_until <= $2::timestamptz + interval '14 days'`,
)
interface Closing {
  readonly id: MeetingId
  readonly startsAt: Date
  readonly registerUntil: Date
  readonly openedAt: Date
  readonly days: readonly number[]
}

/** It holds the moment that registration closes: of a deadline that was moved, the reminder is to come anew. */
export async function deadlinesToRemind(
  db: Db,
  { now, hours }: PlannedAt,
  until: Date,
): Promise<readonly Occurrence[]> {
  const rows = await db.query<Closing>(closing, [now.toISOString(), until.toISOString()])
  return rows.flatMap(({ id, days, ...meeting }) => {
    const dueAt = deadlineRemindedAt(meeting, days, hours)
    return dueAt && dueAt >= now && dueAt <= until
      ? [{ subject: meetingRef(id), occurrence: meeting.registerUntil.toISOString(), dueAt }]
      : []
  })
}

const held = statement(
  'meeting_deadline',
  'select id, state, register_until as "registerUntil" from meetings where id = $1::uuid',
)

/** Asks those who gave no answer by that very moment; nobody twice within a day. */
export async function remindOfDeadline(
  tx: Tx,
  { subject, occurrence }: Planned,
  { now, today }: PlannedAt,
): Promise<PlannedOutcome> {
  const id = asId<MeetingId>(subject.id)
  const [meeting] = id ? await tx.query<{ id: MeetingId; state: MeetingState; registerUntil: Date }>(held, [id]) : []
  if (!meeting) return { pointless: 'gone' }
  if (meeting.registerUntil.toISOString() !== occurrence) return { pointless: 'moved' }
  if (meeting.state !== 'open' || meeting.registerUntil <= now) return { pointless: 'closed' }
  const people = await notAskedToday(tx, meeting.id, await remindedBy(tx, meeting.id, 'ask', today), now)
  if (people.length === 0) return { pointless: 'answered' }
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.ask', { meeting: meeting.id }, { notAfter: meeting.registerUntil })
  return 'done'
}
