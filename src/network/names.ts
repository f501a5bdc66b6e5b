// SPDX-License-Identifier: EUPL-1.2
import { keeping } from '#/network/keeping.ts'

const foldAnew = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A line is compared with the words of every command, and those are the same each time. */
const foldKept = keeping(1_000, (name: string) => name, foldAnew)
const longest = 40

/** A name as it is compared: without case, accents, hyphens, apostrophes and spaces. */
export const fold = (name: string): string => {
  if (/^[a-z0-9]*$/.test(name)) return name
  return name.length > longest ? foldAnew(name) : foldKept(name)
}

/** Typing errors between two words: letters added, left out, changed, or two neighbours swapped (optimal string alignment). */
export function typos(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    rows.push([i])
    for (let j = 1; j <= b.length; j++) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped))
    }
  }
  return at(a.length, b.length)
}

/** How many typing errors a word is forgiven: one up to six letters, two above; none in words of two letters or less. */
export const forgiven = (word: string): number => (word.length <= 2 ? 0 : word.length <= 6 ? 1 : 2)

export type Match<T> =
  | { readonly found: 'exact' | 'near'; readonly item: T }
  | { readonly found: 'several'; readonly items: readonly T[] }
  | { readonly found: 'none' }

/**
 * The item that a typed name means. Exact (folded) first, then a beginning or a whole word of the name, then typing errors.
 * `namesOf` gives all the names of an item, aliases included.
 */
export function matchName<T>(typed: string, items: readonly T[], namesOf: (item: T) => readonly string[]): Match<T> {
  const wanted = fold(typed)
  if (!wanted) return { found: 'none' }
  const having = (test: (name: string, folded: string) => boolean) =>
    items.filter(item => namesOf(item).some(name => test(name, fold(name))))
  const one = (found: 'exact' | 'near', matches: readonly T[]): Match<T> | null => {
    const [first] = matches
    if (first === undefined) return null
    return matches.length === 1 ? { found, item: first } : { found: 'several', items: matches }
  }
  return (
    one(
      'exact',
      having((_, folded) => folded === wanted),
    ) ??
    (wanted.length >= 3
      ? one(
          'exact',
          having(
            (name, folded) => folded.startsWith(wanted) || name.split(/[\s&-]+/).some(word => fold(word) === wanted),
          ),
        )
      : null) ??
    one(
      'near',
      having((_, folded) => typos(folded, wanted) <= forgiven(wanted)),
    ) ??
    (wanted.length >= 4
      ? one(
          'near',
          having(
            (name, folded) =>
              typos(folded.slice(0, wanted.length), wanted) <= 1 ||
              name
                .split(/[\s&-]+/)
                .some(word => fold(word).length > 3 && typos(fold(word), wanted) <= forgiven(wanted)),
          ),
        )
      : null) ?? { found: 'none' }
  )
}
