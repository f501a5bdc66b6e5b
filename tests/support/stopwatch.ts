// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A machine is taken for no slower than this. */
const mostTimesSlower = 4

/** How long something here has waited for a processor since the machine's start, in milliseconds. Linux counts it; elsewhere it is nothing. */
function waitedMs(): number {
  try {
    return Number(/^some .*total=(\d+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/**
 * Begins to measure how long something takes, for a promise of so many milliseconds at most: that is made of a machine with time, and tests run many at once. Gives the milliseconds since,
 * those left out in which something waited for a processor, as far as that makes a machine up to four times slower.
 */
export function stopwatch(): () => number {
  const [began, waited] = [performance.now(), waitedMs()]
  return () => {
    const ms = performance.now() - began
    return Math.max(ms / mostTimesSlower, ms - (waitedMs() - waited))
  }
}

/** Waits until more than so many milliseconds have passed by that measure. */
export async function passed(ms: number): Promise<void> {
  const took = stopwatch()
  while (took() <= ms) await pause(10)
}
