// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'

/** Where one reads and sees what came of a meeting. */
export interface Links {
  readonly report: string | null
  readonly photos: string | null
}

// Each is told the first time that it is there: what is put right later is where it was said to be.
const link = statement(
  'meeting_link',
  `update meetings m set report_link = $2, photos_link = $3,
     report_told_at = case when $2::text is null then m.report_told_at else coalesce(m.report_told_at, $4::timestamptz) end,
     photos_told_at = case when $3::text is null then m.photos_told_at else coalesce(m.photos_told_at, $4::timestamptz) end, version = m.version + 1
   from meetings o where o.id = m.id and m.id = $1::uuid
   returning $2::text is not null and o.report_told_at is null as report, $3::text is not null and o.photos_told_at is null as photos`,
)
const came = statement(
  'meeting_came',
  `select person_id as person from meeting_registrations where meeting_id = $1::uuid and (state = 'registered' or attendance = 'present') and person_id is not null order by id`,
)

/** Links the report and the photos of a locked meeting that is over; who was registered or there hears of each once. Gives how many were told. */
export async function linkMeeting(tx: Tx, meeting: Meeting, links: Links, by: ActedAs, now: Date): Promise<number> {
  const { id } = meeting
  const [fresh] = await tx.query<{ report: boolean; photos: boolean }>(link, [
    id,
    links.report,
    links.photos,
    now.toISOString(),
  ])
  const linked = (['report', 'photos'] as const).filter(one => links[one] !== null).join(' ')
  audit(tx, { action: 'meeting.linked', subject: meetingRef(id), by, new: { links: linked } })
  if (!fresh?.report && !fresh?.photos) return 0
  const people = await tx.query<{ person: PersonId }>(came, [id])
  for (const { person } of people)
    notify(tx, [{ kind: 'person', person }], 'meetings.linked', { meeting: id, ...fresh })
  return people.length
}
