// SPDX-License-Identifier: EUPL-1.2
import { fold, matchName } from '#/network/names.ts'

const facets = ['state', 'pillar', 'theme', 'target', 'municipality'] as const
export type Facet = (typeof facets)[number]

/** Something that the lobby agenda can be narrowed to, with all that it is called. */
export interface Known {
  readonly facet: Facet
  readonly id: string
  readonly name: string
  readonly names: readonly string[]
}

/** What was typed: what it narrows to, and the words that mean nothing here. */
export interface Asked {
  readonly found: readonly Known[]
  readonly strange: readonly string[]
}

/** The longest name that someone types has so many words. */
const longest = 6

type Same = (wanted: string, name: string) => boolean
const whole: Same = (wanted, name) => fold(name) === wanted
const beginning: Same = (wanted, name) =>
  wanted.length >= 3 && (fold(name).startsWith(wanted) || name.split(/[\s&-]+/).some(word => fold(word) === wanted))

const byFacet = (known: readonly Known[], facet: Facet): readonly Known[] => known.filter(one => one.facet === facet)

/** What some words mean exactly: their whole name before a part of it, a pillar before a ministry of the same name; several where they share it. */
function exactly(phrase: string, known: readonly Known[]): readonly Known[] {
  const wanted = fold(phrase)
  if (!wanted) return []
  for (const same of [whole, beginning])
    for (const facet of facets) {
      const found = byFacet(known, facet).filter(({ names }) => names.some(name => same(wanted, name)))
      if (found.length > 0) return found
    }
  return []
}

/** What they mean with typing errors forgiven. */
function nearly(phrase: string, known: readonly Known[]): readonly Known[] {
  for (const facet of facets) {
    const match = matchName(phrase, byFacet(known, facet), ({ names }) => names)
    if (match.found === 'near') return [match.item]
  }
  return []
}

/** Words that stand between names and narrow nothing: "gelukt bij vws", "punten van zeist". */
const between = new Set(
  'aan bij de door en het in of op punten van voor pijler thema gemeente at by for from municipality pillar points the theme to'.split(
    ' ',
  ),
)

/** Reads what the lobby agenda is narrowed to, in any order: "samenleving gelukt ministerie van financiën". Pure. */
export function narrowedTo(typed: string, known: readonly Known[]): Asked {
  const words = typed.split(/\s+/).filter(Boolean)
  const found: Known[] = []
  const strange: string[] = []
  while (words.length > 0) {
    const most = Math.min(longest, words.length)
    const lengths = Array.from({ length: most }, (_, i) => most - i)
    const meaning = (read: typeof exactly) =>
      lengths
        .map(length => ({ length, items: read(words.slice(0, length).join(' '), known) }))
        .find(r => r.items.length)
    const isBetween = between.has(fold(words[0] ?? ''))
    const meant = meaning(exactly) ?? (isBetween ? undefined : meaning(nearly))
    if (meant) found.push(...meant.items)
    else if (!isBetween) strange.push(words[0] ?? '')
    words.splice(0, meant?.length ?? 1)
  }
  return { found: [...new Set(found)], strange }
}

/** The ids of each facet as the statements take them: null where it is not narrowed. Two of one facet are either of them. */
export function narrowing(found: readonly Known[]): readonly (readonly string[] | null)[] {
  return facets.map(facet => {
    const ids = byFacet(found, facet).map(({ id }) => id)
    return ids.length > 0 ? ids : null
  })
}

/** SQL: whether the point `p` is one of those narrowed to, whose five parameters begin at `$from`. A municipality's are those that it proposed, or says something to today. */
export const isNarrowed = (p: string, from: number): string => {
  const [state, pillar, theme, target, municipality] = facets.map((_, i) => `$${from + i}::text[]`)
  return `case when ${state} is null then ${p}.state not in ('draft', 'archived') else ${p}.state = any(${state}) end
     and (${pillar} is null or ${p}.pillar_id = any(${pillar})) and (${theme} is null or ${p}.theme_id = any(${theme}))
     and (${target} is null or exists (select from lobby_point_targets a where a.point_id = ${p}.id and a.target_id = any(${target})))
     and (${municipality} is null or ${p}.municipality_id = any(${municipality}) or exists (
       select from lobby_supports o where o.point_id = ${p}.id and o.municipality_id = any(${municipality}) and o.ended_at is null))`
}
