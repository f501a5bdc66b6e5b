// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import type { MemberRow } from '#/features/importing/rules/members.ts'
import { holdFunction } from '#/features/people/rules/register.ts'
import type { HomeFunction } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'

/** What a row brings: a person, a function, a role or a seat that was not there. Empty: all was so already. */
export interface Change {
  readonly row: MemberRow
  readonly person: PersonId | null
  readonly brings: readonly ('person' | 'function' | 'role' | 'seat')[]
}

/** Why a row can't be: the address is someone's of another municipality, or it has a contact officer already. */
export interface Clash {
  readonly code: 'elsewhere' | 'officer'
  readonly row: number
  readonly name: string
  readonly municipality: string
}

interface Standing {
  person: PersonId | null
  municipality: MunicipalityId | null
  municipality_name: string | null
  function: HomeFunction | null
  has_role: boolean
  has_seat: boolean
  officer: string | null
}

const standing = statement(
  'import_standing',
  `select p.id as person, p.municipality_id as municipality, m.name as municipality_name,
     (select r.kind from roles r where r.person_id = p.id and r.kind in ${homeFunctions}
        and ${holds('r', '$2::date')}) as function,
     exists (select from roles r where r.person_id = p.id and r.kind = x.role and coalesce(r.pillar_id, '') = coalesce(x.pillar, '')
        and (r.ends_on is null or r.ends_on > $2::date)) as has_role,
     exists (select from pillar_members s where s.person_id = p.id and s.pillar_id = x.pillar and s.ended_at is null) as has_seat,
     (select h.name from roles r join people h on h.id = r.person_id where x.role = 'contactOfficer' and r.kind = 'contactOfficer' and r.municipality_id = x.municipality
        and h.email is distinct from x.email and (r.ends_on is null or r.ends_on > $2::date) limit 1) as officer
   from rows from (jsonb_to_recordset($1::jsonb) as (email text, role text, pillar text, municipality text)) with ordinality as x(email, role, pillar, municipality, at)
     left join people p on p.email = x.email left join municipalities m on m.id = p.municipality_id order by x.at`,
)

/** What an import would change today, row by row; nothing is written. */
export async function planImport(
  db: Db,
  rows: readonly MemberRow[],
  today: string,
): Promise<{ readonly changes: readonly Change[]; readonly clashes: readonly Clash[] }> {
  const changes: Change[] = []
  const clashes: Clash[] = []
  const asked = rows.map(({ email, role, pillar, municipality }) => ({
    email,
    role,
    pillar: pillar?.id ?? null,
    municipality: municipality.id,
  }))
  const found = await db.query<Standing>(standing, [JSON.stringify(asked), today])
  for (const [i, row] of rows.entries()) {
    const now = found[i]
    if (!now) continue
    if (now.municipality && now.municipality !== row.municipality.id)
      clashes.push({ code: 'elsewhere', row: row.number, name: row.name, municipality: now.municipality_name ?? '' })
    if (now.officer)
      clashes.push({ code: 'officer', row: row.number, name: now.officer, municipality: row.municipality.name })
    const isSeat = row.pillar !== null && row.role === null
    changes.push({
      row,
      person: now.person,
      brings: [
        ...(now.person === null ? (['person'] as const) : []),
        ...(now.function !== row.function ? (['function'] as const) : []),
        ...(row.role && !now.has_role ? (['role'] as const) : []),
        ...(isSeat && !now.has_seat ? (['seat'] as const) : []),
      ],
    })
  }
  return { changes, clashes }
}

const addPerson = statement(
  'import_person',
  `insert into people (name, email, municipality_id, created_at) values ($1, $2, $3, $4::timestamptz)
   on conflict (email) do update set municipality_id = coalesce(people.municipality_id, excluded.municipality_id) returning id`,
)
const addRole = statement(
  'import_role',
  `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, created_at) values ($1::uuid, $2, $3, $4, $5::date, $6::timestamptz) returning id`,
)
const addSeat = statement(
  'import_seat',
  `insert into pillar_members (pillar_id, person_id, municipality_id, started_at) values ($1, $2::uuid, $3, $4::timestamptz)
   on conflict (person_id, pillar_id) where ended_at is null do nothing returning id`,
)

/** Writes what an import brings. Whom it is about has no account yet, mostly, and is told nothing: they meet the bot as someone it knows. */
export async function applyImport(
  tx: Tx,
  rows: readonly MemberRow[],
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const now = at.now.toISOString()
  let changed = 0
  // One person may stand in several rows: what an earlier row brought counts for the next.
  for (const row of rows) {
    const { changes } = await planImport(tx, [row], at.today)
    const [change] = changes
    if (!change || change.brings.length === 0) continue
    changed += 1
    const { email, municipality, pillar } = row
    const [person] = await tx.query<{ id: PersonId }>(addPerson, [row.name, email, municipality.id, now])
    if (!person) throw new Error('a person was not written')
    if (change.brings.includes('person'))
      audit(tx, {
        action: 'person.imported',
        subject: { kind: 'person', id: person.id },
        by,
        new: { municipality: municipality.id },
      })
    if (change.brings.includes('function')) {
      // Nobody confirms their own function, also not by importing it.
      const confirmedBy = person.id === by.personId ? null : by.personId
      await holdFunction(tx, person.id, municipality.id, row.function, by, at, confirmedBy)
    }
    if (change.brings.includes('role')) {
      const [role] = await tx.query<{ id: string }>(addRole, [
        person.id,
        row.role,
        municipality.id,
        pillar?.id ?? null,
        at.today,
        now,
      ])
      audit(tx, {
        action: 'role.given',
        subject: { kind: 'role', id: role?.id ?? '' },
        by,
        new: { kind: row.role, person: person.id, pillar: pillar?.id ?? null, from: at.today },
      })
    }
    if (change.brings.includes('seat')) {
      const [seat] = await tx.query<{ id: string }>(addSeat, [pillar?.id ?? null, person.id, municipality.id, now])
      audit(tx, {
        action: 'pillar.joined',
        subject: { kind: 'pillarMember', id: seat?.id ?? '' },
        by,
        new: { pillar: pillar?.id ?? null, person: person.id },
      })
    }
  }
  return changed
}
