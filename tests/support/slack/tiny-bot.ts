// SPDX-License-Identifier: EUPL-1.2
import type { Server } from 'node:http'
import { App, ExpressReceiver, type Logger, LogLevel } from '@slack/bolt'
import express from 'express'
import type { Slack } from '../slack-server.ts'

/** Says nothing: what the SDK would log here is what the tests try on purpose. */
export const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

export type TinyBot = { app: App; url: string; close(): Promise<void> }

/** A bare Bolt app that listens on a free port, to try the server with: what it says is up to the test. */
export async function startTinyBot(slack: Slack, { ignoreSelf = true } = {}): Promise<TinyBot> {
  const web = express()
  const receiver = new ExpressReceiver({
    signingSecret: slack.signingSecret,
    app: web,
    endpoints: '/slack/events',
    logger: quiet,
    // Long after Slack has given up, however slow the machine is.
    unhandledRequestTimeoutMillis: 60_000,
  })
  const app = new App({
    receiver,
    logger: quiet,
    convoStore: false,
    ignoreSelf,
    authorize: async () => ({ botToken: slack.botToken, botId: slack.botId, botUserId: slack.botUserId }),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  const server: Server = web.listen(0, '127.0.0.1', () => resolve())
  await promise
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`
  slack.talkTo(url)
  return {
    app,
    url,
    close: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}
