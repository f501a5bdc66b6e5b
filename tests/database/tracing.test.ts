// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { erase, lookUp, tracesOf } from '#/database/tracing.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { columnsWith, everyRow } from '../support/every-row.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'

let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 1, background: 1 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const forgotten = (person: string) =>
  database.turns.transaction(async tx =>
    erase(tx, await lookUp(tx, { person, account: null }), 'voormalig wethouder, Zeist', new Date()),
  )

it('[T43] clears what the playground remembers of someone, and leaves what is another’s', async () => {
  const source = await aSource(test, { platform: 'playground', externalId: 'playground' })
  const person = await aPerson(test)
  await test.query(`update people set name = 'K. Kanarie', email = 'k_kanarie@zeist.nl' where id = $1`, [person])
  await anAccount(test, { source, person, user: 'kanarie' })
  const said = (
    conversation: string,
    author: string,
    onlyFor: string | null,
    text: string,
    card: object | null = null,
  ) =>
    test.query(
      `insert into playground_messages (conversation, author, only_for, text, card, at, updated_at) values ($1, $2, $3, $4, $5, now(), now())`,
      [conversation, author, onlyFor, text, card],
    )
  await said('@kanarie', 'm50', null, 'Dag')
  await said('algemeen', 'kanarie', null, 'Hallo')
  await said('algemeen', 'm50', 'kanarie', 'Alleen voor u')
  // In a card what was typed is escaped.
  await said('algemeen', 'm50', 'ander', 'Leden', { text: 'Adres: k\\_kanarie@zeist.nl' })
  await said('algemeen', 'ander', null, 'Blijft')
  await test.query(
    `insert into turns (key, outcome) values ('playground:kanarie:1', '{}'), ('playground:ander:1', '{}'), ('slack:2', $1)`,
    [{ code: 'ended', ids: { person } }],
  )
  await test.query(
    `insert into settings (key, value) values ('playground.locale.kanarie', '"en"'), ('playground.locale.ander', '"en"')`,
  )
  await forgotten(person)
  const left = (await everyRow(test)).filter(row => columnsWith(row, ['kanarie']).length > 0)
  expect(left).toEqual([])
  expect(await test.query('select text from playground_messages')).toEqual([{ text: 'Blijft' }])
  expect(await test.query('select key from turns')).toEqual([{ key: 'playground:ander:1' }])
  expect(await test.query(`select key from settings where key like 'playground.%'`)).toEqual([
    { key: 'playground.locale.ander' },
  ])
})

it('[T43] goes by the whole of a name that is one word, so that it takes nobody else’s words along', async () => {
  const source = await aSource(test)
  const [jan, other] = [await aPerson(test), await aPerson(test)]
  await test.query(`update people set name = 'Jan' where id = $1`, [jan])
  const account = await anAccount(test, { source, person: other, user: 'U2' })
  await test.query(
    `insert into drafts (identity_id, kind, name, content) values ($1, 'form', 'x', '{"text": "in januari"}')`,
    [account],
  )
  await forgotten(jan)
  expect(await test.query('select name from drafts')).toEqual([{ name: 'x' }])
  expect(await test.query('select name from people where id = $1', [other])).toEqual([{ name: 'Iemand' }])
})

it('[T42] finds nothing of someone who is not there, in any table', async () => {
  const nobody = { person: randomUUID(), account: null }
  expect(await tracesOf(database.turns, await lookUp(database.turns, nobody))).toEqual({})
})

it('[T43] twice is once', async () => {
  const person = await aPerson(test)
  await forgotten(person)
  const [before] = await test.query('select name, forgotten_at from people where id = $1', [person])
  await forgotten(person)
  expect(await test.query('select name, forgotten_at from people where id = $1', [person])).toEqual([before])
})
