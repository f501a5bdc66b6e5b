// SPDX-License-Identifier: EUPL-1.2
// Hundreds press for the last places of a meeting at once.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { says } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { isThorough } from '../support/thorough.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

let bot: RunningBot
const people: Person[] = []

/** So many people for so many places: fewer in a plain run, and then fewer yet where the other platform's door is all that differs. */
const [crowd, places] = isThorough ? [1_000, 100] : platform === 'teams' ? [40, 8] : [100, 10]
/** So long a test of so many may take. */
const withinMs = isThorough ? 900_000 : 240_000

beforeAll(async () => {
  // As many press at once as a bot lets through.
  m50 = await chatNetwork({ settings: { DATABASE_CONNECTIONS: '30' } })
  bot = await m50.begin()
  meetings = await meetingsIn(m50)
  for (let at = 0; at < crowd; at += 8)
    people.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(8, crowd - at) }, (_, i) =>
          meetings.someone(['tiel.nl', 'dronten.nl', 'kampen.nl', 'zeist.nl'][(at + i) % 4] ?? 'tiel.nl'),
        ),
      )),
    )
}, withinMs)

afterAll(() => m50.end())

/** What one is answered; asked to try it again, as on a machine with too little to do it all at once, one does. */
async function heard(act: () => Promise<string>): Promise<string> {
  for (;;) {
    const text = await act()
    if (!text.includes('robeer het')) return text
  }
}

/** A meeting to which people were invited, and how one presses for a place. */
async function opened(title: string) {
  const year = new Date().getUTCFullYear() + 1
  const meeting = await meetings.open(
    title,
    { capacity: places, registerUntil: `${year}-03-19` },
    { date: `${year}-03-26` },
  )
  const card = await m50.shows(meetings.board, title)
  // Nothing else is under way any more.
  await eventually(
    () => m50.database.query(`select from deliveries where state in ('open', 'sending')`),
    waiting => waiting.length === 0,
    withinMs / 4,
  )
  const press = (person: Person) =>
    heard(async () => (await person.press(card, 'meeting.register', `${meeting.id}.onSite`)).text)
  return { meeting, press }
}

const isIn = (text: string | undefined) => /U (bent|was al) ingeschreven/.test(text ?? '')
const position = (text: string | undefined) => Number(/U staat (\d+)e op de wachtlijst/.exec(text ?? '')?.[1] ?? 0)

it(
  '[F35] of hundreds who press at once for the last places exactly so many come as there are, and each of the others has a place of their own on the waiting list',
  async () => {
    const { meeting, press } = await opened('Stormloop')
    const first = await Promise.all(people.map(press))
    // Pressed once more, what they get is what they have.
    const answers: (readonly [string, string])[] = []
    for (const [at, person] of people.entries()) answers.push([first[at] ?? '', await press(person)])
    expect(answers.filter(([one, two]) => isIn(one) && isIn(two))).toHaveLength(places)
    const waits = answers.filter(([one]) => !isIn(one))
    expect(waits.filter(([one, two]) => position(one) !== position(two) || position(one) === 0)).toEqual([])
    expect(waits.map(([one]) => position(one)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: crowd - places }, (_, i) => i + 1),
    )
    expect(await meetings.counts(meeting)).toEqual({ registered: places, waiting: crowd - places })
    const [acts] = await m50.database.query(
      `select count(*) filter (where action = 'meeting.registered')::int as registered, count(*) filter (where action = 'meeting.waiting')::int as waiting from audit where subject_id = $1`,
      [meeting.id],
    )
    expect(acts).toEqual({ registered: places, waiting: crowd - places })
    await m50.shows(meetings.board, `Plaatsen: vol, ${crowd - places} op de wachtlijst`, 30_000)
    // Nothing else that writes gives one place too many: the database refuses it.
    await expect(
      m50.database.query(
        `update meeting_registrations set state = 'registered' where meeting_id = $1::uuid and state = 'waiting'`,
        [meeting.id],
      ),
    ).rejects.toThrow('is full')
    await expect(
      m50.database.query('update meetings set capacity_on_site = $2::int where id = $1::uuid', [
        meeting.id,
        places - 1,
      ]),
    ).rejects.toThrow('more people hold a place')
    // Half of those who have a place let it go, all at once: as many are offered one, those who wait longest.
    const leaving = people.filter((_, i) => isIn(answers[i]?.[0])).slice(0, places / 2)
    const left = await Promise.all(
      leaving.map(person => heard(() => says(person, `bijeenkomst uitschrijven ${meeting.number}`))),
    )
    expect(left.filter(text => !text.includes('U bent afgemeld'))).toEqual([])
    expect(await meetings.counts(meeting)).toEqual({
      registered: places / 2,
      offered: places / 2,
      waiting: crowd - places - places / 2,
      cancelled: places / 2,
    })
    const [order] = await m50.database.query(
      `select max(place_in_line) filter (where state = 'offered') < min(place_in_line) filter (where state = 'waiting') as is_right from meeting_registrations where meeting_id = $1::uuid`,
      [meeting.id],
    )
    expect(order).toEqual({ is_right: true })
  },
  withinMs,
)

/** Holds a meeting, as whoever changes it does, until that is over. */
async function held({ id }: Planned): Promise<() => Promise<void>> {
  const holder = new pg.Client(m50.database.url)
  // Where the test failed, the database goes before it was let go.
  holder.on('error', () => {})
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from meetings where id = $1::uuid for update', [id])
  return async () => {
    await holder.query('commit')
    await holder.end()
  }
}

it(
  '[F35] [T03] where the bot dies in the middle what was answered stands, and who was not answered presses again: exactly so many come, and nobody is lost, or in twice',
  async () => {
    const { meeting, press } = await opened('Doodloop')
    const early = people.slice(0, crowd / 4)
    const late = people.slice(crowd / 4)
    const answered = await Promise.all(early.map(press))
    // The meeting is held until the bot is dead: the first who press now wait at the database, the others in the bot's memory.
    const release = await held(meeting)
    const lost = Promise.allSettled(late.map(press))
    const waiting = () =>
      m50.database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'm50 turns'`,
      )
    await eventually(waiting, rows => rows.length > 0, withinMs / 4)
    await bot.kill()
    await release()
    bot = await m50.begin()
    // What had reached the database when the bot died is done, all of it or nothing: they were never told.
    await eventually(waiting, rows => rows.length === 0, withinMs / 4)
    expect((await lost).filter(({ status }) => status === 'fulfilled')).toEqual([])
    const untold = Object.values(await meetings.counts(meeting)).reduce((sum, count) => sum + count, 0)
    expect(untold).toBeGreaterThanOrEqual(early.length)
    expect(untold).toBeLessThanOrEqual(crowd)
    const again = [...(await Promise.all(early.map(press))), ...(await Promise.all(late.map(press)))]
    expect(again.filter(isIn)).toHaveLength(places)
    for (const [at, text] of answered.entries()) {
      expect(isIn(again[at])).toBe(isIn(text))
      expect(position(again[at])).toBe(position(text))
    }
    const waits = again.map(position).filter(place => place > 0)
    expect(waits.toSorted((a, b) => a - b)).toEqual(Array.from({ length: crowd - places }, (_, i) => i + 1))
    expect(await meetings.counts(meeting)).toEqual({ registered: places, waiting: crowd - places })
    const [acts] = await m50.database.query(
      `select count(*)::int as acts, count(distinct person_id)::int as people from audit where subject_id = $1 and action in ('meeting.registered', 'meeting.waiting')`,
      [meeting.id],
    )
    expect(acts).toEqual({ acts: crowd, people: crowd })
  },
  withinMs,
)
