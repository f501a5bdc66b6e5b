// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import type { Sent } from '#/chat/platform.ts'

/** The end of the bot, and when it is over: what would have to wait for longer is given up as soon as the end begins. */
export interface Stop {
  readonly began: AbortSignal
  /** A moment of `performance.now()`. */
  readonly endsAt: () => number
}

/** So long an answer is worth waiting for. */
const longestWaitMs = 60_000

/** Only what surely did not arrive is said again on another way. */
export const isOver = ({ outcome }: Sent): boolean => outcome === 'sent' || outcome === 'unclear'

/** Makes calls of answers when the platform says that they may be made [T30]. */
export function createPatience(stop: Stop): (call: () => Promise<Sent>) => Promise<Sent> {
  /** Waits until a moment of `performance.now()`; false, at once, where the stop is over before. */
  async function waited(until: number): Promise<boolean> {
    const leftMs = () => Math.max(0, until - performance.now())
    await pause(leftMs(), undefined, { signal: stop.began }).catch(() => {})
    if (until > stop.endsAt()) return false
    await pause(leftMs())
    return true
  }

  return async call => {
    const deadline = performance.now() + longestWaitMs
    for (;;) {
      const sent = await call()
      if (sent.outcome !== 'limited') return sent
      const until = performance.now() + sent.retryAfterSeconds * 1000
      if (until > deadline || !(await waited(until))) return sent
    }
  }
}
