// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { PersonId, RequestId } from '#/network/ids.ts'

const others = statement(
  'request_others',
  `select 'requestAnswer' as kind, id from request_questions where request_id = $1::uuid and answer is not null
   union all
   select 'requestReminder', $1::uuid where exists (select from planned where kind = 'request.reminder' and subject_kind = 'request' and subject_id = $1::uuid::text and state = 'done')`,
)

/** Has the request's card follow what changed, and the answers and reminders in its thread, which tell of it too and have the same buttons. */
export async function touchRequest(tx: Tx, id: RequestId): Promise<void> {
  touch(tx, { kind: 'request', id })
  for (const other of await tx.query<{ kind: string; id: string }>(others, [id])) touch(tx, other)
}

/** What was told of a request at some moment: it stands as it was, as long as its reader may know of what it tells. */
export const requestMoment = (id: RequestId) => ({ kind: 'requestMoment', id }) as const

const open = statement(
  'request_refresh',
  `update requests set version = version + 1 where requester_id = $1::uuid and state in ('open', 'asked') returning id`,
)

/** What the cards of someone's open requests say of them changed, such as a function that was confirmed; what there is to decide did not. */
export async function refreshRequestsOf(tx: Tx, person: PersonId): Promise<void> {
  for (const { id } of await tx.query<{ id: RequestId }>(open, [person])) await touchRequest(tx, id)
}

const one = statement('request_refresh_one', 'update requests set version = version + 1 where id = $1::uuid')

/** The same for one request, whatever became of it; also for what was told of it before. */
export async function refreshRequest(tx: Tx, id: RequestId): Promise<void> {
  await tx.query(one, [id])
  await touchRequest(tx, id)
  touch(tx, requestMoment(id))
}
