// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { PersonId } from '#/network/ids.ts'

const open = statement(
  'request_refresh',
  `update requests set version = version + 1 where requester_id = $1::uuid and state in ('open', 'asked') returning id`,
)

/** What the cards of someone's open requests say of them changed, such as a function that was confirmed; what there is to decide did not. */
export async function refreshRequestsOf(tx: Tx, person: PersonId): Promise<void> {
  for (const { id } of await tx.query<{ id: string }>(open, [person])) touch(tx, { kind: 'request', id })
}
