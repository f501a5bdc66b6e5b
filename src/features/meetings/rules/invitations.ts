// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { MeetingId, PersonId, RegistrationId } from '#/network/ids.ts'

const one = statement(
  'meeting_invitation',
  `select r.meeting_id as meeting, r.person_id as person, c.version from meeting_registrations r join meeting_invitation_cards c on c.id = r.id where r.id = $1::uuid`,
)

/** To which meeting, and whose, a registration is; `version` is what their own card of it shows. */
export const meetingOfRegistration = async (
  db: Db,
  id: RegistrationId,
): Promise<{ readonly meeting: MeetingId; readonly person: PersonId | null; readonly version: number } | null> =>
  (
    await db.query<{ readonly meeting: MeetingId; readonly person: PersonId | null; readonly version: number }>(one, [
      id,
    ])
  )[0] ?? null
