// SPDX-License-Identifier: EUPL-1.2
import { exactly, type Facet, type Known, meaningOf } from '#/features/lobby/rules/filter.ts'
import { fold } from '#/network/names.ts'

/** What can be searched; a decision is a point's. */
export const searchKinds = ['points', 'bottlenecks', 'decisions', 'reports', 'people'] as const
export type SearchKind = (typeof searchKinds)[number]

/** What each is called, Dutch and English. */
const kindWords: Readonly<Record<SearchKind, readonly string[]>> = {
  points: ['punt', 'punten', 'lobbypunt', 'lobbypunten', 'point', 'points'],
  bottlenecks: ['knelpunt', 'knelpunten', 'bottleneck', 'bottlenecks'],
  decisions: ['besluit', 'besluiten', 'uitkomst', 'uitkomsten', 'resultaat', 'resultaten', 'decision', 'decisions'],
  reports: ['verslag', 'verslagen', 'report', 'reports'],
  people: ['persoon', 'personen', 'mensen', 'person', 'people'],
}

const filterWords: Readonly<Record<Facet | 'kind', readonly string[]>> = {
  kind: ['soort', 'kind', 'type'],
  state: ['status', 'stand', 'state'],
  pillar: ['pijler', 'pillar'],
  theme: ['thema', 'theme'],
  target: ['aan', 'gericht', 'target', 'to'],
  municipality: ['gemeente', 'municipality'],
}
const filterNames: readonly (Facet | 'kind')[] = ['kind', 'state', 'pillar', 'theme', 'target', 'municipality']

/** A filter that there is not, or with a value that nothing is called. */
export interface Strange {
  readonly filter: string
  readonly value: string | null
}

/** What was typed: the words to look for, and what they are narrowed to; no kinds are all of them. */
export interface Search {
  readonly words: string
  readonly only: readonly Known[]
  readonly kinds: readonly SearchKind[]
  readonly strange: Strange | null
}

/** Words and quoted phrases; a quote may stand behind a filter: `gemeente:"De Bilt"`. */
const piecesOf = (typed: string): string[] => typed.match(/(?:"[^"]*"|[^\s"]|")+/g) ?? []
const piece = /^([\p{L}-]+):(?!\/\/)(.*)$/su
const bare = (value: string): string => value.replace(/^"|"$/g, '').trim()

/** The longest name has so many words. */
const longest = 6

/** How many of the pieces that follow belong to a value without quotes: the most with which it is a name. */
function takenBy(value: string, following: readonly string[], known: readonly Known[]): number {
  const next = following.findIndex(one => piece.test(one))
  const most = Math.min(next < 0 ? following.length : next, longest - 1)
  for (let taken = most; taken > 0; taken--)
    if (exactly([value, ...following.slice(0, taken)].join(' '), known).length > 0) return taken
  return 0
}

/** Whether there may be a filter in it, for which all the names must be known. */
export const isFiltered = (typed: string): boolean => piecesOf(typed).some(one => piece.test(one))

/** Reads a search: "jeugdzorg status:open pijler:samenleving soort:besluiten", in any order. Pure. */
export function searchIn(typed: string, known: readonly Known[]): Search {
  const left = piecesOf(typed)
  const words: string[] = []
  const only: Known[] = []
  const kinds: SearchKind[] = []
  let strange: Strange | null = null
  while (left.length > 0) {
    const word = left.shift() ?? ''
    const [, typedName = '', behind = ''] = piece.exec(word) ?? []
    const filter = filterNames.find(name => typedName && filterWords[name].includes(fold(typedName)))
    // "Let op: …" is no filter.
    if (!typedName || (!filter && !behind)) {
      words.push(word)
      continue
    }
    if (!filter) {
      strange ??= { filter: typedName, value: null }
      continue
    }
    const value = bare(behind || (left.shift() ?? ''))
    if (!value) continue
    if (filter === 'kind') {
      const kind = searchKinds.find(one => kindWords[one].includes(fold(value)))
      if (kind) kinds.push(kind)
      else strange ??= { filter: typedName, value }
      continue
    }
    const ofFacet = known.filter(({ facet }) => facet === filter)
    const taken = behind.startsWith('"') ? 0 : takenBy(value, left, ofFacet)
    const meant = meaningOf([value, ...left.splice(0, taken)].join(' '), ofFacet)
    if (meant.length > 0) only.push(...meant)
    else strange ??= { filter: typedName, value }
  }
  return { words: words.join(' '), only: [...new Set(only)], kinds: [...new Set(kinds)], strange }
}
