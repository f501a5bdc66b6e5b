// SPDX-License-Identifier: EUPL-1.2
// Hundreds press for the last places of a meeting at once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { meetingsIn } from '../support/chat/meetings.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { says } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

/** So many people for so many places: fewer where the other platform's door is all that differs. */
const [crowd, places] = platform === 'slack' ? [200, 20] : [40, 8]

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  meetings = await meetingsIn(m50)
}, 90_000)

afterAll(() => m50.end())

it('[F35] of hundreds who press at once for the last places exactly so many come as there are, and each of the others has a place of their own on the waiting list', async () => {
  const people: Person[] = []
  for (let at = 0; at < crowd; at += 20)
    people.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(20, crowd - at) }, (_, i) =>
          meetings.someone(['tiel.nl', 'dronten.nl', 'kampen.nl', 'zeist.nl'][(at + i) % 4] ?? 'tiel.nl'),
        ),
      )),
    )
  const year = new Date().getUTCFullYear() + 1
  const meeting = await meetings.open(
    'Stormloop',
    { capacity: places, registerUntil: `${year}-03-19` },
    { date: `${year}-03-26` },
  )
  const card = await m50.shows(meetings.board, 'Stormloop')
  // Nothing else is under way any more.
  await eventually(
    () => m50.database.query(`select from deliveries where state in ('open', 'sending')`),
    waiting => waiting.length === 0,
    60_000,
  )
  const press = async (person: Person) => (await person.press(card, 'meeting.register', `${meeting.id}.onSite`)).text
  const first = await Promise.all(people.map(press))
  // Pressed once more, what they get is what they have.
  const answers: (readonly [string, string])[] = []
  for (const [at, person] of people.entries()) answers.push([first[at] ?? '', await press(person)])
  const isIn = (text: string | undefined) => /U (bent|was al) ingeschreven/.test(text ?? '')
  const position = (text: string | undefined) => Number(/U staat (\d+)e op de wachtlijst/.exec(text ?? '')?.[1] ?? 0)
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
    m50.database.query('update meetings set capacity_on_site = $2::int where id = $1::uuid', [meeting.id, places - 1]),
  ).rejects.toThrow('more people hold a place')
  // Half of those who have a place let it go, all at once: as many are offered one, those who wait longest.
  const leaving = people.filter((_, i) => isIn(answers[i]?.[0])).slice(0, places / 2)
  const left = await Promise.all(leaving.map(person => says(person, `bijeenkomst uitschrijven ${meeting.number}`)))
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
}, 240_000)
