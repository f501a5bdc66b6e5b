// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { BackupRefused, type Head, migrationsOf, quoted, session, tablesOf } from '#/database/backup/format.ts'
import { damaged, type Table } from '#/database/backup/read.ts'
import { catalogue } from '#/database/catalogue.ts'
import { kinds } from '#/database/data-kinds.ts'
import { setHold } from '#/database/hold.ts'

export interface PutBack {
  /** How many rows were put back. */
  readonly rows: number
  /** Messages that had not left at the moment of the backup: nobody knows whether they did since. */
  readonly held: number
}

const insertedAtOnce = 1_000

/** Writes a backup's tables into an unused database of the same schema, in one transaction. @throws BackupRefused */
export async function putBack(connectionString: string, head: Head, tables: AsyncIterable<Table>): Promise<PutBack> {
  const client = new pg.Client({ connectionString, application_name: 'm50 restore' })
  await client.connect()
  try {
    await client.query(`${session}; set lock_timeout = '10s'`)
    await client.query('begin')
    await refuseOtherSchema(client, head)
    await refuseInUse(client)
    const keys = await withoutForeignKeys(client)
    await emptyAll(client)
    const rows = await insertAll(client, tables)
    for (const key of keys) await client.query(key)
    for (const { name, last, called } of head.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [`public.${quoted(name)}`, last, called])
    const held = await holdAll(client, head)
    await client.query('commit')
    await client.query('analyze')
    return { rows, held }
  } finally {
    await client.end()
  }
}

async function refuseOtherSchema(client: pg.Client, { migrations }: Head): Promise<void> {
  const ours = await migrationsOf(client)
  const line = (all: Head['migrations']) => all.map(({ name, checksum }) => `${name} ${checksum}`).join()
  if (line(ours) === line(migrations)) return
  throw new BackupRefused(
    'The tables of this database were not made by the same migrations as those of the backup. Nothing was changed.',
  )
}

/** What an empty database is filled with may go; what people did may not, nor may a bot work on it meanwhile. */
async function refuseInUse(client: pg.Client): Promise<void> {
  const { rowCount: bots } = await client.query(
    `select from pg_stat_activity where datname = current_database() and application_name in ('m50 turns', 'm50 background')`,
  )
  if (bots) throw new BackupRefused('A bot works on this database: stop it first. Nothing was changed.')
  for (const [table, { columns }] of Object.entries(catalogue)) {
    const holdsPeople = Object.values(columns).some(
      kind => kind === 'audit' || ['personal', 'sensitive'].includes(kinds[kind].class),
    )
    if (!holdsPeople) continue
    const { rowCount } = await client.query(`select from ${quoted(table)} limit 1`)
    if (rowCount)
      throw new BackupRefused(
        'This database is in use: it holds people, or what they did. Restore into an empty one (another DATABASE_URL, or another DATA_DIR). Nothing was changed.',
      )
  }
}

/** Takes the foreign keys away, so that tables may come in any order. @returns the statements that put them back, which check every row. */
async function withoutForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`,
  )
  for (const { drop } of rows) await client.query(drop)
  return rows.map(({ add }) => add)
}

async function emptyAll(client: pg.Client): Promise<void> {
  for (const { table } of await tablesOf(client)) await client.query(`delete from ${quoted(table)}`)
}

async function insertAll(client: pg.Client, tables: AsyncIterable<Table>): Promise<number> {
  const known = new Map((await tablesOf(client)).map(each => [each.table, each]))
  let rows = 0
  for await (const { table, columns, rows: given } of tables) {
    const own = known.get(table)
    if (!own || columns.join() !== own.columns.join()) throw damaged()
    const values = own.types.map((type, i) => `(r->>${i})::${type}`).join(', ')
    const insert = `insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) select ${values} from json_array_elements($1::json) r`
    let batch: string[] = []
    const write = async () => {
      if (batch.length > 0) await client.query(insert, [`[${batch.join()}]`])
      rows += batch.length
      batch = []
    }
    for await (const row of given) if (batch.push(row) === insertedAtOnce) await write()
    await write()
    known.delete(table)
  }
  if (known.size > 0) throw damaged()
  return rows
}

/** What had not left then may have left since, and what was planned may have been said: nothing leaves before a person has looked at it [T38]. The database is another one by now, which the next start notes. */
async function holdAll(client: pg.Client, { takenAt }: Head): Promise<number> {
  await client.query(`delete from settings where key in ('hold', 'database.standing')`)
  const { rowCount } = await client.query(setHold(`'restored'::text`, '$1::timestamptz'), [takenAt])
  return rowCount ?? 0
}
