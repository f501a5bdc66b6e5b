// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'

const open = statement(
  'official_asks_open',
  `select r.id as request, p.name as executive, r.subject->>'pillar' as pillar
   from requests r join people p on p.id = r.requester_id
   left join pillar_members s on s.request_id = r.id and s.ended_at is null
   where r.kind = 'pillar.join' and (r.state in ('open', 'asked') or s.id is not null)
     and coalesce(s.official_id::text, r.subject->'official'->>'person') = $1
     and coalesce(s.official_state, r.subject->'official'->>'state') = 'asked'
   order by r.created_at`,
)

/** Who named someone as their official and still waits for a yes or no. */
export const asksOf = (
  db: Db,
  person: PersonId,
): Promise<readonly { readonly request: string; readonly executive: string; readonly pillar: string }[]> =>
  db.query(open, [person])

/** A place of an executive in which no official stands whom the bot knows. */
export interface OfficialWanted {
  /** The seat, or the request that still waits. */
  readonly on: string
  readonly pillar: PillarId
  readonly state: 'none' | 'declined' | 'unknown'
  /** Who was named; null for nobody. */
  readonly named: string | null
}

const wanted = statement(
  'officials_wanted',
  `select x.on::text as "on", x.pillar, x.state, coalesce(o.name, x.named) as named from (
     select s.id as on, s.pillar_id as pillar, s.official_state as state, s.official_id as official, s.official_text as named
     from pillar_members s where s.person_id = $1::uuid and s.ended_at is null
     union all
     select r.id, r.subject->>'pillar', r.subject->'official'->>'state', (r.subject->'official'->>'person')::uuid, r.subject->'official'->>'text'
     from requests r where r.kind = 'pillar.join' and r.requester_id = $1::uuid and r.state in ('open', 'asked')) x
   left join people o on o.id = x.official
   where x.state in ('none', 'declined', 'unknown') order by x.pillar`,
)

/** Where someone, who is to name an official of the own organisation, has none whom the bot knows: in their seats, and in what they asked [A16]. */
export const officialsWanted = (db: Db, person: PersonId): Promise<readonly OfficialWanted[]> =>
  db.query<OfficialWanted>(wanted, [person])
