// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { unplan } from '#/delivery/planned.ts'
import type { KindOf } from '#/features/meetings/rules/kinds.ts'
import { invitationRef, type Meeting, meetingRef, pollRef } from '#/features/meetings/rules/meetings.ts'
import { touchPoints } from '#/features/meetings/rules/on-programme.ts'
import { type MeetingEvent, nextState } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** The first step of planning: what, and when. */
export interface Planning {
  readonly of: KindOf
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
}

const add = statement(
  'meeting_add',
  `insert into meetings (kind_id, pillar_id, theme_group_id, title, starts_at, ends_at, register_until, has_sessions, planned_by_id, created_at)
   values ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz, $5::timestamptz, $7::bool, $8::uuid, $9::timestamptz) returning id, number`,
)

/** Keeps the first step: the meeting is planned, and nobody is invited yet. */
export async function planMeeting(tx: Tx, given: Planning, by: ActedAs, now: Date): Promise<MeetingId> {
  const { of, title, startsAt, endsAt } = given
  const [row] = await tx.query<{ id: MeetingId }>(add, [
    of.kind,
    of.pillar,
    of.group,
    title,
    startsAt.toISOString(),
    endsAt.toISOString(),
    of.hasSessions,
    by.personId,
    now.toISOString(),
  ])
  if (!row) throw new Error('a meeting left no row')
  const facts = { kind: of.kind, pillar: of.pillar, startsAt: startsAt.toISOString() }
  audit(tx, { action: 'meeting.planned', subject: meetingRef(row.id), by, new: { state: 'planned', ...facts } })
  return row.id
}

const change = statement(
  'meeting_replan',
  `update meetings set kind_id = $2, pillar_id = $3, theme_group_id = $4, title = $5, starts_at = $6::timestamptz, ends_at = $7::timestamptz,
     register_until = least(register_until, $6::timestamptz), has_sessions = has_sessions and $8::bool, version = version + 1
   where id = $1::uuid`,
)

/** The first step once more, as long as nobody was invited. */
export async function replanMeeting(tx: Tx, meeting: Meeting, given: Planning, by: ActedAs): Promise<void> {
  const { of, title, startsAt, endsAt } = given
  const moments = [startsAt.toISOString(), endsAt.toISOString()]
  await tx.query(change, [meeting.id, of.kind, of.pillar, of.group, title, ...moments, of.hasSessions])
  audit(tx, {
    action: 'meeting.replanned',
    subject: meetingRef(meeting.id),
    by,
    old: { startsAt: meeting.startsAt.toISOString() },
    new: { kind: of.kind, pillar: of.pillar, startsAt: startsAt.toISOString() },
  })
}

/** The second step: where, for how many, until when. Capacities are null where there is room for all. */
export interface Details {
  readonly isOnSite: boolean
  readonly isOnline: boolean
  readonly place: string | null
  readonly onlineLink: string | null
  readonly capacityOnSite: number | null
  readonly capacityOnline: number | null
  readonly mostPerMunicipality: number | null
  readonly registerUntil: Date
  readonly hasSessions: boolean
  /** Whether people are asked what they eat and need [F37]. */
  readonly asksNeeds: boolean
  readonly about: string | null
}

const detail = statement(
  'meeting_detail',
  `update meetings set is_on_site = $2::bool, is_online = $3::bool, place = $4, online_link = $5, capacity_on_site = $6::int, capacity_online = $7::int,
     most_per_municipality = $8::int, register_until = $9::timestamptz, has_sessions = $10::bool, about = $11, asks_needs = $12::bool, version = version + 1
   where id = $1::uuid`,
)

export async function setDetails(tx: Tx, id: MeetingId, details: Details): Promise<void> {
  const { isOnSite, isOnline, place, onlineLink, capacityOnSite, capacityOnline } = details
  const { mostPerMunicipality, registerUntil, hasSessions, about, asksNeeds } = details
  const where = [isOnSite, isOnline, place, onlineLink, capacityOnSite, capacityOnline]
  const until = registerUntil.toISOString()
  await tx.query(detail, [id, ...where, mostPerMunicipality, until, hasSessions, about, asksNeeds])
}

const setState = statement(
  'meeting_state',
  `update meetings set state = $2, version = version + 1, opened_at = case when $2 = 'open' then coalesce(opened_at, $3::timestamptz) else opened_at end where id = $1::uuid`,
)
const invitations = statement(
  'meeting_invitations_of',
  `select r.id from meeting_registrations r where r.meeting_id = $1::uuid and exists (
     select from deliveries d where d.subject_kind = 'meetingInvitation' and d.subject_id = r.id::text)`,
)

/** Has every card of a meeting redrawn: those in channels, each invitation, and those of the lobby points on its programme. */
export async function touchAll(tx: Tx, id: MeetingId): Promise<void> {
  touch(tx, meetingRef(id))
  await touchPoints(tx, id)
  for (const one of await tx.query<{ id: string }>(invitations, [id])) touch(tx, invitationRef(one.id))
}

/** Moves a locked meeting to the state that an event leads to, and has its cards redrawn. @throws Refusal that says how it stands where it can't */
export async function move(
  tx: Tx,
  meeting: Pick<Meeting, 'id' | 'number' | 'state'>,
  event: MeetingEvent,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const { id, number, state: old } = meeting
  const state = nextState(old, event)
  if (state === null) throw new Refusal(`meetings.is.${old}`, { number }, { stale: meetingRef(id) })
  await tx.query(setState, [id, state, now.toISOString()])
  audit(tx, { action: `meeting.${event}`, subject: meetingRef(id), by, old: { state: old }, new: { state } })
  if (state === 'cancelled') await unplan(tx, meetingRef(id), state, now)
  if (old === 'planned') touch(tx, pollRef(id))
  await touchAll(tx, id)
}
