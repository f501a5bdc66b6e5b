// SPDX-License-Identifier: EUPL-1.2
// Who was there [F41]: said by themselves on the day, and by whoever keeps the list, also afterwards.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { invitationRef, type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { type RegistrationState, taking, type Way } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId, MunicipalityId, PersonId, RegistrationId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Who gave up their place before it began is excused by that. */
export const attendances = ['present', 'absent', 'excused'] as const
export type Attendance = (typeof attendances)[number]

/** Someone who should be there, or gave up their place. `attendance` is null as long as nobody said; without a name where they were forgotten since. */
export interface Expected {
  readonly id: RegistrationId
  readonly name: string | null
  readonly municipality: string
  readonly way: Way | null
  readonly attendance: Attendance | null
}

const expected = statement(
  'meeting_expected',
  `select r.id, p.name, u.name as municipality, r.way, r.attendance
   from meeting_registrations r join municipalities u on u.id = r.municipality_id left join people p on p.id = r.person_id
   where r.meeting_id = $1::uuid and (r.state = 'registered' or r.attendance is not null) order by u.name, p.name, r.id`,
)

/** Who should be there, by municipality, with who gave up their place. */
export const expectedAt = (db: Db, meeting: MeetingId): Promise<readonly Expected[]> =>
  db.query<Expected>(expected, [meeting])

/** Someone on the list of a meeting: who comes, waits, or gave up their place. */
export interface Listed extends Omit<Expected, 'id'> {
  readonly state: 'registered' | 'offered' | 'waiting' | 'cancelled'
  readonly session: string | null
}

const listed = statement(
  'meeting_listed',
  `select p.name, u.name as municipality, r.state, r.way, s.name as session, r.attendance
   from meeting_registrations r join municipalities u on u.id = r.municipality_id left join people p on p.id = r.person_id left join pillars s on s.id = r.session_id
   where r.meeting_id = $1::uuid and (r.state in ${taking} or r.state = 'cancelled' and r.attendance is not null)
   order by r.state = 'cancelled', r.state = 'waiting', case when r.state = 'waiting' then r.place_in_line end, u.name, p.name, r.id`,
)

/** The list of a meeting, as whoever keeps it has it. */
export const listOf = (db: Db, meeting: MeetingId): Promise<readonly Listed[]> => db.query<Listed>(listed, [meeting])

/** Whether it is said by now who was there: from the day itself on. */
export const hasBegunOn = ({ startsAt, state }: Pick<Meeting, 'startsAt' | 'state'>, today: string, zone: string) =>
  (state === 'open' || state === 'closed' || state === 'held') && dateIn(zone, startsAt) <= today

/** Whether someone can say that they are there: that day alone. */
export const saysHere = (
  { own, ...meeting }: Pick<Meeting, 'startsAt' | 'state' | 'own'>,
  today: string,
  zone: string,
): boolean =>
  own?.state === 'registered' && hasBegunOn(meeting, today, zone) && dateIn(zone, meeting.startsAt) === today

/** @throws Refusal before the day itself, and where it did not take place */
export function demandBegun(meeting: Meeting, today: string, zone: string): void {
  const { number, state, startsAt } = meeting
  if (hasBegunOn(meeting, today, zone)) return
  if (state === 'cancelled') throw new Refusal('meetings.is.cancelled', { number })
  throw new Refusal('meetings.notYet', { number, at: startsAt })
}

const mark = statement(
  'meeting_attendance_mark',
  `update meeting_registrations r set attendance = g.attendance
   from jsonb_to_recordset($2::jsonb) as g(id uuid, attendance text), meeting_registrations o
   where r.id = g.id and o.id = r.id and r.meeting_id = $1::uuid and (r.state = 'registered' or r.attendance is not null)
     and r.attendance is distinct from g.attendance
   returning r.id, r.attendance, o.attendance as was`,
)
const markRest = statement(
  'meeting_attendance_rest',
  `update meeting_registrations set attendance = 'present' where meeting_id = $1::uuid and state = 'registered' and attendance is null returning id, attendance, null as was`,
)
const markOwn = statement(
  'meeting_attendance_own',
  `update meeting_registrations set attendance = 'present' where id = $1::uuid and state = 'registered' and attendance is null returning id, attendance, null as was`,
)

// Who had no place is none that gave one up, also where they are on the list by now.
const walkIn = statement(
  'meeting_attendance_walk_in',
  `insert into meeting_registrations as r (meeting_id, person_id, municipality_id, state, attendance, created_at, changed_at)
   values ($1::uuid, $2::uuid, $3, 'cancelled', 'present', $4::timestamptz, $4::timestamptz)
   on conflict (meeting_id, person_id) do update set attendance = 'present', offer_until = null, instead_of_id = null, changed_at = excluded.changed_at,
     state = case when r.state = 'registered' then r.state else 'cancelled' end, version = r.version + 1
   where r.attendance is distinct from 'present'
   returning r.id, r.attendance, (select o.attendance from meeting_registrations o where o.id = r.id) as was,
     (select o.state from meeting_registrations o where o.id = r.id) as stood`,
)

interface Marked {
  readonly id: RegistrationId
  readonly attendance: Attendance
  readonly was: Attendance | null
}

function noted(tx: Tx, meeting: MeetingId, marked: readonly Marked[], by: ActedAs): number {
  for (const { id, attendance, was } of marked)
    audit(tx, {
      action: 'meeting.attendance',
      subject: meetingRef(meeting),
      by,
      old: { attendance: was },
      new: { registration: id, attendance },
    })
  return marked.length
}

/** Says of several who was there and who was not; gives of how many that was new. */
export async function markAttendance(
  tx: Tx,
  meeting: MeetingId,
  given: readonly { readonly id: string; readonly attendance: Attendance }[],
  by: ActedAs,
): Promise<number> {
  return noted(tx, meeting, await tx.query<Marked>(mark, [meeting, JSON.stringify(given)]), by)
}

/** Everyone of whom nothing was said yet was there; gives how many those are. */
export const markOthersPresent = async (tx: Tx, meeting: MeetingId, by: ActedAs): Promise<number> =>
  noted(tx, meeting, await tx.query<Marked>(markRest, [meeting]), by)

/** Someone is there who has a place. What was said of them before stands. Twice is once. */
export const markHere = async (tx: Tx, meeting: MeetingId, own: RegistrationId, by: ActedAs): Promise<number> =>
  noted(tx, meeting, await tx.query<Marked>(markOwn, [own]), by)

/** Someone was there whether they had a place or not: it takes nobody's place, and none is made of it. Twice is once. */
export async function markWalkIn(
  tx: Tx,
  meeting: MeetingId,
  who: { readonly person: PersonId; readonly municipality: MunicipalityId },
  by: ActedAs,
  now: Date,
): Promise<number> {
  const values = [meeting, who.person, who.municipality, now.toISOString()]
  const marked = await tx.query<Marked & { readonly stood: RegistrationState | null }>(walkIn, values)
  for (const { id, stood } of marked) {
    touch(tx, invitationRef(id))
    if (stood !== 'waiting' && stood !== 'offered') continue
    const old = { registration: id, state: stood }
    audit(tx, { action: 'meeting.cancelled', subject: meetingRef(meeting), by, old })
    touch(tx, meetingRef(meeting))
  }
  return noted(tx, meeting, marked, by)
}

/** A kind of meeting to which municipalities send someone: so many were held that year, of those that are asked for, and each municipality was at so many. */
export interface Turnout {
  readonly name: string
  readonly perYear: number | null
  readonly held: number
  readonly municipalities: readonly { readonly name: string; readonly times: number }[]
}

const turnout = statement(
  'meeting_turnout',
  `with held as (
     select m.id, m.kind_id from meetings m where m.state = 'held' and m.starts_at >= make_date($2::int, 1, 1)::timestamp at time zone $3 and m.starts_at < make_date($2::int + 1, 1, 1)::timestamp at time zone $3
   )
   select k.name, k.per_year as "perYear", (select count(*)::int from held h where h.kind_id = k.id) as held,
     (select coalesce(json_agg(json_build_object('name', u.name, 'times', (
        select count(distinct h.id) from held h join meeting_registrations r on r.meeting_id = h.id
        where h.kind_id = k.id and r.municipality_id = u.id and r.attendance = 'present')) order by u.name), '[]')
      from municipalities u where exists (select from memberships n where n.municipality_id = u.id and ${holds('n', '$1::date')})) as municipalities
   from meeting_kinds k where k.scope = 'network' and 'contactOfficer' = any(k.audience) and ${holds('k', '$1::date')} order by k.name`,
)

/** How often each municipality was at the meetings of a year to which it sends someone [A19]. */
export const turnoutOf = (db: Db, year: number, today: string, zone: string): Promise<readonly Turnout[]> =>
  db.query<Turnout>(turnout, [today, year, zone])
