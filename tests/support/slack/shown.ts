// SPDX-License-Identifier: EUPL-1.2
import { type JsonObject, objectsAt, textAt } from './json.ts'
import type { Channel, Ephemeral, Message, View } from './world.ts'

/** A message as it stood on the screen at one moment: it doesn't change when the message does. */
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
  blocks: structuredClone(message.blocks),
  ephemeral: false,
  edited: message.editedTs !== undefined,
  replies: [],
  ...(message.threadTs ? { threadTs: message.threadTs } : {}),
  ...(message.metadata ? { metadata: structuredClone(message.metadata) } : {}),
})

/** A conversation as one sees it: the messages in order, each with the replies of its thread. */
export const shownMessages = (channel: Channel): Shown[] =>
  channel.messages
    .filter(message => message.threadTs === undefined)
    .map(message => ({
      ...one(channel, message),
      replies: channel.messages.filter(each => each.threadTs === message.ts).map(each => one(channel, each)),
    }))

export const shownEphemeral = (ephemeral: Ephemeral, botUser: string): Shown => ({
  channel: ephemeral.channel,
  ts: ephemeral.ts,
  user: botUser,
  text: ephemeral.text,
  blocks: structuredClone(ephemeral.blocks),
  ephemeral: true,
  edited: false,
  replies: [],
  ...(ephemeral.threadTs ? { threadTs: ephemeral.threadTs } : {}),
})

export const shownView = (view: View): ShownView => {
  const content = structuredClone(view.content)
  const callbackId = textAt(content, 'callback_id') ?? ''
  return {
    id: view.id,
    hash: view.hash,
    callbackId,
    blocks: objectsAt(content, 'blocks'),
    content,
  }
}
