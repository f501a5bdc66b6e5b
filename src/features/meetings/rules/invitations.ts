// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { MeetingId, PersonId, RegistrationId } from '#/network/ids.ts'

const one = statement(
  'meeting_invitation',
  `select r.meeting_id as meeting, r.person_id as person, r.offer_until as "offerUntil", c.version from meeting_registrations r join meeting_invitation_cards c on c.id = r.id where r.id = $1::uuid`,
)

/** To which meeting, and whose, a registration is. `offerUntil` is until when a place is offered to them, `version` what their own card of it shows. */
interface Whose {
  readonly meeting: MeetingId
  readonly person: PersonId | null
  readonly offerUntil: Date | null
  readonly version: number
}

export const meetingOfRegistration = async (db: Db, id: RegistrationId): Promise<Whose | null> =>
  (await db.query<Whose>(one, [id]))[0] ?? null
