// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { PersonFound } from '#/features/people/rules/find-person.ts'
import { demandAnotherSecretary } from '#/features/people/rules/last-secretary.ts'
import type { LeadingRole } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const ofPillar: readonly LeadingRole[] = ['pillarLead', 'chair', 'viceChair', 'supporter']
export const needsPillar = (role: LeadingRole): boolean => ofPillar.includes(role)

export interface NewRole {
  readonly person: PersonFound
  readonly kind: LeadingRole
  readonly pillar: PillarId | null
  /** Days as `2027-02-03`; `until` is the last day. */
  readonly from: string
  readonly until: string | null
}

const overlapping = statement(
  'roles_overlapping',
  `select r.id, r.person_id as person, p.name, r.starts_on::text as "from", r.ends_on::text as "endsOn", p.municipality_id = r.municipality_id as "isStillThere" from roles r join people p on p.id = r.person_id
   where r.kind = $1 and daterange(r.starts_on, r.ends_on) && daterange($2::date, $3::date)
     and (case when $1 = 'contactOfficer' then r.municipality_id = $4 else r.person_id = $5::uuid and coalesce(r.pillar_id, '') = coalesce($6, '') end)
   order by r.starts_on desc`,
)

/** A contact officer's last day is the one before the next one's first. */
const succeed = statement(
  'role_succeed',
  'update roles set ends_on = $2::date, version = version + 1 where id = $1::uuid',
)

interface Overlap {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly from: string
  /** The first day that it no longer holds; null for a role without an end. */
  readonly endsOn: string | null
  readonly isStillThere: boolean
}

const give = statement(
  'role_give',
  `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, ends_on, created_at)
   values ($1::uuid, $2, $3, $4, $5::date, $6::date, $7::timestamptz) returning id`,
)

// Who gives the same role at the same moment waits here, and then sees who has it.
const lockPerson = statement('role_person', 'select from people where id = $1::uuid for no key update')
const lockMunicipality = statement('role_municipality', 'select from municipalities where id = $1 for no key update')

export interface GivenRole {
  readonly id: string
  /** The role that it took over from, and the one that goes on after it. */
  readonly former: string | null
  readonly back: string | null
}

/**
 * Gives a dated role, and tells its holder. A contact officer takes over from the one before, whose role ends that day and who is told; given for a time, the one
 * before has it back after that, so that the municipality is never without [A09].
 * @throws Refusal when it would be over already, the person has it already in that time, another contact officer begins in it, or it needs what the person lacks.
 */
export async function giveRole(
  tx: Tx,
  role: NewRole,
  by: ActedAs,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<GivenRole> {
  const { person, kind, pillar, from, until } = role
  if (until !== null && until < from) throw new Refusal('people.dateOrder')
  if (until !== null && until < today) throw new Refusal('people.datePast')
  if (kind === 'contactOfficer' && !person.municipality)
    throw new Refusal('people.municipalityNeeded', { name: person.name })
  if (kind === 'contactOfficer') await tx.query(lockMunicipality, [person.municipality])
  else await tx.query(lockPerson, [person.id])
  const endsOn = until && Temporal.PlainDate.from(until).add({ days: 1 }).toString()
  const held = await tx.query<Overlap>(overlapping, [kind, from, endsOn, person.municipality, person.id, pillar])
  if (held.some(one => one.person === person.id)) throw new Refusal('people.roleTaken', { name: person.name })
  const [former] = held
  if (former && former.from > from)
    throw new Refusal('people.officerTaken', { municipality: person.municipalityName ?? '', name: former.name })
  if (former) {
    await tx.query(succeed, [former.id, from])
    audit(tx, {
      action: 'role.ended',
      subject: { kind: 'role', id: former.id },
      by,
      old: { kind, person: former.person },
      new: { endsOn: from },
    })
  }
  const add = async (holder: PersonId, first: string, end: string | null) => {
    const values = [holder, kind, person.municipality, pillar, first, end, now.toISOString()]
    const [row] = await tx.query<{ id: string }>(give, values)
    if (!row) throw new Error('a role was not written')
    audit(tx, {
      action: 'role.given',
      subject: { kind: 'role', id: row.id },
      by,
      new: { kind, person: holder, pillar, from: first, endsOn: end },
    })
    return row.id
  }
  const id = await add(person.id, from, endsOn)
  const goesOn = former?.isStillThere && endsOn !== null && (former.endsOn === null || former.endsOn > endsOn)
  const back = goesOn ? await add(former.person, endsOn, former.endsOn) : null
  notify(tx, [{ kind: 'person', person: person.id }], 'people.roleGiven', { role: id })
  if (former)
    notify(tx, [{ kind: 'person', person: former.person }], 'people.succeeded', { role: former.id, by: id, back })
  return { id, former: former?.id ?? null, back }
}

const end = statement(
  'role_end',
  `update roles set ends_on = greatest($4::date, starts_on), version = version + 1
   where person_id = $1::uuid and kind = $2 and coalesce(pillar_id, '') = coalesce($3, '') and (ends_on is null or ends_on > $4::date)
   returning id`,
)

/** Ends a role today: it counts no more at the next press. Its holder is told. @throws Refusal when it is not held, or nobody else would be the secretariat. */
export async function endRole(
  tx: Tx,
  person: PersonFound,
  kind: LeadingRole,
  pillar: PillarId | null,
  by: ActedAs,
  today: string,
): Promise<void> {
  if (kind === 'secretariat') await demandAnotherSecretary(tx, person.id, today)
  const rows = await tx.query<{ id: string }>(end, [person.id, kind, pillar, today])
  if (rows.length === 0) throw new Refusal('people.roleNone', { name: person.name })
  for (const { id } of rows) {
    audit(tx, {
      action: 'role.ended',
      subject: { kind: 'role', id },
      by,
      old: { kind, person: person.id, pillar },
      new: { endsOn: today },
    })
    notify(tx, [{ kind: 'person', person: person.id }], 'people.roleEnded', { role: id })
  }
}

export interface Held {
  readonly id: string
  readonly kind: LeadingRole
  readonly pillar: string | null
  readonly name: string
}

const held = statement(
  'roles_held',
  `select r.id, r.kind, l.name as pillar, case when m.name is null then p.name else p.name || ' (' || m.name || ')' end as name
   from roles r join people p on p.id = r.person_id left join municipalities m on m.id = p.municipality_id left join pillars l on l.id = r.pillar_id
   where r.kind = any($1::text[]) and ${holds('r', '$2::date')}
   order by r.kind, l.number, p.name`,
)

export const rolesHeld = (db: Db, kinds: readonly LeadingRole[], today: string): Promise<readonly Held[]> =>
  db.query<Held>(held, [[...kinds], today])

/** A leading role that begins or ends soon. Days as `2027-02-03`; `until` is the last one. */
export interface RoleTurning {
  readonly kind: LeadingRole
  readonly pillar: string | null
  readonly from: string
  readonly until: string | null
}

const turning = statement(
  'roles_turning',
  `select r.kind, l.name as pillar, r.starts_on::text as "from", (r.ends_on - 1)::text as until
   from roles r left join pillars l on l.id = r.pillar_id
   where r.person_id = $1::uuid and r.kind not in ${homeFunctions} and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $2::date))
     and (r.starts_on > $2::date and r.starts_on <= $3::date or r.starts_on <= $2::date and r.ends_on - 1 <= $3::date)
   order by case when r.starts_on > $2::date then r.starts_on else r.ends_on - 1 end`,
)

/** The roles of someone that begin after `today` or end, by `until`; the soonest first. */
export const rolesTurning = (db: Db, person: PersonId, today: string, until: string): Promise<readonly RoleTurning[]> =>
  db.query<RoleTurning>(turning, [person, today, until])

export interface RoleFacts {
  readonly kind: LeadingRole
  readonly name: string
  readonly pillar: string | null
  readonly from: string
  readonly until: string | null
}

const facts = statement(
  'role_facts',
  `select r.kind, p.name, l.name as pillar, r.starts_on::text as "from", (r.ends_on - 1)::text as until
   from roles r join people p on p.id = r.person_id left join pillars l on l.id = r.pillar_id where r.id = $1::uuid`,
)

export const roleFacts = async (db: Db, id: string): Promise<RoleFacts | null> =>
  (await db.query<RoleFacts>(facts, [id]))[0] ?? null
