// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'

/** What an official was asked, from the request on: as long as the request waits, and on the seat that came of it since it was last laid open. */
export interface SupportFacts {
  readonly request: string
  readonly pillar: PillarId
  readonly executive: string
  readonly municipality: string
  readonly official: PersonId | null
  readonly state: Official['state']
  readonly isMember: boolean
  /** Declined, withdrawn, or the executive has left. */
  readonly isOver: boolean
  readonly hasLeft: boolean
  readonly version: number
}

const one = statement(
  'support_facts',
  `select r.id as request, r.subject->>'pillar' as pillar, p.name as executive, m.name as municipality,
     case when s.id is null then r.subject->'official'->>'person' else s.official_id::text end as official,
     coalesce(s.official_state, r.subject->'official'->>'state') as state,
     s.ended_at is null and s.id is not null as "isMember",
     r.state not in ('open', 'asked') and (s.id is null or s.ended_at is not null) as "isOver",
     s.ended_at is not null as "hasLeft", v.version
   from requests r join official_asks v on v.id = r.id join people p on p.id = r.requester_id join municipalities m on m.id = r.municipality_id
   left join lateral (select * from pillar_members where request_id = r.id and started_at >= r.opened_at order by started_at desc limit 1) s on true
   where r.id = $1::uuid`,
)

export const supportFacts = async (db: Db, request: string): Promise<SupportFacts | null> =>
  (await db.query<SupportFacts>(one, [request]))[0] ?? null
