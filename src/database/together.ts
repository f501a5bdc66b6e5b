// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg'

/** A connection that has not answered for so long is left to those who wait on it already. */
const patienceMs = 200

/** What is sent on a connection now leaves in one packet with what follows in the same turn of the event loop: every system call costs as much as a short statement. */
export function leaveTogether({ connection: { stream } }: pg.PoolClient): void {
  stream.cork()
  setImmediate(() => stream.uncork())
}

/**
 * Asks statements that are short and wait for no lock over one connection, however many turns ask at once: none waits for another's answer before it is sent.
 * Never for what may take long: the others' answers come behind it.
 */
export function together(pool: pg.Pool): (config: pg.QueryConfig) => Promise<pg.QueryResult> {
  let lent: { readonly client: Promise<pg.PoolClient>; users: number; heardAt: number } | undefined

  return async config => {
    const now = performance.now()
    if (lent && now - lent.heardAt > patienceMs) lent = undefined
    lent ??= { client: pool.connect(), users: 0, heardAt: now }
    const mine = lent
    mine.users += 1
    const giveBack = () => {
      mine.users -= 1
      if (mine.users > 0) return
      if (lent === mine) lent = undefined
      mine.client.then(
        client => client.release(),
        () => {},
      )
    }
    try {
      const client = await mine.client
      leaveTogether(client)
      const answer = await client.query(config)
      mine.heardAt = performance.now()
      return answer
    } catch (error) {
      // Whoever comes now gets another connection, should this one be broken.
      if (lent === mine) lent = undefined
      throw error
    } finally {
      giveBack()
    }
  }
}
