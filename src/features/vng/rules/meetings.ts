// SPDX-License-Identifier: EUPL-1.2
// When committees meet: typed in, or taken from a calendar.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { replan, unplan } from '#/delivery/planned.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { momentIn } from '#/network/clock-time.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { CommitteeId, CommitteeMeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { addWorkingDays } from '#/network/working-days.ts'

export const longestMeeting = { about: 500, place: 120, link: 500 } as const

export interface CommitteeMeeting {
  readonly id: CommitteeMeetingId
  readonly committee: CommitteeId
  readonly committeeName: string
  readonly about: string | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly place: string | null
  readonly link: string | null
  /** Until when colleagues say what to bring in. */
  readonly inputUntil: Date
  readonly cancelledAt: Date | null
  readonly version: number
}

export const meetingRef = (id: CommitteeMeetingId) => ({ kind: 'committeeMeeting', id })

const columns = `m.id, m.committee_id as committee, c.name as "committeeName", m.about, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.link,
    m.input_until as "inputUntil", m.cancelled_at as "cancelledAt", m.version
  from committee_meetings m join committees c on c.id = m.committee_id`
const one = statement('committee_meeting', `select ${columns} where m.id = $1::uuid`)
const locked = statement('committee_meeting_locked', `select ${columns} where m.id = $1::uuid for update of m`)
const coming = statement(
  'committee_meetings_coming',
  `select ${columns} where m.cancelled_at is null and m.ends_at > $1::timestamptz and ($2::timestamptz is null or m.starts_at <= $2::timestamptz)
     and ($3::text is null or m.committee_id = $3)
   order by m.starts_at, c.name, m.id limit $4::int`,
)
const next = statement(
  'committee_meetings_next',
  `select distinct on (m.committee_id) ${columns} where m.cancelled_at is null and m.ends_at > $1::timestamptz order by m.committee_id, m.starts_at, m.id`,
)

export const committeeMeeting = async (db: Db, id: CommitteeMeetingId): Promise<CommitteeMeeting | null> =>
  (await db.query<CommitteeMeeting>(one, [id]))[0] ?? null

export const lockedCommitteeMeeting = async (db: Db, id: CommitteeMeetingId): Promise<CommitteeMeeting | null> =>
  (await db.query<CommitteeMeeting>(locked, [id]))[0] ?? null

/** What is still to come, soonest first: of one committee or of all, until a moment or without end. */
export const meetingsComing = (
  db: Db,
  now: Date,
  {
    committee = null,
    until = null,
    most = 100,
  }: { readonly committee?: CommitteeId | null; readonly until?: Date | null; readonly most?: number } = {},
): Promise<readonly CommitteeMeeting[]> =>
  db.query<CommitteeMeeting>(coming, [now.toISOString(), until?.toISOString() ?? null, committee, most])

/** When each committee meets next. */
export const nextMeetings = async (db: Db, now: Date): Promise<ReadonlyMap<CommitteeId, CommitteeMeeting>> =>
  new Map((await db.query<CommitteeMeeting>(next, [now.toISOString()])).map(one => [one.committee, one]))

/** Colleagues have the morning of the last day for it. */
export const inputTime = '12:00'

/** Until when colleagues say what to bring in, where nobody chose a day: the working day before it, at noon. Pure. */
export const usualInputUntil = (startsAt: Date, { zone, off }: Pick<WorkingHours, 'zone' | 'off'>): Date =>
  momentIn(addWorkingDays(dateIn(zone, startsAt), -1, off), inputTime, zone) ?? startsAt

/** What is known of when a committee meets. */
export type GivenMeeting = Pick<CommitteeMeeting, 'about' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'inputUntil'>

const add = statement(
  'committee_meeting_add',
  `insert into committee_meetings (committee_id, about, starts_at, ends_at, place, link, input_until, uid, recurrence, created_at)
   values ($1, $2, $3::timestamptz, $4::timestamptz, $5, $6, $7::timestamptz, $8, $9, $10::timestamptz) on conflict do nothing returning id`,
)

/** Where a meeting comes from in a calendar that was read. */
export interface CalendarKey {
  readonly uid: string
  readonly recurrence: string
}

/** Adds a meeting of a committee. @throws Refusal where it is there already */
export async function addMeeting(
  tx: Tx,
  committee: CommitteeId,
  given: GivenMeeting,
  from: CalendarKey | null,
  by: ActedAs,
  now: Date,
): Promise<CommitteeMeetingId> {
  const { about, startsAt, endsAt, place, link, inputUntil } = given
  const times = [startsAt.toISOString(), endsAt.toISOString()]
  const [row] = await tx.query<{ id: CommitteeMeetingId }>(add, [
    ...[committee, about, ...times, place, link, inputUntil.toISOString()],
    ...[from?.uid ?? null, from?.recurrence ?? null, now.toISOString()],
  ])
  if (!row) throw new Refusal('vng.meetsThen', {}, { field: 'startsAt' })
  audit(tx, {
    action: 'committee.meetingAdded',
    subject: meetingRef(row.id),
    by,
    new: { committee, startsAt: startsAt.toISOString() },
  })
  return row.id
}

const change = statement(
  'committee_meeting_change',
  `update committee_meetings set about = $2, starts_at = $3::timestamptz, ends_at = $4::timestamptz, place = $5, link = $6, input_until = $7::timestamptz,
     cancelled_at = null, version = version + 1 where id = $1::uuid`,
)

const taken = statement(
  'committee_meeting_taken',
  `select from committee_meetings o, committee_meetings m
   where m.id = $1::uuid and m.uid is null and o.uid is null and o.id <> m.id and o.committee_id = m.committee_id and o.starts_at = $2::timestamptz and o.cancelled_at is null`,
)

const shown = (value: string | Date | null): string | null => (value instanceof Date ? value.toISOString() : value)

/** Which facts of a meeting differ. Pure. */
export const changedIn = (before: GivenMeeting, after: GivenMeeting): readonly (keyof GivenMeeting)[] =>
  (['about', 'startsAt', 'endsAt', 'place', 'link', 'inputUntil'] as const).filter(
    field => shown(before[field]) !== shown(after[field]),
  )

/** Changes a locked meeting, or lets one that was cancelled go on. Nothing where nothing differs. @throws Refusal where another is known for that moment */
export async function changeMeeting(
  tx: Tx,
  meeting: CommitteeMeeting,
  given: GivenMeeting,
  by: ActedAs,
): Promise<void> {
  const changed = changedIn(meeting, given)
  if (changed.length === 0 && meeting.cancelledAt === null) return
  if ((await tx.query(taken, [meeting.id, given.startsAt.toISOString()])).length > 0)
    throw new Refusal('vng.meetsThen', {}, { field: 'startsAt' })
  const { about, startsAt, endsAt, place, link, inputUntil } = given
  const times = [startsAt.toISOString(), endsAt.toISOString()]
  await replan(tx, meetingRef(meeting.id))
  await tx.query(change, [meeting.id, about, ...times, place, link, inputUntil.toISOString()])
  audit(tx, {
    action: 'committee.meetingChanged',
    subject: meetingRef(meeting.id),
    by,
    old: { startsAt: meeting.startsAt.toISOString() },
    new: { startsAt: startsAt.toISOString(), changed: changed.join(' ') },
  })
  touch(tx, meetingRef(meeting.id))
}

const cancel = statement(
  'committee_meeting_cancel',
  'update committee_meetings set cancelled_at = $2::timestamptz, version = version + 1 where id = $1::uuid and cancelled_at is null returning id',
)

/** A meeting does not take place: nobody is asked about it any more. Twice is once. */
export async function cancelMeeting(
  tx: Tx,
  { id }: Pick<CommitteeMeeting, 'id'>,
  by: ActedAs,
  now: Date,
): Promise<void> {
  if ((await tx.query(cancel, [id, now.toISOString()])).length === 0) return
  await unplan(tx, meetingRef(id), 'cancelled', now)
  audit(tx, { action: 'committee.meetingCancelled', subject: meetingRef(id), by })
  touch(tx, meetingRef(id))
}
