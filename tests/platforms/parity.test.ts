// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { type Card, card as cardShape } from '#/chat/card.ts'
import { plain } from '#/chat/markdown.ts'
import { locales } from '#/chat/texts.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { answerMessage } from '#/platforms/slack/message.ts'
import { parts, readingOf } from './adaptive-card/walk.ts'
import { sampleCards } from './samples.ts'

/** `name value label` of everything that can be pressed. */
type Presses = readonly string[]

const ofCard = (card: Card): Presses =>
  [...(card.buttons ?? []), ...(card.more ?? []), ...(card.items ?? []).flatMap(item => item.accessory ?? [])]
    .map(b => `${b.name} ${b.value} ${plain(b.label)}`)
    .toSorted()

function everything(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(everything)
  if (typeof value !== 'object' || value === null) return []
  return [{ ...value }, ...Object.values(value).flatMap(everything)]
}

const textIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : ''

function onSlack(card: Card): Presses {
  return everything(answerMessage(card, 'nl').blocks)
    .flatMap(part => {
      if (part.type === 'button') return [`${part.action_id} ${part.value} ${textIn(part.text)}`]
      if (part.type !== 'overflow' || !Array.isArray(part.options)) return []
      return part.options.map(option => `${String(option.value).replace(':', ' ')} ${textIn(option.text)}`)
    })
    .toSorted()
}

const onTeams = (card: Card): Presses =>
  parts(drawCard(card, { locale: 'nl' }))
    .filter(part => part.type === 'Action.Execute' || part.type === 'Action.Submit')
    .flatMap(({ data, title, fallback }) => {
      if (typeof data !== 'object' || data === null || (fallback === undefined && !('msteams' in data))) return []
      const named = { ...data } as Record<string, unknown>
      return [`${named.dialog_id ?? named.action} ${named.value} ${title}`]
    })
    .toSorted()

describe.each(locales)('[F70] the same words and buttons in Slack and Teams, in %s', locale => {
  it.each(Object.entries(sampleCards(locale)))('%s', (_, card) => {
    expect(cardShape.safeParse(card).success).toBe(true)
    const expected = ofCard(card)
    expect(onSlack(card)).toEqual(expected)
    expect([...new Set(onTeams(card))]).toEqual(expected)
    const words = [card.title, card.text, ...(card.items ?? []).map(item => item.text)]
      .flatMap(text => (text ? plain(text).split('\n') : []))
      .map(line => line.replace(/^• /, ''))
    const slack = answerMessage(card, locale)
    const shown =
      everything(slack.blocks)
        .map(part => String(part.text ?? ''))
        .join('\n') + slack.text
    const teams = readingOf(drawCard(card, { locale }))
    for (const line of words.filter(Boolean)) {
      expect(shown.replace(/\*|&amp;/g, match => (match === '*' ? '' : '&'))).toContain(line)
      expect(teams).toContain(line)
    }
  })
})

describe('[F71] [E11] few buttons', () => {
  it.each(Object.entries(sampleCards('nl')))('%s has two in sight, one coloured at most', (name, card) => {
    const buttons = card.buttons ?? []
    // The one card that asks a question with five answers.
    expect(buttons.length).toBeLessThanOrEqual(name === 'first contact' ? 5 : 3)
    expect([...buttons, ...(card.more ?? [])].filter(b => b.style === 'primary').length).toBeLessThanOrEqual(1)
  })
})
