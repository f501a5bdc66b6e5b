// SPDX-License-Identifier: EUPL-1.2
import type { Call } from './calls.ts'

/** So many calls per method and conversation in so many seconds, and `burst` more at once. */
export type RateLimit = { calls: number; seconds: number; burst: number }

type Bucket = { tokens: number; filledAt: number }

export type Rates = {
  set(method: string, limit: RateLimit): void
  lift(method: string): void
  /** Seconds to wait where the call comes too early or too often; marks the call as early when it didn't wait. */
  refuse(call: Call): number | undefined
  /** Keeps calls like this one limited for so many seconds. */
  limit(call: Call, seconds: number): void
}

const key = (call: Call) => `${call.teamId ?? ''} ${call.method} ${call.channel ?? ''}`

export function startRates(): Rates {
  const limits = new Map<string, RateLimit>()
  const buckets = new Map<string, Bucket>()
  const limitedUntil = new Map<string, number>()

  const spend = (call: Call, { calls, seconds, burst }: RateLimit): number | undefined => {
    const perMs = calls / (seconds * 1000)
    const bucket = buckets.get(key(call)) ?? { tokens: calls + burst, filledAt: call.arrivedAt }
    bucket.tokens = Math.min(calls + burst, bucket.tokens + (call.arrivedAt - bucket.filledAt) * perMs)
    bucket.filledAt = call.arrivedAt
    buckets.set(key(call), bucket)
    // A hair of tolerance: a call exactly at its time must not be refused for a rounding.
    if (bucket.tokens < 0.999) return Math.ceil((1 - bucket.tokens) / perMs / 1000)
    bucket.tokens -= 1
    return undefined
  }

  const limit = (call: Call, seconds: number) => {
    limitedUntil.set(key(call), call.arrivedAt + seconds * 1000)
  }

  return {
    set: (method, rate) => limits.set(method, rate),
    lift: method => limits.delete(method),
    limit,
    refuse: call => {
      const until = limitedUntil.get(key(call)) ?? 0
      if (call.arrivedAt < until) {
        call.early = true
        return Math.ceil((until - call.arrivedAt) / 1000)
      }
      const rate = limits.get(call.method)
      const wait = rate && spend(call, rate)
      if (wait !== undefined) limit(call, wait)
      return wait
    },
  }
}
