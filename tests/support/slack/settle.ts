// SPDX-License-Identifier: EUPL-1.2
import { type Channel, nextId, type User, type Workspace, type World } from './world.ts'

/** `token` where the bot is installed. */
export type NewWorkspace = { id: string; name?: string; token?: string; scopes?: string[] }
export type NewUser = Partial<User>
export type NewChannel = {
  id?: string
  kind?: 'public' | 'private'
  name?: string
  teamId?: string
  members?: (string | { id: string })[]
  /** Whether the bot is in it; true where left out. */
  withBot?: boolean
  isExtShared?: boolean
}

export function addUser(world: World, person: NewUser & { teamId: string }): User {
  const id = person.id ?? nextId(world, 'U')
  const name = person.name ?? id.toLowerCase()
  const user: User = {
    realName: name,
    email: `${name.replaceAll(/[^a-z0-9]+/gi, '.').toLowerCase()}@example.nl`,
    locale: 'nl-NL',
    isAdmin: false,
    isBot: false,
    isRestricted: false,
    isUltraRestricted: false,
    deleted: false,
    ...person,
    id,
    name,
  }
  if (world.users.has(id)) throw new Error(`there is a person ${id} already`)
  world.users.set(id, user)
  return user
}

export function addWorkspace(world: World, { id, name = id, token, scopes = [] }: NewWorkspace): Workspace {
  const common = { id, name, domain: name.toLowerCase() }
  if (token === undefined) {
    world.workspaces.set(id, common)
    return common
  }
  const user = addUser(world, { id: nextId(world, 'UB'), name: 'm50', realName: 'M50', teamId: id, isBot: true })
  const bot = { userId: user.id, botId: nextId(world, 'B'), token, scopes: new Set(scopes) }
  const workspace: Workspace = { ...common, bot }
  world.workspaces.set(id, workspace)
  return workspace
}

export function addChannel(world: World, wanted: NewChannel & { teamId: string }): Channel {
  const { kind = 'public', teamId, members = [], withBot = true, isExtShared = false } = wanted
  const id = wanted.id ?? nextId(world, 'C')
  const bot = world.workspaces.get(teamId)?.bot
  const people = members.map(each => (typeof each === 'string' ? each : each.id))
  const channel: Channel = {
    id,
    kind,
    name: wanted.name ?? id.toLowerCase(),
    teamId,
    members: new Set([...people, ...(withBot && bot ? [bot.userId] : [])]),
    isExtShared,
    isArchived: false,
    messages: [],
  }
  if (world.channels.has(id)) throw new Error(`there is a channel ${id} already`)
  world.channels.set(id, channel)
  return channel
}
