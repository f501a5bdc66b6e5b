// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { locales } from '#/chat/texts.ts'
import { differences } from './parity.ts'
import { sampleCards } from './samples.ts'

describe.each(locales)('[F70] the same words and buttons on Slack, in Teams and as plain text, in %s', locale => {
  it.each(Object.entries(sampleCards(locale)))('%s', (_, card) => {
    expect(differences(card, locale)).toEqual([])
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
