// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import { meetingRef } from '#/features/meetings/rules/meetings.ts'
import { municipalitiesWithout } from '#/features/meetings/rules/municipalities.ts'
import { isByDeadline, type Reminder, remindedAt, reminderOf } from '#/features/meetings/rules/reminder-times.ts'
import { type MeetingState, taking } from '#/features/meetings/rules/states.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { asId, type MeetingId, type PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { canAct } from '#/network/vouching.ts'

const coming = statement(
  'meeting_reminders',
  `select m.id, m.starts_at as "startsAt", m.register_until as "registerUntil", m.opened_at as "openedAt", k.reminder_days as days
   from meetings m join meeting_kinds k on k.id = m.kind_id
   where m.state in ('open', 'closed') and m.starts_at > $1::timestamptz
     and least(m.register_until, m.starts_at - make_interval(days => coalesce((select max(d) from unnest(k.reminder_days) d), 0))) <= $2::timestamptz + interval '7 days'`,
)
interface Coming {
  readonly id: MeetingId
  readonly startsAt: Date
  readonly registerUntil: Date
  readonly openedAt: Date
  readonly days: readonly number[]
}

/** Tells the reminders of one meeting apart. It holds the moment that the meeting begins, and the deadline where that sets when people are reminded: of what was moved, those of before are pointless, and the new ones are to come. */
const occurrenceOf = (days: number, meeting: Pick<Coming, 'startsAt' | 'registerUntil'>, hours: WorkingHours): string =>
  [
    `${days}.${meeting.startsAt.toISOString()}`,
    ...(isByDeadline(days, meeting, hours) ? [meeting.registerUntil.toISOString()] : []),
  ].join(' ')

/** Which of a meeting's reminders is planned, for which beginning, and for which deadline where that set its moment. */
export function reminderIn(occurrence: string): {
  readonly days: number
  readonly startsAt: Date
  readonly registerUntil: Date | null
} {
  const [reminder = '', until] = occurrence.split(' ')
  const [days = '', ...rest] = reminder.split('.')
  return { days: Number(days), startsAt: new Date(rest.join('.')), registerUntil: until ? new Date(until) : null }
}

/** What is to come of the reminders that a meeting's kind asks for. None is of before the invitation, which says the same. */
const toRemind =
  (isOfDay: boolean) =>
  async (db: Db, { now, hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> => {
    const rows = await db.query<Coming>(coming, [now.toISOString(), until.toISOString()])
    return rows.flatMap(({ id, days, openedAt, ...meeting }) =>
      days
        .filter(one => (reminderOf(one) === 'today') === isOfDay)
        .map(one => ({
          subject: meetingRef(id),
          occurrence: occurrenceOf(one, meeting, hours),
          dueAt: remindedAt(one, meeting, hours),
        }))
        .filter(({ dueAt }) => dueAt >= now && dueAt > openedAt && dueAt <= until),
    )
  }

/** Those that are sent when people work. */
export const remindersAhead = toRemind(false)
/** That of the morning itself: what waited for a working day would come too late. */
export const remindersOfDay = toRemind(true)

const held = statement(
  'meeting_reminded',
  `select m.id, m.state, m.starts_at as "startsAt", m.ends_at as "endsAt", m.register_until as "registerUntil", 'contactOfficer' = any(k.audience) as "isDelegated"
   from meetings m join meeting_kinds k on k.id = m.kind_id where m.id = $1::uuid`,
)
interface Held {
  readonly id: MeetingId
  readonly state: MeetingState
  readonly startsAt: Date
  readonly endsAt: Date
  readonly registerUntil: Date
  readonly isDelegated: boolean
}

// Where municipalities send someone, whose municipality comes is not asked any more [A19].
const silent = statement(
  'meeting_silent',
  `select p.id as person from meetings m join meeting_kinds k on k.id = m.kind_id join people p on true
   left join meeting_registrations r on r.meeting_id = m.id and r.person_id = p.id
   where m.id = $1::uuid and coalesce(r.state, 'invited') in ('invited', 'asked') and p.merged_into_id is null and p.forgotten_at is null
     and ${isInvited('m', 'k', 'p', '$2::date')} and ${canAct('p.id', '$2::date')}
     and not ('contactOfficer' = any(k.audience) and exists (
       select from meeting_registrations o where o.meeting_id = m.id and o.municipality_id = p.municipality_id and o.state in ${taking}))
   order by p.id`,
)
const registered = statement(
  'meeting_registered',
  `select person_id as person from meeting_registrations where meeting_id = $1::uuid and state = 'registered' and person_id is not null order by id`,
)

/** Whom a reminder is for at this moment. */
export const remindedBy = async (
  db: Db,
  meeting: MeetingId,
  which: Reminder,
  today: string,
): Promise<readonly PersonId[]> =>
  (which === 'ask'
    ? await db.query<{ person: PersonId }>(silent, [meeting, today])
    : await db.query<{ person: PersonId }>(registered, [meeting])
  ).map(({ person }) => person)

const askedLately = statement(
  'meeting_asked_lately',
  `select person_id as person from deliveries where kind = 'meetings.ask' and person_id = any($2::uuid[]) and facts->>'meeting' = $1 and created_at > $3::timestamptz - interval '20 hours'`,
)

/** Of these people, those who were not asked for an answer within a day. */
export async function notAskedToday(
  db: Db,
  meeting: MeetingId,
  people: readonly PersonId[],
  now: Date,
): Promise<readonly PersonId[]> {
  const rows = await db.query<{ person: PersonId }>(askedLately, [meeting, people, now.toISOString()])
  const lately = rows.map(({ person }) => person)
  return people.filter(person => !lately.includes(person))
}

/** Why it is pointless to remind anyone of it; null where it is not. */
function pointless(meeting: Held, which: Reminder, isMoved: boolean, now: Date): string | null {
  const { state, registerUntil } = meeting
  if (state !== 'open' && state !== 'closed') return state
  if (isMoved) return 'moved'
  if (meeting.startsAt <= now) return 'late'
  return which === 'ask' && (state === 'closed' || registerUntil <= now) ? 'closed' : null
}

/** Reminds those for whom it is at that very moment: who answered is not asked any more [F33]. */
export async function remind(tx: Tx, { subject, occurrence }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const id = asId<MeetingId>(subject.id)
  const [meeting] = id ? await tx.query<Held>(held, [id]) : []
  if (!meeting) return { pointless: 'gone' }
  const { days } = reminderIn(occurrence)
  const which = reminderOf(days)
  const why = pointless(meeting, which, occurrence !== occurrenceOf(days, meeting, at.hours), at.now)
  if (why) return { pointless: why }
  const all = await remindedBy(tx, meeting.id, which, at.today)
  const people = which === 'ask' ? await notAskedToday(tx, meeting.id, all, at.now) : all
  const facts = { meeting: meeting.id }
  const notAfter = which === 'ask' ? meeting.registerUntil : which === 'soon' ? meeting.startsAt : meeting.endsAt
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, `meetings.${which}`, facts, { notAfter })
  const isListed =
    which === 'ask' && meeting.isDelegated && (await municipalitiesWithout(tx, meeting.id, at.today)).length > 0
  if (isListed) notify(tx, [{ kind: 'secretariat' }], 'meetings.without', facts, { notAfter })
  return people.length > 0 || isListed ? 'done' : { pointless: 'answered' }
}
