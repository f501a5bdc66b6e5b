// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type RegistrationState, taking, type Way } from '#/features/meetings/rules/states.ts'
import type { MeetingId } from '#/network/ids.ts'

/** Someone who comes to a meeting, or waits for a place. Without a name where they were forgotten since. */
export interface Attendee {
  readonly name: string | null
  readonly municipality: string
  readonly state: RegistrationState
  readonly way: Way
  readonly session: string | null
}

const all = statement(
  'meeting_attendees',
  `select p.name, u.name as municipality, r.state, r.way, s.name as session
   from meeting_registrations r join municipalities u on u.id = r.municipality_id left join people p on p.id = r.person_id left join pillars s on s.id = r.session_id
   where r.meeting_id = $1::uuid and r.state in ${taking}
   order by r.state = 'waiting', case when r.state = 'waiting' then r.place_in_line end, u.name, p.name`,
)

/** Who comes, by municipality, and then who waits, in order. */
export const attendeesOf = (db: Db, meeting: MeetingId): Promise<readonly Attendee[]> =>
  db.query<Attendee>(all, [meeting])
