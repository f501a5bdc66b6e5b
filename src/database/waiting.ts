// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { postgresCode } from '#/database/errors.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

const longestPauseMs = 2_000
const tellEveryMs = 10_000
const connectMs = 3_000

/** What only a person can mend: a wrong password, a database or role that does not exist, TLS that is demanded. Everything else may pass. */
const forGood = /^(28|3D)/

/** Waits until the database lets us in. @throws DatabaseUnusable when it answers that it never will; AbortError when `stopped`. */
export async function waitForDatabase(url: string, log: Log, stopped: AbortSignal): Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY
  for (let attempt = 0; ; attempt++) {
    stopped.throwIfAborted()
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectMs,
      query_timeout: connectMs,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      const code = postgresCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
      if (forGood.test(code))
        throw new DatabaseUnusable(
          'no-access',
          `The database does not let the bot in (Postgres code ${code}). Check DATABASE_URL.`,
        )
      if (performance.now() - toldAt > tellEveryMs) {
        toldAt = performance.now()
        log.warn({ code }, 'The database does not answer yet; the bot waits for it and starts as soon as it does')
      }
    } finally {
      void client.end().catch(() => {})
    }
    await pause(Math.min(longestPauseMs, 100 * 2 ** attempt), undefined, { signal: stopped })
  }
}
