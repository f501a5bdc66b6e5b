// SPDX-License-Identifier: EUPL-1.2
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

const isFrame = /^(BEGIN|COMMIT|ROLLBACK)$/
const unsent = { rows: [], fields: [], rowCount: 0 }

/** A connection in a transaction, for Prisma: where that begins and ends is not for Prisma to say. */
const unframed = (client: pg.PoolClient) => ({
  query: (config: pg.QueryConfig) => (isFrame.test(config.text) ? Promise.resolve(unsent) : client.query(config)),
  on() {},
  removeListener() {},
  release() {},
})

interface Joined {
  readonly client: pg.PoolClient
  isOver: boolean
}

/**
 * A pool for Prisma's adapter that goes by where it is called: inside `within` on that transaction's connection, elsewhere on a free one.
 * Prisma's own interactive transactions cost as much as five statements; so ours are plain ones, and Prisma joins in.
 */
export function joining(pool: pg.Pool): {
  readonly pool: pg.Pool
  /** Runs `work` with `client`, which is in a transaction. @throws what Prisma is asked there after it has ended. */
  within<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T>
} {
  const here = new AsyncLocalStorage<Joined>()
  const current = () => {
    const joined = here.getStore()
    if (joined?.isOver) throw new Error('Prisma was asked in a transaction that has ended')
    return joined?.client
  }
  return {
    pool: Object.assign(new pg.Pool(), {
      query: async (config: pg.QueryConfig) => (current() ?? pool).query(config),
      async connect() {
        const client = current()
        return client ? unframed(client) : pool.connect()
      },
    }),
    async within(client, work) {
      const joined = { client, isOver: false }
      try {
        // Awaited inside: what Prisma is asked begins only when it is waited for.
        return await here.run(joined, async () => await work())
      } finally {
        joined.isOver = true
      }
    },
  }
}
