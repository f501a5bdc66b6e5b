// SPDX-License-Identifier: EUPL-1.2
/** What stands for an answer that is not there yet. */
export const late: unique symbol = Symbol('late')

/** Waits for work until a moment of `performance.now()`; the work itself goes on. */
export async function before<T>(deadline: number, work: Promise<T>): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<typeof late>(resolve => {
    timer = setTimeout(resolve, Math.max(0, deadline - performance.now()), late)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}

/** Work that goes on after its request was answered. */
export interface Underway {
  /** Lets work go on; what it throws is told to `failed`. */
  add(work: Promise<unknown>): void
  /** Waits until nothing is under way. */
  ended(): Promise<void>
}

export function createUnderway(failed: (error: unknown) => void): Underway {
  const all = new Set<Promise<unknown>>()
  return {
    add(work) {
      const watched = work.catch(failed).finally(() => all.delete(watched))
      all.add(watched)
    },
    async ended() {
      while (all.size > 0) await Promise.all(all)
    },
  }
}
