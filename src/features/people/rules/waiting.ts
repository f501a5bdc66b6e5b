// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isSupporterMissing, missing, type SupporterMissing } from '#/features/people/rules/missing.ts'
import type { Actor, HomeFunction, LeadingRole } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId, RoleId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'

/** A function that stands as stated, until someone says [Klopt]. */
export interface StatedHere {
  readonly id: RoleId
  readonly kind: HomeFunction
  readonly person: PersonId
  readonly name: string
  readonly municipality: MunicipalityId
  readonly municipalityName: string
}

// With the municipality's contact officer, as the message of it does; with the secretariat where there is none.
const stated = statement(
  'stated_waiting',
  `select r.id, r.kind, p.id as person, p.name, m.id as municipality, m.name as "municipalityName"
   from roles r join people p on p.id = r.person_id join municipalities m on m.id = r.municipality_id
   where r.kind in ('alderman', 'mayor', 'municipalSecretary') and r.confirmed_at is null and ${holds('r', '$1::date')}
     and (r.municipality_id = any($2::text[]) or $3::boolean and not exists (
       select from roles o join people q on q.id = o.person_id and q.municipality_id = o.municipality_id
       where o.kind = 'contactOfficer' and o.municipality_id = r.municipality_id and o.person_id <> r.person_id and ${holds('o', '$1::date')}))
   order by r.created_at`,
)

/** The municipalities whose contact officer someone is, or acts for. */
const officerOf = ({ roles, actsFor }: Actor): readonly MunicipalityId[] =>
  [...roles, ...actsFor.flatMap(principal => principal.roles)].flatMap(({ kind, municipality }) =>
    kind === 'contactOfficer' && municipality ? [municipality] : [],
  )

/** The stated functions that wait for this one to say whether they are right, the oldest first. */
export async function statedFor(db: Db, actor: Actor, today: string): Promise<readonly StatedHere[]> {
  const municipalities = officerOf(actor)
  const isAnybodys = may(actor, 'function.confirm', {})
  if (municipalities.length === 0 && !isAnybodys) return []
  const rows = await db.query<StatedHere>(stated, [today, municipalities, isAnybodys])
  return rows.filter(({ person, municipality }) => may(actor, 'function.confirm', { person, municipality }))
}

const needsSupport: readonly LeadingRole[] = ['pillarLead', 'chair', 'viceChair']

/** Where a supporter is missing that this one has to name: for the own roles, and as contact officer for those of the own municipality [A17]. */
export async function supportersToName(db: Db, actor: Actor, today: string): Promise<readonly SupporterMissing[]> {
  const municipalities = officerOf(actor)
  const isLeading = actor.roles.some(({ kind }) => needsSupport.includes(kind))
  if (municipalities.length === 0 && !isLeading) return []
  return (await missing(db, today))
    .filter(isSupporterMissing)
    .filter(
      ({ person, municipality }) =>
        person.id === actor.person ||
        (municipalities.includes(municipality.id) &&
          may(actor, 'role.support', { person: person.id, municipality: municipality.id })),
    )
}
