// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type HomeFunction, isFunction } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { asId, type MunicipalityId, type PersonId, type RoleId } from '#/network/ids.ts'
import { type Acted, Refusal } from '#/network/refusal.ts'
import { refreshRequestsOf } from '#/requests/refresh.ts'

/** A function as it stands. `isOver`: ended, whether it was denied or another took its place. */
export interface StatedFunction {
  readonly id: RoleId
  readonly kind: HomeFunction
  readonly person: PersonId
  readonly name: string
  readonly municipality: { readonly id: MunicipalityId; readonly name: string } | null
  readonly confirmedBy: Acted | null
  readonly confirmedAt: Date | null
  readonly denied: { readonly by: Acted; readonly at: Date } | null
  readonly isOver: boolean
  readonly version: number
}

interface Row {
  id: RoleId
  kind: string
  person: PersonId
  name: string
  municipality: MunicipalityId | null
  municipality_name: string | null
  confirmed_by: string | null
  confirmed_at: Date | null
  confirmed_for: string | null
  denied_by: string | null
  denied_for: string | null
  denied_at: Date | null
  is_over: boolean
  version: number
}

const columns = `
  select r.id, r.kind, r.person_id as person, p.name, m.id as municipality, m.name as municipality_name,
    c.name as confirmed_by, r.confirmed_at, f.name as confirmed_for, n.name as denied_by, n.principal as denied_for, n.at as denied_at, (r.ends_on is not null and r.ends_on <= $2::date) as is_over, r.version
  from roles r join people p on p.id = r.person_id left join municipalities m on m.id = r.municipality_id left join people c on c.id = r.confirmed_by_id
    left join lateral (select b.name from audit a join people b on b.id = a.on_behalf_of_id
      where r.confirmed_at is not null and a.subject_kind = 'role' and a.subject_id = r.id::text and a.action = 'function.confirmed' limit 1) f on true
    left join lateral (select h.name, b.name as principal, a.at from audit a left join people h on h.id = a.person_id left join people b on b.id = a.on_behalf_of_id
      where a.subject_kind = 'role' and a.subject_id = r.id::text and a.action = 'function.denied' limit 1) n on true
  where r.id = $1::uuid`

const read = statement('stated_function', columns)
const lock = statement('stated_function_locked', `${columns} for update of r`)

async function stated(db: Db, sql: typeof read, value: string, today: string): Promise<StatedFunction | null> {
  const id = asId<RoleId>(value)
  const [row] = id ? await db.query<Row>(sql, [id, today]) : []
  if (!row || !isFunction(row.kind)) return null
  const { kind, person, name, version } = row
  return {
    id: row.id,
    kind,
    person,
    name,
    municipality:
      row.municipality && row.municipality_name ? { id: row.municipality, name: row.municipality_name } : null,
    confirmedBy: row.confirmed_by === null ? null : { name: row.confirmed_by, principal: row.confirmed_for },
    confirmedAt: row.confirmed_at,
    denied: row.denied_at && { by: { name: row.denied_by ?? '', principal: row.denied_for }, at: row.denied_at },
    isOver: row.is_over,
    version,
  }
}

export const statedFunction = (db: Db, value: string, today: string) => stated(db, read, value, today)
export const lockStatedFunction = (db: Db, value: string, today: string) => stated(db, lock, value, today)

/** [Klopt] and [Klopt niet]. Confirming twice is once. @throws Refusal that says who was first. */
export async function judge(
  tx: Tx,
  role: StatedFunction,
  isRight: boolean,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const stale = { kind: 'role', id: role.id }
  if (role.denied) throw new Refusal('people.deniedBy', { ...role.denied, name: role.name }, { stale })
  if (role.isOver) throw new Refusal('people.over', { name: role.name }, { stale })
  if (role.confirmedAt) {
    if (isRight && role.confirmedBy)
      throw new Refusal(
        'people.confirmedBy',
        { by: role.confirmedBy, at: role.confirmedAt, name: role.name },
        { stale },
      )
    throw new Refusal('people.confirmedAlready', { name: role.name }, { stale })
  }
  await tx.prisma.role.update({
    where: { id: role.id },
    data: isRight
      ? { confirmedAt: at.now, confirmedById: by.personId, version: { increment: 1 } }
      : { endsOn: new Date(`${at.today}T00:00:00Z`), version: { increment: 1 } },
  })
  audit(tx, {
    action: isRight ? 'function.confirmed' : 'function.denied',
    subject: { kind: 'role', id: role.id },
    by,
    old: { confirmed: 'no' },
    new: { confirmed: isRight ? 'yes' : 'denied' },
  })
  touch(tx, stale)
  await refreshRequestsOf(tx, role.person)
  notify(tx, [{ kind: 'person', person: role.person }], isRight ? 'people.confirmed' : 'people.denied', {
    role: role.id,
  })
}
