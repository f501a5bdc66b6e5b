// SPDX-License-Identifier: EUPL-1.2
import { patience } from '../patience.ts'
import type { Json } from './json.ts'
import { textOf } from './text-of.ts'

export interface User {
  /** As the connector names people: 29:… */
  readonly id: string
  readonly aadObjectId: string
  readonly tenant: string
  name: string
  email: string
  upn: string
  role: 'user' | 'guest'
  locale: string
  /** False where the bot may not write to them: they did not add it. */
  hasBot: boolean
}

export interface Message {
  readonly id: string
  /** The root of its thread, in a channel. */
  readonly thread: string | undefined
  readonly from: string
  text: string
  card: Json | undefined
  updates: number
}

export interface Conversation {
  readonly id: string
  readonly kind: 'personal' | 'groupChat' | 'channel'
  name: string
  /** The team that a channel is of. */
  readonly team?: { readonly id: string; readonly name: string }
  /** False where activities do not tell the name, as they often don't. */
  readonly isNamed?: boolean
  readonly tenant: string
  readonly members: Set<string>
  readonly messages: Message[]
  hasBot: boolean
}

/** A call of the bot, with what came of it. */
export interface Call {
  readonly method:
    | 'create'
    | 'update'
    | 'open'
    | 'member'
    | 'members'
    | 'names'
    | 'typing'
    | 'token'
    | 'keys'
    | 'openid'
    | 'file'
  readonly path: string
  readonly conversation: string | undefined
  readonly body: Json
  readonly authorization: string | undefined
  status: number
}

/** All that there is on this Teams. */
export interface World {
  readonly botId: string
  readonly users: Map<string, User>
  readonly conversations: Map<string, Conversation>
  readonly calls: Call[]
  /** What Teams would have refused or swallowed. A test ends with none. */
  readonly complaints: string[]
  next: number
  /** Who waits for something to change, by the conversation; under '' in any. */
  readonly waiting: Map<string, Set<() => void>>
}

export const emptyWorld = (botId: string): World => ({
  botId,
  users: new Map(),
  conversations: new Map(),
  calls: [],
  complaints: [],
  next: 1_700_000_000_000,
  waiting: new Map(),
})

/** Ids of messages grow, as moments do. */
export const nextId = (world: World): string => String(world.next++)

export const personalId = (user: User): string => `a:${user.aadObjectId}`

export function personalOf(world: World, user: User): Conversation {
  const id = personalId(user)
  const known = world.conversations.get(id)
  if (known) return known
  const made: Conversation = {
    id,
    kind: 'personal',
    name: '',
    tenant: user.tenant,
    members: new Set([user.id]),
    messages: [],
    hasBot: user.hasBot,
  }
  world.conversations.set(id, made)
  return made
}

export function conversationNamed(world: World, id: string): Conversation {
  const found = world.conversations.get(id)
  if (!found) throw new Error(`there is no conversation ${id}`)
  return found
}

/** All there is, to read when something isn't. */
export function account(world: World): string {
  const name = (id: string) => world.users.get(id)?.name ?? 'M50'
  const said = [...world.conversations.values()].flatMap(({ name: where, messages, members, kind }) =>
    messages.map(message => {
      const place = kind === 'personal' ? `with ${[...members].map(name).join()}` : where
      return `${place}, ${name(message.from)}: ${textOf(message).replaceAll('\n', ' / ')}`
    }),
  )
  const calls = world.calls.slice(-20).map(({ method, path, status }) => `call ${method} ${path} → ${status}`)
  return [...said, ...calls, ...world.complaints.map(each => `complaint: ${each}`)].map(line => `  ${line}`).join('\n')
}

/** Something was said or done, in a conversation where one is named: whoever waits for it looks again, and of the others only who waits for anything. */
export function changed(world: World, conversation?: string): void {
  const [name = ''] = conversation?.split(';messageid=') ?? []
  for (const about of new Set(['', name])) for (const goOn of [...(world.waiting.get(about) ?? [])]) goOn()
}

/** The next change, in one conversation or, without one, anywhere; what changes elsewhere is looked at now and then. */
export function change(world: World, about = ''): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const waiting = world.waiting.get(about) ?? new Set()
  world.waiting.set(about, waiting)
  const goOn = () => {
    clearTimeout(timer)
    waiting.delete(goOn)
    resolve()
  }
  const timer = setTimeout(goOn, 100)
  waiting.add(goOn)
  return promise
}

/** Waits until a condition gives something: looked at after each change that it may hang on, not all the time. @throws with a readable account of what there was. */
export async function until<T>(
  world: World,
  condition: () => T,
  { within = patience, what = 'it', about }: { within?: number; what?: string; about?: string } = {},
): Promise<NonNullable<T>> {
  const end = performance.now() + within
  for (;;) {
    const found = condition()
    if (found !== undefined && found !== null && found !== false) return found
    if (performance.now() > end)
      throw new Error(`${what} did not come within ${within} ms. There was:\n${account(world)}`)
    await change(world, about)
  }
}
