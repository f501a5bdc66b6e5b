// SPDX-License-Identifier: EUPL-1.2
// A year of four pillars with rhythms of their own, one of which is read on two platforms, looked at by two copies at once: with committees that meet and are reported of,
// days off, both nights of the clock, a recess, weeks in which nothing happens, a day without any copy, and five times that the process of the only copy is killed in the
// middle. One pillar waits for who reviews its digest, who does so but for once. That one who delivers is killed between a post and noting it is in delivery/killed.test.ts.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { introduceWith, leaveOutOf } from '#/features/digests/rules/review.ts'
import { sendNow } from '#/features/digests/rules/send-by-hand.ts'
import type { ActedAs } from '#/network/audit.ts'
import { at, digestClock, zone } from '../../support/digest-clock.ts'
import { aPerson } from '../../support/people.ts'

const rhythms = {
  samenleving: { weekday: 1, time: '08:30', rhythm: 'weekly', recess: false },
  bestuur: { weekday: 1, time: '08:30', rhythm: 'weekly', recess: true },
  financien: { weekday: 2, time: '09:00', rhythm: 'fortnightly', recess: false },
  'economie-fysieke-leefomgeving': { weekday: 5, time: '14:00', rhythm: 'monthly', recess: false },
} as const
type PillarOf = keyof typeof rhythms
/** It goes out when a person sends it; on this day nobody does. */
const waiting = 'economie-fysieke-leefomgeving'
const unread = '2027-08-06'
/** On this day its reviewer leaves a line out, and writes above it. */
const mended = { on: '2027-03-05', without: 'Punt 2027-03-03', above: 'Lees dit.' }
/** Of each committee: its pillars, and on which day of the second week of a month it meets. */
const committees: readonly { id: string; pillars: readonly PillarOf[]; weekday: number }[] = [
  { id: 'zjo', pillars: ['samenleving'], weekday: 3 },
  { id: 'bestuur-en-veiligheid', pillars: ['bestuur', 'samenleving'], weekday: 3 },
  { id: 'financien', pillars: ['financien'], weekday: 4 },
  { id: 'ekem', pillars: [waiting], weekday: 4 },
]
/** In the weeks of these Mondays nothing happens to any pillar. */
const silent = ['2027-02-08', '2027-02-15', '2027-10-11']
/** A Tuesday's digest goes out on this Wednesday. */
const dayAfterTheKings = '2027-04-28'
/** No copy runs on this Monday. */
const away = '2027-06-07'
const recess = { from: '2027-07-09', lastOn: '2027-08-30' }
/** Where the copy is that is killed on these days: a digest is claimed, is written, is noted as done, or all of that is committed. */
const killed: Readonly<Record<string, string>> = {
  '2027-01-11': 'clock.claim.after',
  '2027-03-22': 'clock.settle.before',
  '2027-05-18': 'clock.settle.after',
  '2027-07-19': 'clock.happen.after',
  '2027-11-15': 'clock.settle.before',
}

let clock: Awaited<ReturnType<typeof digestClock>>
let reviewer: ActedAs

/** The so manieth of a weekday in a month. */
const nth = (month: number, weekday: number, n: number): string => {
  const first = Temporal.PlainDate.from({ year: 2027, month, day: 1 })
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (n - 1) }).toString()
}

/** What there is to tell in this year: a point of each pillar in each week, reports as they are published, and committees by when they meet. */
const happened: { title: string; pillars: readonly PillarOf[]; at: string }[] = []
const meetings: { title: string; pillars: readonly PillarOf[]; at: string }[] = []

/** From February on every committee meets once a month. One of them is reported of in its last week: in one month before the drafts are made, in the next just after it; and of what is for few, or not reviewed, no digest tells. */
async function reports(): Promise<void> {
  for (let month = 2; month <= 12; month++) {
    for (const { id, pillars, weekday } of committees) {
      const startsAt = at(nth(month, weekday, 2), '10:00')
        .toInstant()
        .toString()
      await clock.test.query(
        `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, created_at)
         values ($1, 'Agenda', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz - interval '1 day', '2027-01-01')`,
        [id, startsAt],
      )
      meetings.push({ title: `${id} ${startsAt.slice(0, 10)}`, pillars, at: startsAt })
    }
    const of = committees[month % committees.length] ?? expect.fail('no committee')
    const publishedAt = (month % 2 ? at(nth(month, 4, 4), '11:00') : at(nth(month, 5, 4), '16:00'))
      .toInstant()
      .toString()
    const title = `Verslag ${month}`
    for (const [called, state, isConfidential] of [
      [title, 'published', false],
      ['Voor enkelen', 'published', true],
      ['Wacht nog', 'proposed', false],
    ] as const)
      await clock.test.query(
        `with made as (insert into reports (committee_id, kind, state, title, summary, is_confidential, created_at, published_at)
           values ($1, 'after', $2, $3, 'Zo is het.', $4, $5::timestamptz, case when $2 = 'published' then $5::timestamptz end) returning id)
         insert into report_pillars (report_id, pillar_id) select id, unnest($6::text[]) from made`,
        [of.id, state, called, isConfidential, publishedAt, of.pillars],
      )
    happened.push({ title, pillars: of.pillars, at: publishedAt })
  }
}

beforeAll(async () => {
  clock = await digestClock()
  reviewer = { personId: await aPerson(clock.test), role: 'chair', municipalityId: null, app: 'm50' }
  await clock.binds('secretariat', null)
  await clock.binds('pillar', 'samenleving', 'teams')
  await reports()
  for (const [pillar, { weekday, time: timeOfDay, rhythm, recess: pauses }] of Object.entries(rhythms)) {
    await clock.binds('pillar', pillar)
    await clock.test.query(
      `insert into digest_schedules (pillar_id, weekday, time_of_day, rhythm, starts_on, pauses_in_recess, silence) values ($1, $2, $3, $4, '2027-01-05', $5, $6)`,
      [pillar, weekday, timeOfDay, rhythm, pauses, pillar === waiting ? 'holds' : 'sends'],
    )
  }
  await clock.test.query(
    `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ('recess', '', $1::date, $2::date + 1, 'Zomerreces', false, 'import')`,
    [recess.from, recess.lastOn],
  )
})

afterAll(() => clock.end())

const tuesdays = Array.from({ length: 25 }, (_, i) =>
  Temporal.PlainDate.from('2027-01-19')
    .add({ weeks: 2 * i })
    .toString(),
)
const fridays = Array.from({ length: 11 }, (_, i) => nth(i + 2, 5, 1))
const before = (day: string, days: number) => Temporal.PlainDate.from(day).subtract({ days }).toString()
/** Four working hours before a Tuesday's digest: on the Monday, or on the Friday before Easter. */
const shownBefore = (tuesday: string) => (tuesday === '2027-03-30' ? '2027-03-26' : before(tuesday, 1))
const tuesdaysShown = new Set(tuesdays.map(shownBefore))

/** When they look, by the day of the week: Mondays, Tuesdays and Fridays, just before and after something is due. */
const looks: Readonly<Record<number, readonly string[]>> = {
  1: ['08:29:50', '08:30:20'],
  2: ['08:30:20', '09:00:20'],
  5: ['14:00:20', '14:30:20'],
}
const looksOn = (day: Temporal.PlainDate, date: string): readonly string[] => [
  ...(fridays.includes(date) ? ['10:00:20'] : []),
  ...(looks[day.dayOfWeek] ?? (date === dayAfterTheKings ? ['09:00:20'] : [])),
  ...(tuesdaysShown.has(date) ? ['15:00:20'] : []),
]

/** Whoever reviews the one digest that waits for it does so half an hour before it is due. */
const review = (date: string) =>
  clock.reviews(waiting, date, '13:30:20', async (tx, found, now) => {
    if (date === mended.on) {
      const key = found.digest.items.find(({ facts }) => 'title' in facts && facts.title === mended.without)?.key
      await leaveOutOf(tx, found, key ?? '', reviewer)
      await introduceWith(tx, found, mended.above, reviewer)
    }
    await sendNow(tx, found, reviewer, now)
  })

async function liveThrough(): Promise<void> {
  const first = Temporal.PlainDate.from('2027-01-05')
  for (let day = first; day.year === 2027; day = day.add({ days: 1 })) {
    const date = day.toString()
    const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString()
    if (day.dayOfWeek === 3 && !silent.includes(monday)) {
      const title = `Punt ${date}`
      await clock.happens(date, null, title)
      happened.push({
        title,
        pillars: Object.keys(rhythms) as PillarOf[],
        at: at(date, '12:00').toInstant().toString(),
      })
    }
    if (date === away) continue
    for (const when of looksOn(day, date)) {
      if (when === '14:00:20' && fridays.includes(date) && date !== unread) await review(date)
      if (when === '08:30:20' && killed[date]) await clock.diesAt(date, when, killed[date])
      else await clock.lookAt(date, when)
    }
    if (killed[date]) await clock.lookAt(date, '09:00:20')
  }
}

interface Sent {
  readonly pillar: PillarOf
  readonly sent: Date
  readonly shown: Date
  readonly introduction: string | null
  readonly deliveries: number
  readonly told: readonly string[]
}

/** As `2027-03-05T08:30`, where the network is. */
const localOf = (moment: Date) =>
  moment.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16)

/** What a pillar's digests are to tell: all that happened since the draft before, but for what was left out; and a committee's meeting once, as soon as it is a fortnight away. */
function toTell(pillar: PillarOf, digests: readonly Sent[]): readonly (readonly string[])[] {
  const ours = <One extends { readonly pillars: readonly PillarOf[]; readonly title: string }>(all: readonly One[]) =>
    all.filter(({ pillars, title }) => pillars.includes(pillar) && !(pillar === waiting && title === mended.without))
  const told = new Set<string>()
  return digests.map(({ shown }) => {
    const until = shown.toISOString()
    const ahead = shown
      .toTemporalInstant()
      .add({ hours: 14 * 24 })
      .toString()
    const titles = [
      ...ours(happened).filter(one => one.at <= until),
      ...ours(meetings).filter(one => one.at > until && one.at <= ahead),
    ]
      .map(({ title }) => title)
      .filter(title => !told.has(title))
    for (const title of titles) told.add(title)
    return titles.toSorted()
  })
}

it('[A44] [F52] [T32] [T35] every digest that should go out did, once, at its time, and no other; each told what was new, and nothing twice', async () => {
  await liveThrough()
  const rows = await clock.test.query<Sent>(
    `select s.pillar_id as pillar, d.sent_at as sent, d.introduction, (select count(*)::int from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text) as deliveries,
       (select x.created_at from deliveries x where x.kind = 'digests.draft' and x.facts->>'digest' = d.id::text) as shown,
       (select array_agg(coalesce(i.facts->>'title', m.committee_id || ' ' || left(i.facts->>'startsAt', 10)) order by i.position) from digest_items i
        left join committee_meetings m on m.id::text = i.facts->>'id' where i.digest_id = d.id and not i.is_dropped and not i.is_left) as told
     from digests d join digest_schedules s on s.id = d.schedule_id where d.state = 'sent' order by d.sent_at, s.pillar_id`,
  )
  const digestsOf = (pillar: PillarOf) => rows.filter(row => row.pillar === pillar)
  const sentOf = (pillar: PillarOf) => digestsOf(pillar).map(({ sent }) => localOf(sent))
  for (const { pillar, deliveries } of rows) expect(deliveries, pillar).toBe(pillar === 'samenleving' ? 2 : 1)
  // By hand: every Monday at half past eight, but for Easter and Whitsun, the day without a copy, and the weeks after those in which nothing happened; where the copy was killed before all was committed, with the next look.
  const mondays = Array.from({ length: 51 }, (_, i) =>
    Temporal.PlainDate.from('2027-01-11').add({ weeks: i }).toString(),
  )
  const other: Readonly<Record<string, string>> = {
    '2027-03-29': '2027-03-30T08:30',
    '2027-05-17': '2027-05-18T09:00',
    [away]: '2027-06-08T08:30',
    '2027-01-11': '2027-01-11T09:00',
    '2027-03-22': '2027-03-22T09:00',
    '2027-11-15': '2027-11-15T09:00',
  }
  const told = mondays.filter(day => !silent.includes(Temporal.PlainDate.from(day).subtract({ weeks: 1 }).toString()))
  const weekly = told.map(day => other[day] ?? `${day}T08:30`)
  expect(sentOf('samenleving')).toEqual(weekly)
  expect(sentOf('bestuur')).toEqual(weekly.filter(one => one < `${recess.from}T` || one > `${recess.lastOn}T24`))
  expect(sentOf('financien')).toEqual(tuesdays.map(day => `${day === '2027-04-27' ? dayAfterTheKings : day}T09:00`))
  // Where nobody said anything it waited, and the next told all of it.
  expect(sentOf(waiting)).toEqual(fridays.filter(day => day !== unread).map(day => `${day}T13:30`))
  expect(
    digestsOf(waiting).flatMap(({ introduction, sent }) => (introduction ? [[introduction, localOf(sent)]] : [])),
  ).toEqual([[mended.above, `${mended.on}T13:30`]])
  // Each was shown four working hours before: half an hour of those on the Monday, and the rest on the Friday; where no copy ran by then, with the first look after.
  const shownOf = (pillar: PillarOf) => digestsOf(pillar).map(({ shown }) => localOf(shown))
  for (const pillar of ['samenleving', 'bestuur'] as const)
    expect(shownOf(pillar)).toEqual(
      mondays
        .filter(day => sentOf(pillar).includes(other[day] ?? `${day}T08:30`))
        .map(day => `${before(day, 3)}T14:30`),
    )
  expect(shownOf('financien')).toEqual(
    tuesdays.map(day => (shownBefore(day) === away ? `${day}T08:30` : `${shownBefore(day)}T15:00`)),
  )
  expect(shownOf(waiting)).toEqual(fridays.filter(day => day !== unread).map(day => `${day}T10:00`))
  for (const pillar of Object.keys(rhythms) as PillarOf[])
    expect(
      digestsOf(pillar).map(({ told }) => told.toSorted()),
      pillar,
    ).toEqual(toTell(pillar, digestsOf(pillar)))
}, 300_000)
