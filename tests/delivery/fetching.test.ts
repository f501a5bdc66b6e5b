// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { describe, expect, it } from 'vitest'
import { startFetching } from '#/delivery/fetching.ts'
import { openQueue } from '#/delivery/queue.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { silent } from '../support/silent-log.ts'

const fetchMs = 10

/** A queue that answers after 10 ms with the jobs that were put in it. */
function slowQueue() {
  const waiting: object[] = []
  let asked = 0
  const boss = {
    async fetch() {
      asked += 1
      await new Promise(resolve => setTimeout(resolve, fetchMs))
      return waiting.splice(0, 1)
    },
    complete: async () => {},
    touch: async () => {},
  } as unknown as PgBoss
  const put = (id: string) => waiting.push({ id, data: {}, retryCount: 0 })
  return { boss, put, asked: () => asked }
}

describe('fetching jobs', () => {
  it('asks by statements that the database keeps prepared', async () => {
    const test = await freshDatabase()
    const asked: pg.QueryConfig[] = []
    class Listening extends pg.Client {
      constructor(config?: pg.ClientConfig) {
        super(config)
        const query = this.query.bind(this) as (...given: unknown[]) => unknown
        Object.assign(this, {
          query(first: string | pg.QueryConfig, ...rest: unknown[]) {
            asked.push(typeof first === 'string' ? { text: first } : first)
            return query(first, ...rest)
          },
        })
      }
    }
    const queue = await openQueue({ connectionString: test.url, Client: Listening, platforms: ['slack'], log: silent })
    const looks = () => asked.filter(({ text }) => text.includes('strict_fifo_heads'))
    queue.deliver('slack', async () => 'done')
    await eventually(looks, all => all.length > 2)
    await queue.stop(0)
    await test.drop()
    expect(new Set(looks().map(({ name }) => name)).size).toBe(1)
    expect(looks()[0]?.name).toMatch(/^[\w-]{27}$/)
    // One that holds several statements cannot be.
    expect(asked.filter(({ name, text }) => name && text.includes(';'))).toEqual([])
  })

  it('asks seldom while every turn tells of work and a job is under way, and goes on when that ends', async () => {
    const queue = slowQueue()
    const first = Promise.withResolvers<void>()
    const second = Promise.withResolvers<void>()
    const begun: number[] = []
    queue.put('1')
    const fetching = startFetching(
      queue.boss,
      'q',
      async () => {
        begun.push(performance.now())
        if (begun.length === 1) await first.promise
        else second.resolve()
        return 'done' as const
      },
      silent,
    )
    await eventually(
      () => begun.length,
      n => n === 1,
    )
    const askedBefore = queue.asked()
    const from = performance.now()
    const passedMs = () => performance.now() - from
    const asked = () => queue.asked() - askedBefore
    while (passedMs() < 400 || asked() === 0) {
      fetching.wake()
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    // After each look a rest of eight times as long.
    expect(asked()).toBeLessThanOrEqual(passedMs() / (9 * fetchMs) + 1)
    queue.put('2')
    first.resolve()
    await second.promise
    await fetching.stop(0)
  })

  it('takes along what waits behind a job in its conversation, in order, and leaves to its own job what cannot be done now', async () => {
    const completed: unknown[] = []
    const failed: string[] = []
    const updated: { id: string; startAfter: number }[] = []
    const job = (id: string) => ({
      id,
      data: { id },
      retryCount: 0,
      state: 'created',
      policy: 'key_strict_fifo',
      singletonKey: 'conversation',
    })
    const fetched = [job('1'), job('4')]
    const boss = {
      fetch: async () => (completed.includes('1') || fetched.length === 2 ? fetched.splice(0, 1) : []),
      findJobs: async () => ['2', '3', '4', '5'].map(job),
      async complete(_: string, what: string[] | { id: string }) {
        completed.push(...(Array.isArray(what) ? what : [what.id]))
      },
      fail: async (_: string, { id }: { id: string }) => failed.push(id),
      update: async (_: string, __: undefined, what: { id: string; startAfter: number }) => updated.push(what),
      touch: async () => {},
    } as unknown as PgBoss
    const ran: string[] = []
    const fetching = startFetching<{ id: string }>(
      boss,
      'q',
      async ({ id }) => {
        ran.push(id)
        return id === '4' ? { againAfterSeconds: 30 } : 'done'
      },
      silent,
    )
    await eventually(
      () => updated,
      of => of.length > 0,
    )
    expect(ran).toEqual(['1', '2', '3', '4'])
    expect(completed).toEqual(['2', '3', '1'])
    expect(failed).toEqual(['4'])
    expect(updated[0]?.id).toBe('4')
    expect(updated[0]?.startAfter).toBeGreaterThan(20)
    expect(updated[0]?.startAfter).toBeLessThanOrEqual(30)
    await fetching.stop(0)
  })
})
