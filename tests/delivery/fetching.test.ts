// SPDX-License-Identifier: EUPL-1.2
import type { PgBoss } from 'pg-boss'
import { describe, expect, it } from 'vitest'
import { startFetching } from '#/delivery/fetching.ts'
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
    const until = performance.now() + 400
    while (performance.now() < until) {
      fetching.wake()
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    expect(queue.asked() - askedBefore).toBeGreaterThanOrEqual(1)
    expect(queue.asked() - askedBefore).toBeLessThanOrEqual(5)
    queue.put('2')
    first.resolve()
    await second.promise
    await fetching.stop(0)
  })
})
