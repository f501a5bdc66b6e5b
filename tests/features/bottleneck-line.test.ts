// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { lineOf } from '#/features/bottlenecks/rules/line.ts'
import type { PillarId } from '#/network/ids.ts'

const pillar = (id: string, name: string) => ({ id: id as PillarId, name })
const pillars = [
  pillar('bestuur', 'Bestuur'),
  pillar('financien', 'Financiën'),
  pillar('economie-fysieke-leefomgeving', 'Economie & Fysieke Leefomgeving'),
]
const read = (typed: string, ...own: string[]) => {
  const { title, pillar } = whole(typed, ...own)
  return { title, pillar }
}
const whole = (typed: string, ...own: string[]) =>
  lineOf(
    typed,
    pillars,
    own.map(id => id as PillarId),
  )

describe('[A26] a line that shares a bottleneck', () => {
  it.each([
    ['Te weinig geld, Financiën', 'Te weinig geld', 'financien'],
    ['Te weinig geld (pijler financien)', 'Te weinig geld', 'financien'],
    ['Te weinig geld in de pijler Financiën', 'Te weinig geld', 'financien'],
    ['Roads are full, pillar economie-fysieke-leefomgeving', 'Roads are full', 'economie-fysieke-leefomgeving'],
    ['Wegen zijn vol, Economie & Fysieke Leefomgeving', 'Wegen zijn vol', 'economie-fysieke-leefomgeving'],
    ['Wegen zijn vol, en de bus ook, bestuur', 'Wegen zijn vol, en de bus ook', 'bestuur'],
  ])('says its pillar apart from its title: %s', (typed, title, pillar) => {
    for (const own of [[], ['bestuur'], ['bestuur', 'financien']])
      expect(read(typed, ...own)).toEqual({ title, pillar })
  })

  it('may end with a pillar as a word of its title, which stays whole; nothing is decided where its writer is in another', () => {
    const typed = 'Inwoners vertrouwen hun bestuur'
    for (const own of [[], ['bestuur'], ['bestuur', 'financien']])
      expect(read(typed, ...own)).toEqual({ title: typed, pillar: 'bestuur' })
    expect(read(typed, 'financien')).toEqual({ title: typed, pillar: null })
    // A guess of where it goes is asked about, unless it is the one pillar of who wrote it.
    expect([[], ['bestuur'], ['bestuur', 'financien']].map(own => whole(typed, ...own).isSure)).toEqual([
      false,
      true,
      false,
    ])
    expect(whole('Te weinig geld, Financiën').isSure).toBe(true)
  })

  it('is for the one pillar of its writer where it names none, and no pillar is guessed from a beginning or a typing error', () => {
    expect(read('Te weinig geld', 'financien')).toEqual({ title: 'Te weinig geld', pillar: 'financien' })
    expect(read('Te weinig geld', 'financien', 'bestuur').pillar).toBeNull()
    for (const typed of ['Te weinig geld, besturen', 'Te weinig geld, pijler bestur', 'Te weinig geld', 'Bestuur'])
      expect(read(typed)).toEqual({ title: typed, pillar: null })
  })

  it('that is more than a title is kept whole as what happens', () => {
    const typed = 'woord '.repeat(40).trim()
    const { title, happens } = lineOf(typed, pillars, [])
    expect([...title]).toHaveLength(120)
    expect(happens).toBe(typed)
  })
})
