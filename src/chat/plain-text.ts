// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { plain, tame } from '#/chat/markdown.ts'

const words = (text: string): string => plain(tame(text))

/** All that a card says, without marks, buttons as `[Label]`: for notifications, screen readers, logs and texts to forward [F84]. */
export function plainText(card: Card): string {
  const { progress, image, link } = card
  const buttons = [...(card.buttons ?? []), ...(card.more ?? [])].map(button => `[${words(button.label)}]`)
  const lines = [
    card.title,
    card.text,
    ...(card.facts ?? []).map(fact => (fact.label ? `${fact.label}: ${fact.value}` : fact.value)),
    progress && `${progress.label}: ${progress.value}/${progress.of}`,
    ...(card.items ?? []).map(item => (item.accessory ? `${item.text} \\[${item.accessory.label}\\]` : item.text)),
    image?.alt,
    card.context,
  ]
  return [
    ...lines.flatMap(line => (line ? words(line) : [])),
    buttons.join(' '),
    link && `${words(link.label)}: ${link.url}`,
  ]
    .filter(line => line?.trim())
    .join('\n')
}
