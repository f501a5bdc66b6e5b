// SPDX-License-Identifier: EUPL-1.2
// Which lines a digest holds, and which are in sight. Pure.
import { deadlineOf, soonestFirst } from '#/features/digests/rules/deadline.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { untold } from '#/features/digests/rules/news-items.ts'
import type { News, Period } from '#/features/digests/rules/news-kinds.ts'
import { stillWaiting, subjectOf } from '#/features/digests/rules/waiting.ts'

export interface Composed {
  readonly items: readonly Item[]
  /** What there was no room for, in the order in which it waits for the next: no digest is longer. */
  readonly left: readonly Item[]
}

/** So many lines are in sight; the rest stands behind [Meer], */
export const headlines = 5
/** where it is more than one line. */
const mostInSight = headlines + 1

export const inSightOf = (items: readonly Item[]): number => (items.length <= mostInSight ? items.length : headlines)

/** And so many are in it at all: what is behind [Meer] is one card on every platform. */
const longest = headlines + 12
/** Of one kind no more than this stands in sight while another waits, but for what has a deadline. */
const mostOfKind = 2

/** What a digest tells of the news of a period: nothing that was `told` before, and first what there was no room for in the one before. */
export function compose(news: News, period: Period, told: ReadonlySet<string>, waiting: readonly Item[]): Composed {
  const all = untold(news, period, told)
  const first = stillWaiting(waiting, all, told)
  const waited = new Set(first.map(subjectOf))
  const isNew = (item: Item) => !waited.has(subjectOf(item))
  const kinds = all.kinds.map(items => items.filter(isNew))
  const fresh = [...kinds.flat(), ...all.last.filter(isNew)]
  // In a committee of which nobody of us is a member there is nobody to give input to.
  const unseated = new Set(all.last.map(subjectOf))
  const isPressing = (item: Item) => !unseated.has(subjectOf(item)) && Number.isFinite(deadlineOf(item, period.to))
  /** Nothing with a deadline stands behind what has none, and of what has none no kind hides the others. */
  const bestOf = (before: readonly Item[]): readonly Item[] => [
    ...new Set([
      ...soonestFirst([...before, ...fresh].filter(isPressing), period.to),
      ...before,
      ...kinds.flatMap(items => items.slice(0, mostOfKind)),
      ...fresh,
    ]),
  ]
  // However much waits, what is new has some room: it may be too late for it in the next.
  const room = longest - Math.min(fresh.length, headlines)
  const oldest = first.slice(0, room)
  const newest = new Set(bestOf([]).slice(0, longest - oldest.length))
  const lines = [...oldest, ...fresh.filter(item => newest.has(item))]
  const left = [
    ...first.slice(room),
    ...soonestFirst(
      fresh.filter(item => !newest.has(item)),
      period.to,
    ),
  ]
  if (lines.length <= mostInSight) return { items: lines, left }
  const inDigest = new Set(lines)
  const inSight = new Set(
    bestOf(oldest)
      .filter(item => inDigest.has(item))
      .slice(0, headlines),
  )
  return { items: [...lines.filter(item => inSight.has(item)), ...lines.filter(item => !inSight.has(item))], left }
}
