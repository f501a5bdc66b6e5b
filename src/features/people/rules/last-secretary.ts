// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

const acting = `select r.person_id as person from roles r
   where r.kind = 'secretariat' and ${holds('r', '$1::date')} and ${canAct('r.person_id', '$1::date')} order by r.id`
const secretaries = statement('secretaries', acting)
// Two who are the last together wait for each other here.
const locked = statement('last_secretary', `${acting} for update`)
const successorActs = statement('last_secretary_successor', `select where ${canAct('$2::uuid', '$1::date')}`)

const isAll = (held: readonly { readonly person: PersonId }[], person: PersonId): boolean =>
  held.length > 0 && held.every(role => role.person === person)

/** Whether nobody but this person is the secretariat now. */
export const isLastSecretary = async (db: Db, person: PersonId, today: string): Promise<boolean> =>
  isAll(await db.query(secretaries, [today]), person)

/**
 * Whether the secretariat goes on without someone: another of it can act, or `successor`, who takes the role over, can.
 * @throws Refusal when nobody else would be the secretariat.
 */
export async function demandAnotherSecretary(
  tx: Tx,
  person: PersonId,
  today: string,
  successor: PersonId | null = null,
): Promise<void> {
  if (!isAll(await tx.query(locked, [today]), person)) return
  if (successor && (await tx.query(successorActs, [today, successor])).length > 0) return
  throw new Refusal('people.lastSecretary')
}
