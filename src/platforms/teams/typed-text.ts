// SPDX-License-Identifier: EUPL-1.2
import type { MessagePayload } from '#/platforms/teams/payloads.ts'

const entities: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

const entity = /&(nbsp|lt|gt|quot|#39|amp);/g

/** Where no mention was chosen from the list, people type the name all the same. */
const typedName = /^\s*@m50(?=[\s,:]|$)[,:]?/i

/** Whether the bot itself is mentioned. */
export const mentionsBot = ({ entities: mentions, recipient }: MessagePayload): boolean =>
  mentions.some(({ mentioned }) => mentioned.id === recipient.id)

/** What someone typed: without the mention of the bot, other people's mentions as their names, and `&amp;` as `&`. */
export function typedText({ text, entities: mentions, recipient }: MessagePayload): string {
  const own = mentions.filter(({ mentioned }) => mentioned.id === recipient.id).map(mention => mention.text)
  return own
    .reduce((rest, mention) => (mention ? rest.replaceAll(mention, ' ') : rest), text ?? '')
    .replaceAll(/<at(?:\s[^<>]*)?>([^<>]*)<\/at>/gi, '$1')
    .replaceAll(entity, (whole, name: string) => entities[name] ?? whole)
    .replaceAll('\u00a0', ' ')
    .replace(typedName, '')
    .trim()
}

/** The words of a message that Teams gives as HTML: paragraphs and breaks as lines, without what stands between angles. */
export const wordsOf = (content: string): string =>
  content
    .replaceAll(/<(?:br|\/p|\/div|\/li)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(entity, (whole, name: string) => entities[name] ?? whole)
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
