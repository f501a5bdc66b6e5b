// SPDX-License-Identifier: EUPL-1.2
// Which lines a digest holds, and which are in sight. Pure.
import type { Item } from '#/features/digests/rules/item.ts'
import { untold } from '#/features/digests/rules/news-items.ts'
import type { News, Period } from '#/features/digests/rules/news-kinds.ts'
import { inLine, stillWaiting, subjectOf } from '#/features/digests/rules/waiting.ts'

export interface Composed {
  readonly items: readonly Item[]
  /** What there was no room for, in the order in which it waits for the next: no digest is longer. */
  readonly left: readonly Item[]
}

/** So many lines are in sight; the rest stands behind [Meer]. */
export const headlines = 5
/** And so many are in it at all: what is behind [Meer] is one card on every platform. */
const longest = headlines + 12
/** Of one kind no more than this stands in sight while another waits. */
const mostOfKind = 2

/** Puts in sight at most two of each kind while there are others, and everything else after that in the same order. */
function shortFirst(byKind: readonly (readonly Item[])[]): readonly Item[] {
  const first = byKind.flatMap(items => items.slice(0, mostOfKind)).slice(0, headlines)
  const all = byKind.flat()
  const more = all.filter(item => !first.includes(item)).slice(0, headlines - first.length)
  const inSight = new Set([...first, ...more])
  return [...all.filter(item => inSight.has(item)), ...all.filter(item => !inSight.has(item))]
}

/** What a digest tells of the news of a period: nothing that was `told` before, and first what there was no room for in the one before. */
export function compose(news: News, period: Period, told: ReadonlySet<string>, waiting: readonly Item[]): Composed {
  const all = untold(news, period, told)
  const first = stillWaiting(waiting, all, told)
  const waited = new Set(first.map(subjectOf))
  const isNew = (item: Item) => !waited.has(subjectOf(item))
  const fresh = [...shortFirst(all.kinds.map(items => items.filter(isNew))), ...all.last.filter(isNew)]
  // However much waits, what is new has some room: it may be too late for it in the next.
  const room = longest - Math.min(fresh.length, headlines)
  const rest = longest - Math.min(first.length, room)
  return {
    items: [...first.slice(0, room), ...fresh.slice(0, rest)],
    left: [...first.slice(room), ...inLine(fresh.slice(rest))],
  }
}
