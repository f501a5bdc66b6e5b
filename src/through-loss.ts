// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import { isConnectionLoss } from '#/chat/away.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import { waitForDatabase } from '#/database/waiting.ts'

const lostPauseMs = 1_000

/** Does what a start needs of the database, again from its beginning where that is lost meanwhile. */
export async function throughLoss<T>(
  connectionString: string,
  log: Log,
  stopped: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    await waitForDatabase(connectionString, log, stopped)
    try {
      return await work()
    } catch (error) {
      const isLost = isConnectionLoss(error) || (error instanceof Error && isConnectionLoss(error.cause))
      if (!isLost) throw error
      log.warn(faultFacts(error), 'The database was lost during the start; the bot waits for it')
      await pause(lostPauseMs, undefined, { signal: stopped })
    }
  }
}
