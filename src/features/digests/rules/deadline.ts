// SPDX-License-Identifier: EUPL-1.2
import type { Item, ItemFacts } from '#/features/digests/rules/item.ts'

function untilOf(facts: ItemFacts): string | null {
  switch (facts.kind) {
    case 'report':
    case 'committee':
      return facts.inputUntil
    case 'meeting':
      return facts.registerUntil
    case 'round':
      return facts.closesAt
    default:
      return null
  }
}

/** Until when something can be done about it, in milliseconds; without end for what has no such moment, or had it by `now`. */
export function deadlineOf({ facts }: Item, now: Date): number {
  const until = untilOf(facts)
  const at = until === null ? Number.NaN : Date.parse(until)
  return at > now.getTime() ? at : Number.POSITIVE_INFINITY
}

/** What can be done the shortest first; all else after it, in the same order. */
export const soonestFirst = (items: readonly Item[], now: Date): readonly Item[] =>
  items
    .map(item => ({ item, until: deadlineOf(item, now) }))
    .toSorted((a, b) => (a.until === b.until ? 0 : a.until - b.until))
    .map(({ item }) => item)
