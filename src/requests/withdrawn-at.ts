// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { RequestId } from '#/network/ids.ts'

const moment = statement(
  'request_withdrawn_at',
  `select at from audit where subject_kind = 'request' and subject_id = $1 and action = 'request.withdraw' order by id desc limit 1`,
)

/** When a request was taken back, as the audit has it. */
export const withdrawnAt = async (db: Db, id: RequestId): Promise<Date | null> =>
  (await db.query<{ at: Date }>(moment, [id]))[0]?.at ?? null
