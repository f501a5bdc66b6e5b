// SPDX-License-Identifier: EUPL-1.2
import type { Statement } from '#/database/db.ts'
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
export function exactly(phrase: string, known: readonly Known[]): readonly Known[] {
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

/** What a phrase means: exactly, or else with typing errors forgiven; nothing where it means nothing. Pure. */
export function meaningOf(phrase: string, known: readonly Known[]): readonly Known[] {
  const found = exactly(phrase, known)
  return found.length > 0 ? found : nearly(phrase, known)
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

/** What some points are narrowed to, as statements take it: by which facets, and the ids of each. Two of one facet are either of them. */
export interface Narrowing {
  readonly by: readonly Facet[]
  readonly values: readonly (readonly string[])[]
}

export function narrowing(found: readonly Known[]): Narrowing {
  const by = facets.filter(facet => byFacet(found, facet).length > 0)
  return { by, values: by.map(facet => byFacet(found, facet).map(({ id }) => id)) }
}

/** A statement for each set of facets: one that speaks of all of them goes by an index for none. */
export function narrowed(make: (by: readonly Facet[]) => Statement): (by: readonly Facet[]) => Statement {
  const made = new Map<string, Statement>()
  return by => {
    const key = by.join()
    const found = made.get(key) ?? make(by)
    made.set(key, found)
    return found
  }
}

/** SQL: whether some municipalities proposed the point `p`, or say something to it today. Looked up for each point that comes by: an `exists` would gather all that they say first. */
export const isTheirs = (p: string, ids: string): string => `(${p}.municipality_id = any(${ids}) or coalesce((
  select true from lobby_supports o where o.point_id = ${p}.id and o.municipality_id = any(${ids}) and o.ended_at is null limit 1), false))`

/** SQL: what the point `p` must be to be one of those narrowed to by some facets, whose parameters begin at `$from`. A municipality's are those that it proposed, or says something to today. */
export function narrowedBy(p: string, from: number, by: readonly Facet[]): readonly string[] {
  const conditions: Readonly<Record<Facet, (ids: string) => string>> = {
    state: ids => `${p}.state = any(${ids})`,
    pillar: ids => `${p}.pillar_id = any(${ids})`,
    theme: ids => `${p}.theme_id = any(${ids})`,
    target: ids =>
      `exists (select from lobby_point_targets a where a.point_id = ${p}.id and a.target_id = any(${ids}))`,
    municipality: ids => isTheirs(p, ids),
  }
  return by.map((facet, i) => conditions[facet](`$${from + i}::text[]`))
}

/** SQL: the same of the agenda, on which no draft stands and nothing that was put away, unless that is asked for. */
export const isNarrowed = (p: string, from: number, by: readonly Facet[]): string =>
  [...narrowedBy(p, from, by), ...(by.includes('state') ? [] : [`${p}.state not in ('draft', 'archived')`])].join(
    ' and ',
  )
