// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import type { TestDatabase } from './database.ts'
import { eventually } from './eventually.ts'

/** Columns that say when someone was last seen, and which drawing of a card stands: they follow what was done before. */
const aside = ['active_at', 'checked_at', 'direct_id', 'drawn_at', 'drawn_version']

/** Tables that the clock fills, whoever does what meanwhile. */
export const ofTheClock = ['planned', 'days_off', 'audit_seals', 'retentions']

/** A digest of each table, once nothing waits to be sent; that a dead button was pressed is counted, and changes nothing else. `without` are tables that may change. */
export async function digests(
  database: TestDatabase,
  without: readonly string[] = [],
): Promise<Record<string, string>> {
  await eventually(
    async () => (await database.query(`select from deliveries where state in ('open', 'sending')`)).length,
    waiting => waiting === 0,
    30_000,
  )
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const found = tables.map(({ name }) => name).filter(name => !without.includes(name) && !ofTheClock.includes(name))
  const entries = found.map(async name => {
    const rows = await database.query<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from "${name}" t where not (${name === 'settings'} and to_jsonb(t)->>'key' ~ '^(clock\\.|press\\.dead)') order by 1`,
      [aside],
    )
    const hash = createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex')
    return [name, `${rows.length} rows, ${hash.slice(0, 16)}`] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
