// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'

const hold = statement(
  'lobby_file_hold',
  'select id from lobby_points where number = any($1::int[]) order by id for key share',
)
const seen = statement(
  'lobby_file_seen',
  `select count(*)::int as count from lobby_points p
   where p.number = any($3::int[]) and ${isSeen('p', '$1', '$2')} and (not $4::bool or (p.opened_at is not null and not p.is_confidential))`,
)

/**
 * Whether all of some points are still seen by who had a file made of them, and stay so until this transaction ends: whoever makes one confidential locks it,
 * and revokes the files that are kept by then [T20]. `byAll` where the file is for others. The look comes after the locks, in a statement of its own: it sees what was waited for.
 */
export async function areStillSeen(
  tx: Tx,
  numbers: readonly number[],
  readers: Readers,
  today: string,
  byAll: boolean,
): Promise<boolean> {
  await tx.query(hold, [numbers])
  const [found] = await tx.query<{ count: number }>(seen, [readers, today, numbers, byAll])
  return found?.count === numbers.length
}
