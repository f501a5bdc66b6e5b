// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { RequestId } from '#/network/ids.ts'

/** By whom a request was taken back, not always its requester, and when; without a name by the bot. */
export interface Withdrawal {
  readonly at: Date
  readonly by: string | null
}

const last = statement(
  'request_withdrawal',
  `select a.at, p.name as by from audit a left join people p on p.id = a.person_id
   where a.subject_kind = 'request' and a.subject_id = $1 and a.action = 'request.withdraw' order by a.id desc limit 1`,
)

/** How a request was taken back, as the audit has it. */
export const withdrawalOf = async (db: Db, id: RequestId): Promise<Withdrawal | null> =>
  (await db.query<Withdrawal>(last, [id]))[0] ?? null
