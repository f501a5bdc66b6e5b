// SPDX-License-Identifier: EUPL-1.2
// A year of four pillars with rhythms of their own, looked at by two copies at once: with days off, both nights of the clock, a recess, weeks in which nothing happens, a
// day without any copy, and five times that the process of the only copy is killed in the middle. That one who delivers is killed between a post and noting it is in
// delivery/killed.test.ts.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestClock, zone } from '../../support/digest-clock.ts'

const rhythms = {
  samenleving: { weekday: 1, time: '08:30', rhythm: 'weekly', recess: false },
  bestuur: { weekday: 1, time: '08:30', rhythm: 'weekly', recess: true },
  financien: { weekday: 2, time: '09:00', rhythm: 'fortnightly', recess: false },
  'economie-fysieke-leefomgeving': { weekday: 5, time: '14:00', rhythm: 'monthly', recess: false },
} as const
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

beforeAll(async () => {
  clock = await digestClock()
  for (const [pillar, { weekday, time: timeOfDay, rhythm, recess: pauses }] of Object.entries(rhythms)) {
    await clock.binds('pillar', pillar)
    await clock.test.query(
      `insert into digest_schedules (pillar_id, weekday, time_of_day, rhythm, starts_on, pauses_in_recess) values ($1, $2, $3, $4, '2027-01-05', $5)`,
      [pillar, weekday, timeOfDay, rhythm, pauses],
    )
  }
  await clock.test.query(
    `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ('recess', '', $1::date, $2::date + 1, 'Zomerreces', false, 'import')`,
    [recess.from, recess.lastOn],
  )
})

afterAll(() => clock.end())

/** When they look, by the day of the week: Mondays, Tuesdays and Fridays, just before and after something is due. */
const looks: Readonly<Record<number, readonly string[]>> = {
  1: ['08:29:50', '08:30:20'],
  2: ['08:30:20', '09:00:20'],
  5: ['14:00:20', '14:30:20'],
}

it('[A44] [F52] [T32] [T35] every digest that should go out did, once, at its time, and no other', async () => {
  const first = Temporal.PlainDate.from('2027-01-05')
  for (let day = first; day.year === 2027; day = day.add({ days: 1 })) {
    const date = day.toString()
    const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString()
    if (day.dayOfWeek === 3 && !silent.includes(monday)) await clock.happens(date)
    if (date === away) continue
    for (const when of looks[day.dayOfWeek] ?? (date === dayAfterTheKings ? ['09:00:20'] : []))
      if (when === '08:30:20' && killed[date]) await clock.diesAt(date, when, killed[date])
      else await clock.lookAt(date, when)
    if (killed[date]) await clock.lookAt(date, '09:00:20')
  }
  const rows = await clock.test.query<{ pillar: string; occurrence: string; sent: Date; deliveries: number }>(
    `select s.pillar_id as pillar, d.occurrence, d.sent_at as sent, (select count(*)::int from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text) as deliveries
     from digests d join digest_schedules s on s.id = d.schedule_id where d.state = 'sent' order by d.sent_at, s.pillar_id`,
  )
  const sentOf = (pillar: keyof typeof rhythms) =>
    rows
      .filter(row => row.pillar === pillar)
      .map(({ sent }) => sent.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16))
  expect(new Set(rows.map(({ deliveries }) => deliveries))).toEqual(new Set([1]))
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
  const tuesdays = Array.from({ length: 25 }, (_, i) =>
    Temporal.PlainDate.from('2027-01-19')
      .add({ weeks: 2 * i })
      .toString(),
  )
  expect(sentOf('financien')).toEqual(tuesdays.map(day => `${day === '2027-04-27' ? dayAfterTheKings : day}T09:00`))
  expect(sentOf('economie-fysieke-leefomgeving')).toEqual(
    ['02-05', '03-05', '04-02', '05-07', '06-04', '07-02', '08-06', '09-03', '10-01', '11-05', '12-03'].map(
      day => `2027-${day}T14:00`,
    ),
  )
}, 300_000)
