// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { forgetDrafts, forgetLimits, forgetTurns } from '#/delivery/forgetting.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
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

it('keeps the keys of turns for 30 days', async () => {
  await test.query(
    `insert into turns (key, created_at) values ('old', now() - interval '30 days 1 minute'), ('young', now() - interval '29 days 23 hours')`,
  )
  await forgetTurns(database.background)
  expect(await test.query('select key from turns')).toEqual([{ key: 'young' }])
})

it('keeps drafts for 7 days', async () => {
  const identity = await anAccount(test, { source: await aSource(test), person: await aPerson(test), user: 'U1' })
  await test.query(
    `insert into drafts (identity_id, kind, name, content, created_at) values
      ($1, 'form', 'old', '{}', now() - interval '7 days 1 minute'), ($1, 'form', 'young', '{}', now() - interval '6 days 23 hours')`,
    [identity],
  )
  await forgetDrafts(database.background)
  expect(await test.query('select name from drafts')).toEqual([{ name: 'young' }])
})

it('keeps limits until long after they passed', async () => {
  await test.query(
    `insert into send_limits (scope, until) values ('old', now() - interval '25 hours'), ('young', now() - interval '1 hour')`,
  )
  await forgetLimits(database.background)
  expect(await test.query('select scope from send_limits')).toEqual([{ scope: 'young' }])
})
