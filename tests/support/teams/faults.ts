// SPDX-License-Identifier: EUPL-1.2
import type { ServerResponse } from 'node:http'
import type { Answer } from './connector.ts'
import type { Call } from './world.ts'

/** What goes wrong with a call. `acts`: what was asked is done all the same. `stall` answers when it is lifted, `cut` ends the line. */
export type Fault =
  | {
      readonly kind: 'status'
      readonly status: number
      readonly code?: string
      readonly acts?: boolean
      readonly retryAfter?: number
    }
  | { readonly kind: 'stall'; readonly acts: boolean }
  | { readonly kind: 'cut'; readonly acts: boolean }

export interface Planned {
  readonly hits: number
  lift(): void
}

export interface Faults {
  /** Lets calls of a method fail: `times` of them, or all until lifted; in one conversation, or in all. */
  plan(method: Call['method'], fault: Fault, where?: { conversation?: string; times?: number }): Planned
  take(call: Call): { fault: Fault; lifted: Promise<void> } | undefined
  liftAll(): void
}

export function startFaults(): Faults {
  const rules: {
    method: string
    fault: Fault
    conversation?: string
    left: number
    hits: number
    lifted: Promise<void>
    lift: () => void
  }[] = []
  return {
    plan(method, fault, { conversation, times = Number.POSITIVE_INFINITY } = {}) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const rule = {
        method,
        fault,
        ...(conversation === undefined ? {} : { conversation }),
        left: times,
        hits: 0,
        lifted: promise,
        lift: () => {
          rule.left = 0
          resolve()
        },
      }
      rules.push(rule)
      return {
        get hits() {
          return rule.hits
        },
        lift: rule.lift,
      }
    },
    take(call) {
      const rule = rules.find(
        each =>
          each.method === call.method &&
          each.left > 0 &&
          (each.conversation === undefined || call.conversation?.startsWith(each.conversation)),
      )
      if (!rule) return undefined
      rule.left -= 1
      rule.hits += 1
      return { fault: rule.fault, lifted: rule.lifted }
    },
    liftAll() {
      for (const { lift } of rules) lift()
    },
  }
}

/** What a call is answered with, given a fault; null where the line was cut. */
export async function through(
  struck: ReturnType<Faults['take']>,
  act: () => Answer,
  response: ServerResponse,
): Promise<(Answer & { readonly headers?: Record<string, string> }) | null> {
  if (!struck) return act()
  const { fault, lifted } = struck
  if (fault.kind === 'stall') {
    const done = fault.acts ? act() : undefined
    await lifted
    return done ?? act()
  }
  if (fault.kind === 'cut') {
    if (fault.acts) act()
    response.destroy()
    return null
  }
  if (fault.acts) act()
  return {
    status: fault.status,
    body: { error: { code: fault.code ?? 'ServiceError' } },
    ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfter) } }),
  }
}
