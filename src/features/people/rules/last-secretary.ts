// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

// Two who are the last together wait for each other here.
const secretaries = statement(
  'last_secretary',
  `select r.person_id as person from roles r
   where r.kind = 'secretariat' and ${holds('r', '$1::date')} and ${canAct('r.person_id', '$1::date')} order by r.id for update`,
)
const successorActs = statement('last_secretary_successor', `select where ${canAct('$2::uuid', '$1::date')}`)

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
  const held = await tx.query<{ person: PersonId }>(secretaries, [today])
  if (held.length === 0 || held.some(role => role.person !== person)) return
  if (successor && (await tx.query(successorActs, [today, successor])).length > 0) return
  throw new Refusal('people.lastSecretary')
}
