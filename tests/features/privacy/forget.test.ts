// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { type Notice, noticesOf } from '#/delivery/notify.ts'
import { requestKinds } from '#/features/index.ts'
import { demandAnotherSecretary } from '#/features/people/rules/last-secretary.ts'
import { called } from '#/features/privacy/cards/called.ts'
import { forget } from '#/features/privacy/rules/forget.ts'
import { byBot } from '#/network/audit.ts'
import type { PersonId, SourceId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { anAccount, aPerson, aSource } from '../../support/people.ts'

let test: TestDatabase
let database: Database
let source: SourceId

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, turns: 4, background: 1 })
  source = await aSource(test)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const parting = { kinds: requestKinds, called }
const at = { now: new Date('2027-03-10T08:00:00Z'), today: '2027-03-10' }

async function someone(role?: { kind: string; municipality?: string | null; pillar?: string }): Promise<PersonId> {
  const person = await aPerson(test)
  await anAccount(test, { source, person, user: randomUUID() })
  if (role)
    await test.query(
      `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on) values ($1, $2, $3, $4, '2026-01-01')`,
      [person, role.kind, role.municipality ?? null, role.pillar ?? null],
    )
  return person
}

const forgotten = (person: PersonId): Promise<readonly Notice[]> =>
  database.turns.transaction(async tx => {
    expect(await forget(tx, parting, { person, account: null }, byBot, at)).toBe(true)
    return noticesOf(tx)
  })

const nameOf = async (person: PersonId) =>
  (await test.query<{ name: string }>('select name from people where id = $1', [person]))[0]?.name

describe('[F76] what is left of someone', () => {
  it.each([
    [{ kind: 'alderman', municipality: 'GM0303' }, 'voormalig wethouder, Dronten'],
    // As the name is written, without the marks of a card.
    [{ kind: 'mayor', municipality: 'GM0373' }, 'voormalig burgemeester, Bergen (NH.)'],
    [{ kind: 'pillarLead', pillar: 'bestuur' }, 'voormalig pijlertrekker'],
    [undefined, 'voormalig deelnemer'],
  ])('%j reads %s', async (role, name) => {
    const person = await someone(role)
    await forgotten(person)
    expect(await nameOf(person)).toBe(name)
  })

  it('[E42] stands in the language of the network', async () => {
    const setLanguage = (language: string) =>
      test.query(`update settings set value = to_jsonb($1::text) where key = 'network.language'`, [language])
    await setLanguage('en')
    const person = await someone({ kind: 'alderman', municipality: 'GM0303' })
    await forgotten(person)
    await setLanguage('nl')
    expect(await nameOf(person)).toBe('former alderman, Dronten')
  })

  it('goes by the function, also where a leading role came later', async () => {
    const person = await someone({ kind: 'alderman', municipality: 'GM0303' })
    await test.query(`insert into roles (person_id, kind, starts_on) values ($1, 'networkLead', '2027-01-01')`, [
      person,
    ])
    await forgotten(person)
    expect(await nameOf(person)).toBe('voormalig wethouder, Dronten')
    expect(await test.query('select distinct ends_on::text from roles where person_id = $1', [person])).toEqual([
      { ends_on: '2027-03-10' },
    ])
  })
})

it('[F76] [A16] tells executives that their official is gone, and the secretariat which places are free', async () => {
  const official = await someone({ kind: 'official', municipality: 'GM0303' })
  await test.query(
    `insert into roles (person_id, kind, pillar_id, starts_on) values ($1, 'supporter', 'bestuur', '2026-01-01')`,
    [official],
  )
  const [seated, asking] = [
    await someone({ kind: 'alderman', municipality: 'GM0303' }),
    await someone({ kind: 'mayor', municipality: 'GM0303' }),
  ]
  await test.query(
    `insert into pillar_members (pillar_id, person_id, municipality_id, started_at, official_id, official_state) values ('bestuur', $1, 'GM0303', now(), $3, 'confirmed'), ('bestuur', $3, 'GM0303', now(), null, 'none'), ('financien', $2, 'GM0303', now(), $3, 'declined')`,
    [seated, asking, official],
  )
  await test.query(
    `insert into requests (kind, subject, subject_key, requester_id, municipality_id, asked_of) values ('pillar.join', $1, 'x', $2, 'GM0303', 'secretariat')`,
    [{ pillar: 'bestuur', person: asking, official: { state: 'asked', person: official, text: null } }, asking],
  )
  const notices = await forgotten(official)
  expect(notices.filter(({ kind }) => kind === 'pillars.officialDeclined').map(({ audience }) => audience)).toEqual([
    { kind: 'person', person: asking },
    { kind: 'person', person: seated },
  ])
  const [left] = notices.filter(({ kind }) => kind === 'privacy.left')
  expect(left?.audience).toEqual({ kind: 'secretariat' })
  expect(left?.facts).toMatchObject({ person: official, pillars: ['bestuur'] })
  expect(left?.facts.roles).toHaveLength(2)
  expect(
    await test.query(`select distinct official_state from pillar_members where official_id = $1`, [official]),
  ).toEqual([{ official_state: 'declined' }])
  expect(await test.query(`select subject->'official'->>'state' as state from requests`)).toEqual([
    { state: 'declined' },
  ])
})

it('[F76] lets one of the last two of the secretariat go, and not the other, also at the same moment', async () => {
  const two = [await someone({ kind: 'secretariat' }), await someone({ kind: 'secretariat' })]
  const leave = (person: PersonId) =>
    database.turns.transaction(async tx => {
      await demandAnotherSecretary(tx, person, at.today)
      return forget(tx, parting, { person, account: null }, byBot, at)
    })
  const tried = await Promise.allSettled(two.map(leave))
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = tried.find(one => one.status === 'rejected')
  expect(refused?.reason).toBeInstanceOf(Refusal)
  expect(await test.query(`select from people where id = any($1) and forgotten_at is null`, [two])).toHaveLength(1)
})

it('[T43] twice is once, and nobody is nobody', async () => {
  const person = await someone()
  await forgotten(person)
  for (const again of [person, randomUUID() as PersonId])
    expect(
      await database.turns.transaction(tx => forget(tx, parting, { person: again, account: null }, byBot, at)),
    ).toBe(false)
})
