// SPDX-License-Identifier: EUPL-1.2
import { LogLevel, webApi } from '@slack/bolt'
import type { Log } from '#/database/log.ts'
import { failureOf, limitedBy } from '#/platforms/slack/outcome.ts'

export type Client = webApi.WebClient

/** After so many milliseconds without an answer a call is unclear. */
export const callTimeoutMs = 5000

/** Slack's own packages log what people write when they are asked for details; of their warnings only what stands before the details is kept [T48]. */
export function quietLogger(log: Log): webApi.Logger {
  const kept = (said: readonly unknown[]) => {
    const [first] = said
    return typeof first === 'string' ? (first.split(/[:(]/)[0] ?? '').trim().slice(0, 80) : 'unnamed'
  }
  return {
    debug() {},
    info() {},
    warn: (...said) => log.warn({ from: '@slack', said: kept(said) }, 'Slack package warns'),
    error: (...said) => log.error({ from: '@slack', said: kept(said) }, 'Slack package reports an error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}

/** A Retry-After that Slack named: for a method, in one conversation or (undefined) in all. */
export interface Limit {
  readonly method: string
  readonly conversation: string | undefined
  readonly seconds: number
}

/** Makes no call before a Retry-After that it was told is over, whoever of this process asks: what would be refused counts as refused [T30]. */
class PatientClient extends webApi.WebClient {
  readonly #until = new Map<string, number>()
  readonly #limited: (limit: Limit) => void

  constructor(botToken: string, options: webApi.WebClientOptions, limited: (limit: Limit) => void) {
    super(botToken, options)
    this.#limited = limited
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<webApi.WebAPICallResult> {
    const scope = limitedBy(method)
    const conversation = scope === 'conversation' ? String(options.channel) : undefined
    const key = conversation === undefined ? method : `${method} ${conversation}`
    const waitMs = (this.#until.get(key) ?? 0) - performance.now()
    if (waitMs > 0) throw new webApi.WebAPIRateLimitedError(waitMs / 1000)
    this.#until.delete(key)
    try {
      return await super.apiCall(method, options)
    } catch (error) {
      const { failed } = failureOf(error, scope)
      if (failed.outcome === 'limited') {
        const until = performance.now() + failed.retryAfterSeconds * 1000
        this.#until.set(key, Math.max(until, this.#until.get(key) ?? 0))
        this.#limited({ method, conversation, seconds: failed.retryAfterSeconds })
      }
      throw error
    }
  }
}

/** A client that calls once: no retries of its own, a limit is an error at once, and five seconds are enough. `apiUrl` ends in a slash; `limited` hears each limit once for each call that Slack refused. */
export const createClient = (
  botToken: string,
  apiUrl: string | undefined,
  log: Log,
  limited: (limit: Limit) => void = () => {},
): Client =>
  new PatientClient(
    botToken,
    {
      ...(apiUrl && { slackApiUrl: apiUrl }),
      timeout: callTimeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: quietLogger(log),
    },
    limited,
  )
