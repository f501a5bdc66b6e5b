// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import { belongs, vouched } from '#/network/vouching.ts'

/** Someone with a function, role or seat today to whom no message can be sent. */
export interface Unreachable {
  readonly name: string
  readonly municipality: string | null
  /** `noAccount`: never spoke with the bot. `deactivated`: the platform switched the account off. `notAdmitted`: they write from a workspace that may not take part. `noApp`: on Teams, they took the app away or never had it; `unreached`: the platform lets no message through. `otherwise`: an account that no longer speaks for them. */
  readonly why: 'noAccount' | 'deactivated' | 'notAdmitted' | 'noApp' | 'unreached' | 'otherwise'
}

const all = statement(
  'unreachable',
  `select p.name, m.name as municipality,
     case when count(i.id) = 0 then 'noAccount' when bool_and(i.is_deactivated) then 'deactivated' when bool_and(s.state <> 'admitted') then 'notAdmitted'
       when bool_or(i.unreached_at is not null and s.platform = 'teams') then 'noApp' when bool_or(i.unreached_at is not null) then 'unreached' else 'otherwise' end as why
   from people p
   left join municipalities m on m.id = p.municipality_id
   left join identities i on i.person_id = p.id
   left join sources s on s.id = i.source_id
   where (exists (select from roles r where r.person_id = p.id and ${holds('r', '$1::date')})
       or exists (select from pillar_members k where k.person_id = p.id and k.ended_at is null))
     and not exists (select from identities i join sources s on s.id = i.source_id where i.person_id = p.id and i.unreached_at is null and ${vouched} and ${belongs('$1::date')})
   group by p.id, m.name order by m.name nulls first, p.name, p.id`,
)

/** Everyone of today who can't be reached, by municipality and name. */
export const unreachable = (db: Db, today: string): Promise<readonly Unreachable[]> =>
  db.query<Unreachable>(all, [today])
