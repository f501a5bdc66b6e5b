// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

// Of what is done for good there is ever more, so that is not counted.
const unsettled = ['open', 'sending', 'unclear', 'failed']
const depth = statement(
  'queue depth',
  `select case when held then 'held' else state end as state, count(*)::int as number from deliveries where state in ('${unsettled.join("', '")}') group by 1`,
)

/** How many deliveries stand in each state that is not done for good, or are held after a restore; 0 where there are none. */
export async function queueDepth(db: Db): Promise<Record<string, number>> {
  const rows = await db.query<{ state: string; number: number }>(depth)
  return {
    ...Object.fromEntries([...unsettled, 'held'].map(state => [state, 0])),
    ...Object.fromEntries(rows.map(row => [row.state, row.number])),
  }
}
