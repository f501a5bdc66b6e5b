// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linesOf, tame } from '#/chat/markdown.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed.
const unruly = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

it('[T14] takes out every character that acts on others, and no other', () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point)
    const isMark = /\p{M}/u.test(character)
    const expected = unruly.test(character) ? 'een' : `e${character.repeat(isMark ? 4 : 6)}en`
    const tamed = tame(`e${character.repeat(6)}en`)
    if (tamed !== expected) expect.fail(`U+${point.toString(16)} gave ${JSON.stringify(tamed)}`)
  }
})

it('reads a text without marks as the same text with a mark behind it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '-', '>', '(', '*', '_', '[', '\\', ']') })
  fc.assert(
    fc.property(word, text => {
      const [alone, before] = [linesOf(text)[0]?.spans ?? [], linesOf(`${text}\\|`)[0]?.spans ?? []]
      const said = (spans: typeof alone) => spans.map(span => span.text).join('')
      if (!/[\\*_[\]()]/.test(text)) expect(said(before)).toBe(`${said(alone)}|`)
      expect(alone.every(span => span.text !== '')).toBe(true)
    }),
  )
})
