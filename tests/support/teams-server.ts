// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, askedOf } from './teams/connector.ts'
import { type Faults, startFaults, through } from './teams/faults.ts'
import { type FileInTeams, type Files, startDrive } from './teams/files.ts'
import type { Json } from './teams/json.ts'
import { startLogin } from './teams/login.ts'
import { type Person, personOf } from './teams/person.ts'
import { post, type Sending, type Sent } from './teams/sending.ts'
import { textOf } from './teams/text-of.ts'
import { type Key, newKey, type Signing, tokenOf } from './teams/tokens.ts'
import {
  account,
  type Call,
  type Conversation,
  change,
  changed,
  emptyWorld,
  type Message,
  type User,
  until,
} from './teams/world.ts'

export { dialogsIn, inputsIn } from './teams/actions.ts'
export type { Outcome, Person } from './teams/person.ts'
export { errorsIn, linksIn, mentionsIn, textOf, textOfCard } from './teams/text-of.ts'
export { newKey } from './teams/tokens.ts'
export type { Message } from './teams/world.ts'

/** How an activity is sent that Teams itself would not send so. */
export interface Forging {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly without?: readonly string[]
  readonly signing?: Partial<Signing>
  /** In place of a token: the whole header, or none. */
  readonly authorization?: string | null
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly tenant?: string
  readonly upn?: string
  readonly role?: User['role']
  readonly locale?: string
  readonly hasBot?: boolean
}

/** A Teams of our own: the connector and the login for the bot, and people who use it. */
export interface Teams {
  readonly serviceUrl: string
  readonly clientId: string
  readonly tenantId: string
  readonly botId: string
  /** The settings that the bot is started with. */
  readonly settings: Readonly<Record<string, string>>
  talkTo(botUrl: string): void
  addPerson(person: NewUser): Person
  changePerson(person: Person, change: Partial<Pick<User, 'name' | 'email' | 'upn' | 'role' | 'hasBot'>>): void
  /** Gives its id; the bot is in it. */
  addChannel(channel: {
    name: string
    members: readonly Person[]
    tenant?: string
    team?: { id: string; name: string }
    /** False where activities do not tell it. */
    isNamed?: boolean
  }): string
  addGroup(group: { name: string; members: readonly Person[] }): string
  /** Gives its id; two people talk in it, and the bot is not in it. */
  addChat(members: readonly [Person, Person]): string
  addMember(conversation: string, person: Person): void
  /** Takes the bot out of a conversation. */
  removeBot(conversation: string): void
  /** The tenant that a domain's own OpenID configuration names. */
  domains: Map<string, string>
  /** Someone puts a file in their OneDrive, to send it. */
  uploads(name: string, content: Buffer | string): FileInTeams
  /** A file whose address leads on to another one. */
  sendsOn(to: string): FileInTeams
  messagesIn(conversation: string): readonly Message[]
  calls(method?: Call['method']): readonly Call[]
  complaints(): readonly string[]
  readonly faults: Faults
  /** `about`: the conversation that it hangs on alone. */
  until<T>(condition: () => T, wait?: { within?: number; what?: string; about?: string }): Promise<NonNullable<T>>
  /** The next change in a conversation, or a moment later. */
  change(conversation: string): Promise<void>
  /** Waits until a conversation shows a message with these words. */
  shows(conversation: string, words: string): Promise<Message>
  /** Sends any activity with a token like Teams' own, or with a forged one. */
  send(activity: Json, forging?: Forging): Promise<Sent>
  /** An activity as someone's message in their own conversation would be. */
  activityOf(person: Person, text: string): Json
  readonly key: Key
  /** Offers one more key to sign with. */
  offers(key: Key): void
  account(): string
  close(): Promise<void>
}

const tokenMs = 60_000

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) if (Buffer.isBuffer(part)) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Starts a Teams on a free port of this machine, with the host tenant in which the bot is registered. `asksNoToken`: as Microsoft's Agents Playground, it neither has nor wants any. `key` is what it signs with. */
export async function startTeams({ asksNoToken = false, key = newKey('teams') } = {}): Promise<Teams> {
  const clientId = randomUUID()
  const tenantId = randomUUID()
  const clientSecret = randomUUID()
  const botId = `28:${clientId}`
  const world = emptyWorld(botId)
  const faults = startFaults()
  const login = startLogin({ tenantId, clientId, clientSecret, key })
  const drive = startDrive()
  let botUrl: string | undefined

  /** Gives a file to whoever has its address; a bot shows there who it is to nobody. */
  async function give(
    file: NonNullable<ReturnType<Files['at']>>,
    path: string,
    authorization: string | undefined,
    response: ServerResponse,
  ): Promise<void> {
    if (authorization !== undefined) world.complaints.push('a token was taken to a file')
    const call: Call = { method: 'file', path, conversation: undefined, body: {}, authorization, status: 0 }
    world.calls.push(call)
    const found = () => ({ status: 200, body: {} })
    const sent = await through(faults.take(call), found, response)
    if (!sent) return
    call.status = 'sentOnTo' in file ? 302 : sent.status
    if ('sentOnTo' in file) response.writeHead(302, { location: file.sentOnTo }).end()
    else response.writeHead(sent.status).end(sent.status === 200 ? file.bytes : undefined)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const text = await bodyOf(request)
    const { authorization } = request.headers
    const file = drive.at(url.pathname)
    if (file) return give(file, url.pathname, authorization, response)
    const isConnector = url.pathname.startsWith('/teams/')
    const json: Json = isConnector && text ? JSON.parse(text) : {}
    const path = isConnector ? url.pathname.slice('/teams'.length) : url.pathname
    // A region's own connector knows the same conversations.
    const ofRegion = path.replace(/^\/(?:emea|amer)(?=\/)/, '')
    const asked = isConnector
      ? askedOf(world, request.method ?? '', url, ofRegion, json, authorization)
      : login.askedOf(path, text, authorization)
    if (!asked) {
      world.complaints.push(`${request.method} ${url.pathname} is not offered`)
      response.writeHead(404).end()
      return
    }
    const call = { ...asked.call, path }
    world.calls.push(call)
    const isKnown = login.isGranted(authorization)
    const act = (): Answer =>
      isConnector && !isKnown && !asksNoToken ? { status: 401, body: { error: { code: 'Unauthorized' } } } : asked.act()
    const struck = faults.take(call)
    const sent = await through(struck, act, response)
    changed(world, call.conversation)
    if (!sent) return
    call.status = sent.status
    response
      .writeHead(sent.status, { 'content-type': 'application/json', ...sent.headers })
      .end(JSON.stringify(sent.body))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const origin = `http://127.0.0.1:${address.port}`
  const serviceUrl = `${origin}/teams`

  function headerOf({ claims, without = [], signing, authorization }: Forging = {}): string | null {
    if (authorization !== undefined) return authorization
    const seconds = Math.floor(Date.now() / 1000)
    // As recorded: aud, exp, iss, nbf and `serviceurl`, and nothing more.
    const all = {
      aud: clientId,
      exp: seconds + 3600,
      iss: 'https://api.botframework.com',
      nbf: seconds - 300,
      serviceurl: serviceUrl,
      ...claims,
    }
    const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)))
    return `Bearer ${tokenOf(kept, { key, ...signing })}`
  }

  /** One token for many activities, as of Teams itself: signing takes longer than all else that is done to send one. */
  let usual = { header: headerOf(), madeAt: performance.now() }
  function usualHeader(): string | null {
    if (performance.now() - usual.madeAt > tokenMs) usual = { header: headerOf(), madeAt: performance.now() }
    return usual.header
  }

  const send: Teams['send'] = async (activity, forging) => {
    if (!botUrl) throw new Error('Teams was not told where the bot is: talkTo')
    const header = forging ? headerOf(forging) : usualHeader()
    const body = JSON.stringify(activity)
    return post(`${botUrl}/api/messages`, body, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      ...(header === null ? {} : { authorization: header }),
    })
  }
  const sending: Sending = { serviceUrl, send }

  function add(conversation: Omit<Conversation, 'messages' | 'hasBot'>): string {
    world.conversations.set(conversation.id, { ...conversation, messages: [], hasBot: true })
    return conversation.id
  }

  return {
    serviceUrl,
    clientId,
    tenantId,
    botId,
    key,
    domains: login.domains,
    faults,
    offers: login.offers,
    settings: {
      TEAMS_CLIENT_ID: clientId,
      TEAMS_TENANT_ID: tenantId,
      ...(asksNoToken
        ? { TEAMS_ALLOW_UNAUTHENTICATED: 'on' }
        : { TEAMS_CLIENT_SECRET: clientSecret, TEAMS_SERVICE_URL: serviceUrl, TEAMS_AUTHORITY: origin }),
    },
    talkTo(url) {
      botUrl = url.replace(/\/$/, '')
    },
    addPerson({ name, email, tenant = tenantId, upn = email, role = 'user', locale = 'nl-NL', hasBot = true }) {
      const user: User = {
        id: `29:${randomUUID()}`,
        aadObjectId: randomUUID(),
        tenant,
        name,
        email,
        upn,
        role,
        locale,
        hasBot,
      }
      world.users.set(user.id, user)
      return personOf(world, user, sending)
    },
    changePerson({ user }, change) {
      Object.assign(user, change)
    },
    addChannel: ({ name, members, tenant = tenantId, team, isNamed = true }) =>
      add({
        id: team && name === '' ? team.id : `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`,
        kind: 'channel',
        name,
        isNamed,
        ...(team && { team }),
        tenant,
        members: new Set(members.map(({ user }) => user.id)),
      }),
    addGroup: ({ name, members }) =>
      add({
        id: `19:${randomUUID().replaceAll('-', '')}@thread.v2`,
        kind: 'groupChat',
        name,
        tenant: tenantId,
        members: new Set(members.map(({ user }) => user.id)),
      }),
    addChat(members) {
      const [one, other] = members.map(({ user }) => user)
      const id = add({
        id: `19:${one?.aadObjectId}_${other?.aadObjectId}@unq.gbl.spaces`,
        kind: 'personal',
        name: '',
        tenant: tenantId,
        members: new Set(members.map(({ user }) => user.id)),
      })
      const chat = world.conversations.get(id)
      if (chat) chat.hasBot = false
      return id
    },
    addMember(id, { user }) {
      world.conversations.get(id)?.members.add(user.id)
    },
    removeBot(id) {
      const conversation = world.conversations.get(id)
      if (conversation) conversation.hasBot = false
    },
    uploads: (name, content) => drive.put(origin, name, content),
    sendsOn: to => drive.sendsOn(origin, to),
    messagesIn: id => world.conversations.get(id)?.messages ?? [],
    calls: method => world.calls.filter(call => method === undefined || call.method === method),
    complaints: () => [...world.complaints],
    until: (condition, wait) => until(world, condition, wait),
    change: conversation => change(world, conversation),
    shows: (id, words) =>
      until(
        world,
        () =>
          world.conversations.get(id)?.messages.findLast(each => each.from === botId && textOf(each).includes(words)),
        {
          about: id,
          what: `a message in ${world.conversations.get(id)?.name || id} with “${words}”`,
        },
      ),
    send,
    activityOf: ({ user, direct }, text) => ({
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: user.id, aadObjectId: user.aadObjectId, name: user.name },
      recipient: { id: botId, name: 'M50' },
      conversation: { id: direct, conversationType: 'personal', tenantId: user.tenant },
      channelData: { tenant: { id: user.tenant } },
      text,
    }),
    account: () => account(world),
    async close() {
      faults.liftAll()
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
