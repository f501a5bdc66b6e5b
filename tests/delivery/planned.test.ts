// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PlannedKind } from '#/chat/feature.ts'
import { noMark, type Tx } from '#/database/db.ts'
import { readHold, setHold } from '#/database/hold.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { plan, plannedToCome } from '#/delivery/planned.ts'
import { release } from '#/delivery/release.ts'
import { movableTime } from '#/network/time.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { underClock } from '../support/skewed-clock.ts'

let office: PostOffice
let reader: Audience
let time: ReturnType<typeof movableTime>

beforeAll(async () => {
  office = await openPostOffice()
  reader = await office.reader('U1')
})
afterAll(() => office.close())
beforeEach(async () => {
  await office.test.query('delete from planned')
  await office.test.query('delete from deliveries')
  time = movableTime()
})

const note = (tx: Tx, text: string) => notify(tx, [reader], 'note.surely', { text })
/** Says its occurrence when it is due. */
const kind = (more: Partial<PlannedKind> = {}): PlannedKind => ({
  late: 'send',
  waitsForWork: false,
  occurrences: async () => [],
  async happen(tx, { occurrence }) {
    note(tx, occurrence)
    return 'done'
  },
  view: async () => null,
  ...more,
})

const look = (kinds: Record<string, PlannedKind>) =>
  lookAtPlanned({
    database: office.database.background,
    kinds: new Map(Object.entries(kinds)),
    time,
    zone: 'Europe/Amsterdam',
    log: { info() {}, warn() {}, error() {} } as never,
    mark: noMark,
    flush: async tx => {
      await office.flush(tx)
      return () => {}
    },
  })

/** Moves the network's time to a moment; it never goes back. */
const at = (moment: string) => time.moveTo(Date.parse(moment) - Date.now())
const put = (occurrence: string, dueAt: string, name = 'note', subject = 's') =>
  plan(office.database.background, name, [{ subject: { kind: 'x', id: subject }, occurrence, dueAt: new Date(dueAt) }])
const said = async () => (await office.rows()).map(row => row.facts.text)
const states = () => office.test.query('select occurrence, state, reason from planned order by occurrence')

it('[A45] [T36] of several copies that look at once, each occurrence happens once', async () => {
  at('2031-02-03T09:00:00Z')
  for (let i = 0; i < 20; i++) await put(`n${i}`, '2031-02-03T08:00:00Z', 'note', `s${i}`)
  await Promise.all([look({ note: kind() }), look({ note: kind() }), look({ note: kind() })])
  await look({ note: kind() })
  expect((await said()).sort()).toEqual(Array.from({ length: 20 }, (_, i) => `n${i}`).sort())
})

it('[A45] what is not due yet, of another release, or planned twice, does nothing', async () => {
  at('2031-02-03T09:00:00Z')
  await put('later', '2031-02-03T09:00:30Z')
  await put('strange', '2031-02-03T08:00:00Z', 'of.tomorrow')
  await look({
    note: kind({
      occurrences: async () => [{ subject: { kind: 'x', id: 's' }, occurrence: 'later', dueAt: new Date() }],
    }),
  })
  expect(await said()).toEqual([])
  expect(await states()).toHaveLength(2)
})

it('[T32] [T35] after a time away a late one gives way to the next, where its kind says so', async () => {
  at('2031-02-03T09:00:00Z')
  for (const day of ['01', '02', '03']) {
    await put(day, `2031-02-${day}T08:00:00Z`, 'weekly')
    await put(`all ${day}`, `2031-02-${day}T08:00:00Z`, 'each')
  }
  await look({ weekly: kind({ late: 'skip' }), each: kind() })
  expect((await said()).sort()).toEqual(['03', 'all 01', 'all 02', 'all 03'])
  expect(await states()).toContainEqual({ occurrence: '01', state: 'void', reason: 'late' })
})

it.each([
  ['behind', -24],
  ['ahead', 24],
])(
  '[T35] a copy whose clock is a day %s plans and makes happen what is due by the database’s, at the moment that it is there',
  async (_, hours) => {
    at('2031-02-03T08:00:30Z')
    await put('due', '2031-02-03T08:00:00Z')
    await put('tomorrow', '2031-02-04T08:00:00Z')
    const moments: string[] = []
    const occurrences: PlannedKind['occurrences'] = async (_, { today }) => {
      moments.push(`planned on ${today}`)
      return []
    }
    const happen: PlannedKind['happen'] = async (_, { dueAt, occurrence }, { now, today }) => {
      moments.push(`${occurrence}, ${Math.floor((now.getTime() - dueAt.getTime()) / 60_000)} minutes late, on ${today}`)
      return 'done'
    }
    await underClock(hours, () => look({ note: kind({ occurrences, happen }) }))
    expect(moments).toEqual(['planned on 2031-02-03', 'due, 0 minutes late, on 2031-02-03'])
  },
)

it('[A45] a look fills the public holidays of the year that it is and of two more', async () => {
  at('2031-02-03T09:00:00Z')
  await look({})
  const years = await office.test.query('select distinct extract(year from date)::int as year from days_off order by 1')
  expect(years.map(({ year }) => year)).toEqual(expect.arrayContaining([2031, 2032, 2033]))
})

it('[A45] waits until the quiet hours are over, unless a person chose its moment', async () => {
  at('2031-02-03T23:00:00+01:00')
  await put('waits', '2031-02-03T22:00:00+01:00')
  await put('chosen', '2031-02-03T22:00:00+01:00')
  await office.test.query(`update planned set moved = true where occurrence = 'chosen'`)
  await look({ note: kind({ waitsForWork: true }) })
  expect(await said()).toEqual(['chosen'])
  const [waiting] = await plannedToCome(office.database.background, 10)
  expect(waiting?.dueAt.toISOString()).toBe('2031-02-04T07:00:00.000Z')
  at('2031-02-04T08:00:05+01:00')
  await look({ note: kind({ waitsForWork: true }) })
  expect(await said()).toEqual(['chosen', 'waits'])
})

it('[T31] what fails is tried again later, is set aside after eight faults, and holds up nothing', async () => {
  at('2031-02-03T09:00:00Z')
  await put('bad', '2031-02-03T08:00:00Z', 'note', 'a')
  await put('good', '2031-02-03T08:30:00Z', 'note', 'b')
  const failing = kind({
    async happen(tx, { occurrence }) {
      note(tx, occurrence)
      if (occurrence === 'bad') throw new Error('a fault of ours')
      return 'done'
    },
  })
  await look({ note: failing })
  expect(await said()).toEqual(['good'])
  for (let i = 0; i < 8; i++) {
    time.moveTo(time.aheadMs() + 3 * 60 * 60 * 1000)
    await look({ note: failing })
  }
  expect(await said()).toEqual(['good'])
  expect(await states()).toContainEqual({ occurrence: 'bad', state: 'failed', reason: 'fault' })
})

it('[T31] after a long time away it is tried again with growing waits from then on, and not eight times at once', async () => {
  at('2031-02-03T09:00:00Z')
  await put('old', '2031-01-20T08:00:00Z')
  const failing = kind({
    happen: async () => {
      throw new Error('a fault of ours')
    },
  })
  for (let i = 0; i < 10; i++) await look({ note: failing })
  expect(await office.test.query('select state, faults from planned')).toEqual([{ state: 'open', faults: 1 }])
})

it('[T37] what only a newer release knows how to do, however much, keeps nothing else waiting', async () => {
  at('2031-02-03T09:00:00Z')
  for (let i = 0; i < 100; i++) await put(`n${i}`, '2031-02-03T07:00:00Z', 'newer', `s${i}`)
  await put('known', '2031-02-03T08:00:00Z')
  await look({ note: kind() })
  expect(await said()).toEqual(['known'])
})

it('[A45] someone who skips it while it happens is heard: nothing of it goes out', async () => {
  at('2031-02-03T09:00:00Z')
  await put('skipped', '2031-02-03T08:00:00Z')
  await look({
    note: kind({
      async happen(tx, { id }) {
        note(tx, 'never')
        await office.test.query(`update planned set state = 'skipped' where id = $1`, [id])
        return 'done'
      },
    }),
  })
  expect(await said()).toEqual([])
  expect(await states()).toEqual([{ occurrence: 'skipped', state: 'skipped', reason: null }])
})

it('[T35] a month looked at every few hours, over each clock change: every occurrence once, at its own local time', async () => {
  const zone = 'Europe/Amsterdam'
  const morning = (date: Temporal.PlainDate) =>
    new Date(date.toZonedDateTime({ timeZone: zone, plainTime: '08:30' }).epochMilliseconds)
  const daily = kind({
    late: 'skip',
    async occurrences(_, { today }, until) {
      const days: { subject: { kind: string; id: string }; occurrence: string; dueAt: Date }[] = []
      for (let day = Temporal.PlainDate.from(today); morning(day) < until; day = day.add({ days: 1 }))
        days.push({ subject: { kind: 'x', id: 's' }, occurrence: day.toString(), dueAt: morning(day) })
      return days
    },
    async happen(tx, { occurrence }, { now }) {
      const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
      note(tx, `${occurrence} ${local.toPlainDate()}`)
      return 'done'
    },
  })
  for (const from of ['2032-03-10', '2032-10-12']) {
    await office.test.query('delete from planned')
    await office.test.query('delete from deliveries')
    const first = Temporal.PlainDate.from(from)
    const began = first.toZonedDateTime({ timeZone: zone, plainTime: '00:05' })
    for (let hour = 0; hour < 30 * 24; hour += 5) {
      time.moveTo(began.add({ hours: hour }).epochMilliseconds - Date.now())
      await look({ daily })
    }
    const expected = Array.from({ length: 30 }, (_, i) => first.add({ days: i }).toString())
    expect((await said()).sort().slice(0, 29)).toEqual(expected.map(day => `${day} ${day}`).slice(0, 29))
  }
})

it('[T38] what fell due while the bot was down, after its clock ticked last, was said by nobody and goes out', async () => {
  const { database, test } = office
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await put('said', minutesAgo(120))
  await put('missed', minutesAgo(30), 'note', 'other')
  await test.query(
    `insert into settings (key, value, updated_at) values ('clock.tick', '1', now() - interval '1 hour')`,
  )
  await test.query(setHold(`'takenOver'`, 'null::timestamptz'))
  const hold = await readHold(database.background)
  await database.turns.transaction(tx => release(tx, { id: hold?.id ?? '' }, 'unsent'))
  await look({ note: kind() })
  expect(await said()).toEqual(['missed'])
})

it('[T38] while all is held nothing happens; what is left out then happens without a word, and the rest as it should', async () => {
  const { database, test } = office
  await put('before', new Date(Date.now() - 60_000).toISOString())
  await test.query(setHold(`'restored'`, 'null::timestamptz', `now() - interval '30 seconds'`))
  await put('during', new Date().toISOString(), 'note', 'other')
  await look({ note: kind() })
  expect(await states()).toMatchObject([{ state: 'open' }, { state: 'open' }])

  const hold = await readHold(database.background)
  await database.turns.transaction(tx => release(tx, { id: hold?.id ?? '' }, 'unsent'))
  await look({ note: kind() })
  expect(await states()).toEqual([
    { occurrence: 'before', state: 'done', reason: 'restored' },
    { occurrence: 'during', state: 'done', reason: null },
  ])
  expect(await said()).toEqual(['during'])
})
