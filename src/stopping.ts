// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'

/** What must end in an orderly way when the bot stops. */
export interface Ending {
  readonly name: string
  /** Milliseconds after the stop began, when nobody waits for it any longer. */
  readonly by: number
  /** Gets the milliseconds that it may take. */
  end(leftMs: number): Promise<unknown> | unknown
}

/** Answers that are on their way, then work that is handed back, then all of it: a second before whoever sent the signal gives up [T39]. */
export const stopsBy = { answers: 17_000, work: 21_000, all: 24_000 }

/**
 * Ends one thing after another, all under the deadlines of one stop, which began at this moment of `performance.now()`.
 * What fails or does not end in time is logged, and keeps nothing else from ending. Never rejects.
 */
export async function endAll(endings: readonly Ending[], began: number, log: Log): Promise<void> {
  for (const { name, by, end } of endings) {
    const leftMs = Math.max(0, by - (performance.now() - began))
    const timer = new AbortController()
    const late = pause(leftMs, 'late', { signal: timer.signal })
    try {
      if ((await Promise.race([late, end(leftMs)])) === 'late') log.warn({ ending: name }, 'It does not end in time')
    } catch (error) {
      log.warn({ ending: name, ...faultFacts(error) }, 'It does not end in order')
    } finally {
      late.catch(() => {})
      timer.abort()
    }
  }
}
