// SPDX-License-Identifier: EUPL-1.2
import { vi } from 'vitest'

/** What is done while this process's clock, and not the database's, is so many hours ahead. */
export async function underClock(hoursAhead: number, act: () => Promise<unknown>): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hoursAhead * 3_600_000 })
  try {
    await act()
  } finally {
    vi.useRealTimers()
  }
}
