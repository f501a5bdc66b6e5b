// SPDX-License-Identifier: EUPL-1.2
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { patience } from './patience.ts'
import type { Call } from './slack/calls.ts'
import { echo } from './slack/events.ts'
import { type Faults, startFaults } from './slack/faults.ts'
import { type Person, personOf } from './slack/person.ts'
import { type RateLimit, startRates } from './slack/rate.ts'
import { type Answer, post, type SendOptions, type Sent, sendSigned } from './slack/send.ts'
import { addChannel, addUser, addWorkspace, type NewChannel, type NewUser, type NewWorkspace } from './slack/settle.ts'
import { lastShown, type Shown, shownMessages } from './slack/shown.ts'
import type { EventName, Stage } from './slack/stage.ts'
import { channelNamed } from './slack/talking.ts'
import { textOf } from './slack/text-of.ts'
import { account, until, type Wait } from './slack/until.ts'
import { answerBot, type WebApi } from './slack/web-api.ts'
import { changed, emptyWorld, type World } from './slack/world.ts'

export type { Call } from './slack/calls.ts'
export { apiError, cut, type Fault, http, limited, stall } from './slack/faults.ts'
export type { Outcome } from './slack/interaction.ts'
export type { Person } from './slack/person.ts'
export { signature } from './slack/send.ts'
export type { Shown, ShownView } from './slack/shown.ts'
export { effectsOf, readable, textOf, textOfView } from './slack/text-of.ts'

export type SlackOptions = {
  signingSecret?: string
  /** The bot's address, without path; may be told later with `talkTo`. */
  botUrl?: string
  /** What the bot may do in the host workspace; the manifest's base scopes where left out. */
  scopes?: string[]
  /** The events it subscribes to; those of the base manifest where left out. */
  events?: EventName[]
  /** Refuses blocks without text, which Slack itself lets pass. True where left out. */
  demandText?: boolean
}

/** The scopes of our manifest without its switches: reading the messages of channels is one of those. */
const baseScopes =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read files:read files:write'
const baseEvents: EventName[] = ['app_mention', 'message.im', 'app_home_opened', 'member_joined_channel']

/** A Slack of our own: the Web API for the bot, and people who use it. */
export type Slack = {
  /** SLACK_API_URL. */
  apiUrl: string
  signingSecret: string
  /** SLACK_BOT_TOKEN, the host workspace's. */
  botToken: string
  teamId: string
  botUserId: string
  botId: string
  /** The settings that the bot is started with. */
  settings: { SLACK_API_URL: string; SLACK_SIGNING_SECRET: string; SLACK_BOT_TOKEN: string }
  /** Tells where the bot listens: http://127.0.0.1:3000. `life` is over when it has ended: nobody waits for its answers any longer. */
  talkTo(botUrl: string, life?: AbortSignal): void
  /** Another workspace, with the bot installed where it gets a token. */
  addWorkspace(workspace: NewWorkspace): void
  /** Adds someone, to the host workspace where none is named. */
  addPerson(person: NewUser): Person
  /** Adds a channel with members; the bot is in it unless told otherwise. Gives its id. */
  addChannel(channel: NewChannel): string
  person(id: string): Person
  /** Changes someone: deactivated, made a guest, renamed. */
  changePerson(id: string, change: Partial<NewUser>): void
  /** Has the app installed anew: what the bot may do in the host workspace from now on. */
  grant(scopes: readonly string[]): void
  archive(channel: string): void
  /** Takes someone, or the bot, out of a conversation. */
  remove(channel: string, userId: string): void
  /** A conversation as it is now: the messages in order, the replies of each under it. */
  messagesIn(channel: string): Shown[]
  /** The bot's calls, of one method or all, in order of arrival. */
  calls(method?: string): Call[]
  /** What Slack would have swallowed: answers it could not use. A test ends with none. */
  complaints(): string[]
  /** Calls made before their Retry-After was over. A test ends with none. */
  earlyCalls(): Call[]
  faults: Faults
  /** Limits a method per conversation. Slack documents one chat.postMessage a second a channel, with short bursts. */
  limitRate(method: string, limit: RateLimit): void
  /** Refuses connections until `comeBack`; what was open is cut. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** Waits, looking after each call and change, and fails with an account of what there was. */
  until<T>(condition: () => T, wait?: Wait): Promise<NonNullable<T>>
  /** Waits until a conversation shows a message, or reply, with these words. */
  shows(channel: string, words: string, within?: number): Promise<Shown>
  /** Sends any body with any headers to the bot: nothing is signed or added. */
  send(body: string | Buffer, headers: Record<string, string>, path?: string): Promise<Answer>
  /** Sends a request signed like Slack's own, or with another time or secret. */
  sendSigned(sent: Sent, options?: SendOptions): Promise<Answer>
  /** All there is, to read. */
  account(): string
  close(): Promise<void>
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  await promise
}

/** Starts a Slack on a free port of this machine, with a host workspace in which the bot is installed. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const world: World = emptyWorld()
  const signingSecret = options.signingSecret ?? 'a-signing-secret-of-our-own-slack'
  const botToken = 'xoxb-host-token'
  const teamId = 'T0HOST'
  let botUrl = options.botUrl
  const underway = new Set<Promise<unknown>>()

  const events = () => {
    if (!botUrl) throw new Error('Slack was not told where the bot is: talkTo')
    return `${botUrl}/slack/events`
  }
  const deliver = (sent: Sent, more?: SendOptions) => sendSigned(events(), signingSecret, sent, more)
  const stage: Stage = {
    world,
    origin: '',
    events: new Set(options.events ?? baseEvents),
    demandText: options.demandText ?? true,
    deliver,
    deliverLater: sent => {
      if (!botUrl) return
      const sending = deliver(sent).finally(() => underway.delete(sending))
      underway.add(sending)
    },
  }
  const rates = startRates()
  const faults = startFaults()
  const api: WebApi = { world, faults, rates, demandText: stage.demandText, afterCall: call => echo(stage, call) }
  const server = createServer((request, response) => {
    answerBot(api, request, response).catch(error => response.destroy(error))
  })
  const port = await listen(server, 0)
  stage.origin = `http://127.0.0.1:${port}`

  const scopes = options.scopes ?? baseScopes.split(' ')
  const host = addWorkspace(world, { id: teamId, name: 'Host', token: botToken, scopes })
  const apiUrl = `${stage.origin}/api/`

  return {
    apiUrl,
    signingSecret,
    botToken,
    teamId,
    botUserId: host.bot?.userId ?? '',
    botId: host.bot?.botId ?? '',
    settings: { SLACK_API_URL: apiUrl, SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken },
    talkTo: (url, life) => {
      botUrl = url.replace(/\/$/, '')
      stage.life = life
    },
    addWorkspace: workspace => {
      addWorkspace(world, workspace)
    },
    addPerson: person => personOf(stage, addUser(world, { teamId, ...person })),
    addChannel: channel => addChannel(world, { teamId, ...channel }).id,
    person: id => {
      const user = world.users.get(id)
      if (!user) throw new Error(`there is no person ${id}`)
      return personOf(stage, user)
    },
    changePerson: (id, change) => {
      const user = world.users.get(id)
      if (!user) throw new Error(`there is no person ${id}`)
      Object.assign(user, change)
    },
    grant: granted => {
      if (host.bot) host.bot.scopes = new Set(granted)
    },
    archive: channel => {
      channelNamed(stage, channel).isArchived = true
    },
    remove: (channel, userId) => {
      channelNamed(stage, channel).members.delete(userId)
    },
    messagesIn: channel => shownMessages(channelNamed(stage, channel)),
    calls: method => world.calls.filter(call => method === undefined || call.method === method),
    complaints: () => [...world.complaints],
    earlyCalls: () => world.calls.filter(call => call.early),
    faults,
    limitRate: rates.set,
    goAway: () => shut(server),
    comeBack: async () => {
      await listen(server, port)
    },
    until: (condition, wait) => until(world, condition, wait),
    shows: (channel, words, within = patience) =>
      until(world, () => lastShown(channelNamed(stage, channel), message => textOf(message).includes(words)), {
        within,
        about: channel,
        what: `a message in ${channel} with “${words}”`,
      }),
    send: (body, headers, path = '/slack/events') => post(events().replace(/\/slack\/events$/, path), body, headers),
    sendSigned: deliver,
    account: () => account(world),
    close: async () => {
      faults.liftAll()
      changed(world)
      await Promise.all(underway)
      if (server.listening) await shut(server)
    },
  }
}
