// SPDX-License-Identifier: EUPL-1.2
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Db } from '#/database/db.ts'
import { gathering } from '#/database/gathering.ts'

const db = (isTransaction = false) => ({ memory: {}, isTransaction }) as Db

/** Something that is done together, each time when the test says so; `refused` makes the database refuse whatever holds it. */
function doing(refused?: string, patienceMs?: number) {
  const sent: { readonly on: string; readonly items: readonly string[]; go(error?: unknown): void }[] = []
  const ask = gathering(
    (_, on: string, items: readonly string[]) =>
      new Promise<readonly string[]>((resolve, reject) => {
        const error = refused && items.includes(refused) && Object.assign(new Error('refused'), { code: '23503' })
        sent.push({
          on,
          items,
          go: (other = error) => (other ? reject(other) : resolve(items.map(item => `${on} ${item}`))),
        })
      }),
    on => on,
    patienceMs,
  )
  return { sent, ask, items: () => sent.map(({ items }) => items) }
}

/** As long as it takes until what gathered has gone. */
const soon = async () => {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve))
}

it('who comes in one breath goes together; who comes meanwhile gathers, in order, and goes together after', async () => {
  const { sent, ask, items } = doing()
  const pool = db()
  const first = ['a', 'b'].map(item => ask(pool, 'one', item))
  const elsewhere = ask(pool, 'two', 'e')
  await soon()
  expect(items()).toEqual([['a', 'b'], ['e']])
  const meanwhile = ['c', 'd'].map(item => ask(pool, 'one', item))
  await soon()
  expect(items()).toHaveLength(2)
  for (const one of sent) one.go()
  await soon()
  expect(items().slice(2)).toEqual([['c', 'd']])
  sent[2]?.go()
  expect(await Promise.all([...first, ...meanwhile, elsewhere])).toEqual(['one a', 'one b', 'one c', 'one d', 'two e'])
  await soon()
  // Nothing is under way any more.
  const later = ask(pool, 'one', 'f')
  await soon()
  expect(items().at(-1)).toEqual(['f'])
  sent.at(-1)?.go()
  expect(await later).toBe('one f')
})

it('a row that is refused takes nobody with it', async () => {
  const { sent, ask, items } = doing('c')
  const pool = db()
  const all = Promise.allSettled(['a', 'b', 'c', 'd'].map(item => ask(pool, 'one', item)))
  for (let i = 0; i < 5; i++) {
    await soon()
    sent[i]?.go()
  }
  expect(items()).toEqual([['a', 'b', 'c', 'd'], ['a'], ['b'], ['c'], ['d']])
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

it('where the database is away all hear it, and who comes after them is asked anew', async () => {
  const { sent, ask } = doing()
  const pool = db()
  const all = Promise.allSettled(['a', 'b', 'c'].map(item => ask(pool, 'one', item)))
  await soon()
  sent[0]?.go(new Error('Connection terminated unexpectedly'))
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const later = ask(pool, 'one', 'd')
  await soon()
  sent[1]?.go()
  expect(await later).toBe('one d')
})

it('nobody waits for a statement that stays silent for too long, also not who waited for it until now', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  onTestFinished(() => now.mockRestore())
  const { sent, ask, items } = doing(undefined, 200)
  const pool = db()
  const silent = ask(pool, 'one', 'a')
  await soon()
  now.mockReturnValue(1_200)
  const waited = ask(pool, 'one', 'b')
  await soon()
  expect(items()).toEqual([['a']])
  now.mockReturnValue(1_201)
  const later = ask(pool, 'one', 'c')
  await soon()
  expect(items()).toEqual([['a'], ['b', 'c']])
  sent[1]?.go()
  expect(await Promise.all([waited, later])).toEqual(['one b', 'one c'])
  sent[0]?.go()
  expect(await silent).toBe('one a')
})

it('in a transaction each goes alone', async () => {
  const { sent, ask, items } = doing()
  const tx = db(true)
  const all = ['a', 'b'].map(item => ask(tx, 'one', item))
  expect(items()).toEqual([['a'], ['b']])
  for (const one of sent) one.go()
  expect(await Promise.all(all)).toEqual(['one a', 'one b'])
})
