// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import {
  BackupRefused,
  type Columns,
  type Head,
  migrationsOf,
  quoted,
  session,
  tablesOf,
} from '#/database/backup/format.ts'
import { postgresCode } from '#/database/errors.ts'

const fetchedAtOnce = 1_000
const undefinedTable = '42P01'

/**
 * Writes all that the database holds to `to`, as it was at one moment, while the bot works on. What is encrypted stays so; the key is not in it.
 * @returns the number of rows of each table. @throws BackupRefused when the database has no tables yet.
 */
export async function takeBackup(connectionString: string, to: Writable): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString, application_name: 'm50 backup' })
  await client.connect()
  const rows: Record<string, number> = {}
  try {
    await client.query(session)
    await client.query('begin isolation level repeatable read read only')
    await pipeline(lines(client, rows), createGzip(), to)
    return rows
  } finally {
    await client.end()
  }
}

async function* lines(client: pg.Client, rows: Record<string, number>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const line = (text: string): string => {
    hash.update(`${text}\n`)
    return `${text}\n`
  }
  yield line(`h${JSON.stringify(await headOf(client))}`)
  for (const { table, columns } of await tablesOf(client)) {
    yield line(`t${JSON.stringify({ table, columns })}`)
    rows[table] = 0
    for await (const batch of rowsOf(client, { table, columns })) {
      rows[table] = (rows[table] ?? 0) + batch.length
      yield batch.map(line).join('')
    }
  }
  yield `e${JSON.stringify({ rows, sha256: hash.digest('hex') })}\n`
}

async function headOf(client: pg.Client): Promise<Head> {
  const migrations = await migrationsOf(client).catch(error => {
    if (postgresCode(error) === undefinedTable)
      throw new BackupRefused('The database has no tables yet: there is nothing to back up.')
    throw error
  })
  const [about] = (
    await client.query<{ postgres: string; at: string }>(
      `select current_setting('server_version') as postgres, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at`,
    )
  ).rows
  const names = await client.query<{ name: string }>(
    `select sequencename::text as name from pg_sequences where schemaname = 'public' order by 1`,
  )
  const sequences: Head['sequences'] = []
  for (const { name } of names.rows) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(name)}`,
    )
    for (const row of rows) sequences.push({ name, ...row })
  }
  return { m50Backup: 1, takenAt: about?.at ?? '', postgres: about?.postgres ?? '', migrations, sequences }
}

async function* rowsOf(client: pg.Client, { table, columns }: Columns): AsyncGenerator<string[]> {
  const values = columns.map(column => `${quoted(column)}::text`).join(', ')
  await client.query(
    `declare rows no scroll cursor for select 'r' || json_build_array(${values})::text as row from ${quoted(table)}`,
  )
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${fetchedAtOnce} from rows`)
    if (rows.length === 0) break
    yield rows.map(({ row }) => row)
  }
  await client.query('close rows')
}
