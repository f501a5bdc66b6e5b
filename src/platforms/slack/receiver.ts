// SPDX-License-Identifier: EUPL-1.2
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  App,
  type BufferedIncomingMessage,
  HTTPModuleFunctions,
  type Receiver,
  type ReceiverEvent,
  ReceiverMultipleAckError,
  type SlackOptionsMiddlewareArgs,
  type SlackViewMiddlewareArgs,
  type ViewSubmitAction,
} from '@slack/bolt'
import type { z } from 'zod'
import type { Log } from '#/database/log.ts'
import { signedBody } from '#/platforms/slack/guard.ts'
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
  readonly post: Post
  readonly signingSecret: string
  readonly botToken: string
  readonly home: () => Home | null
  readonly turns: Turns
  readonly log: Log
}

/** Takes what is posted to a path of the shared web server, with nothing read of it: Slack signs the bytes as they came. Logs what the listener throws, and answers that with 500. */
export type Post = (
  path: string,
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
) => void

/**
 * Bolt's own receivers check the text of a body, and not its bytes; see docs/decisions/slack-receiver.md.
 * A response leaves when all is done with its request: until then a message counts as not taken, and Slack sends it again.
 */
function createDoor({ post, signingSecret, log }: ReceiverParts): Receiver {
  let app: App
  post(eventsPath, async (request, response) => {
    const arrived = performance.now()
    const rawBody = await signedBody(request, signingSecret)
    if (!rawBody) {
      log.warn({ method: 'request', outcome: 'refused' }, 'a request was not signed by Slack')
      response.writeHead(401, { connection: 'close' }).end()
      return
    }
    const body = readBody(Object.assign(request, { rawBody }))
    if (!body) {
      log.warn({ method: 'request', outcome: 'unread' }, 'Slack sent another shape')
      return void response.writeHead(400).end()
    }
    if (body.ssl_check === '1') return void response.end()
    if (body.type === 'url_verification') return sendJson(response, { challenge: body.challenge })
    let answer: { readonly given: unknown } | undefined
    await app.processEvent({
      body,
      ack: async given => {
        if (answer) throw new ReceiverMultipleAckError()
        answer = { given }
      },
      customProperties: { arrived },
    })
    if (answer?.given) sendJson(response, answer.given)
    else response.end()
  })
  return {
    init(bolt) {
      app = bolt
    },
    start: async () => {},
    stop: async () => {},
  }
}

/** Null where it can't be read. */
function readBody(request: BufferedIncomingMessage): ReceiverEvent['body'] | null {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request)
  } catch {
    return null
  }
}

const sendJson = (response: ServerResponse, value: unknown): void =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))

type Any = SlackViewMiddlewareArgs | SlackOptionsMiddlewareArgs | { readonly body: { readonly type?: string } }

const isSubmission = (args: Any): args is SlackViewMiddlewareArgs<ViewSubmitAction> =>
  args.body.type === 'view_submission'
const isSuggestion = (args: Any): args is SlackOptionsMiddlewareArgs<'block_suggestion'> =>
  args.body.type === 'block_suggestion'

const momentOf = (arrived: unknown): number => (typeof arrived === 'number' ? arrived : performance.now())

/** Puts Bolt on the web server, under /slack/events: what it hears goes to the turns, by its kind. */
export function startReceiver(parts: ReceiverParts): void {
  const { botToken, home, turns, log } = parts
  const app = new App({
    receiver: createDoor(parts),
    logger: quietLogger(log),
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

  // One middleware hears all kinds: of listeners, one a kind, Bolt runs every one at every request.
  app.use(async args => {
    const { body, context } = args
    const arrived = momentOf(context.arrived)
    if ('command' in args) {
      const payload = read(commandPayload, 'command', body)
      return payload ? turns.command(ofCommand(payload), args.ack, arrived) : args.ack()
    }
    if ('action' in args) {
      const payload = read(pressPayload, 'press', body)
      const asked = payload && ofPress(payload)
      return asked ? turns.press(asked, args.ack, arrived) : args.ack()
    }
    if ('shortcut' in args) {
      const payload = read(messageActionPayload, 'message action', body)
      return payload ? turns.press(ofMessageAction(payload), args.ack, arrived) : args.ack()
    }
    if (isSubmission(args)) {
      const payload = read(submissionPayload, 'submission', body)
      return payload ? turns.submission(ofSubmission(payload), payload.view, args.ack, arrived) : args.ack()
    }
    if (isSuggestion(args)) {
      const payload = read(suggestionPayload, 'suggestion', body)
      return payload ? turns.suggestion(ofSuggestion(payload), args.ack, arrived) : args.ack({ options: [] })
    }
    if (!('event' in args)) return
    if (args.event.type === 'app_home_opened') {
      const opened = homePayload.safeParse(body)
      if (opened.success) turns.home(ofHome(opened.data))
    }
    if (args.event.type === 'message' || args.event.type === 'app_mention') {
      const payload = messagePayload.safeParse(body)
      const asked = payload.success && ofMessage(payload.data, home()?.botUser)
      if (asked) await turns.message(asked, arrived)
    }
  })
}
