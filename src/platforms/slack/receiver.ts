// SPDX-License-Identifier: EUPL-1.2
import { App, ExpressReceiver, type ViewSubmitAction } from '@slack/bolt'
import type { Express } from 'express'
import type { z } from 'zod'
import type { Log } from '#/database/log.ts'
import { arrivedAt, guard } from '#/platforms/slack/guard.ts'
import type { Home } from '#/platforms/slack/home.ts'
import {
  ofCommand,
  ofHome,
  ofMessage,
  ofMessageAction,
  ofPress,
  ofSubmission,
  ofSuggestion,
} from '#/platforms/slack/incoming.ts'
import {
  commandPayload,
  homePayload,
  messageActionPayload,
  messagePayload,
  pressPayload,
  submissionPayload,
  suggestionPayload,
} from '#/platforms/slack/payloads.ts'
import type { Turns } from '#/platforms/slack/turns.ts'
import { quietLogger } from '#/platforms/slack/web-client.ts'

/** Where Slack sends everything to. */
export const eventsPath = '/slack/events'

export interface ReceiverParts {
  readonly web: Express
  readonly signingSecret: string
  readonly botToken: string
  readonly home: () => Home | null
  readonly turns: Turns
  readonly log: Log
  /** Told of a fault of our own. */
  readonly failed: (error: unknown) => void
}

const momentOf = (arrived: unknown): number => (typeof arrived === 'number' ? arrived : performance.now())

/**
 * Puts Bolt on the web server, under /slack/events, with one listener a kind: what they hear goes to the turns.
 * `processBeforeResponse` sends the response when the listener has ended: until then a message counts as not taken, and Slack sends it again.
 */
export function startReceiver({ web, signingSecret, botToken, home, turns, log, failed }: ReceiverParts): void {
  web.post(eventsPath, guard(log))
  const logger = quietLogger(log)
  const receiver = new ExpressReceiver({
    signingSecret,
    app: web,
    endpoints: eventsPath,
    processBeforeResponse: true,
    logger,
    customPropertiesExtractor: request => ({ arrived: arrivedAt(request) }),
    processEventErrorHandler: async ({ error, response }) => {
      failed(error)
      if (!response.headersSent) response.writeHead(500).end()
      return true
    },
  })
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    // Without it Bolt asks Slack who the bot is at every single event.
    authorize: async () => {
      const known = home()
      return { botToken, ...(known && { botId: known.botId, botUserId: known.botUser }) }
    },
  })

  /** What is not as Slack documents it is answered with an empty 200 and logged by its kind alone. */
  const read = <T>(shape: z.ZodType<T>, kind: string, body: unknown): T | null => {
    const parsed = shape.safeParse(body)
    if (parsed.success) return parsed.data
    log.warn(
      { method: kind, outcome: 'unread', at: parsed.error.issues[0]?.path.join('.') },
      'Slack sent another shape',
    )
    return null
  }

  app.command(/.*/, async ({ ack, body, context }) => {
    const payload = read(commandPayload, 'command', body)
    if (!payload) return ack()
    await turns.command(ofCommand(payload), ack, momentOf(context.arrived))
  })

  app.action(/.*/, async ({ ack, body, context }) => {
    const payload = read(pressPayload, 'press', body)
    const asked = payload && ofPress(payload)
    if (!asked) return ack()
    await turns.press(asked, ack, momentOf(context.arrived))
  })

  app.shortcut(/.*/, async ({ ack, body, context }) => {
    const payload = read(messageActionPayload, 'message action', body)
    if (!payload) return ack()
    await turns.press(ofMessageAction(payload), ack, momentOf(context.arrived))
  })

  app.view<ViewSubmitAction>(/.*/, async ({ ack, body, context }) => {
    const payload = read(submissionPayload, 'submission', body)
    if (!payload) return ack()
    await turns.submission(ofSubmission(payload), payload.view, ack, momentOf(context.arrived))
  })

  app.options(/.*/, async ({ ack, body, context }) => {
    const payload = read(suggestionPayload, 'suggestion', body)
    if (!payload) return ack({ options: [] })
    await turns.suggestion(ofSuggestion(payload), ack, momentOf(context.arrived))
  })

  app.event(/.*/, async ({ event, body, context }) => {
    if (event.type === 'app_home_opened') {
      const opened = homePayload.safeParse(body)
      if (opened.success) turns.home(ofHome(opened.data))
      return
    }
    if (event.type !== 'message' && event.type !== 'app_mention') return
    const payload = messagePayload.safeParse(body)
    const asked = payload.success && ofMessage(payload.data, home()?.botUser)
    if (asked) await turns.message(asked, momentOf(context.arrived))
  })
}
