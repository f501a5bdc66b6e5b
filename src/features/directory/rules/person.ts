// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type HomeFunction, isFunction, isLeadingRole, type LeadingRole } from '#/network/actor.ts'
import type { MunicipalityId, PersonId, PillarId, RoleId } from '#/network/ids.ts'

/** A function or role that holds today or later. Days as `2027-02-03`; `until` is the last one. */
export interface RoleLine<Kind> {
  readonly id: RoleId
  readonly kind: Kind
  readonly pillar: string | null
  readonly from: string
  readonly until: string | null
  readonly isConfirmed: boolean
}

export interface PersonFacts {
  readonly id: PersonId
  readonly name: string
  readonly email: string | null
  readonly municipality: { readonly id: MunicipalityId; readonly name: string } | null
  /** Today's. */
  readonly function: RoleLine<HomeFunction> | null
  readonly roles: readonly RoleLine<LeadingRole>[]
  /** Who acts for them today, and for whom they do; the last day of it. */
  readonly substitutes: readonly { readonly name: string; readonly until: string; readonly isFor: boolean }[]
  readonly seats: readonly { readonly pillar: PillarId; readonly name: string }[]
  readonly accounts: readonly { readonly platform: string; readonly source: string; readonly isClosed: boolean }[]
}

interface Row {
  id: PersonId
  name: string
  email: string | null
  municipality: MunicipalityId | null
  municipality_name: string | null
  roles: readonly (RoleLine<string> & { readonly isToday: boolean })[]
  substitutes: PersonFacts['substitutes']
  seats: PersonFacts['seats']
  accounts: PersonFacts['accounts']
}

const one = statement(
  'directory_person',
  `select p.id, p.name, p.email, m.id as municipality, m.name as municipality_name,
     coalesce((select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'pillar', l.name, 'from', r.starts_on, 'until', r.ends_on - 1,
         'isConfirmed', r.confirmed_at is not null, 'isToday', r.starts_on <= $2::date) order by r.starts_on, r.kind, l.number)
       from roles r left join pillars l on l.id = r.pillar_id
       where r.person_id = p.id and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $2::date))), '[]'::json) as roles,
     coalesce((select json_agg(json_build_object('name', o.name, 'until', v.ends_on - 1, 'isFor', v.substitute_id = p.id) order by v.ends_on)
       from substitutions v join people o on o.id = case when v.person_id = p.id then v.substitute_id else v.person_id end
       where (v.person_id = p.id or v.substitute_id = p.id) and v.starts_on <= $2::date and v.ends_on > $2::date), '[]'::json) as substitutes,
     coalesce((select json_agg(json_build_object('pillar', l.id, 'name', l.name) order by l.number)
       from pillar_members s join pillars l on l.id = s.pillar_id where s.person_id = p.id and s.ended_at is null), '[]'::json) as seats,
     coalesce((select json_agg(json_build_object('platform', s.platform, 'source', s.name, 'isClosed', i.is_deactivated) order by s.platform, s.name)
       from identities i join sources s on s.id = i.source_id where i.person_id = p.id), '[]'::json) as accounts
   from people p left join municipalities m on m.id = p.municipality_id where p.id = $1::uuid and p.merged_into_id is null`,
)

/** Someone as they stand today, with the roles of later; null for nobody. */
export async function personFacts(db: Db, id: PersonId, today: string): Promise<PersonFacts | null> {
  const [row] = await db.query<Row>(one, [id, today])
  if (!row) return null
  const { municipality, municipality_name: municipalityName, roles, substitutes, seats, accounts, name, email } = row
  const functions = roles.flatMap(r => (isFunction(r.kind) && r.isToday ? [{ ...r, kind: r.kind }] : []))
  return {
    id: row.id,
    name,
    email,
    municipality: municipality && municipalityName ? { id: municipality, name: municipalityName } : null,
    function: functions[0] ?? null,
    roles: roles.flatMap(r => (isLeadingRole(r.kind) ? [{ ...r, kind: r.kind }] : [])),
    substitutes,
    seats,
    accounts,
  }
}
