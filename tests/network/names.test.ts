// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { fold, forgiven, matchName, typos } from '#/network/names.ts'

const places = [
  { name: "'s-Gravenhage", aliases: ['Den Haag'] },
  { name: 'Súdwest-Fryslân', aliases: [] },
  { name: 'Rijswijk', aliases: ['Rijswijk (ZH.)'] },
  { name: 'Rijssen-Holten', aliases: [] },
  { name: 'Bergen (NH.)', aliases: ['Bergen'] },
  { name: 'Bergen (L.)', aliases: ['Bergen'] },
  { name: 'De Bilt', aliases: [] },
  { name: 'Zeist', aliases: [] },
  { name: 'Soest', aliases: [] },
]
const find = (typed: string) => {
  const match = matchName(typed, places, p => [p.name, ...p.aliases])
  return match.found === 'several'
    ? match.items.map(p => p.name)
    : match.found === 'none'
      ? null
      : [match.found, match.item.name]
}

describe('a typed name', () => {
  it.each([
    ['zeist', ['exact', 'Zeist']],
    ['ZEIST ', ['exact', 'Zeist']],
    ['den haag', ['exact', "'s-Gravenhage"]],
    ['s gravenhage', ['exact', "'s-Gravenhage"]],
    ['sudwest fryslan', ['exact', 'Súdwest-Fryslân']],
    ['rijssen', ['exact', 'Rijssen-Holten']],
    ['holten', ['exact', 'Rijssen-Holten']],
    ['rijswijk zh', ['exact', 'Rijswijk']],
    ['debilt', ['exact', 'De Bilt']],
    ['ziest', ['near', 'Zeist']],
    ['rijsen-holten', ['near', 'Rijssen-Holten']],
    ['bergen', ['Bergen (NH.)', 'Bergen (L.)']],
    ['amsterdam', null],
    ['x', null],
    ['', null],
    ['!!!', null],
  ])('%j means %j', (typed, expected) => expect(find(typed)).toEqual(expected))

  it('forgives one error up to six letters, two above', () => {
    expect([forgiven('nl'), forgiven('zeist'), forgiven('pijler'), forgiven('gemeente')]).toEqual([0, 1, 1, 2])
    expect([typos('zeist', 'ziest'), typos('pijler', 'pijlr'), typos('a', ''), typos('abc', 'cab')]).toEqual([
      1, 1, 1, 2,
    ])
    expect(fold('’s-Hertogenbosch É')).toBe('shertogenbosche')
  })
})
