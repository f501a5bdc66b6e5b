// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { type Card, isPlainText } from '#/chat/card.ts'
import { drawnOnce } from '#/chat/drawn.ts'
import { escapeMarkdown, plain } from '#/chat/markdown.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Message } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { asId } from '#/network/ids.ts'
import { type Block, type BlockIds, blockIds, blocksOf } from '#/platforms/slack/blocks.ts'
import { most } from '#/platforms/slack/limits.ts'
import { beginning, ellipsis } from '#/platforms/slack/shorten.ts'
import { clean, escapeEntities, messageText } from '#/platforms/slack/text-object.ts'

/** A message as Slack takes it. Without blocks it is text only. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: Block[]
}

const answerPrefix = 'a'
const ofThisCopy = randomBytes(4).toString('hex')
let answersDrawn = 0

/** Block ids of an answer, which is no delivery; no two cards have the same. */
export const answerIds = (): BlockIds => blockIds(`${answerPrefix}:${ofThisCopy}${(answersDrawn++).toString(36)}`)

/** On which delivery and drawing a press stands, by its block's id; nothing where it stands on an answer. */
export function deliveryOf(blockId: string): { delivery?: DeliveryId; drawing?: number } {
  const [id, drawing] = blockId.split(':')
  const delivery = asId<DeliveryId>(id)
  return delivery && drawing && /^\d{1,9}$/.test(drawing) ? { delivery, drawing: Number(drawing) } : {}
}

function allSaid(card: Card): string {
  const whole = clean(plainText(card)).trim()
  const cost = (text: string) => escapeEntities(text).length
  if (cost(whole) <= most('message.text')) return escapeEntities(whole) || '–'
  return escapeEntities(beginning(whole, most('message.text') - ellipsis.length, cost)) + ellipsis
}

/** A card's words alone, with the marks that Slack knows; null where Slack would read marks into what a person typed. */
function textOnly(card: Card): string | null {
  const title = plain(clean(card.title ?? '')).trim()
  const lines = [title && `**${escapeMarkdown(title)}**`, card.text?.trim(), card.context?.trim()]
  return messageText(lines.filter(Boolean).join('\n'), most('message.text'))
}

/** A card as a message. One with nothing to press or lay out is text only [E32], unless Slack would then format what a person typed. */
export function messageOf(card: Card, ids: BlockIds, locale: Locale): SlackMessage {
  const only = isPlainText(card) ? textOnly(card) : null
  return only === null ? { text: allSaid(card), blocks: blocksOf(card, ids, locale) } : { text: only, blocks: [] }
}

/** An answer to someone: its presses stand on no delivery. One card answered to many is drawn once. */
export const answerMessage = drawnOnce((card: Card, locale): SlackMessage => messageOf(card, answerIds(), locale))

/** A delivery's message: each press carries the delivery and the drawing. */
export const deliveryMessage = ({ card, locale, delivery, drawing }: Message): SlackMessage =>
  messageOf(card, blockIds(`${delivery}:${drawing}`), locale)
