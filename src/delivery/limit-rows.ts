// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { noteLimitSql } from '#/delivery/limits.ts'

const limit = statement('send limit', noteLimitSql('$1', '$2::float8'))

/** Notes for all copies that a scope may not be called for so many seconds. */
export const noteLimit = async (db: Db, scope: string, seconds: number): Promise<void> =>
  void (await db.query(limit, [scope, seconds]))
