// SPDX-License-Identifier: EUPL-1.2
// When a poll asks once more, and when it closes.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { meetingRef, pollRef } from '#/features/meetings/rules/meetings.ts'
import { closePoll, lockPoll, silentInPoll } from '#/features/meetings/rules/poll.ts'
import { byBot } from '#/network/audit.ts'
import { asId, type MeetingId, type PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { canAct } from '#/network/vouching.ts'

const hourMs = 60 * 60 * 1000
/** So long before it closes those who did not answer are asked once more. */
const remindMs = 48 * hourMs

const polls = statement(
  'meeting_polls_open',
  `select o.meeting_id as id, o.until, o.opened_at as "openedAt" from meeting_polls o join meetings m on m.id = o.meeting_id
   where o.closed_at is null and m.state = 'planned' and o.until <= $1::timestamptz + interval '48 hours'`,
)
interface Open {
  readonly id: MeetingId
  readonly until: Date
  readonly openedAt: Date
}

/** Those that are open, and end soon: none is reminded of on the day that it began. */
export async function pollsToRemind(db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  return (await db.query<Open>(polls, [until.toISOString()]))
    .map(({ id, ...poll }) => ({ id, ...poll, dueAt: new Date(poll.until.getTime() - remindMs) }))
    .filter(({ dueAt, openedAt }) => dueAt.getTime() - openedAt.getTime() >= 24 * hourMs && dueAt <= until)
    .map(({ id, dueAt }) => ({ subject: meetingRef(id), occurrence: '', dueAt }))
}

export async function pollsToClose(db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  return (await db.query<Open>(polls, [until.toISOString()]))
    .filter(poll => poll.until <= until)
    .map(poll => ({ subject: meetingRef(poll.id), occurrence: '', dueAt: poll.until }))
}

const held = statement(
  'meeting_poll_held',
  `select m.id, m.state, m.planned_by_id as "plannedBy", o.until, o.closed_at as "closedAt" from meeting_polls o join meetings m on m.id = o.meeting_id where m.id = $1::uuid`,
)
interface Held {
  readonly id: MeetingId
  readonly state: string
  readonly plannedBy: PersonId | null
  readonly until: Date
  readonly closedAt: Date | null
}

async function openPollOf(tx: Tx, { subject }: Planned): Promise<Held | null> {
  const id = asId<MeetingId>(subject.id)
  if (!id) return null
  await lockPoll(tx, id)
  const [poll] = await tx.query<Held>(held, [id])
  return poll && poll.closedAt === null && poll.state === 'planned' ? poll : null
}

/** Asks once more, those alone who did not answer. */
export async function remindPoll(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const poll = await openPollOf(tx, planned)
  if (!poll || poll.until <= at.now) return { pointless: 'closed' }
  const people = await silentInPoll(tx, poll.id, at.today)
  if (people.length === 0) return { pointless: 'answered' }
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.pollAgain', { meeting: poll.id }, { subject: pollRef(poll.id), notAfter: poll.until })
  return 'done'
}

const stays = statement('meeting_poll_chooser', `select where ${canAct('$1::uuid', '$2::date')}`)

/** It closes on time, and whoever planned the meeting is asked to choose; where they left, the secretariat. */
export async function endPoll(tx: Tx, planned: Planned, { now, today }: PlannedAt): Promise<PlannedOutcome> {
  const poll = await openPollOf(tx, planned)
  if (!poll || !(await closePoll(tx, poll.id, byBot, now))) return { pointless: 'closed' }
  const chooser = poll.plannedBy && (await tx.query(stays, [poll.plannedBy, today])).length > 0
  const audience =
    poll.plannedBy && chooser
      ? ({ kind: 'person', person: poll.plannedBy } as const)
      : ({ kind: 'secretariat' } as const)
  notify(tx, [audience], 'meetings.pollDone', { meeting: poll.id }, { subject: pollRef(poll.id) })
  return 'done'
}
