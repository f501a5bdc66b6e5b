// SPDX-License-Identifier: EUPL-1.2
// Two entries of one person become one: at each meeting they stand as the one that weighs most, and no place is lost.
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { meetingRef } from '#/features/meetings/rules/meetings.ts'
import type { RegistrationState } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId, PersonId, RegistrationId } from '#/network/ids.ts'

/** SQL: a place weighs more than having been there without one, that more than the turn for a place, that more than a question, an answer more than none. */
const weight = `array_position(array['registered', 'present', 'offered', 'waiting', 'asked', 'cancelled', 'declined', 'invited'],
  case when r.state = 'cancelled' and r.attendance = 'present' then 'present' else r.state end)`

// The calendars of both go by the version: it only rises. What someone eats and needs is sealed for the very row that stays. Whoever was there was there, whichever entry it was noted of;
// who gave up a place and has another is not excused by that, and of who waits or is asked nothing is said yet.
const join = statement(
  'meeting_merge_registrations',
  `with ranked as (
     select r.id, row_number() over (partition by r.meeting_id
       order by ${weight}, case when r.state = 'waiting' then r.place_in_line end,
         exists (select from meeting_needs n where n.registration_id = r.id) desc, r.person_id = $2::uuid desc) as nth
     from meeting_registrations r where r.person_id in ($1::uuid, $2::uuid)
   ), gone as (
     delete from meeting_registrations g using ranked where ranked.id = g.id and ranked.nth > 1 returning g.*
   )
   update meeting_registrations k set version = greatest(k.version, gone.version) + 1, evaluated_at = coalesce(k.evaluated_at, gone.evaluated_at),
     attendance = case when 'present' in (k.attendance, gone.attendance) then 'present' when k.state in ('registered', 'cancelled') then
       coalesce(k.attendance, case when gone.state = k.state or gone.attendance <> 'excused' then gone.attendance end) end
   from gone where k.meeting_id = gone.meeting_id and k.person_id in ($1::uuid, $2::uuid) and k.id <> gone.id
   returning k.meeting_id as meeting, k.id as kept, k.state, gone.id as gone, gone.state as was`,
)
interface Joined {
  readonly meeting: MeetingId
  readonly kept: RegistrationId
  readonly state: RegistrationState
  readonly gone: RegistrationId
  readonly was: RegistrationState
}

/** Leaves one registration a meeting to two who are one. A place that was held beside it is free again: the clock offers it to who waits. */
export async function mergeRegistrations(tx: Tx, gone: PersonId, kept: PersonId, by: ActedAs): Promise<void> {
  for (const one of await tx.query<Joined>(join, [gone, kept])) {
    audit(tx, {
      action: 'meeting.registrationsMerged',
      subject: meetingRef(one.meeting),
      by,
      old: { registration: one.gone, state: one.was },
      new: { registration: one.kept, state: one.state },
    })
    touch(tx, meetingRef(one.meeting))
  }
}
