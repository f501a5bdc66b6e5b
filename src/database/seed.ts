// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { crossCheck } from '#/database/seed/check.ts'
import { readFolder } from '#/database/seed/folder.ts'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { rowsOf, type TableRows } from '#/database/seed/rows.ts'

export interface SeedOptions {
  readonly connectionString: string
  /** The folder of the network's data, such as `prisma/seed`. */
  readonly directory: string
  /** Hears one line that says what was added. */
  readonly log: (line: string) => void
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
    const folder = await readFolder(directory)
    const mistakes = crossCheck(folder)
    if (mistakes.length > 0) throw new SeedMistakes(mistakes)
    const added = await write(client, rowsOf(folder))
    log(
      added.length > 0
        ? `Seeded ${folder.network.network.name}: ${added.join(', ')}.`
        : 'Seeded nothing: all was there.',
    )
  } finally {
    await client.end()
  }
}

async function hasNetwork(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from agenda_periods limit 1')
  return rowCount === 1
}

async function write(client: pg.Client, tables: readonly TableRows[]): Promise<string[]> {
  const added: string[] = []
  await client.query('begin')
  for (const { table, columns, rows } of tables) {
    const names = Object.keys(columns).join(', ')
    const typed = Object.entries(columns).map(column => column.join(' '))
    const { rowCount } = await client.query(
      `insert into ${table} (${names}) select ${names} from jsonb_to_recordset($1) as given (${typed.join(', ')}) on conflict do nothing`,
      [JSON.stringify(rows)],
    )
    if (rowCount) added.push(`${rowCount} ${table.replaceAll('_', ' ')}`)
  }
  await client.query('commit')
  return added
}
