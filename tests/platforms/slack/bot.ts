// SPDX-License-Identifier: EUPL-1.2
import type { Server } from 'node:http'
import express from 'express'
import type { Answer, Incoming, Take } from '#/chat/turn.ts'
import { createSlack, type Slack as OurSlack } from '#/platforms/slack/slack.ts'
import { recordingLog } from '../../support/silent-log.ts'
import type { Slack } from '../../support/slack-server.ts'

/** Slack's door with nothing behind it but what a test says. */
export interface Bot {
  readonly ours: OurSlack
  /** All that came to the router, in order. */
  readonly heard: Incoming[]
  readonly lines: ReturnType<typeof recordingLog>['lines']
  /** What the router answers from now on. */
  answers(take: Take | Answer): void
  /** Lets the router wait until it is told to go on. */
  holds(answer: Answer): { goOn(): void }
  close(): Promise<void>
}

const isTake = (take: Take | Answer): take is Take => typeof take === 'function'

export async function startBot(slack: Slack, { opens = [] as string[] } = {}): Promise<Bot> {
  const web = express()
  const { log, lines } = recordingLog()
  const heard: Incoming[] = []
  let take: Take = async () => ({ card: { version: 1, text: 'Gedaan.' }, to: 'me' })
  const ours = createSlack({
    name: 'M50',
    post: (path, listener) => web.post(path, (request, response) => void listener(request, response)),
    settings: { signingSecret: slack.signingSecret, botToken: slack.botToken, apiUrl: slack.apiUrl, command: '/m50' },
    take: incoming => {
      heard.push(incoming)
      return take(incoming)
    },
    log,
    locale: 'nl',
    admitHome: async () => {},
    limited: () => {},
    now: () => new Date(),
    opensForm: name => opens.includes(name),
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  const server: Server = web.listen(0, '127.0.0.1', () => resolve())
  await Promise.all([promise, ours.home])
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  slack.talkTo(`http://127.0.0.1:${address.port}`)
  return {
    ours,
    heard,
    lines,
    answers(next) {
      take = isTake(next) ? next : async () => next
    },
    holds(answer) {
      const waiting = Promise.withResolvers<Answer>()
      take = () => waiting.promise
      return { goOn: () => waiting.resolve(answer) }
    },
    async close() {
      await ours.stop(0)
      server.closeAllConnections()
      server.close()
    },
  }
}
