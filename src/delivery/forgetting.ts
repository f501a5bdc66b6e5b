// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const turns = statement('forget turns', `delete from turns where created_at < now() - interval '30 days'`)
const drafts = statement('forget drafts', `delete from drafts where created_at < now() - interval '7 days'`)
const limits = statement('forget limits', `delete from send_limits where until < now() - interval '1 day'`)

/** Keys of turns are kept 30 days: after that no platform repeats them. */
export const forgetTurns = async (db: Db): Promise<void> => void (await db.query(turns))

/** What someone typed and did not finish is kept 7 days. */
export const forgetDrafts = async (db: Db): Promise<void> => void (await db.query(drafts))

/** Limits that passed long ago. */
export const forgetLimits = async (db: Db): Promise<void> => void (await db.query(limits))
