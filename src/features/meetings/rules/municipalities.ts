// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { taking } from '#/features/meetings/rules/states.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId } from '#/network/ids.ts'

const without = statement(
  'meeting_without',
  `select u.name from municipalities u where exists (select from memberships n where n.municipality_id = u.id and ${holds('n', '$2::date')})
     and not exists (select from meeting_registrations r where r.meeting_id = $1::uuid and r.municipality_id = u.id and r.state in ${taking})
   order by u.name`,
)

/** The municipalities of the network of which nobody comes to a meeting, or waits for a place [A19]. */
export const municipalitiesWithout = async (db: Db, meeting: MeetingId, today: string): Promise<readonly string[]> =>
  (await db.query<{ name: string }>(without, [meeting, today])).map(({ name }) => name)

/** Whether municipalities send someone to it: who has nobody yet is then worth knowing. */
export const isDelegated = ({ audience }: { readonly audience: readonly string[] }): boolean =>
  audience.includes('contactOfficer')
