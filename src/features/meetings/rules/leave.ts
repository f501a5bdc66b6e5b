// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { tellAsker } from '#/features/meetings/rules/colleagues.ts'
import { invitationRef, lockMeeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { offerFree } from '#/features/meetings/rules/offers.ts'
import type { RegistrationState } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId, MunicipalityId, PersonId, RegistrationId } from '#/network/ids.ts'

// Who says that they can't come without having been written to is remembered as well: they are not reminded. What is read of the row in the end is as it was before.
const leave = statement(
  'meeting_leave',
  `insert into meeting_registrations as r (meeting_id, person_id, municipality_id, state, created_at, changed_at)
   values ($1::uuid, $2::uuid, $3, 'declined', $4::timestamptz, $4::timestamptz)
   on conflict (meeting_id, person_id) do update set state = case when r.state in ('registered', 'waiting', 'offered') then 'cancelled' else 'declined' end,
     offer_until = null, instead_of_id = null, changed_at = excluded.changed_at, version = r.version + 1
   where r.state not in ('declined', 'cancelled')
   returning r.id, r.state, (select o.state from meeting_registrations o where o.id = r.id) as was, r.by_id as by`,
)

/** Takes someone off a meeting: off its list, off its waiting list, or who was asked and can't come. `was` is how they stood; null where they had said so before. */
export async function leaveMeeting(
  tx: Tx,
  meeting: MeetingId,
  person: PersonId,
  municipality: MunicipalityId,
  by: ActedAs,
  now: Date,
): Promise<RegistrationState | null> {
  const values = [meeting, person, municipality, now.toISOString()]
  const [row] = await tx.query<{
    id: RegistrationId
    state: RegistrationState
    was: RegistrationState | null
    by: PersonId | null
  }>(leave, values)
  if (!row) return null
  const was = row.was ?? 'invited'
  audit(tx, {
    action: `meeting.${row.state}`,
    subject: meetingRef(meeting),
    by,
    old: { registration: row.id, state: was },
  })
  touch(tx, meetingRef(meeting))
  touch(tx, invitationRef(row.id))
  if (was === 'asked') tellAsker(tx, meeting, { by: row.by, person }, 'declined')
  // The meeting is locked as late as can be, and only where there is a place to give: many may leave at once.
  if (was === 'registered' || was === 'offered') {
    await lockMeeting(tx, meeting)
    await offerFree(tx, meeting, by, now)
  }
  return was
}
