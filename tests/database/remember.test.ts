// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { type Db, statement } from '#/database/db.ts'
import { remembering } from '#/database/remember.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const count = statement('test turns', 'select count(*)::int as n from turns')

let fresh: TestDatabase
let database: Database
beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase({ url: fresh.url, turns: 1 })
})
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

/** How many turns there are, as it is remembered. */
function counting() {
  const remember = remembering<number | undefined>()
  return (db: Db) => remember(db, 'turns', async () => (await db.query<{ n: number }>(count))[0]?.n)
}

it('keeps what was read for a second, for transactions too, and nothing that a transaction read', async () => {
  const turns = counting()
  await database.turns.transaction(async tx => {
    await tx.query(statement('test turn', 'insert into turns (key) values ($1)'), ['a'])
    expect(await turns(tx)).toBe(1)
    await tx.query(statement('test none', 'delete from turns'))
  })
  expect(await turns(database.turns)).toBe(0)
  await database.turns.transaction(async tx => {
    await tx.query(statement('test turn', 'insert into turns (key) values ($1)'), ['b'])
    expect(await turns(tx)).toBe(0)
    await tx.query(statement('test none', 'delete from turns'))
  })
})

it('is read once in a transaction, however often it is asked for there', async () => {
  let loads = 0
  const remember = remembering<number>()
  const turns = (db: Db) => remember(db, 'turns', async () => ++loads)
  expect(await database.turns.transaction(async tx => [await turns(tx), await turns(tx)])).toEqual([1, 1])
  expect(await database.turns.transaction(turns)).toBe(2)
})

it('lets no transaction wait for a reader that waits for its connection', async () => {
  const turns = counting()
  let reader: Promise<number | undefined> = Promise.resolve(undefined)
  const seen = await database.turns.transaction(async tx => {
    reader = turns(database.turns)
    return turns(tx)
  })
  expect(seen).toBe(0)
  expect(await reader).toBe(0)
})
