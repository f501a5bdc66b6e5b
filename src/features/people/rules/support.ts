// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { personById } from '#/features/people/rules/find-person.ts'
import type { SupporterMissing } from '#/features/people/rules/missing.ts'
import { giveRole } from '#/features/people/rules/roles.ts'
import { nameOfficial } from '#/features/pillars/rules/official.ts'
import type { LeadingRole } from '#/network/actor.ts'
import type { ActedAs } from '#/network/audit.ts'
import { asId, type MunicipalityId, type PersonId, type PillarId, type RoleId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

interface Row {
  id: RoleId
  held: LeadingRole[]
  pillar: PillarId
  pillar_name: string
  person: PersonId
  name: string
  municipality: MunicipalityId
  municipality_name: string
  from: string
  until: string | null
  supporter: string | null
}

/** A role that has ended needs nobody; one of later is looked at on its first day. Who holds another in that pillar by then needs one supporter for both, as long as either lasts. */
const one = statement(
  'support_of_role',
  `select r.id, o.held, l.id as pillar, l.name as pillar_name, p.id as person, p.name, m.id as municipality, m.name as municipality_name,
     greatest(r.starts_on, $2::date)::text as "from", o.until::text,
     (select h.name from roles s join people h on h.id = s.person_id
      where s.kind = 'supporter' and s.pillar_id = r.pillar_id and h.municipality_id = m.id and h.id <> p.id
        and daterange(s.starts_on, s.ends_on) @> greatest(r.starts_on, $2::date) limit 1) as supporter
   from roles r join people p on p.id = r.person_id join municipalities m on m.id = p.municipality_id join pillars l on l.id = r.pillar_id
     cross join lateral (
       select array_agg(o.kind order by o.kind) as held, nullif(max(coalesce(o.ends_on, 'infinity')), 'infinity') - 1 as until from roles o
       where o.person_id = p.id and o.pillar_id = l.id and o.kind in ('pillarLead', 'chair', 'viceChair')
         and daterange(o.starts_on, o.ends_on) @> greatest(r.starts_on, $2::date)) o
   where r.id = $1::uuid and r.kind in ('pillarLead', 'chair', 'viceChair') and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $2::date))`,
)

/** A role that needs a supporter, with the one it has. */
export interface Supported extends SupporterMissing {
  readonly from: string
  readonly until: string | null
  readonly supporter: string | null
}

/** Null for a role that needs no supporter, or no longer. */
export async function supportOf(db: Db, value: string, today: string): Promise<Supported | null> {
  const id = asId<RoleId>(value)
  const [row] = id ? await db.query<Row>(one, [id, today]) : []
  if (!row) return null
  return {
    kind: 'supporter',
    role: row.id,
    held: row.held,
    pillar: { id: row.pillar, name: row.pillar_name },
    municipality: { id: row.municipality, name: row.municipality_name },
    person: { id: row.person, name: row.name },
    from: row.from,
    until: row.until,
    supporter: row.supporter,
  }
}

const lock = statement(
  'support_role_lock',
  `select from roles r join roles o on o.person_id = r.person_id and o.pillar_id = r.pillar_id and o.id = $1::uuid
   order by r.id for no key update of r`,
)

/** The same, held until the transaction ends: who names a supporter at the same moment waits here, and then sees who it is. */
export async function lockSupportOf(tx: Db, value: string, today: string): Promise<Supported | null> {
  const id = asId<RoleId>(value)
  if (id) await tx.query(lock, [id])
  return supportOf(tx, value, today)
}

/** The same where nobody supports it yet. */
export async function supportWanted(db: Db, role: string, today: string): Promise<Supported | null> {
  const found = await supportOf(db, role, today)
  return found?.supporter === null ? found : null
}

/** Names an official of the own municipality as supporter, for as long as the role lasts [A17]. @throws Refusal at the field */
export async function nameSupporter(
  tx: Tx,
  role: Supported,
  typed: string,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<string> {
  const { name } = role.person
  if (role.supporter) throw new Refusal('people.supportedAlready', { name, supporter: role.supporter })
  const home = { person: role.person.id, municipality: role.municipality }
  const field = { field: 'supporter' }
  const named = await nameOfficial(tx, home, typed, at.today).catch(error => {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, field) : error
  })
  const person = named.person && (await personById(tx, named.person))
  if (!person)
    throw new Refusal('people.supporterUnknown', { words: typed.trim(), municipality: role.municipality.name }, field)
  const { id } = await giveRole(
    tx,
    { person, kind: 'supporter', pillar: role.pillar.id, from: role.from, until: role.until },
    by,
    at,
  )
  return id
}
