// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { nextAsking, raiseDeparted, seemGone } from '#/features/directory/rules/departed.ts'
import { departedKind } from '#/features/index.ts'
import type { RequestId } from '#/network/ids.ts'
import { approve, decline } from '#/requests/decide.ts'
import { lockRequest } from '#/requests/load.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aSource } from '../support/people.ts'

const now = new Date('2027-02-03T09:00:00Z')
const at = { now, today: '2027-02-03' }
const by = { personId: null, role: 'secretariat', municipalityId: null, app: 'slack' }
let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, directUrl: test.url })
  const source = await aSource(test)
  // Each with the accounts they have, closed or not, and what they hold.
  const people: readonly (readonly [name: string, municipality: string, closed: readonly boolean[], role: string])[] = [
    ['Gesloten', 'Tiel', [true, true], 'chair'],
    ['Een open', 'Tiel', [true, false], 'supporter'],
    ['Zonder account', 'Tiel', [], 'viceChair'],
    ['Niets meer', 'Tiel', [true], ''],
    ['Geen lid', 'Hellevoetsluis', [false], 'pillarLead'],
  ]
  for (const [name, municipality, closed, role] of people) {
    const [person] = await test.query<{ id: string }>(
      `insert into people (name, municipality_id) select $1, id from municipalities where name = $2 returning id`,
      [name, municipality],
    )
    for (const [i, isDeactivated] of closed.entries())
      await anAccount(test, { source, person: person?.id as never, user: `${name} ${i}`, isDeactivated })
    if (role)
      await test.query(
        `insert into roles (person_id, kind, pillar_id, starts_on) values ($1, $2, 'bestuur', '2026-01-01')`,
        [person?.id, role],
      )
  }
}, 60_000)

afterAll(async () => {
  await database.close()
  await test.drop()
})

const raise = (when = at) => database.turns.transaction(tx => raiseDeparted(tx, departedKind, when))
const asked = () =>
  test.query<{ id: RequestId; name: string; state: string }>(
    `select id, requester_text as name, state from requests where kind = 'person.departed' order by requester_text`,
  )
const rolesOf = async (name: string) =>
  (
    await test.query<{ ends: string | null }>(
      `select r.ends_on::text as ends from roles r join people p on p.id = r.person_id where p.name = $1`,
      [name],
    )
  ).map(role => role.ends)

async function decides(name: string, isYes: boolean): Promise<void> {
  const id = (await asked()).find(request => request.name === name)?.id ?? expect.fail(`nobody asked about ${name}`)
  await database.turns.transaction(async tx => {
    const request = (await lockRequest(tx, id)) ?? expect.fail('no request')
    await (isYes ? approve(tx, [departedKind], request, by, at) : decline(tx, [departedKind], request, by, 'Nee', at))
  })
}

describe('[F06] who seems to be gone', () => {
  it('is asked about once: every account closed, or a municipality that is no member any more, and something held', async () => {
    expect((await seemGone(database.turns, at.today)).map(one => one.why)).toEqual(['municipality', 'closed'])
    expect(await raise()).toBe(2)
    expect(await seemGone(database.turns, at.today)).toEqual([])
    expect((await asked()).map(request => request.name)).toEqual(['Geen lid', 'Gesloten'])
    expect(await raise()).toBe(0)
    expect(await rolesOf('Gesloten')).toEqual([null])
  })

  it('is asked on the next working day’s morning', () => {
    const hours = {
      zone: 'Europe/Amsterdam',
      quiet: { from: 18, until: 8, weekends: true, daysOff: true },
      off: new Set(['2027-03-29']),
    }
    const next = (moment: string) => {
      const { occurrence, dueAt } = nextAsking({ now: new Date(moment), today: moment.slice(0, 10), hours })
      return [occurrence, dueAt.toISOString()]
    }
    expect(next('2027-03-26T07:59:00Z')).toEqual(['2027-03-26', '2027-03-26T08:00:00.000Z'])
    // The Friday before Easter, and the clock changes meanwhile.
    expect(next('2027-03-26T08:00:00Z')).toEqual(['2027-03-30', '2027-03-30T07:00:00.000Z'])
    expect(next('2027-03-28T05:00:00Z')).toEqual(['2027-03-30', '2027-03-30T07:00:00.000Z'])
  })

  it('ends what they hold once the secretariat has confirmed, and keeps it after a no', async () => {
    await decides('Gesloten', true)
    expect(await rolesOf('Gesloten')).toEqual(['2027-02-03'])
    await decides('Geen lid', false)
    expect(await rolesOf('Geen lid')).toEqual([null])
    expect(await raise()).toBe(0)
    // A season later it is asked again.
    expect(await raise({ now: new Date('2027-06-01T09:00:00Z'), today: '2027-06-01' })).toBe(1)
  })
})
