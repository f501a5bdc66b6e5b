// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { belongs, vouched } from '#/network/vouching.ts'

const reached = `exists (select from identities i join sources s on s.id = i.source_id where i.person_id = p.id and ${vouched} and ${belongs('$1::date')})`

// Two who are the last together wait for each other here.
const secretaries = statement(
  'last_secretary',
  `select r.person_id as person from roles r join people p on p.id = r.person_id
   where r.kind = 'secretariat' and ${holds('r', '$1::date')} and ${reached} order by r.id for update of r`,
)
const canAct = statement('last_secretary_can_act', `select from people p where p.id = $2::uuid and ${reached}`)

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
  if (successor && (await tx.query(canAct, [today, successor])).length > 0) return
  throw new Refusal('people.lastSecretary')
}
