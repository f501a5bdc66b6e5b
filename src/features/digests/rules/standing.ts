// SPDX-License-Identifier: EUPL-1.2
// What became of the lines of a draft by the time that it goes out. Pure.
import type { Item, ItemFacts } from '#/features/digests/rules/item.ts'
import { untold } from '#/features/digests/rules/news-items.ts'
import type { News, Period } from '#/features/digests/rules/news-kinds.ts'
import { stillWaiting, subjectOf } from '#/features/digests/rules/waiting.ts'

/** Whether it tells another thing by now: a meeting of another moment, a point that something else happened to. */
function isTurned(was: ItemFacts, is: ItemFacts): boolean {
  if (was.kind === 'point') return is.kind === 'point' && was.turn !== is.turn
  return 'startsAt' in was && 'startsAt' in is && was.startsAt !== is.startsAt
}

/** A line as it was written down, and as it is by now. */
export interface Standing {
  readonly was: Item
  readonly is: Item
}

/** What still stands of the lines of a draft, by the news of its period up to now: what was cancelled, merged, closed or is over is not told any more. */
export function standing(
  items: readonly Item[],
  news: News,
  period: Period,
  told: ReadonlySet<string>,
  waiting: readonly Item[],
): readonly Standing[] {
  const all = untold(news, period, told)
  const lines = [...all.kinds.flat(), ...all.last, ...stillWaiting(waiting, all, told)]
  const fresh = new Map(lines.map(item => [subjectOf(item), item]))
  return items.flatMap(was => {
    const now = fresh.get(subjectOf(was))
    if (!now) return []
    if (isTurned(was.facts, now.facts)) return [{ was, is: now }]
    // So many as stood behind it when it was reviewed: those since are of the next one.
    return [{ was, is: was.facts.kind === 'point' ? was : { key: was.key, facts: now.facts } }]
  })
}
