// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'

/** What a message about someone's seat says; nothing of a seat that ended. */
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
   where s.id = $1::uuid and s.ended_at is null`,
)

export const seatFacts = async (db: Db, seat: string): Promise<SeatFacts | null> =>
  (await db.query<SeatFacts>(ofSeat, [seat]))[0] ?? null

const officials = statement(
  'seat_official',
  'select official_id as person, official_state as state, official_text as text from pillar_members where request_id = $1::uuid order by started_at desc limit 1',
)

/** The official on the newest seat that came of a request; null where there is no seat. */
export const seatOfficial = async (db: Db, request: string): Promise<Official | null> =>
  (await db.query<Official>(officials, [request]))[0] ?? null

const fellows = statement(
  'seat_fellows',
  `select p.name from pillar_members s join people p on p.id = s.person_id
   where s.pillar_id = $1 and s.municipality_id = $2 and s.person_id <> $3::uuid and s.ended_at is null order by p.name`,
)

/** Who else is in a pillar for a municipality already. */
export const fellowsOf = async (
  db: Db,
  pillar: PillarId,
  municipality: string,
  person: PersonId,
): Promise<readonly string[]> =>
  (await db.query<{ name: string }>(fellows, [pillar, municipality, person])).map(row => row.name)
