// SPDX-License-Identifier: EUPL-1.2
import { LogLevel, webApi } from '@slack/bolt'
import type { Log } from '#/database/log.ts'

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

/** A client that calls once: no retries of its own, a limit is an error at once, and five seconds are enough. `apiUrl` ends in a slash. */
export const createClient = (botToken: string, apiUrl: string | undefined, log: Log): Client =>
  new webApi.WebClient(botToken, {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: quietLogger(log),
  })
