// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const lost = statement(
  'lost count',
  `select count(*)::int as count from deliveries where state in ('failed', 'unclear')`,
)

/** How many messages failed, or may have. */
export async function lostCount(db: Db): Promise<number> {
  const [row] = await db.query<{ count: number }>(lost)
  return row?.count ?? 0
}
