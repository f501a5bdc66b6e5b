// SPDX-License-Identifier: EUPL-1.2
import { type JsonObject, objectsAt, textAt } from './json.ts'
import type { Channel, Ephemeral, Message, View } from './world.ts'

/** A message as it stood on the screen at one moment: it doesn't change when the message does, whose blocks are then others. */
export type Shown = {
  channel: string
  ts: string
  user: string
  text: string
  blocks: JsonObject[]
  ephemeral: boolean
  edited: boolean
  threadTs?: string
  metadata?: JsonObject
  replies: Shown[]
}

export type ShownView = { id: string; hash: string; callbackId: string; blocks: JsonObject[]; content: JsonObject }

const one = (channel: Channel, message: Message): Shown => ({
  channel: channel.id,
  ts: message.ts,
  user: message.user,
  text: message.text,
  blocks: message.blocks,
  ephemeral: false,
  edited: message.editedTs !== undefined,
  replies: [],
  ...(message.threadTs ? { threadTs: message.threadTs } : {}),
  ...(message.metadata ? { metadata: message.metadata } : {}),
})

/** The messages of a conversation in order, each with the replies of its thread. */
function threads({ messages }: Channel): { message: Message; replies: Message[] }[] {
  const byRoot = Map.groupBy(messages, ({ threadTs }) => threadTs)
  return (byRoot.get(undefined) ?? []).map(message => ({ message, replies: byRoot.get(message.ts) ?? [] }))
}

const withReplies = (channel: Channel, message: Message, replies: readonly Message[]): Shown => ({
  ...one(channel, message),
  replies: replies.map(each => one(channel, each)),
})

/** A conversation as one sees it. */
export const shownMessages = (channel: Channel): Shown[] =>
  threads(channel).map(({ message, replies }) => withReplies(channel, message, replies))

/** The last message or reply that is such a one. Only that one is drawn: whoever waits for it asks at every change. */
export function lastShown(channel: Channel, isSuch: (message: Message) => boolean): Shown | undefined {
  for (const { message, replies } of threads(channel).reverse()) {
    const reply = replies.findLast(isSuch)
    if (reply) return one(channel, reply)
    if (isSuch(message)) return withReplies(channel, message, replies)
  }
  return undefined
}

export const shownEphemeral = (ephemeral: Ephemeral, botUser: string): Shown => ({
  channel: ephemeral.channel,
  ts: ephemeral.ts,
  user: botUser,
  text: ephemeral.text,
  blocks: ephemeral.blocks,
  ephemeral: true,
  edited: false,
  replies: [],
  ...(ephemeral.threadTs ? { threadTs: ephemeral.threadTs } : {}),
})

export const shownView = ({ id, hash, content }: View): ShownView => ({
  id,
  hash,
  callbackId: textAt(content, 'callback_id') ?? '',
  blocks: objectsAt(content, 'blocks'),
  content,
})
