// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { invitationRef, lockMeeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { holding, type RegistrationState, type Way } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit, byBot } from '#/network/audit.ts'
import { asId, type MeetingId, type PersonId, type RegistrationId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'

/** So long an offered place is kept, or until the meeting begins. */
const offerHours = 24

/** SQL: how many places are free in a way of the meeting `m`; null where there is room for all. */
const free = (way: Way, capacity: string): string =>
  `(m.${capacity} - (select count(*) from meeting_registrations h where h.meeting_id = m.id and h.way = '${way}' and h.state in ${holding}))`

const offer = statement(
  'meeting_offer',
  `with ways as (
     select m.id, m.starts_at, w.way, w.free from meetings m, lateral (
       select 'onSite' as way, ${free('onSite', 'capacity_on_site')} as free, m.is_on_site as is
       union all select 'online', ${free('online', 'capacity_online')}, m.is_online) w
     where m.id = $1::uuid and m.state in ('open', 'closed') and m.starts_at > $2::timestamptz and w.is
   ), next as (
     select r.id, ways.starts_at from (
       select w.id, w.way, row_number() over (partition by w.way order by w.place_in_line) as rank
       from meeting_registrations w where w.meeting_id = $1::uuid and w.state = 'waiting') r
     join ways on ways.way = r.way where ways.free is null or r.rank <= ways.free
   )
   update meeting_registrations r set state = 'offered', offer_until = least($2::timestamptz + make_interval(hours => ${offerHours}), next.starts_at),
     changed_at = $2::timestamptz, version = r.version + 1
   from next where r.id = next.id and r.state = 'waiting' returning r.id, r.person_id as person, r.offer_until as until`,
)

/** Offers every free place of a locked meeting to who waits for it longest, for a day. */
export async function offerFree(tx: Tx, meeting: MeetingId, by: ActedAs, now: Date): Promise<void> {
  const rows = await tx.query<{ id: RegistrationId; person: PersonId; until: Date }>(offer, [
    meeting,
    now.toISOString(),
  ])
  for (const { id, person, until } of rows) {
    audit(tx, { action: 'meeting.offered', subject: meetingRef(meeting), by, new: { registration: id } })
    notify(
      tx,
      [{ kind: 'person', person }],
      'meetings.offered',
      { meeting, until: until.toISOString() },
      {
        subject: invitationRef(id),
        notAfter: until,
      },
    )
    touch(tx, invitationRef(id))
  }
  if (rows.length > 0) touch(tx, meetingRef(meeting))
}

const own = statement(
  'meeting_offer_own',
  `select id, state, offer_until as until from meeting_registrations where meeting_id = $1::uuid and person_id = $2::uuid`,
)
const take = statement(
  'meeting_take',
  `update meeting_registrations set state = 'registered', offer_until = null, changed_at = $2::timestamptz, version = version + 1 where id = $1::uuid`,
)

/** Takes the place that was offered. Twice is once. @throws Refusal where it is not offered (any more) [T08] */
export async function takeOffer(tx: Tx, meeting: MeetingId, person: PersonId, by: ActedAs, now: Date): Promise<void> {
  await lockMeeting(tx, meeting)
  const [row] = await tx.query<{ id: RegistrationId; state: RegistrationState; until: Date | null }>(own, [
    meeting,
    person,
  ])
  if (row?.state === 'registered') return
  const stale = row && { stale: invitationRef(row.id) }
  if (row?.state !== 'offered' || !row.until || row.until <= now) throw new Refusal('meetings.noOffer', {}, stale)
  await tx.query(take, [row.id, now.toISOString()])
  const noted = { registration: row.id, state: 'registered' }
  audit(tx, { action: 'meeting.registered', subject: meetingRef(meeting), by, new: noted })
  touch(tx, meetingRef(meeting))
  touch(tx, invitationRef(row.id))
}

const offers = statement(
  'meeting_offers',
  `select id, offer_until as until from meeting_registrations where state = 'offered' and offer_until <= $1::timestamptz`,
)

/** Every offered place goes to the next when its time is over. */
export const offersToPass = async (db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
  (await db.query<{ id: RegistrationId; until: Date }>(offers, [until.toISOString()])).map(row => ({
    subject: invitationRef(row.id),
    occurrence: row.until.toISOString(),
    dueAt: row.until,
  }))

const meetingOf = statement(
  'meeting_of_registration',
  'select meeting_id as meeting from meeting_registrations where id = $1::uuid',
)
const pass = statement(
  'meeting_offer_pass',
  `update meeting_registrations set state = 'cancelled', offer_until = null, changed_at = $2::timestamptz, version = version + 1
   where id = $1::uuid and state = 'offered' and offer_until <= $2::timestamptz returning person_id as person`,
)

/** An offer was not taken in time: they are told, and the next is offered the place. */
export async function passOffer(tx: Tx, { subject }: Planned, { now }: PlannedAt): Promise<PlannedOutcome> {
  const id = asId<RegistrationId>(subject.id)
  const [found] = id ? await tx.query<{ meeting: MeetingId }>(meetingOf, [id]) : []
  if (!id || !found) return { pointless: 'gone' }
  const { meeting } = found
  await lockMeeting(tx, meeting)
  const [row] = await tx.query<{ person: PersonId }>(pass, [id, now.toISOString()])
  if (!row) return { pointless: 'taken' }
  audit(tx, { action: 'meeting.offerPassed', subject: meetingRef(meeting), by: byBot, old: { registration: id } })
  notify(tx, [{ kind: 'person', person: row.person }], 'meetings.offerPassed', { meeting })
  touch(tx, meetingRef(meeting))
  touch(tx, invitationRef(id))
  await offerFree(tx, meeting, byBot, now)
  return 'done'
}

const unoffered = statement(
  'meetings_unoffered',
  `select m.id from meetings m where m.state in ('open', 'closed') and m.starts_at > $1::timestamptz and (
     coalesce(${free('onSite', 'capacity_on_site')}, 1) > 0 and exists (select from meeting_registrations w where w.meeting_id = m.id and w.way = 'onSite' and w.state = 'waiting')
     or coalesce(${free('online', 'capacity_online')}, 1) > 0 and exists (select from meeting_registrations w where w.meeting_id = m.id and w.way = 'online' and w.state = 'waiting'))`,
)

/** Places that came free without anyone pressing: whoever had one was forgotten, or is the same as another. */
export const placesToOffer = async (db: Db, { now }: PlannedAt): Promise<readonly Occurrence[]> =>
  (await db.query<{ id: MeetingId }>(unoffered, [now.toISOString()])).map(({ id }) => ({
    subject: meetingRef(id),
    occurrence: now.toISOString(),
    dueAt: now,
  }))

export async function offerPlaces(tx: Tx, { subject }: Planned, { now }: PlannedAt): Promise<PlannedOutcome> {
  const id = asId<MeetingId>(subject.id)
  if (!id) return { pointless: 'gone' }
  await lockMeeting(tx, id)
  await offerFree(tx, id, byBot, now)
  return 'done'
}
