// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown, plain, tame } from '#/chat/markdown.ts'
import type { Message, Sent } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'

const longestTitle = 150
const longestLine = 200

function firstLine(text: string, most: number): string {
  const line = tame(plain(text)).trim().split('\n')[0] ?? ''
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`
}

const leadsOn = ({ name }: Button): boolean => name === 'chat.line'

/** A card as little of it as still leads on: its title, its first line, its buttons, and what shows more: the line `whole`, or where nothing does, one's home. */
export function shortCard(
  { title, text, buttons = [], alike, more = [], link }: Card,
  locale: Locale,
  whole?: string,
): Card {
  const t = chatTexts.in(locale)
  const others = more.filter(one => leadsOn(one) && one.value !== whole)
  const all =
    whole === undefined || buttons.some(({ value }) => value === whole) ? [] : [lineButton(t('short.whole'), whole)]
  const on = [...all, ...others].slice(0, 5)
  const leads = link || [...buttons, ...on].some(leadsOn) ? on : [lineButton(t('short.home'), 'home')]
  const line = text === undefined ? [] : [escapeMarkdown(firstLine(text, longestLine))]
  return {
    version: 1,
    ...(title !== undefined && { title: escapeMarkdown(firstLine(title, longestTitle)) }),
    text: [...line, t('short.why')].join('\n'),
    ...(buttons.length > 0 && { buttons, ...(alike && { alike }) }),
    ...(leads.length > 0 && { more: leads }),
    ...(link && { link }),
  }
}

/** Sends a message; what the platform finds too large goes once more, in short, and `short` is the card that then stands there [E29]. */
export async function orInShort(message: Message, send: (message: Message) => Promise<Sent>): Promise<Sent> {
  const sent = await send(message)
  if (sent.outcome !== 'refused' || sent.reason !== 'tooLarge') return sent
  const short = shortCard(message.card, message.locale, message.whole)
  const again = await send({ ...message, card: short })
  return again.outcome === 'sent' ? { ...again, short } : again
}
