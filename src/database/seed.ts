// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import type { TableRows } from '#/database/seed/rows.ts'

/** What seeding a network added: so many rows in each table, of those where it added any. */
export interface Seeded {
  readonly network: string
  readonly added: readonly { readonly table: string; readonly rows: number }[]
}

export interface SeedOptions {
  readonly connectionString: string
  /** The folder of the network's data, such as `prisma/seed`. */
  readonly directory: string
  /** Hears what was added. */
  readonly log: (seeded: Seeded) => void
  /** Leaves a database that holds a network already as it is, without reading the folder: what people took away stays away. */
  readonly onlyEmpty?: boolean
}

/**
 * Fills the database with the facts of a network: all or nothing, in one transaction, and only rows that are not there yet. So seeding twice changes
 * nothing, and what people changed or added since stays as they left it.
 * @throws SeedMistakes with one sentence per mistake, naming file and row; nothing was written then.
 */
export async function seed({ connectionString, directory, log, onlyEmpty = false }: SeedOptions): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'm50 seed' })
  // A connection that breaks reports it here as well as to its query; unheard it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    if (onlyEmpty && (await hasNetwork(client))) return
    // Loaded only where there is something to read: nearly every start finds a network.
    const { readSeed } = await import('#/database/seed/read.ts')
    const { network, tables } = await readSeed(directory)
    log({ network, added: await write(client, tables) })
  } finally {
    await client.end()
  }
}

/** What was added, table by table, for whoever seeds by hand. */
export const seededLine = ({ network, added }: Seeded): string =>
  added.length > 0
    ? `Seeded ${network}: ${added.map(({ table, rows }) => `${rows} ${table.replaceAll('_', ' ')}`).join(', ')}.`
    : 'Seeded nothing: all was there.'

async function hasNetwork(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from agenda_periods limit 1')
  return rowCount === 1
}

async function write(client: pg.Client, tables: readonly TableRows[]): Promise<Seeded['added']> {
  const added: { table: string; rows: number }[] = []
  await client.query('begin')
  for (const { table, columns, rows } of tables) {
    const names = Object.keys(columns).join(', ')
    const typed = Object.entries(columns).map(column => column.join(' '))
    const { rowCount } = await client.query(
      `insert into ${table} (${names}) select ${names} from jsonb_to_recordset($1) as given (${typed.join(', ')}) on conflict do nothing`,
      [JSON.stringify(rows)],
    )
    if (rowCount) added.push({ table, rows: rowCount })
  }
  await client.query('commit')
  return added
}
