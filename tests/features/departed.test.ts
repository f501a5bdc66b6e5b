// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { nextAsking, raiseDeparted, seemGone } from '#/features/directory/rules/departed.ts'
import { departedKind } from '#/features/index.ts'
import type { PersonId, RequestId, SourceId } from '#/network/ids.ts'
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
})

/** Someone with a role, and an account in each of these tenants that was lost so many days ago; null: reached. */
async function onTeams(name: string, accounts: readonly (readonly [tenant: SourceId, days: number | null])[]) {
  const [person] = await test.query<{ id: PersonId }>(
    `insert into people (name, municipality_id) select $1, id from municipalities where name = 'Tiel' returning id`,
    [name],
  )
  await test.query(
    `insert into roles (person_id, kind, pillar_id, starts_on) values ($1, 'supporter', 'bestuur', '2026-01-01')`,
    [person?.id],
  )
  for (const [source, days] of accounts) {
    const account = await anAccount(test, { source, person: person?.id ?? null, user: `${name} ${source}` })
    if (days !== null)
      await test.query(`update identities set unreached_at = $2::date - $3::int where id = $1`, [
        account,
        at.today,
        days,
      ])
  }
}

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

describe('[F06] [F78] who is not reached in Teams, which tells of no account that it was closed', () => {
  it('is asked about after two weeks, where others of that tenant are reached, and they are nowhere else', async () => {
    const host = await aSource(test, { platform: 'teams', externalId: 'host' })
    const lost = await aSource(test, { platform: 'teams', externalId: 'lost', isHost: false })
    const slack = await aSource(test, { externalId: 'T2', isHost: false })
    for (const name of ['Bereikt', 'Ook bereikt']) await onTeams(name, [[host, null]])
    await onTeams('Net weg', [[host, 13]])
    await onTeams('Al lang weg', [[host, 15]])
    await onTeams('Ook op Slack', [
      [host, 40],
      [slack, null],
    ])
    await onTeams('Alleen niet op Slack', [[slack, 40]])
    for (const name of ['Hele tenant 1', 'Hele tenant 2']) await onTeams(name, [[lost, 40]])
    const gone = await seemGone(database.turns, at.today)
    expect(gone.filter(({ why }) => why === 'unreached').map(({ name }) => name)).toEqual(['Al lang weg'])
    expect(await raise()).toBe(1)
    await decides('Al lang weg', true)
    expect(await rolesOf('Al lang weg')).toEqual(['2027-02-03'])
  })

  it('keeps all where they are reached again by the time of the decision', async () => {
    const [source] = await test.query<{ id: SourceId }>(`select id from sources where external_id = 'host'`)
    await onTeams('Weer terug', [[source?.id ?? expect.fail('no tenant'), 20]])
    expect(await raise()).toBe(1)
    await test.query(`update identities set unreached_at = null where user_id like 'Weer terug%'`)
    await expect(decides('Weer terug', true)).rejects.toMatchObject({ code: 'directory.backAgain' })
    expect(await rolesOf('Weer terug')).toEqual([null])
  })
})
