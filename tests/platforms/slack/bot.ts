// SPDX-License-Identifier: EUPL-1.2
import type { Answer, Incoming, Take } from '#/chat/turn.ts'
import { createSlack, type Slack as OurSlack } from '#/platforms/slack/slack.ts'
import { createWeb } from '#/web/server.ts'
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
  const { log, lines } = recordingLog()
  const web = createWeb({
    settings: { port: 0, host: '127.0.0.1', publicUrl: 'http://localhost:3000', trustProxy: 0 },
    log,
  })
  const heard: Incoming[] = []
  let take: Take = async () => ({ card: { version: 1, text: 'Gedaan.' }, to: 'me' })
  const ours = createSlack({
    name: 'M50',
    post: web.post,
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
  const [server] = await Promise.all([web.listen(), ours.home])
  slack.talkTo(`http://127.0.0.1:${server.port}`)
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
      await server.close()
    },
  }
}
