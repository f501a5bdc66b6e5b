// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose, headlines } from '#/features/digests/rules/compose.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { News, Period } from '#/features/digests/rules/news-kinds.ts'

const weekMs = 7 * 24 * 3_600_000
const begin = Date.parse('2027-03-01T07:30:00Z')
const week = (n: number): Period => ({ from: new Date(begin + n * weekMs), to: new Date(begin + (n + 1) * weekMs) })
/** A moment in a week. */
const noonOf = (n: number) => new Date(begin + n * weekMs + weekMs / 2)
const none: News = { reports: [], committees: [], points: [], meetings: [], rounds: [], bottlenecks: [] }
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const seriesOf = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

const point = (number: number, openedAt: Date, supporters = 1, added = 0) => {
  const more = { supporters, added, supporter: null, joiner: null, endedAt: openedAt, placed: null }
  return { id: id(number), number, title: 'Punt', state: 'gathering', openedAt, ...more }
}
const bottleneck = (number: number, knownSince: Date) => {
  return { id: id(number), number, title: 'Knelpunt', municipality: 'Tiel', knownSince }
}
const nowhere = { about: null, place: null, isOnSite: true, isOnline: false }
const meeting = (number: number, registerUntil = noonOf(9)) => {
  const startsAt = noonOf(10)
  return { id: id(number), number, title: 'Overleg', ...nowhere, startsAt, endsAt: startsAt, registerUntil }
}
const numbers = (items: readonly Item[]) => items.map(({ facts }) => ('number' in facts ? facts.number : 0))
const keysOf = (items: readonly Item[]) => new Set(items.map(({ key }) => key))

describe('[A44] what a digest had no room for', () => {
  // Five points, and one meeting more than there is room for; of what is left out the last of those can be done the shortest.
  const points = seriesOf(1, 5).map(n => point(n, noonOf(0)))
  const meetings = seriesOf(51, 18).map(n => meeting(n, new Date(noonOf(9).getTime() + n)))
  const first = compose({ ...none, points, meetings }, week(0), new Set(), [])
  const next = (news: Partial<News>) => compose({ ...none, ...news }, week(1), keysOf(first.items), first.left)

  it('waits in the order of what can be done the shortest, and comes first in the next', () => {
    expect(numbers(first.left)).toEqual([68, 5, 4, 3, 2, 1])
    const { items, left } = next({ meetings, bottlenecks: [bottleneck(61, noonOf(1))] })
    expect(numbers(items)).toEqual([68, 5, 4, 3, 2, 1, 61])
    expect(left).toEqual([])
  })

  it('is told as it is by then: what was cancelled is not, and what is new of a point says who came to stand behind it', () => {
    const { items } = next({ points: [point(4, noonOf(0), 6, 5)] })
    expect(numbers(items)).toEqual([5, 4, 3, 2, 1])
    expect(items[1]).toMatchObject({ key: `point ${id(4)} new`, facts: { turn: 'new', supporters: 6 } })
    const ended = { ...point(4, noonOf(0)), state: 'achieved', endedAt: noonOf(1) }
    expect(next({ points: [ended] }).items[1]?.facts).toMatchObject({ number: 4, turn: 'achieved' })
  })

  it('counts all who came to stand behind a point since it was told of', () => {
    const seventeen = seriesOf(1, 17).map(n => point(n, noonOf(0)))
    const one = compose({ ...none, points: [...seventeen, point(90, noonOf(-9), 4, 3)] }, week(0), new Set(), [])
    expect(numbers(one.left)).toEqual([90])
    const two = compose({ ...none, points: [point(90, noonOf(-9), 6, 2)] }, week(1), keysOf(one.items), one.left)
    expect(two.items).toMatchObject([{ facts: { turn: 'support', supporters: 6, added: 5 } }])
  })

  it('leaves room for what is new', () => {
    const many = compose({ ...none, points: seriesOf(1, 60).map(n => point(n, noonOf(0))) }, week(0), new Set(), [])
    const bottlenecks = seriesOf(101, 9).map(n => bottleneck(n, noonOf(1)))
    const { items } = compose({ ...none, bottlenecks }, week(1), keysOf(many.items), many.left)
    expect(items.filter(({ facts }) => facts.kind === 'bottleneck')).toHaveLength(headlines)
    expect(numbers(items.slice(0, headlines))).toEqual(numbers(many.left.slice(0, headlines)))
  })

  it('is told in the end, once, however much there is', () => {
    const weeks = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(weeks, counts => {
        const told: Item[] = []
        let waiting: readonly Item[] = []
        let made = 0
        for (let n = 0; n < counts.length || waiting.length > 0; n++) {
          const bottlenecks = seriesOf(made + 1, counts[n] ?? 0).map(one => bottleneck(one, noonOf(n)))
          made += bottlenecks.length
          const { items, left } = compose({ ...none, bottlenecks }, week(n), keysOf(told), waiting)
          told.push(...items)
          waiting = left
          expect(n).toBeLessThan(40)
        }
        expect(numbers(told).toSorted((a, b) => a - b)).toEqual(seriesOf(1, made))
      }),
    )
  })
})
