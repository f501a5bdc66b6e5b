// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { PersonId, RequestId } from '#/network/ids.ts'

const open = statement(
  'request_refresh',
  `update requests set version = version + 1 where requester_id = $1::uuid and state in ('open', 'asked') returning id`,
)

/** What the cards of someone's open requests say of them changed, such as a function that was confirmed; what there is to decide did not. */
export async function refreshRequestsOf(tx: Tx, person: PersonId): Promise<void> {
  for (const { id } of await tx.query<{ id: string }>(open, [person])) touch(tx, { kind: 'request', id })
}

const one = statement('request_refresh_one', 'update requests set version = version + 1 where id = $1::uuid')

/** The same for one request, whatever became of it. */
export async function refreshRequest(tx: Tx, id: RequestId): Promise<void> {
  await tx.query(one, [id])
  touch(tx, { kind: 'request', id })
}
