// SPDX-License-Identifier: EUPL-1.2

/** At most so many calls in so long. */
interface Limit {
  readonly most: number
  readonly ms: number
}

/** What a conversation's calls are counted by: what is written there, and what is asked of it (its members, a team's channels). */
export type Counted = 'writing' | 'looking'

// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: a bot in one conversation, and in one tenant.
const perConversation: Readonly<Record<Counted, readonly Limit[]>> = {
  writing: [
    { most: 7, ms: 1_000 },
    { most: 8, ms: 2_000 },
    { most: 60, ms: 30_000 },
    { most: 1_800, ms: 3_600_000 },
  ],
  looking: [
    { most: 14, ms: 1_000 },
    { most: 16, ms: 2_000 },
    { most: 120, ms: 30_000 },
    { most: 3_600, ms: 3_600_000 },
  ],
}
const perTenant: readonly Limit[] = [{ most: 50, ms: 1_000 }]

/** Conversations and tenants that this copy keeps count of. */
const mostCounted = 10_000

/** Keeps the connector's limits before a call is made, for what this copy sends and asks; what another copy adds to it, the connector says by 429, and that is kept as well. */
export interface Throttle {
  /** Seconds until a call may be made there; 0 where it may be made now, and then it counts. */
  take(tenant: string, conversation?: string, counted?: Counted): number
  /** The connector allows none there for so many seconds. */
  heard(seconds: number, tenant: string, conversation?: string, counted?: Counted): void
}

interface Count {
  /** When each call was made, the oldest first. */
  readonly calls: number[]
  until: number
}

/** `isMicrosoft`: false for a peer that plays Teams, which has no limits but those that it says. `now` in milliseconds, of a clock that only goes on. */
export function createThrottle(isMicrosoft: boolean, now: () => number = () => performance.now()): Throttle {
  const inTenant = isMicrosoft ? perTenant : []
  const counts = new Map<string, Count>()

  function countOf(key: string): Count {
    const count = counts.get(key) ?? { calls: [], until: 0 }
    counts.delete(key)
    counts.set(key, count)
    const [oldest] = counts.keys()
    if (counts.size > mostCounted && oldest !== undefined) counts.delete(oldest)
    return count
  }

  /** The moment from which one more call keeps to all limits. */
  function freeAt({ calls, until }: Count, limits: readonly Limit[], at: number): number {
    const longest = Math.max(0, ...limits.map(({ ms }) => ms))
    while (calls[0] !== undefined && calls[0] <= at - longest) calls.shift()
    return Math.max(until, ...limits.map(({ most, ms }) => (calls.at(-most) ?? -ms) + ms))
  }

  const roomKey = (tenant: string, conversation: string, counted: Counted) => `${tenant} ${conversation} ${counted}`

  const keysOf = (tenant: string, conversation: string | undefined, counted: Counted) => [
    { key: tenant, limits: inTenant },
    ...(conversation === undefined
      ? []
      : [{ key: roomKey(tenant, conversation, counted), limits: isMicrosoft ? perConversation[counted] : [] }]),
  ]

  return {
    take(tenant, conversation, counted = 'writing') {
      const at = now()
      const asked = keysOf(tenant, conversation, counted).map(({ key, limits }) => ({ count: countOf(key), limits }))
      const free = Math.max(...asked.map(({ count, limits }) => freeAt(count, limits, at)))
      if (free > at) return (free - at) / 1000
      for (const { count } of asked) count.calls.push(at)
      return 0
    },
    heard(seconds, tenant, conversation, counted = 'writing') {
      const count = countOf(conversation === undefined ? tenant : roomKey(tenant, conversation, counted))
      count.until = Math.max(count.until, now() + seconds * 1000)
    },
  }
}
