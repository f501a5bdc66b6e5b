// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Card, isPlainText } from '#/chat/card.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Locale } from '#/chat/texts.ts'
import { type Db, statement } from '#/database/db.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { bytesOf, mostBytes } from '#/platforms/adaptive-card/limits.ts'

/** The playground's own memory: what Slack keeps in its channels, kept here in `playground_messages`. */
export interface NewMessage {
  readonly conversation: string
  /** The message whose thread it belongs to. */
  readonly thread?: string | undefined
  readonly author: string
  /** The one person who sees it. */
  readonly onlyFor?: string | undefined
  readonly delivery?: DeliveryId
  readonly content: Content
  /** When it was said, by the network's time. */
  readonly at: Date
}

/** What a message shows: text, and for whoever can draw them the Adaptive Card that Teams would get and the message that Slack would get. */
export interface Content {
  readonly text: string
  readonly card: object | null
  readonly blocks: SlackDrawing | null
  readonly drawing: number
}

interface How {
  readonly locale: Locale
  readonly delivery?: DeliveryId
  readonly drawing?: number
}

/** A card as another platform would send it: handed in, since platforms do not know each other. */
export interface SlackDrawing {
  readonly text: string
  readonly blocks: readonly object[]
}
export type DrawForSlack = (card: Card, how: How) => SlackDrawing
export type ContentOf = (card: Card, how: How) => Content | null

/** A message as its readers get it. `version` changes whenever it is drawn anew. */
export interface SeenMessage {
  readonly id: string
  readonly conversation: string
  readonly thread: string | null
  readonly author: string
  readonly onlyFor: string | null
  readonly text: string
  readonly card: unknown
  readonly blocks: unknown
  readonly at: string
  readonly version: string
}

/** What people type is text, on every platform. */
export const typedContent = (text: string): Content => ({ text, card: null, blocks: null, drawing: 0 })

/** Draws cards. One with nothing to press goes as text [E32]; one with a title is drawn for its sake, and has no frame on the page. Null when it is too large even when shortened. */
export const createContent =
  (drawForSlack: DrawForSlack): ContentOf =>
  (card, how) => {
    const drawing = how.drawing ?? 0
    const text = plainText(card)
    const blocks = drawForSlack(card, how)
    if (isPlainText(card) && card.title === undefined) return { text, card: null, blocks, drawing }
    const drawn = drawCard(card, how)
    return bytesOf(drawn) > mostBytes ? null : { text, card: drawn, blocks, drawing }
  }

const isMessageId = (id: string): boolean => /^\d{1,18}$/.test(id)
const ids = z.array(z.object({ id: z.string() }))

/** A delivery that stands already is not posted a second time; a reply to a reply goes into the same thread. */
const post = statement(
  'playground_post',
  `with old as (select id from playground_messages where delivery_id = $5::uuid order by id limit 1),
   root as (select coalesce(thread_of, id) as id from playground_messages where id = $2::bigint and conversation = $1),
   new as (
     insert into playground_messages (conversation, thread_of, author, only_for, delivery_id, text, card, blocks, drawing, at, updated_at)
     select $1, (select id from root), $3, $4, $5::uuid, $6, $7::jsonb, $8::jsonb, $9::int, $10::timestamptz, clock_timestamp()
     where not exists (select from old) and ($2::bigint is null or exists (select from root))
     returning id)
   select id::text from old union all select id::text from new`,
)

/** The message's id; null when there is no such message to reply to. */
export async function postMessage(db: Db, message: NewMessage): Promise<string | null> {
  const { conversation, thread, author, onlyFor, delivery, content, at } = message
  if (thread !== undefined && !isMessageId(thread)) return null
  const [row] = ids.parse(
    await db.query(post, [
      conversation,
      thread ?? null,
      author,
      onlyFor ?? null,
      delivery ?? null,
      content.text,
      content.card && JSON.stringify(content.card),
      content.blocks && JSON.stringify(content.blocks),
      content.drawing,
      at.toISOString(),
    ]),
  )
  return row?.id ?? null
}

/** An older drawing never takes the place of a newer one. */
const redraw = statement(
  'playground_redraw',
  `with found as (select id from playground_messages where id = $2::bigint and conversation = $1),
   redrawn as (
     update playground_messages set text = $3, card = $4::jsonb, blocks = $5::jsonb, drawing = $6::int, updated_at = clock_timestamp()
     where id = (select id from found) and drawing <= $6::int)
   select id::text from found`,
)

/** False when the message is gone. */
export async function redrawMessage(db: Db, conversation: string, id: string, content: Content): Promise<boolean> {
  if (!isMessageId(id)) return false
  const card = content.card && JSON.stringify(content.card)
  const blocks = content.blocks && JSON.stringify(content.blocks)
  return (await db.query(redraw, [conversation, id, content.text, card, blocks, content.drawing])).length > 0
}

const find = statement(
  'playground_find',
  'select id::text from playground_messages where conversation = $1 and delivery_id = $2::uuid order by id limit 1',
)

/** The message that a delivery posted. */
export async function findMessage(db: Db, conversation: string, delivery: DeliveryId): Promise<string | null> {
  const [row] = ids.parse(await db.query(find, [conversation, delivery]))
  return row?.id ?? null
}

const recent = statement(
  'playground_recent',
  `select * from (
     select id::text, conversation, thread_of::text as thread, author, only_for as "onlyFor", coalesce(text, '') as text, card, blocks,
       to_json(at)#>>'{}' as at, to_json(updated_at)#>>'{}' as version, playground_messages.id as place
     from playground_messages
     where conversation = any($2::text[]) and (only_for is null or only_for = $1) and updated_at > $3::timestamptz
     order by playground_messages.id desc limit 1000) newest
   order by place`,
)

const seen = z.array(
  z.object({
    id: z.string(),
    conversation: z.string(),
    thread: z.string().nullable(),
    author: z.string(),
    onlyFor: z.string().nullable(),
    text: z.string(),
    card: z.unknown(),
    blocks: z.unknown(),
    at: z.string(),
    version: z.string(),
  }),
)

/** What someone may read in some conversations and was written or drawn anew after `since`, oldest first; of all there is, the newest thousand. */
export const recentMessages = async (
  db: Db,
  reader: string,
  conversations: readonly string[],
  since: Date,
): Promise<readonly SeenMessage[]> => seen.parse(await db.query(recent, [reader, conversations, since.toISOString()]))
