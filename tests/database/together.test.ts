// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { shortStatement, statement } from '#/database/db.ts'
import { together } from '#/database/together.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { patience } from '../support/patience.ts'

const ask = shortStatement('test short', 'select $1::int as n, pg_backend_pid() as server')
const plain = statement('test plain', 'select $1::int as n, pg_backend_pid() as server, pg_sleep(0.01)')
const divide = shortStatement('test divide', 'select 1 / $1::int as n')
const cut = statement('test cut', 'select pg_terminate_backend($1::int)')

interface Row {
  readonly n: number
  readonly server: number
}

let fresh: TestDatabase
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase({ url: fresh.url, turns: 4 })
})
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const some = Array.from({ length: 20 }, (_, i) => i)
const rowsOf = async (of: typeof ask) =>
  (await Promise.all(some.map(i => database.turns.query<Row>(of, [i])))).map(([row]) => row)
const serversOf = (rows: readonly (Row | undefined)[]) => new Set(rows.map(row => row?.server)).size

describe('short statements', () => {
  it('that are asked at once go over one connection, and each gets its own answer; others go beside each other', async () => {
    const rows = await rowsOf(ask)
    expect(rows.map(row => row?.n)).toEqual(some)
    expect(serversOf(rows)).toBe(1)
    expect(serversOf(await rowsOf(plain))).toBe(4)
  })

  it('fail alone', async () => {
    const results = await Promise.allSettled([1, 0, 2].map(i => database.turns.query(divide, [i])))
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('give their connection back: as many transactions as there are connections run beside each other', async () => {
    await rowsOf(ask)
    const held = some.slice(0, 4).map(() => Promise.withResolvers<void>())
    const begun = held.map(({ promise }) =>
      database.turns.transaction(async tx => {
        const [row] = await tx.query<Row>(ask, [1])
        await promise
        return row?.server
      }),
    )
    for (const { resolve } of held) resolve()
    expect(new Set(await Promise.all(begun)).size).toBe(4)
  })

  it('find another connection when theirs was cut', async () => {
    const [row] = await rowsOf(ask)
    await database.background.query(cut, [row?.server])
    await expect
      .poll(
        () =>
          rowsOf(ask).then(
            rows => rows.length,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(some.length)
    expect((await rowsOf(ask))[0]?.server).not.toBe(row?.server)
  })

  it('leave a connection that stays silent to those who wait on it already', async () => {
    const stream = { cork() {}, uncork() {} }
    const silent = { connection: { stream }, query: () => new Promise(() => {}), release() {} }
    const answering = { connection: { stream }, query: async () => ({ rows: ['heard'] }), release() {} }
    const clients = [silent, answering]
    const query = together({ connect: async () => clients.shift() } as unknown as pg.Pool)
    void query({ text: 'select' })
    const answer = await vi.waitFor(
      async () => {
        const first = await Promise.race([
          query({ text: 'select' }),
          new Promise<null>(next => setImmediate(next, null)),
        ])
        expect(first).not.toBeNull()
        return first
      },
      { timeout: patience, interval: 20 },
    )
    expect(answer?.rows).toEqual(['heard'])
    expect(clients).toEqual([])
  })
})
