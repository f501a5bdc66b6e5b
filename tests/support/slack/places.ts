// SPDX-License-Identifier: EUPL-1.2
import { ApiError } from './calls.ts'
import type { Bot, Channel, User, Workspace, World } from './world.ts'

/** What a method gets: who calls, and the world it is called in. */
export type Caller = { world: World; workspace: Workspace; bot: Bot; demandText: boolean }

const prefixes = { public: 'channels', private: 'groups', im: 'im' } as const

export function demandScope({ bot }: Caller, scope: string): void {
  if (!bot.scopes.has(scope))
    throw new ApiError('missing_scope', { needed: scope, provided: [...bot.scopes].join(',') })
}

/** Reading a conversation's facts or messages asks the scope of its kind: channels:read, groups:history, im:history. */
export const demandReading = (caller: Caller, channel: Channel, what: 'read' | 'history'): void =>
  demandScope(caller, `${prefixes[channel.kind]}:${what}`)

/** A conversation the bot may know of: public ones of its workspace, and where it is a member. */
export function visibleChannel({ world, workspace, bot }: Caller, id: string): Channel {
  const channel = world.channels.get(id)
  const isMember = channel?.members.has(bot.userId) ?? false
  if (channel && (isMember || (channel.kind === 'public' && channel.teamId === workspace.id))) return channel
  throw new ApiError('channel_not_found')
}

/** A conversation the bot is in. */
export function joinedChannel(caller: Caller, id: string): Channel {
  const channel = visibleChannel(caller, id)
  if (!channel.members.has(caller.bot.userId)) throw new ApiError('not_in_channel')
  return channel
}

/** A person the bot may know of: of its workspace, or met in a shared channel. */
export function visibleUser({ world, workspace, bot }: Caller, id: string): User {
  const user = world.users.get(id)
  const met = [...world.channels.values()].some(each => each.members.has(id) && each.members.has(bot.userId))
  if (user && (user.teamId === workspace.id || met)) return user
  throw new ApiError('user_not_found')
}
