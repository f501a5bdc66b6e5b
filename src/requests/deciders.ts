// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'
import { type Decider, deciders } from '#/requests/kind.ts'

const all = statement(
  'request_deciders',
  `with held as (
     select r.kind, r.person_id as person from roles r
     where r.kind = any($2::text[]) and r.person_id is distinct from $1::uuid and ${holds('r', '$4::date')} and ${canAct('r.person_id', '$4::date')}
       and (r.kind <> 'chair' or r.pillar_id = $3)
   )
   select kind, person from held
   union select held.kind, v.substitute_id from held join substitutions v on v.person_id = held.person
     and v.substitute_id is distinct from $1::uuid and v.starts_on <= $4::date and v.ends_on > $4::date and ${canAct('v.substitute_id', '$4::date')}`,
)

/** Who holds one of these roles, a chair that of this pillar, and who acts for them; a person may hold several. The requester never counts, nor who can act no more. */
export const decidersOf = (
  db: Db,
  wanted: readonly Decider[],
  requester: PersonId | null,
  pillar: string | null,
  today: string,
): Promise<readonly { readonly kind: Decider; readonly person: PersonId }[]> =>
  db.query(all, [requester, [...wanted], pillar, today])

/** Whether nobody but the one who asks could decide: the only secretary of a network without deputy, leads and this pillar's chair [T22]. */
export const nobodyElse = async (db: Db, requester: PersonId, pillar: string | null, today: string): Promise<boolean> =>
  (await decidersOf(db, deciders, requester, pillar, today)).length === 0
