// SPDX-License-Identifier: EUPL-1.2
import { type Card, isPlainText } from '#/chat/card.ts'
import { linesOf, tame } from '#/chat/markdown.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Message } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import { type Drawing, drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import type { AdaptiveCard } from '#/platforms/adaptive-card/element.ts'

export const cardType = 'application/vnd.microsoft.card.adaptive'

/** A message as Teams takes it: text that stays as it is, or a card, with what a notification says of it. */
export type TeamsMessage =
  | { readonly type: 'message'; readonly text: string; readonly textFormat: 'plain' }
  | {
      readonly type: 'message'
      readonly summary: string
      readonly attachments: { readonly contentType: typeof cardType; readonly content: AdaptiveCard }[]
    }

/** A line in a notification. */
const longestSummary = 300

const isWordsOnly = (text: string): boolean =>
  linesOf(text).every(({ kind, spans }) => kind === 'plain' && spans.every(span => span.kind === 'text'))

/** A card's words, where it has nothing but words [E32]; null where marks would be lost. */
function textOnly(card: Card): string | null {
  if (!isPlainText(card)) return null
  const parts = [card.title, card.text, card.context].flatMap(part => (part?.trim() ? part : []))
  if (!parts.every(isWordsOnly)) return null
  // Text that holds a tag could be read as more than text; in a card it can't.
  const text = tame(plainText(card)).replaceAll(/\n+/g, '\n\n').trim()
  return /[<>&]/.test(text) ? null : text
}

function messageOf(card: Card, how: Drawing): TeamsMessage {
  const text = textOnly(card)
  if (text) return { type: 'message', text, textFormat: 'plain' }
  return {
    type: 'message',
    summary: firstWords(card, longestSummary),
    attachments: [{ contentType: cardType, content: drawCard(card, how) }],
  }
}

/** A card's first words, on one line: its title, else the beginning of its text. */
export function firstWords(card: Card, most: number): string {
  const { title, text } = card
  const words = tame(plainText({ version: 1, ...(title?.trim() ? { title } : { text: text ?? '' }) }))
    .replaceAll(/\s+/g, ' ')
    .trim()
  return words.length <= most ? words : `${words.slice(0, most - 1).toWellFormed()}…`
}

/** An answer to someone: its presses stand on no delivery. */
export const answerMessage = (card: Card, locale: Locale): TeamsMessage => messageOf(card, { locale })

/** A delivery's message: each press carries the delivery and the drawing. */
export const deliveryMessage = ({ card, locale, delivery, drawing }: Message): TeamsMessage =>
  messageOf(card, { locale, delivery, drawing })
