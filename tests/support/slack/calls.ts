// SPDX-License-Identifier: EUPL-1.2
import type { JsonObject } from './json.ts'

/** One call of the bot to the Web API (or to a response_url, as method `response_url`). */
export type Call = {
  method: string
  args: JsonObject
  teamId?: string
  channel?: string
  /** Milliseconds since 1970. */
  arrivedAt: number
  /** `ok`, Slack's error, `http 502`, `limited`, `stalled`, `cut`; `open` while it isn't answered. */
  outcome: string
  /** Whether Slack did what was asked, answered or not. */
  acted: boolean
  /** The message that was posted, updated or deleted. */
  ts?: string
  /** Made before an earlier 429's Retry-After was over. */
  early: boolean
}

/** A refusal of the Web API: HTTP 200 with ok: false. */
export class ApiError extends Error {
  readonly error: string
  readonly details: JsonObject
  constructor(error: string, details: JsonObject = {}) {
    super(error)
    this.error = error
    this.details = details
  }
}

/** Slack's answer to a payload with faults: the error and each fault with its JSON pointer. */
export function refusePayload(error: string, problems: string[]): never {
  throw new ApiError(error, {
    errors: problems,
    response_metadata: { messages: problems.map(each => `[ERROR] ${each}`) },
  })
}
