// SPDX-License-Identifier: EUPL-1.2
import { count, needed, words, yes } from './args.ts'
import { ApiError } from './calls.ts'
import type { JsonObject } from './json.ts'
import { type Caller, demandReading, demandScope, joinedChannel, visibleChannel, visibleUser } from './places.ts'
import { drawn, drawnChannel, drawnUser } from './wire.ts'
import { type Channel, imOf, type Message } from './world.ts'

/** Part of a list, and the cursor to what follows. */
function page<T>(args: JsonObject, all: T[], otherwise: number, atMost: number): { items: T[]; cursor: string } {
  const limit = Math.min(count(args, 'limit', otherwise), atMost)
  const cursor = words(args, 'cursor')
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString()) : 0
  if (!Number.isInteger(start)) throw new ApiError('invalid_cursor')
  const end = start + limit
  return {
    items: all.slice(start, end),
    cursor: end < all.length ? Buffer.from(String(end)).toString('base64') : '',
  }
}

function open(caller: Caller, args: JsonObject): JsonObject {
  demandScope(caller, 'im:write')
  const users = words(args, 'users')?.split(',') ?? []
  const [id] = users
  if (!id) throw new ApiError('users_list_not_supplied')
  // A conversation of several people would need mpim:write, which we don't ask for.
  if (users.length > 1) throw new ApiError('missing_scope', { needed: 'mpim:write' })
  const user = visibleUser(caller, id)
  if (user.isBot) throw new ApiError('cannot_dm_bot')
  if (user.deleted) throw new ApiError('user_disabled')
  const im = imOf(caller.world, user, caller.workspace)
  return { ok: true, channel: yes(args, 'return_im') ? drawnChannel(im, caller.bot) : { id: im.id } }
}

function info(caller: Caller, args: JsonObject): JsonObject {
  const channel = visibleChannel(caller, needed(args, 'channel'))
  demandReading(caller, channel, 'read')
  return { ok: true, channel: drawnChannel(channel, caller.bot) }
}

function members(caller: Caller, args: JsonObject): JsonObject {
  const channel = visibleChannel(caller, needed(args, 'channel'))
  demandReading(caller, channel, 'read')
  const { items, cursor } = page(args, [...channel.members], 100, 1000)
  return { ok: true, members: items, response_metadata: { next_cursor: cursor } }
}

const within = (args: JsonObject) => {
  const oldest = Number(words(args, 'oldest') ?? 0)
  const latest = Number(words(args, 'latest') ?? Number.POSITIVE_INFINITY)
  if (Number.isNaN(oldest)) throw new ApiError('invalid_ts_oldest')
  if (Number.isNaN(latest)) throw new ApiError('invalid_ts_latest')
  const inclusive = yes(args, 'inclusive')
  return ({ ts }: Message) =>
    inclusive ? Number(ts) >= oldest && Number(ts) <= latest : Number(ts) > oldest && Number(ts) < latest
}

function listed(args: JsonObject, channel: Channel, found: Message[]): JsonObject {
  const { items, cursor } = page(args, found, 100, 999)
  return {
    ok: true,
    messages: items.map(message => drawn(channel, message, yes(args, 'include_all_metadata'))),
    has_more: cursor !== '',
    ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}),
  }
}

function history(caller: Caller, args: JsonObject): JsonObject {
  const channel = visibleChannel(caller, needed(args, 'channel'))
  demandReading(caller, channel, 'history')
  joinedChannel(caller, channel.id)
  // Replies stand in their thread only: .replies gives them.
  const found = channel.messages.filter(message => message.threadTs === undefined).filter(within(args))
  return listed(args, channel, found.reverse())
}

function replies(caller: Caller, args: JsonObject): JsonObject {
  const channel = visibleChannel(caller, needed(args, 'channel'))
  const ts = needed(args, 'ts')
  demandReading(caller, channel, 'history')
  joinedChannel(caller, channel.id)
  const asked = channel.messages.find(message => message.ts === ts)
  if (!asked) throw new ApiError('thread_not_found')
  const root = asked.threadTs ?? asked.ts
  const inTime = within(args)
  const found = channel.messages.filter(
    message => message.ts === root || (message.threadTs === root && inTime(message)),
  )
  return listed(args, channel, found)
}

function userInfo(caller: Caller, args: JsonObject): JsonObject {
  demandScope(caller, 'users:read')
  const user = visibleUser(caller, needed(args, 'user'))
  return {
    ok: true,
    user: drawnUser(user, {
      email: caller.bot.scopes.has('users:read.email'),
      locale: yes(args, 'include_locale'),
    }),
  }
}

function authTest({ workspace, bot, world }: Caller): JsonObject {
  return {
    ok: true,
    url: `https://${workspace.domain}.slack.com/`,
    team: workspace.name,
    user: world.users.get(bot.userId)?.name ?? '',
    team_id: workspace.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  }
}

export const conversationMethods = {
  'auth.test': authTest,
  'users.info': userInfo,
  'conversations.open': open,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.history': history,
  'conversations.replies': replies,
}
