// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import type { Call } from './calls.ts'
import type { JsonObject } from './json.ts'

export type Bot = { userId: string; botId: string; token: string; scopes: Set<string> }
/** A workspace; `bot` is there where ours is installed. */
export type Workspace = { id: string; name: string; domain: string; bot?: Bot }

export type User = {
  id: string
  teamId: string
  name: string
  realName: string
  email: string
  locale: string
  isAdmin: boolean
  isBot: boolean
  /** A guest of several channels. */
  isRestricted: boolean
  /** A guest of one channel. */
  isUltraRestricted: boolean
  deleted: boolean
}

/** A file that someone uploaded; `url` is where the bot may fetch it with its token. */
export type SlackFile = {
  id: string
  teamId: string
  userId: string
  name: string
  bytes: Uint8Array
  url: string
}

export type Message = {
  ts: string
  user: string
  botId?: string
  text: string
  blocks: JsonObject[]
  threadTs?: string
  metadata?: JsonObject
  editedTs?: string
  file?: SlackFile
}

export type Channel = {
  id: string
  kind: 'public' | 'private' | 'im'
  name: string
  teamId: string
  members: Set<string>
  isExtShared: boolean
  isArchived: boolean
  messages: Message[]
}

/** A message that one person sees until the client is reloaded. `interaction` is what it answers, where Slack knows that. */
export type Ephemeral = {
  ts: string
  channel: string
  user: string
  text: string
  blocks: JsonObject[]
  threadTs?: string
  interaction?: string
}

export type View = {
  id: string
  kind: 'modal' | 'home'
  teamId: string
  userId: string
  content: JsonObject
  hash: string
  rootId: string
  previousId: string | null
  /** The interaction that opened or last replaced it. */
  interaction?: string
  /** The interaction that opened it. */
  began?: string
  /** What was typed and chosen: by inputKey, Slack's state of that element. */
  typed: Map<string, JsonObject>
}

export type Trigger = { userId: string; teamId: string; age: () => number; used: boolean }
export type ResponseUrl = {
  interaction: string
  userId: string
  channel: string
  expiresAt: number
  usesLeft: number
  /** The message whose button was pressed, for replace_original and delete_original. */
  original?: { ts: string; ephemeral: boolean }
  threadTs?: string
}

export type World = {
  workspaces: Map<string, Workspace>
  users: Map<string, User>
  channels: Map<string, Channel>
  files: Map<string, SlackFile>
  /** Per person, the oldest first. */
  ephemerals: Map<string, Ephemeral[]>
  /** Per person the modals on top of each other, the visible one last. */
  modals: Map<string, View[]>
  homes: Map<string, View>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  calls: Call[]
  /** What Slack swallows or shows as trouble, and a test should know: a bad answer, a forgotten text. */
  complaints: string[]
  /** Who looks again, by the person or conversation that they watch; under '' who watches everything. */
  watchers: Map<string, Set<() => void>>
  /** The people and conversations for whom something is other than when their watchers last looked. */
  touched: Set<string>
  lastTs: number
  lastId: number
}

export const emptyWorld = (): World => ({
  workspaces: new Map(),
  users: new Map(),
  channels: new Map(),
  files: new Map(),
  ephemerals: new Map(),
  modals: new Map(),
  homes: new Map(),
  triggers: new Map(),
  responseUrls: new Map(),
  calls: [],
  complaints: [],
  watchers: new Map(),
  touched: new Set(),
  lastTs: 0,
  lastId: 0,
})

/** Something is other for a person or in a conversation: in a direct one, also for whoever it is with. */
export function touch(world: World, id: string): void {
  world.touched.add(id)
  const channel = world.channels.get(id)
  if (channel?.kind === 'im') for (const member of channel.members) world.touched.add(member)
}

/** Tells whoever waits for what was touched: of the thousand that wait, none looks at what came for another. */
export function changed(world: World): void {
  const touched = ['', ...world.touched]
  world.touched.clear()
  for (const id of touched) for (const look of [...(world.watchers.get(id) ?? [])]) look()
}

/** What was shown to a person alone, the oldest first. */
export const shownTo = (world: World, userId: string): readonly Ephemeral[] => world.ephemerals.get(userId) ?? []

export function showTo(world: World, ephemeral: Ephemeral): void {
  world.ephemerals.set(ephemeral.user, [...shownTo(world, ephemeral.user), ephemeral])
  touch(world, ephemeral.user)
}

/** Puts a message in a conversation. */
export function putIn(world: World, channel: Channel, message: Message): void {
  channel.messages.push(message)
  touch(world, channel.id)
}

export function complain(world: World, what: string): void {
  world.complaints.push(what)
}

/** A message's ts: seconds and microseconds, never the same and never going back. */
export function nextTs(world: World): string {
  world.lastTs = Math.max(Date.now() * 1000, world.lastTs + 1)
  return `${Math.floor(world.lastTs / 1e6)}.${String(world.lastTs % 1e6).padStart(6, '0')}`
}

/** An id as Slack's look: a letter or two, then digits and capitals. */
export function nextId(world: World, prefix: string): string {
  world.lastId += 1
  return `${prefix}${String(world.lastId).padStart(8, '0')}`
}

export const randomId = (): string => randomBytes(6).toString('hex')

/** The direct conversation of a person with the bot of a workspace, opened where it isn't yet. */
export function imOf(world: World, user: User, workspace: Workspace): Channel {
  const botUser = workspace.bot?.userId ?? ''
  for (const channel of world.channels.values())
    if (channel.kind === 'im' && channel.members.has(user.id) && channel.members.has(botUser)) return channel
  const im: Channel = {
    id: nextId(world, 'D'),
    kind: 'im',
    name: 'directmessage',
    teamId: workspace.id,
    members: new Set([user.id, botUser]),
    isExtShared: false,
    isArchived: false,
    messages: [],
  }
  world.channels.set(im.id, im)
  return im
}

/** The workspace through which Slack speaks to the bot of this person: their own where it is installed, else the shared channel's. */
export function workspaceFor(world: World, user: User, channel?: Channel): Workspace {
  const own = world.workspaces.get(user.teamId)
  if (own?.bot) return own
  const shared = channel && world.workspaces.get(channel.teamId)
  if (shared?.bot && channel?.members.has(user.id)) return shared
  throw new Error(`${user.id} is in ${user.teamId}, where the bot isn't installed: Slack would send nothing`)
}

/** Gives blocks the ids that Slack gives where the sender gave none. */
export function withIds(blocks: JsonObject[]): JsonObject[] {
  const named = (element: JsonObject): JsonObject =>
    element.type === 'image' || element.type === 'mrkdwn' || element.type === 'plain_text'
      ? element
      : { ...element, action_id: element.action_id ?? randomId() }
  const filled = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null
  return blocks.map(block => ({
    ...block,
    block_id: block.block_id ?? randomId(),
    ...(Array.isArray(block.elements) ? { elements: block.elements.filter(filled).map(named) } : {}),
    ...(filled(block.accessory) ? { accessory: named(block.accessory) } : {}),
    ...(filled(block.element) ? { element: named(block.element) } : {}),
  }))
}
