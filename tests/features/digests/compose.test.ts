// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose, headlines, inSightOf } from '#/features/digests/rules/compose.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { News, PointNews } from '#/features/digests/rules/news-kinds.ts'
import { standing } from '#/features/digests/rules/standing.ts'

const period = { from: new Date('2027-03-01T07:30:00Z'), to: new Date('2027-03-08T07:30:00Z') }
const during = new Date('2027-03-03T10:00:00Z')
const before = new Date('2027-02-03T10:00:00Z')
const soon = new Date('2027-03-10T10:00:00Z')
const later = new Date('2027-03-20T10:00:00Z')
const none: News = { reports: [], committees: [], points: [], meetings: [], rounds: [], bottlenecks: [] }
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const point = (number: number, more: Partial<PointNews> = {}): PointNews => ({
  id: id(number),
  number,
  title: `Punt ${number}`,
  state: 'gathering',
  openedAt: before,
  endedAt: before,
  supporters: 4,
  added: 0,
  supporter: null,
  joiner: null,
  placed: null,
  ...more,
})
const meeting = (number: number) => ({
  id: id(number),
  number,
  title: 'Overleg',
  about: null,
  place: null,
  isOnSite: true,
  isOnline: false,
  startsAt: later,
  endsAt: later,
  registerUntil: later,
})
const bottleneck = (number: number) => ({
  id: id(number),
  number,
  title: 'Knelpunt',
  municipality: 'Tiel',
  knownSince: during,
})
const told = (news: Partial<News>, keys: readonly string[] = []) =>
  compose({ ...none, ...news }, period, new Set(keys), [])
const kinds = (news: Partial<News>) =>
  told(news).items.map(({ facts }) => (facts.kind === 'point' ? facts.turn : facts.kind))

const someOf = <T>(make: (n: number) => T) =>
  fc.integer({ min: 0, max: 12 }).map(n => Array.from({ length: n }, (_, i) => make(i + 1)))

describe('[F50] what a digest tells', () => {
  it('is nothing where nothing is new', () => {
    expect(told({ points: [point(1), point(2, { endedAt: during })] })).toEqual({ items: [], left: [] })
  })

  it('of a lobby point what matters most of what happened to it', () => {
    expect(
      kinds({
        points: [
          point(1, { added: 3 }),
          point(2, { openedAt: during, added: 3 }),
          point(3, { added: 1, placed: { id: id(9), target: 'VNG', on: '2027-04-01' } }),
          point(4, { state: 'achieved', endedAt: during, added: 1 }),
          point(5, { state: 'withdrawn', endedAt: before }),
        ],
      }),
    ).toEqual(['achieved', 'placed', 'new', 'support'])
  })

  it('in the order of the lobby memo, five lines first, of one kind no more than two while another waits', () => {
    const points = [1, 2, 3, 4].map(n => point(n, { added: n }))
    const news = { points, meetings: [meeting(11), meeting(12)], bottlenecks: [bottleneck(21), bottleneck(22)] }
    expect(kinds(news)).toEqual([
      'support',
      'support',
      'meeting',
      'meeting',
      'bottleneck',
      'support',
      'support',
      'bottleneck',
    ])
    expect(kinds({ points })).toHaveLength(4)
  })

  it('never again what was told, but what came of it since', () => {
    const first = told({ points: [point(1, { added: 3 })], meetings: [meeting(11)] })
    const keys = first.items.map(({ key }) => key)
    expect(told({ points: [point(1, { added: 3 })], meetings: [meeting(11)] }, keys).items).toEqual([])
    const moved = { ...meeting(11), startsAt: new Date('2027-03-21T10:00:00Z') }
    expect(told({ points: [point(1, { added: 1, supporters: 5 })], meetings: [moved] }, keys).items).toHaveLength(2)
  })

  it('the end of a point once, however often it moves after that', () => {
    const ended = point(1, { state: 'achieved', endedAt: during })
    const keys = told({ points: [ended] }).items.map(({ key }) => key)
    expect(told({ points: [{ ...ended, endedAt: new Date('2027-03-05T10:00:00Z') }] }, keys).items).toEqual([])
  })

  it('in each kind what can be done the shortest first, and in sight before what asks for nothing by a moment', () => {
    const report = (number: number, inputUntil: Date | null) => ({
      id: id(number),
      number,
      kind: 'after' as const,
      title: 'Verslag',
      committeeName: 'Financiën',
      meetingAt: null,
      inputUntil,
      publishedAt: during,
    })
    const reports = [report(1, null), report(2, later), report(3, before), report(4, soon)]
    const meetings = [
      { ...meeting(11), startsAt: soon },
      { ...meeting(12), registerUntil: soon },
    ]
    expect(
      told({ reports, meetings, bottlenecks: [bottleneck(31)] }).items.map(
        ({ facts }) => 'number' in facts && facts.number,
      ),
    ).toEqual([4, 2, 12, 11, 31, 3, 1])
  })

  it('nothing with a deadline behind what has none, whatever there is', () => {
    fc.assert(
      fc.property(
        someOf(n => point(n, { added: n })),
        someOf(meeting),
        someOf(bottleneck),
        (points, meetings, bottlenecks) => {
          const { items, left } = told({ points, meetings, bottlenecks })
          const shown = items.slice(0, inSightOf(items))
          const hidden = [...items.slice(shown.length), ...left]
          const isMeeting = ({ facts }: Item) => facts.kind === 'meeting'
          expect(shown.every(isMeeting) || !hidden.some(isMeeting)).toBe(true)
        },
      ),
    )
  })

  it('last of all a committee in which nobody of us sits', () => {
    const committee = (number: number, seats: readonly string[]) => ({
      id: id(number),
      committeeName: 'Financiën',
      about: null,
      startsAt: later,
      inputUntil: later,
      seats,
    })
    const committees = [committee(1, []), committee(2, ['R. Kok'])]
    const bottlenecks = [11, 12, 13, 14, 15].map(bottleneck)
    const { items } = told({ committees, bottlenecks })
    expect([items[0], items.at(-1)].map(one => one?.facts.id)).toEqual([id(2), id(1)])
  })

  it('says how much more there is than it holds', () => {
    const { items, left } = told({ points: Array.from({ length: 40 }, (_, n) => point(n + 1, { added: 1 })) })
    expect(items.length + left.length).toBe(40)
    expect(items.length).toBeGreaterThan(headlines)
  })

  it('tells everything there is once, whatever there is', () => {
    fc.assert(
      fc.property(
        someOf(n => point(n, { added: n })),
        someOf(meeting),
        someOf(bottleneck),
        (points, meetings, bottlenecks) => {
          const { items, left } = told({ points, meetings, bottlenecks })
          expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
          expect(items.length + left.length).toBe(points.length + meetings.length + bottlenecks.length)
        },
      ),
    )
  })
})

it('[A44] what no longer stands is left out as it goes out, and what turned is told as it is by then', () => {
  const drafted = told({
    points: [point(1, { added: 2 }), point(2, { openedAt: during }), point(3, { openedAt: during })],
    meetings: [meeting(11), meeting(12)],
    bottlenecks: [bottleneck(21), bottleneck(22)],
  }).items
  // By the evening: one more stands behind the first point, the second is withdrawn, the third merged; a meeting is moved, the other cancelled, a bottleneck merged.
  const evening: News = {
    ...none,
    points: [
      point(1, { added: 3, supporters: 5 }),
      point(2, { state: 'withdrawn', openedAt: during, endedAt: during }),
      point(9, { openedAt: during }),
    ],
    meetings: [{ ...meeting(11), startsAt: new Date('2027-03-21T10:00:00Z') }],
    bottlenecks: [bottleneck(22)],
  }
  const left = standing(drafted, evening, period, new Set(), [])
  expect(left.map(({ is: { key } }) => key)).toEqual([
    `point ${id(2)} withdrawn`,
    `meeting ${id(11)} 2027-03-21T10:00:00.000Z`,
    `bottleneck ${id(22)}`,
    `point ${id(1)} support 4`,
  ])
})
