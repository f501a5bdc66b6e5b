// SPDX-License-Identifier: EUPL-1.2
// What of the news of a pillar is a line of a digest, in the order of the lobby memo. Pure.
import { soonestFirst } from '#/features/digests/rules/deadline.ts'
import { type FactsOf, type Item, type PointTurn, reportKey } from '#/features/digests/rules/item.ts'
import type {
  BottleneckNews,
  CommitteeNews,
  MeetingNews,
  News,
  Period,
  PointNews,
  ReportNews,
  RoundNews,
} from '#/features/digests/rules/news-kinds.ts'

const ends: readonly string[] = ['achieved', 'partly', 'notAchieved', 'withdrawn'] satisfies PointTurn[]
const turnOrder: readonly PointTurn[] = ['achieved', 'partly', 'notAchieved', 'withdrawn', 'placed', 'new', 'support']

const isIn = (moment: Date, { from, to }: Period): boolean => moment > from && moment <= to

/** What there is to tell of a point; null for nothing. */
function turnOf(point: PointNews, period: Period): PointTurn | null {
  if (ends.includes(point.state)) return isIn(point.endedAt, period) ? (point.state as PointTurn) : null
  if (point.placed) return 'placed'
  if (isIn(point.openedAt, period)) return 'new'
  return point.added > 0 ? 'support' : null
}

function pointItem(point: PointNews, turn: PointTurn): Item {
  const { id, number, title, supporters, added, supporter, joiner, placed } = point
  const which: Readonly<Record<PointTurn, string | number>> = {
    new: '',
    support: supporters,
    placed: placed?.id ?? '',
    achieved: '',
    partly: '',
    notAchieved: '',
    withdrawn: '',
  }
  const facts: FactsOf<'point'> = {
    kind: 'point',
    id,
    number,
    title,
    turn,
    supporters,
    added,
    by: turn === 'new' ? supporter : joiner,
    placed: placed && { target: placed.target, on: placed.on },
  }
  return { key: `point ${id} ${turn} ${which[turn]}`.trim(), facts }
}

/** What matters most of what happens to a point has the lowest. */
export const rank = (turn: PointTurn): number => turnOrder.indexOf(turn)

const points = (all: readonly PointNews[], period: Period): readonly Item[] =>
  all
    .flatMap(point => {
      const turn = turnOf(point, period)
      return turn ? [{ point, turn }] : []
    })
    .toSorted((a, b) => rank(a.turn) - rank(b.turn) || b.point.added - a.point.added || b.point.number - a.point.number)
    .map(({ point, turn }) => pointItem(point, turn))

const reports = (all: readonly ReportNews[], period: Period): readonly Item[] =>
  all
    .filter(({ publishedAt }) => isIn(publishedAt, period))
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.number - a.number)
    .map(({ id, number, kind, title, committeeName, meetingAt, inputUntil }) => ({
      key: reportKey(id),
      facts: {
        kind: 'report',
        id,
        number,
        title,
        committee: committeeName,
        said: kind,
        meetingAt: meetingAt?.toISOString() ?? null,
        inputUntil: inputUntil?.toISOString() ?? null,
      },
    }))

const committees = (all: readonly CommitteeNews[]): readonly Item[] =>
  all
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ id, committeeName, about, startsAt, inputUntil }) => ({
      key: `committee ${id} ${startsAt.toISOString()}`,
      facts: {
        kind: 'committee',
        id,
        committee: committeeName,
        about,
        startsAt: startsAt.toISOString(),
        inputUntil: inputUntil.toISOString(),
      },
    }))

const meetings = (all: readonly MeetingNews[]): readonly Item[] =>
  all
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ startsAt, endsAt, registerUntil, ...met }) => ({
      key: `meeting ${met.id} ${startsAt.toISOString()}`,
      facts: {
        kind: 'meeting',
        ...met,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        registerUntil: registerUntil.toISOString(),
      },
    }))

const rounds = (all: readonly RoundNews[]): readonly Item[] =>
  all
    .filter(one => one.points > 0)
    .map(({ id, closesAt, points: count }) => ({
      key: `round ${id}`,
      facts: { kind: 'round', id, closesAt: closesAt.toISOString(), points: count },
    }))

const bottlenecks = (all: readonly BottleneckNews[], period: Period): readonly Item[] =>
  all
    .filter(one => isIn(one.knownSince, period))
    .toSorted((a, b) => b.number - a.number)
    .map(({ id, number, title, municipality }) => ({
      key: `bottleneck ${id}`,
      facts: { kind: 'bottleneck', id, number, title, municipality },
    }))

export interface Untold {
  readonly kinds: readonly (readonly Item[])[]
  readonly last: readonly Item[]
}

/** All there is to tell of a period, by its kind and in each what can be done the shortest first: nothing that was `told` before. `last` is that of which a reader can do little: committees in which nobody of us sits. */
export function untold(news: News, period: Period, told: ReadonlySet<string>): Untold {
  const fresh = (items: readonly Item[]) => items.filter(({ key }) => !told.has(key))
  const hasSeat = ({ seats }: CommitteeNews) => seats.length > 0
  return {
    kinds: [
      reports(news.reports, period),
      committees(news.committees.filter(hasSeat)),
      points(news.points, period),
      meetings(news.meetings),
      [...rounds(news.rounds), ...bottlenecks(news.bottlenecks, period)],
    ].map(items => soonestFirst(fresh(items), period.to)),
    last: fresh(committees(news.committees.filter(one => !hasSeat(one)))),
  }
}
