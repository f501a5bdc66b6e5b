// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { dateIn } from '#/network/calendar.ts'
import { loadActor } from '#/network/load-actor.ts'
import { mayEver } from '#/network/policy.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aSource } from '../support/people.ts'

const zone = 'Europe/Amsterdam'
let test: TestDatabase
let database: Database

/** Someone of Zeist whose role of the secretariat begins and ends on these days. */
async function holder(user: string, startsOn: string, endsOn: string): Promise<void> {
  const [person] = await test.query<{ id: string }>(
    `insert into people (id, name, municipality_id) select $1, 'Iemand', id from municipalities where name = 'Zeist' returning id`,
    [randomUUID()],
  )
  await anAccount(test, { source, person: person?.id as never, user, email: `${user}@zeist.nl` })
  await test.query(`insert into roles (person_id, kind, starts_on, ends_on) values ($1, 'secretariat', $2, $3)`, [
    person?.id,
    startsOn,
    endsOn,
  ])
}
let source: Awaited<ReturnType<typeof aSource>>

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, directUrl: test.url })
  source = await aSource(test)
})

afterAll(async () => {
  await database.close()
  await test.drop()
})

/** Whether someone may do the secretariat's work at a moment. */
async function leads(user: string, moment: string): Promise<boolean> {
  const today = dateIn(zone, new Date(moment))
  const known = await loadActor(database.turns, { platform: 'slack', workspace: 'T1', user }, today)
  return mayEver(known?.actor ?? expect.fail('never seen'), 'role.give')
}

describe('[T19] dated roles turn at midnight in Amsterdam', () => {
  // In winter midnight is 23.00 UTC the evening before, in summer 22.00; on the nights of a clock change the day has 23 or 25 hours.
  it.each([
    ['in winter', '2027-02-03', '2027-02-02T22:59:59.999Z', '2027-02-02T23:00:00Z'],
    ['in summer', '2027-07-01', '2027-06-30T21:59:59.999Z', '2027-06-30T22:00:00Z'],
    ['on the day that summer time begins', '2027-03-28', '2027-03-27T22:59:59.999Z', '2027-03-27T23:00:00Z'],
    ['on the day after it', '2027-03-29', '2027-03-28T21:59:59.999Z', '2027-03-28T22:00:00Z'],
    ['on the day that summer time ends', '2026-10-25', '2026-10-24T21:59:59.999Z', '2026-10-24T22:00:00Z'],
    ['on the day after it', '2026-10-26', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00Z'],
    ['at new year', '2027-01-01', '2026-12-31T22:59:59.999Z', '2026-12-31T23:00:00Z'],
    ['on a leap day', '2028-02-29', '2028-02-28T22:59:59.999Z', '2028-02-28T23:00:00Z'],
  ])('%s: %s', async (_, day, before, at) => {
    const next = Temporal.PlainDate.from(day)
    const begins = `b${day}`
    const ends = `e${day}`
    await holder(begins, day, next.add({ days: 30 }).toString())
    await holder(ends, next.subtract({ days: 30 }).toString(), day)
    expect([await leads(begins, before), await leads(ends, before)]).toEqual([false, true])
    expect([await leads(begins, at), await leads(ends, at)]).toEqual([true, false])
  })

  it('a day of 23 and one of 25 hours hold in full', async () => {
    await holder('short', '2027-03-28', '2027-03-29')
    await holder('long', '2026-10-25', '2026-10-26')
    const hours = async (user: string, from: string) => {
      const moments = Array.from({ length: 30 }, (_, i) => new Date(Date.parse(from) + i * 3_600_000).toISOString())
      return (await Promise.all(moments.map(moment => leads(user, moment)))).filter(Boolean).length
    }
    expect(await hours('short', '2027-03-27T21:30:00Z')).toBe(23)
    expect(await hours('long', '2026-10-24T20:30:00Z')).toBe(25)
  })
})
