// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const note = statement(
  'tick note',
  `insert into settings (key, value, updated_at) values ('clock.tick', to_jsonb(now()), now()) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
)
const read = statement(
  'tick read',
  `select extract(epoch from now() - updated_at)::int as seconds from settings where key = 'clock.tick'`,
)

/** Notes that a copy's clock ticks, by the database's own. */
export const noteTick = async (db: Db): Promise<void> => void (await db.query(note))

/** How many seconds ago the clock of any copy ticked last; null when none ever did [E51]. */
export async function secondsSinceTick(db: Db): Promise<number | null> {
  const [row] = await db.query<{ seconds: number }>(read)
  return row?.seconds ?? null
}

/** Longer without a tick, and something is wrong: what was to happen meanwhile did not. */
export const tickPatienceSeconds = 600
