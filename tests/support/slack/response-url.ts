// SPDX-License-Identifier: EUPL-1.2
import { words, yes } from './args.ts'
import { ApiError } from './calls.ts'
import type { JsonObject } from './json.ts'
import { most } from './limits.ts'
import { contentOf } from './method-chat.ts'
import type { Caller } from './places.ts'
import { type Channel, nextTs, putIn, type ResponseUrl, randomId, shownTo, showTo, touch, type World } from './world.ts'

/** Makes a response_url's secret: five uses, thirty minutes. */
export function grantResponseUrl(world: World, grant: Omit<ResponseUrl, 'expiresAt' | 'usesLeft'>): string {
  const secret = `${grant.interaction}.${randomId()}`
  world.responseUrls.set(secret, {
    ...grant,
    expiresAt: Date.now() + most('response_url.minutes') * 60_000,
    usesLeft: most('response_url.uses'),
  })
  return secret
}

/** Shows what a bot answers to a command or press: to the person alone, or with response_type in_channel to all. */
export function showAnswer(caller: Caller, grant: ResponseUrl, args: JsonObject): void {
  const channel = caller.world.channels.get(grant.channel)
  if (!channel) throw new ApiError('channel_not_found')
  if (yes(args, 'delete_original')) {
    withoutOriginal(caller.world, channel, grant)
    return
  }
  const content = contentOf(caller, args)
  if (yes(args, 'replace_original') && grant.original) replaceOriginal(caller.world, channel, grant, content)
  else if (words(args, 'response_type') === 'in_channel')
    putIn(caller.world, channel, {
      ts: nextTs(caller.world),
      user: caller.bot.userId,
      botId: caller.bot.botId,
      ...content,
      ...thread(grant, args),
    })
  else
    showTo(caller.world, {
      ts: nextTs(caller.world),
      channel: channel.id,
      user: grant.userId,
      interaction: grant.interaction,
      ...content,
      ...thread(grant, args),
    })
}

const thread = (grant: ResponseUrl, args: JsonObject) => {
  const threadTs = words(args, 'thread_ts') ?? grant.threadTs
  return threadTs ? { threadTs } : {}
}

function withoutOriginal(world: World, channel: Channel, { original, userId }: ResponseUrl): void {
  if (!original) throw new ApiError('message_not_found')
  const isLeft = ({ ts }: { ts: string }) => ts !== original.ts
  if (original.ephemeral) world.ephemerals.set(userId, shownTo(world, userId).filter(isLeft))
  else channel.messages = channel.messages.filter(isLeft)
  touch(world, original.ephemeral ? userId : channel.id)
}

function replaceOriginal(
  world: World,
  channel: Channel,
  grant: ResponseUrl,
  content: { text: string; blocks: JsonObject[] },
) {
  const { original, interaction, userId } = grant
  const shown = original?.ephemeral
    ? shownTo(world, userId).find(each => each.ts === original.ts)
    : channel.messages.find(each => each.ts === original?.ts)
  if (!shown) throw new ApiError('message_not_found')
  Object.assign(shown, content, original?.ephemeral ? { interaction } : { editedTs: nextTs(world) })
  touch(world, original?.ephemeral ? userId : channel.id)
}

/** One use of a response_url. @throws ApiError when it is unknown, used up or expired. */
export function useResponseUrl(caller: Caller, secret: string, args: JsonObject): void {
  const grant = caller.world.responseUrls.get(secret)
  if (!grant) throw new ApiError('invalid_url')
  if (Date.now() > grant.expiresAt) throw new ApiError('expired_url')
  if (grant.usesLeft === 0) throw new ApiError('used_url')
  showAnswer(caller, grant, args)
  grant.usesLeft -= 1
}
