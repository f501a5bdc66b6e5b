// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Someone's data are kept until after a day, for a reason: a request under the Woo, a dispute, a transfer [T44]. */
export interface Hold {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly reason: string
  /** The last day. */
  readonly until: string
}

const columns = `select h.id, h.person_id as person, p.name, h.reason, (h.ends_on - 1)::text as until from holds h join people p on p.id = h.person_id`
const all = statement('holds_now', `${columns} where ${holds('h', '$1::date')} order by h.ends_on, p.name`)
const one = statement('hold_now', `${columns} where h.id::text = $1 and ${holds('h', '$2::date')}`)
const ofPerson = statement(
  'hold_of',
  `${columns} where h.person_id = $1::uuid and ${holds('h', '$2::date')} order by h.ends_on desc limit 1`,
)

export const heldNow = (db: Db, today: string): Promise<readonly Hold[]> => db.query<Hold>(all, [today])

export const holdNow = async (db: Db, id: string, today: string): Promise<Hold | null> =>
  (await db.query<Hold>(one, [id, today]))[0] ?? null

/** What keeps someone from being forgotten, the longest first. */
export const holdOf = async (db: Db, person: PersonId, today: string): Promise<Hold | null> =>
  (await db.query<Hold>(ofPerson, [person, today]))[0] ?? null

const add = statement(
  'hold_add',
  `insert into holds (person_id, reason, starts_on, ends_on, set_by_id, created_at) values ($1::uuid, $2, $3::date, $4::date, $5::uuid, $6::timestamptz) returning id`,
)
const lift = statement(
  'hold_lift',
  'update holds set ends_on = $2::date where id = $1::uuid and ends_on > $2::date returning id',
)

export const longestReason = 300

/** Keeps someone's data from being deleted, by term or at their own wish. @throws Refusal at the field */
export async function hold(
  tx: Tx,
  person: PersonId,
  given: { readonly reason: string; readonly until: string },
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<string> {
  const reason = given.reason.trim()
  if (!reason) throw new Refusal('privacy.noReason', {}, { field: 'reason' })
  if (given.until < at.today) throw new Refusal('privacy.noUntil', {}, { field: 'until' })
  const endsOn = Temporal.PlainDate.from(given.until).add({ days: 1 }).toString()
  const [row] = await tx.query<{ id: string }>(add, [
    person,
    reason.slice(0, longestReason),
    at.today,
    endsOn,
    by.personId,
    at.now.toISOString(),
  ])
  const id = row?.id ?? ''
  audit(tx, { action: 'hold.set', subject: { kind: 'hold', id }, by, new: { person, endsOn } })
  return id
}

/** From today on what is due is deleted again. */
export async function endHold(tx: Tx, { id, person }: Hold, by: ActedAs, today: string): Promise<void> {
  await tx.query(lift, [id, today])
  audit(tx, { action: 'hold.ended', subject: { kind: 'hold', id }, by, old: { person }, new: { endsOn: today } })
}

/** @throws Refusal while someone's data are held. */
export async function demandNoHold(tx: Tx, person: PersonId, today: string): Promise<void> {
  if (await holdOf(tx, person, today)) throw new Refusal('privacy.held')
}
