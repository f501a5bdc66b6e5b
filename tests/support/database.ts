// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseAt } from './database-url.ts'

export interface TestDatabase {
  readonly url: string
  /** One statement on a connection of its own pool; its rows. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Removes it, also while something is still connected. */
  drop(): Promise<void>
}

const templates = { schema: 'template_test', seeded: 'template_seeded', empty: 'template1' }

/**
 * A database of the test's own on the tests' Postgres: with the newest schema, and the network's facts of prisma/seed when `seeded`; or without any
 * table when `empty`. It plans as a network's own does when `measured`; elsewhere a statement is planned once (see database-setup.ts).
 */
export async function freshDatabase(
  want: { seeded?: boolean; empty?: boolean; measured?: boolean } = {},
): Promise<TestDatabase> {
  const template = templates[want.empty ? 'empty' : want.seeded ? 'seeded' : 'schema']
  const name = `t_${randomBytes(6).toString('hex')}`
  const server = inject('databaseUrl')
  // Copied as files: through the log, as is the default, it costs the database three times as much.
  await once(server, `create database ${name} template ${template} strategy file_copy`)
  if (want.measured) await once(server, `alter database ${name} set plan_cache_mode = auto`)
  const url = databaseAt(server, name)
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  // Its connections may be cut by the very test that looks through them.
  pool.on('error', () => {})
  return {
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    async drop() {
      await pool.end()
      await once(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
