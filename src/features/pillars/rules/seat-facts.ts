// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import type { PillarId } from '#/network/ids.ts'

/** What a message about someone's seat, or wish for one, says. */
export interface SeatFacts {
  readonly id: string
  readonly pillar: PillarId
  readonly executive: string
  readonly municipality: string
  readonly official: string | null
  readonly officialState: Official['state']
}

const ofSeat = statement(
  'seat_facts',
  `select s.id, s.pillar_id as pillar, p.name as executive, m.name as municipality, coalesce(o.name, s.official_text) as official, s.official_state as "officialState"
   from pillar_members s join people p on p.id = s.person_id join municipalities m on m.id = s.municipality_id left join people o on o.id = s.official_id
   where s.id = $1::uuid`,
)

const ofRequest = statement(
  'seat_facts_request',
  `select r.id, r.subject->>'pillar' as pillar, p.name as executive, m.name as municipality,
     coalesce(o.name, r.subject->'official'->>'text') as official, r.subject->'official'->>'state' as "officialState"
   from requests r join people p on p.id = r.requester_id join municipalities m on m.id = r.municipality_id
   left join people o on o.id = (r.subject->'official'->>'person')::uuid
   where r.id = $1::uuid and r.state in ('open', 'asked')`,
)

export const seatFacts = async (db: Db, seat: string): Promise<SeatFacts | null> =>
  (await db.query<SeatFacts>(ofSeat, [seat]))[0] ?? null

/** The same of a request that still waits; null once it is decided. */
export const wishFacts = async (db: Db, request: string): Promise<SeatFacts | null> =>
  (await db.query<SeatFacts>(ofRequest, [request]))[0] ?? null

const fellows = statement(
  'seat_fellows',
  `select p.name from pillar_members s join people p on p.id = s.person_id
   where s.pillar_id = $1 and s.municipality_id = $2 and s.ended_at is null order by p.name`,
)

/** Who is in a pillar for a municipality already. */
export const fellowsOf = async (db: Db, pillar: PillarId, municipality: string): Promise<readonly string[]> =>
  (await db.query<{ name: string }>(fellows, [pillar, municipality])).map(row => row.name)
