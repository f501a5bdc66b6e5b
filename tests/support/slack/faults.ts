// SPDX-License-Identifier: EUPL-1.2
import { series } from '../series.ts'
import type { Call } from './calls.ts'

/** What goes wrong with a call. `acts`: Slack does what was asked all the same, and the bot isn't told. */
export type Fault =
  | { kind: 'error'; error: string }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'http'; status: number; acts: boolean }
  | { kind: 'stall'; acts: boolean }
  | { kind: 'cut'; acts: boolean }

/** Slack's refusal with this error, HTTP 200. */
export const apiError = (error: string): Fault => ({ kind: 'error', error })
/** HTTP 429; seconds. Calls of the same method and conversation stay limited until then, and count as early. */
export const limited = (retryAfter: number): Fault => ({ kind: 'limited', retryAfter })
/** Another HTTP status: 502, 500, 408. */
export const http = (status: number, { acts }: { acts: boolean }): Fault => ({ kind: 'http', status, acts })
/** No answer until it is lifted. Where it doesn't act at once, it acts when lifted. */
export const stall = ({ acts }: { acts: boolean }): Fault => ({ kind: 'stall', acts })
/** The line is cut instead of an answer. */
export const cut = ({ acts }: { acts: boolean }): Fault => ({ kind: 'cut', acts })

export type Where = { channel?: string; times?: number }
/** A fault that was asked for: how often it struck, and the way to end it. */
export type Planned = { readonly hits: number; lift(): void }

type Rule = {
  method: string
  fault: Fault
  channel: string | undefined
  timesLeft: number
  hits: number
  lifted: Promise<void>
}

export type RandomLimits = { seed: number; share: number; retryAfter: number; methods: string[] }

export type Faults = {
  /** Lets calls of a method fail: `times` of them, or all until lifted; in one conversation, or in all. */
  plan(method: string, fault: Fault, where?: Where): Planned
  /** Answers a share of the calls with 429, the same calls for the same seed. */
  limitAtRandom(limits: RandomLimits): { stop(): void }
  /** The fault for a call, used up; and when a stalled one goes on. */
  take(call: Call): { fault: Fault; lifted: Promise<void> } | undefined
  liftAll(): void
}

export function startFaults(): Faults {
  const rules: { rule: Rule; lift: () => void }[] = []
  let random: { limits: RandomLimits; next: () => number } | undefined

  const plan = (method: string, fault: Fault, { channel, times }: Where = {}): Planned => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const rule: Rule = {
      method,
      fault,
      channel,
      timesLeft: times ?? Number.POSITIVE_INFINITY,
      hits: 0,
      lifted: promise,
    }
    const lift = () => {
      rule.timesLeft = 0
      resolve()
    }
    rules.push({ rule, lift })
    return {
      get hits() {
        return rule.hits
      },
      lift,
    }
  }

  const take = (call: Call) => {
    const found = rules.find(
      ({ rule }) =>
        rule.method === call.method &&
        rule.timesLeft > 0 &&
        (rule.channel === undefined || rule.channel === call.channel),
    )?.rule
    if (found) {
      found.timesLeft -= 1
      found.hits += 1
      return { fault: found.fault, lifted: found.lifted }
    }
    if (!random?.limits.methods.includes(call.method) || random.next() >= random.limits.share) return undefined
    return { fault: limited(random.limits.retryAfter), lifted: Promise.resolve() }
  }

  return {
    plan,
    take,
    limitAtRandom: limits => {
      random = { limits, next: series(limits.seed) }
      return {
        stop: () => {
          random = undefined
        },
      }
    },
    liftAll: () => {
      random = undefined
      for (const { lift } of rules) lift()
    },
  }
}
