// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import type { Known } from '#/features/lobby/rules/filter.ts'
import { searchIn } from '#/features/lobby/rules/search-filters.ts'
import { isNamed } from '#/features/people/rules/search.ts'

const known: readonly Known[] = [
  { facet: 'pillar', id: 'financien', name: 'Financiën', names: ['Financiën', 'financien'] },
  { facet: 'target', id: 'financien', name: 'Ministerie van Financiën', names: ['Ministerie van Financiën'] },
  { facet: 'municipality', id: 'GM0310', name: 'De Bilt', names: ['De Bilt'] },
  { facet: 'state', id: 'gathering', name: 'verzamelt steun', names: ['verzamelt steun', 'open'] },
  { facet: 'state', id: 'placed', name: 'staat op een agenda', names: ['staat op een agenda', 'open'] },
]
const read = (typed: string) => {
  const { words, only, kinds, strange } = searchIn(typed, known)
  return { words, only: only.map(({ facet, id }) => `${facet} ${id}`), kinds, strange }
}

describe('[F89] what is searched', () => {
  it.each([
    ['jeugdzorg status:open', 'jeugdzorg', ['state gathering', 'state placed'], []],
    ['pijler:financiën kind:decisions “jeugd”', '“jeugd”', ['pillar financien'], ['decisions']],
    ['aan:ministerie van financiën jeugd', 'jeugd', ['target financien'], []],
    ['gemeente:De Bilt jeugd zorg', 'jeugd zorg', ['municipality GM0310'], []],
    ['gemeente:"de bilt" "jeugd zorg"', '"jeugd zorg"', ['municipality GM0310'], []],
    ['gemeente: de-bilt soort: personen bakker', 'bakker', ['municipality GM0310'], ['people']],
    ['pijler:financin soort:punten soort:besluiten x', 'x', ['pillar financien'], ['points', 'decisions']],
    ['let op: https://a.nl/b om 10:30', 'let op: https://a.nl/b om 10:30', [], []],
  ])('is its words, apart from its filters: %s', (typed, words, only, kinds) =>
    expect(read(typed)).toEqual({ words, only, kinds, strange: null }),
  )

  it('says which filter is none, and which value none knows', () => {
    expect(read('jeugd kleur:rood').strange).toEqual({ filter: 'kleur', value: null })
    expect(read('jeugd pijler:vissen').strange).toEqual({ filter: 'pijler', value: 'vissen' })
    expect(read('jeugd soort:vissen').strange).toEqual({ filter: 'soort', value: 'vissen' })
    expect(read('jeugd pijler:')).toEqual({ words: 'jeugd', only: [], kinds: [], strange: null })
  })

  it('is someone’s name where every word begins a part of it', () => {
    for (const typed of ['bakker', 'bak', 'A. Bakker', 'Bakker-Smit', 'smit bakker'])
      expect(isNamed('A. Bakker-Smit', typed), typed).toBe(true)
    for (const typed of ['ba', 'akker', 'bakkers', 'W. Bakker', 'bakker jeugd', 'a'])
      expect(isNamed('A. Bakker-Smit', typed), typed).toBe(false)
  })
})
