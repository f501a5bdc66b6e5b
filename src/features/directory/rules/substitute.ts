// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { PersonFound } from '#/features/people/rules/find-person.ts'
import { needsConfirming } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { heldFunction } from '#/network/function-of.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import { asId, type PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Days as `2027-02-03`; `until` is the last one. */
export interface Substitution {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly substitute: PersonId
  readonly substituteName: string
  readonly from: string
  readonly until: string
  readonly isOver: boolean
}

const columns = `select v.id, v.person_id as person, p.name, v.substitute_id as substitute, s.name as "substituteName",
     v.starts_on::text as "from", (v.ends_on - 1)::text as until, v.ends_on <= greatest(v.starts_on, $2::date) as "isOver"
   from substitutions v join people p on p.id = v.person_id join people s on s.id = v.substitute_id`

const one = statement('substitution', `${columns} where v.id = $1::uuid`)
const current = statement(
  'substitutions_of',
  `${columns} where v.person_id = $1::uuid and v.ends_on > greatest(v.starts_on, $2::date) order by v.starts_on`,
)
const either = statement(
  'substitutions_either',
  `${columns} where (v.person_id = $1::uuid or v.substitute_id = $1::uuid) and v.starts_on <= $3::date and v.ends_on > greatest(v.starts_on, $2::date)
   order by v.starts_on`,
)
const overlapping = statement(
  'substitutions_overlapping',
  `${columns} where v.person_id = $1::uuid and daterange(v.starts_on, v.ends_on) && daterange($2::date, $3::date) limit 1`,
)
const lockPerson = statement('substitution_person', 'select from people where id = $1::uuid for no key update')
const holdsRole = statement(
  'substitution_role',
  `select from roles r where r.person_id = $1::uuid and r.kind not in ${homeFunctions} and ${holds('r', '$2::date')} limit 1`,
)
const add = statement(
  'substitution_add',
  'insert into substitutions (person_id, substitute_id, starts_on, ends_on, created_at) values ($1::uuid, $2::uuid, $3::date, $4::date, $5::timestamptz) returning id',
)
const stop = statement(
  'substitution_stop',
  'update substitutions set ends_on = greatest($2::date, starts_on) where id = $1::uuid',
)

export async function substitution(db: Db, value: string, today: string): Promise<Substitution | null> {
  const id = asId<string>(value)
  return (id && (await db.query<Substitution>(one, [id, today]))[0]) || null
}

/** Who acts for someone, today or later. */
export const substitutionsOf = (db: Db, person: PersonId, today: string): Promise<readonly Substitution[]> =>
  db.query<Substitution>(current, [person, today])

/** Who acts for someone, and for whom they act, today or on a day up to `until`. */
export const substitutionsAround = (
  db: Db,
  person: PersonId,
  today: string,
  until: string,
): Promise<readonly Substitution[]> => db.query<Substitution>(either, [person, today, until])

/** Only a function that stands, or a role that was given, makes one fit to act for another. @throws Refusal at the field */
async function demandStanding(tx: Tx, by: PersonFound, today: string): Promise<void> {
  const field = { field: 'person' }
  const held = await heldFunction(tx, by.id, today)
  if (held && (held.confirmed || !needsConfirming(held.kind))) return
  if ((await tx.query(holdsRole, [by.id, today])).length > 0) return
  throw new Refusal(held ? 'directory.substituteStated' : 'directory.substituteUnknown', { name: by.name }, field)
}

/** Has someone act for a person from one day through another [F05]; it ends by itself. The substitute is told. @throws Refusal */
export async function substitute(
  tx: Tx,
  person: PersonId,
  by: PersonFound,
  days: { readonly from: string; readonly until: string },
  acted: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<string> {
  const { from, until } = days
  const field = { field: 'person' }
  if (by.id === person) throw new Refusal('directory.substituteSelf', {}, field)
  if (!until) throw new Refusal('directory.substituteNoUntil', {}, { field: 'until' })
  if (until < at.today) throw new Refusal('directory.substitutePast', {}, { field: 'until' })
  if (until < from) throw new Refusal('directory.substituteOrder', {}, { field: 'until' })
  await demandStanding(tx, by, at.today)
  const endsOn = Temporal.PlainDate.from(until).add({ days: 1 }).toString()
  await tx.query(lockPerson, [person])
  const [taken] = await tx.query<Substitution>(overlapping, [person, from, endsOn])
  if (taken) throw new Refusal('directory.substituteTaken', { name: taken.substituteName })
  const [row] = await tx.query<{ id: string }>(add, [person, by.id, from, endsOn, at.now.toISOString()])
  if (!row) throw new Error('a substitution was not written')
  const subject = { kind: 'substitution', id: row.id }
  audit(tx, { action: 'substitution.given', subject, by: acted, new: { person, substitute: by.id, from, until } })
  notify(tx, [{ kind: 'person', person: by.id }], 'directory.substitute', { substitution: row.id })
  return row.id
}

const ofEither = statement(
  'substitutions_of_either',
  `${columns} where $1::uuid in (v.person_id, v.substitute_id) and v.ends_on > greatest(v.starts_on, $2::date) order by v.starts_on for update of v`,
)

/** Ends what someone has with others, either way, because they leave or are forgotten: the others are told. */
export async function endSubstitutions(tx: Tx, person: PersonId, by: ActedAs, today: string): Promise<void> {
  for (const one of await tx.query<Substitution>(ofEither, [person, today])) {
    await tx.query(stop, [one.id, today])
    audit(tx, {
      action: 'substitution.ended',
      subject: { kind: 'substitution', id: one.id },
      by,
      new: { endsOn: today },
    })
    const other = one.person === person ? one.substitute : one.person
    notify(tx, [{ kind: 'person', person: other }], 'directory.substituteEnded', { substitution: one.id })
  }
}

/** Ends it today; the other of the two is told. Twice is once. */
export async function endSubstitution(tx: Tx, ended: Substitution, by: ActedAs, today: string): Promise<void> {
  if (ended.isOver) return
  await tx.query(stop, [ended.id, today])
  const subject = { kind: 'substitution', id: ended.id }
  audit(tx, { action: 'substitution.ended', subject, by, new: { endsOn: today } })
  const other = by.personId === ended.person ? ended.substitute : ended.person
  notify(tx, [{ kind: 'person', person: other }], 'directory.substituteEnded', { substitution: ended.id })
}
