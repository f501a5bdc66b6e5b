// SPDX-License-Identifier: EUPL-1.2
import { json, needed, words } from './args.ts'
import { ApiError, refusePayload } from './calls.ts'
import { checkBlocks, lengthOfTexts, metadataError } from './check.ts'
import { isObject, type JsonObject } from './json.ts'
import { most } from './limits.ts'
import { type Caller, demandScope, joinedChannel, visibleChannel, visibleUser } from './places.ts'
import { drawn } from './wire.ts'
import { type Channel, imOf, type Message, nextTs, putIn, showTo, touch, withIds } from './world.ts'

/** The text and blocks of a message, checked as Slack does; `before` is what an update leaves as it is. */
export function contentOf(caller: Caller, args: JsonObject, before?: Message): { text: string; blocks: JsonObject[] } {
  const sent = json(args, 'blocks', 'invalid_blocks_format')
  const text = words(args, 'text') ?? ''
  if (sent !== undefined && !Array.isArray(sent)) throw new ApiError('invalid_blocks_format')
  if (text.length > most('message.text')) throw new ApiError('msg_too_long')
  const hasBlocks = sent !== undefined && sent.length > 0
  if (!text && !hasBlocks) throw new ApiError('no_text')
  if (hasBlocks) {
    const problems = checkBlocks(sent)
    if (problems.length > 0) refusePayload('invalid_blocks', problems)
    if (lengthOfTexts(sent) > most('message.blocks.text')) throw new ApiError('msg_blocks_too_long')
  }
  // Slack lets blocks go without text; notifications and screen readers then have nothing to say.
  if (!text && caller.demandText) refusePayload('no_text', ['our own rule: text is demanded beside blocks'])
  // An update without `blocks` leaves the old ones, buttons and all (slackapi/python-slack-sdk#523).
  return { text, blocks: sent === undefined ? (before?.blocks ?? []) : withIds(sent.filter(isObject)) }
}

function metadataOf(args: JsonObject): JsonObject | undefined {
  const metadata = json(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  const error = metadataError(metadata)
  if (error) throw new ApiError(error)
  return isObject(metadata) && Object.keys(metadata).length > 0 ? metadata : undefined
}

function threadOf(channel: Channel, args: JsonObject): string | undefined {
  const threadTs = words(args, 'thread_ts')
  if (threadTs === undefined) return undefined
  const parent = channel.messages.find(message => message.ts === threadTs)
  if (!parent) throw new ApiError('thread_not_found')
  return parent.threadTs ?? parent.ts
}

/** Where a message goes: a conversation the bot is in, or a person, whose direct conversation is then opened. */
function destination(caller: Caller, id: string): Channel {
  if (!/^[UW]/.test(id)) return joinedChannel(caller, id)
  const user = caller.world.users.get(id)
  if (!user || user.isBot || user.teamId !== caller.workspace.id) throw new ApiError('channel_not_found')
  return imOf(caller.world, user, caller.workspace)
}

// A message to a deactivated person is taken without a word (slackapi/python-slack-sdk#1156): only users.info tells.
function demandOpen(channel: Channel): void {
  if (channel.isArchived) throw new ApiError('is_archived')
}

function postMessage(caller: Caller, args: JsonObject): JsonObject {
  demandScope(caller, 'chat:write')
  const channel = destination(caller, needed(args, 'channel'))
  demandOpen(channel)
  const content = contentOf(caller, args)
  const threadTs = threadOf(channel, args)
  const metadata = metadataOf(args)
  const message: Message = {
    ts: nextTs(caller.world),
    user: caller.bot.userId,
    botId: caller.bot.botId,
    ...content,
    ...(threadTs ? { threadTs } : {}),
    ...(metadata ? { metadata } : {}),
  }
  putIn(caller.world, channel, message)
  return { ok: true, channel: channel.id, ts: message.ts, message: drawn(channel, message) }
}

function ownMessage(caller: Caller, args: JsonObject, error: string): { channel: Channel; message: Message } {
  demandScope(caller, 'chat:write')
  const id = needed(args, 'channel')
  const ts = needed(args, 'ts')
  const channel = joinedChannel(caller, id)
  const message = channel.messages.find(each => each.ts === ts)
  if (!message) throw new ApiError('message_not_found')
  if (message.user !== caller.bot.userId) throw new ApiError(error)
  return { channel, message }
}

function update(caller: Caller, args: JsonObject): JsonObject {
  const { channel, message } = ownMessage(caller, args, 'cant_update_message')
  demandOpen(channel)
  const metadata = metadataOf(args)
  Object.assign(message, contentOf(caller, args, message), { editedTs: nextTs(caller.world) })
  if (metadata) message.metadata = metadata
  else if (args.metadata !== undefined) delete message.metadata
  touch(caller.world, channel.id)
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text, message: drawn(channel, message) }
}

function remove(caller: Caller, args: JsonObject): JsonObject {
  const { channel, message } = ownMessage(caller, args, 'cant_delete_message')
  channel.messages = channel.messages.filter(each => each !== message)
  touch(caller.world, channel.id)
  return { ok: true, channel: channel.id, ts: message.ts }
}

function postEphemeral(caller: Caller, args: JsonObject): JsonObject {
  demandScope(caller, 'chat:write')
  const id = needed(args, 'channel')
  const channel = visibleChannel(caller, id)
  if (!channel.members.has(caller.bot.userId)) throw new ApiError('not_in_channel')
  demandOpen(channel)
  const user = needed(args, 'user')
  if (!caller.world.users.has(user)) throw new ApiError('user_not_found')
  if (!channel.members.has(visibleUser(caller, user).id)) throw new ApiError('user_not_in_channel')
  const threadTs = threadOf(channel, args)
  const content = contentOf(caller, args)
  const ts = nextTs(caller.world)
  showTo(caller.world, { ts, channel: channel.id, user, ...content, ...(threadTs ? { threadTs } : {}) })
  // Slack gives message_ts, and no call can find, update or delete it.
  return { ok: true, message_ts: ts }
}

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
}
