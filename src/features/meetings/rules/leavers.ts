// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { leaveMeeting } from '#/features/meetings/rules/leave.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { MeetingId, MunicipalityId, PersonId } from '#/network/ids.ts'

interface Place {
  readonly meeting: MeetingId
  readonly municipality: MunicipalityId
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
}

const places = statement(
  'meeting_places_of',
  `select m.id as meeting, r.municipality_id as municipality, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt"
   from meeting_registrations r join meetings m on m.id = r.meeting_id
   where r.person_id = $1::uuid and r.state in ('asked', 'registered', 'waiting', 'offered') and m.state in ('open', 'closed') order by m.id`,
)

/** What someone is registered for that is still to come, or waits or was asked for. */
export const comingPlaces = (db: Db, person: PersonId): Promise<readonly Place[]> => db.query<Place>(places, [person])

/** Frees what someone who leaves has. */
export async function giveUpPlaces(tx: Tx, person: PersonId, by: ActedAs, now: Date): Promise<void> {
  for (const { meeting, municipality } of await comingPlaces(tx, person))
    await leaveMeeting(tx, meeting, person, municipality, by, now)
}
