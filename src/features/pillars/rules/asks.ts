// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { PersonId } from '#/network/ids.ts'

const open = statement(
  'official_asks_open',
  `select r.id as request, p.name as executive, r.subject->>'pillar' as pillar
   from requests r join people p on p.id = r.requester_id
   left join pillar_members s on s.request_id = r.id and s.ended_at is null
   where r.kind = 'pillar.join' and (r.state in ('open', 'asked') or s.id is not null)
     and coalesce(s.official_id::text, r.subject->'official'->>'person') = $1
     and coalesce(s.official_state, r.subject->'official'->>'state') = 'asked'
   order by r.created_at limit 5`,
)

/** Who named someone as their official and still waits for a yes or no. */
export const asksOf = (
  db: Db,
  person: PersonId,
): Promise<readonly { readonly request: string; readonly executive: string; readonly pillar: string }[]> =>
  db.query(open, [person])
