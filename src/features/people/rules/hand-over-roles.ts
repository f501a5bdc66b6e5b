// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { isLeadingRole, type LeadingRole } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { homeFunctions } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'

interface Row {
  readonly id: string
  readonly kind: string
  readonly pillar: string | null
  readonly pillarName: string | null
}

const leading = `r.kind not in ${homeFunctions} and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $2::date))`

const held = statement(
  'roles_to_hand_over',
  `select r.id, r.kind, r.pillar_id as pillar, l.name as "pillarName" from roles r left join pillars l on l.id = r.pillar_id
   where r.person_id = $1::uuid and ${leading} order by r.starts_on, r.kind, l.number`,
)

/** The leading roles that someone has, today or later. */
export async function rolesToHandOver(
  db: Db,
  person: PersonId,
  today: string,
): Promise<readonly { readonly kind: LeadingRole; readonly pillar: string | null }[]> {
  const rows = await db.query<Row>(held, [person, today])
  return rows.flatMap(({ kind, pillarName }) => (isLeadingRole(kind) ? [{ kind, pillar: pillarName }] : []))
}

const end = statement(
  'roles_hand_over_end',
  `with before as (select r.id, r.kind, r.municipality_id, r.pillar_id, r.starts_on, r.ends_on from roles r where r.person_id = $1::uuid and ${leading} for update)
   update roles r set ends_on = greatest(r.starts_on, $2::date), version = r.version + 1 from before b where r.id = b.id
   returning r.id, b.kind, b.municipality_id as municipality, b.pillar_id as pillar, greatest(b.starts_on, $2::date)::text as "from", b.ends_on::text as "endsOn"`,
)

/** The same for as long as it was given; not where the successor has it already in that time. */
const give = statement(
  'roles_hand_over_give',
  `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, ends_on, created_at)
   select $1::uuid, $2, $3, $4, $5::date, $6::date, $7::timestamptz
   where not exists (select from roles k where k.person_id = $1::uuid and k.kind = $2 and coalesce(k.pillar_id, '') = coalesce($4, '')
     and daterange(k.starts_on, k.ends_on) && daterange($5::date, $6::date))
   returning id`,
)

/** Ends the leading roles of someone who leaves, and gives them to the successor from today. */
export async function handOverRoles(
  tx: Tx,
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const ended = await tx.query<{
    id: string
    kind: string
    municipality: string | null
    pillar: string | null
    from: string
    endsOn: string | null
  }>(end, [from, at.today])
  for (const role of ended) {
    const { kind, pillar } = role
    audit(tx, {
      action: 'role.ended',
      subject: { kind: 'role', id: role.id },
      by,
      old: { kind, person: from, pillar },
      new: { endsOn: at.today },
    })
    touch(tx, { kind: 'role', id: role.id })
    if (!to) continue
    const [given] = await tx.query<{ id: string }>(give, [
      to,
      kind,
      role.municipality,
      pillar,
      role.from,
      role.endsOn,
      at.now.toISOString(),
    ])
    if (given)
      audit(tx, {
        action: 'role.given',
        subject: { kind: 'role', id: given.id },
        by,
        new: { kind, person: to, pillar, from: role.from, until: role.endsOn },
      })
  }
}
