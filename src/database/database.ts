// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Db, Statement, Tx } from '#/database/db.ts'
import { TransactionTooLong } from '#/database/errors.ts'
import { PrismaClient } from '#/database/generated/client.ts'
import { joining } from '#/database/joining.ts'
import { leaveTogether } from '#/database/leave-together.ts'
import { type Pulse, startPulse, watched } from '#/database/pulse.ts'

export interface Pool extends Db {
  /** Runs `work` in one transaction. `committing` is called when all is written and COMMIT is about to be sent: after that nobody knows until it is answered. */
  transaction<T>(work: (tx: Tx) => Promise<T>, committing?: () => void): Promise<T>
}

/** Two pools, so that turns and background work starve each other never. */
export interface Database {
  readonly turns: Pool
  readonly background: Pool
  /** Whether the database answers; see `pulse.ts`. */
  readonly pulse: Pulse
  /** For who has connections of its own: the pulse feels and cuts those as well. */
  readonly Client: WatchedClient
  close(): Promise<void>
}

export type WatchedClient = ReturnType<typeof watched>

/** Divides the connections of a copy: half of them for turns, which people wait for. */
export function shareConnections(most: number): {
  readonly turns: number
  readonly background: number
  readonly jobs: number
} {
  const jobs = Math.round(most / 5)
  const background = Math.round(most / 4)
  return { turns: most - background - jobs, background, jobs }
}

/** How many a copy makes at most, where nobody says otherwise. */
export const usualConnections = shareConnections(30)
const waitForConnectionMs = 10_000
const transactionMs = 10_000
const probeMs = 1_000

/** Limits are set here, since a pooler in transaction mode refuses connections that ask for them, and would hand them on to others. One message, which takes as long as BEGIN alone. */
const begin = `BEGIN; SET LOCAL lock_timeout = 5000; SET LOCAL idle_in_transaction_session_timeout = ${transactionMs}`

export const preparedName = (query: { sql: string }): string => createHash('sha1').update(query.sql).digest('base64url')

function openPool(
  connectionString: string,
  max: number,
  application: string,
  Client: WatchedClient,
): Pool & { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString,
    max,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitForConnectionMs,
    application_name: application,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    pipeline: true,
    Client,
  })
  // A connection that breaks while idle, or while in use, reports it here as well as to its query; unheard it would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const joined = joining(pool)
  const prisma = new PrismaClient({ adapter: new PrismaPg(joined.pool, { statementNameGenerator: preparedName }) })
  const memory = {}
  const run = async <Row>(
    on: { query(config: pg.QueryConfig): Promise<pg.QueryResult> },
    { name, text }: Statement,
    values: readonly unknown[],
  ) => (await on.query({ name, text, values: values as unknown[] })).rows as Row[]

  async function transaction<T>(work: (tx: Tx) => Promise<T>, committing?: () => void): Promise<T> {
    const client = await pool.connect()
    const endsAt = performance.now() + transactionMs
    let isOver = false
    const check = () => {
      if (isOver) throw new Error('a transaction was used after its end')
      if (performance.now() > endsAt) throw new TransactionTooLong()
    }
    // Sent together with the first statement, and answered before it.
    leaveTogether(client)
    const begun = client.query(begin)
    begun.catch(() => {})
    const tx = {
      prisma,
      memory,
      isTransaction: true,
      async query<Row>(statement: Statement, values: readonly unknown[] = []) {
        check()
        const rows = run<Row>(client, statement, values)
        rows.catch(() => {})
        await begun
        return rows
      },
    } as unknown as Tx
    try {
      const result = await joined.within(client, () => work(tx))
      check()
      await begun
      isOver = true
      committing?.()
      const { command } = await client.query('COMMIT')
      if (command !== 'COMMIT') throw new Error('a transaction went on after a statement had failed')
      client.release()
      return result
    } catch (error) {
      isOver = true
      await client.query('ROLLBACK').then(
        () => client.release(),
        broken => client.release(broken),
      )
      throw error
    }
  }

  return {
    prisma,
    memory,
    isTransaction: false,
    query: (statement, values = []) => run(pool, statement, values),
    transaction,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** Whether the database answers within a second. @throws when it refuses the connection, or breaks it. */
async function probe(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  const asked = client.connect().then(() => client.query('select 1'))
  asked.catch(() => {})
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<null>(resolve => {
    timer = setTimeout(resolve, probeMs, null)
  })
  try {
    const isThere = (await Promise.race([asked, silence])) !== null
    if (isThere) void client.end().catch(() => {})
    else client.connection.stream.destroy()
    return isThere
  } finally {
    clearTimeout(timer)
  }
}

/** Opens both pools. `turns` and `background` are numbers of connections. */
export function openDatabase(options: {
  readonly url: string
  readonly directUrl?: string
  readonly turns?: number
  readonly background?: number
}): Database {
  const watch = startPulse(() => probe(options.url))
  const Client = watched(watch)
  const turns = openPool(options.url, options.turns ?? usualConnections.turns, 'm50 turns', Client)
  const background = openPool(
    options.directUrl ?? options.url,
    options.background ?? usualConnections.background,
    'm50 background',
    Client,
  )
  return {
    turns,
    background,
    pulse: watch,
    Client,
    async close() {
      watch.stop()
      await Promise.all([turns.close(), background.close()])
    },
  }
}
