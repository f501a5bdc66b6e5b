// SPDX-License-Identifier: EUPL-1.2
import { afterAll, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

const opened: Awaited<ReturnType<typeof freshDatabase>>[] = []
const fresh = async (...want: Parameters<typeof freshDatabase>) => {
  const database = await freshDatabase(...want)
  opened.push(database)
  return database
}
afterAll(() => Promise.all(opened.map(database => database.drop())))

it('gives each test a database with the newest schema and nothing in it', async () => {
  const [one, other] = await Promise.all([fresh(), fresh()])
  await one.query("insert into agenda_periods (id, name, starts_on) values ('p', 'Period', '2026-01-01')")
  expect(await one.query('select id from agenda_periods')).toEqual([{ id: 'p' }])
  expect(await other.query('select id from agenda_periods')).toEqual([])
})

it("gives a seeded one the network's facts", async () => {
  const database = await fresh({ seeded: true })
  expect(await database.query("select name from municipalities where id = 'GM0355'")).toEqual([{ name: 'Zeist' }])
})
