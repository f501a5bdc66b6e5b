// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { statement } from '#/database/db.ts'
import { mountHealth } from '#/web/health.ts'
import { breakableLine } from '../support/breakable-line.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { stopwatch } from '../support/stopwatch.ts'
import { type Served, serve } from './serve.ts'

let web: Served
beforeEach(async () => {
  web = await serve()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await web.close()
})

const ready = async () => {
  const answer = await fetch(`${web.url}/readyz`)
  return { status: answer.status, says: await answer.json() }
}

/** A clock that stands still until it is moved. */
function clock(): { forward(ms: number): void } {
  let now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  return {
    forward(ms) {
      now += ms
    },
  }
}

it('says that the process lives, whatever is not well', async () => {
  mountHealth(web.app, { database: () => false })
  const answer = await fetch(`${web.url}/healthz`)
  expect([answer.status, await answer.text()]).toEqual([200, 'ok\n'])
})

describe('[T55] /readyz', () => {
  it('is 200 with a word for each check when all is well', async () => {
    mountHealth(web.app, { database: async () => true, worker: () => true })
    expect(await ready()).toEqual({ status: 200, says: { database: 'ok', worker: 'ok' } })
  })

  it('leaves out what someone does not ask for, by its name', async () => {
    mountHealth(web.app, { database: () => true, hold: () => false })
    const answer = await fetch(`${web.url}/readyz?without=hold`)
    expect([answer.status, await answer.json()]).toEqual([200, { database: 'ok' }])
  })

  it.each([
    ['says no', () => false],
    ['promises no', async () => false],
    ['throws', () => Promise.reject(new Error('canary-7c1f'))],
    [
      'throws at once',
      () => {
        throw new Error('canary-7c1f')
      },
    ],
  ])('is 503 and names the check that %s', async (_, check: () => boolean | Promise<boolean>) => {
    mountHealth(web.app, { database: () => true, worker: check })
    expect(await ready()).toEqual({ status: 503, says: { database: 'ok', worker: 'failing' } })
  })

  it('knows a check that is added or replaced while it serves, at once', async () => {
    const checks: Record<string, () => boolean | Promise<boolean>> = { started: () => false }
    mountHealth(web.app, checks)
    expect((await ready()).status).toBe(503)
    checks.started = () => true
    expect((await ready()).status).toBe(200)
    checks.database = async () => false
    expect(await ready()).toEqual({ status: 503, says: { started: 'ok', database: 'failing' } })
  })

  it('asks a check at most once a second, whoever asks', async () => {
    const time = clock()
    const database = vi.fn(async () => true)
    mountHealth(web.app, { database })
    await Promise.all(Array.from({ length: 40 }, ready))
    time.forward(999)
    await ready()
    expect(database).toHaveBeenCalledTimes(1)
    // Past the second, whatever the fractions of a millisecond.
    time.forward(2)
    database.mockResolvedValue(false)
    expect((await ready()).status).toBe(503)
    expect(database).toHaveBeenCalledTimes(2)
  })

  it('takes no answer for a no, after two seconds, and does not ask again meanwhile', async () => {
    const database = vi.fn(() => new Promise<boolean>(() => {}))
    mountHealth(web.app, { database, worker: () => true })
    const took = stopwatch()
    expect(await ready()).toEqual({ status: 503, says: { database: 'failing', worker: 'ok' } })
    expect(took()).toBeLessThan(3_000)
    await Promise.all([ready(), ready()])
    expect(took()).toBeLessThan(3_000)
    expect(database).toHaveBeenCalledTimes(1)
  })

  it('asks anew, after ten seconds, a check that never answered', async () => {
    const time = clock()
    const database = vi.fn<() => Promise<boolean>>().mockReturnValueOnce(new Promise(() => {}))
    mountHealth(web.app, { database: database.mockResolvedValue(true) })
    expect((await ready()).status).toBe(503)
    time.forward(9_999)
    expect((await ready()).status).toBe(503)
    time.forward(1)
    expect((await ready()).status).toBe(200)
  })

  it.each(['freeze', 'cut'] as const)(
    'is red within 10 s of a lost database (%s), and green when it is back',
    async how => {
      const rows = await freshDatabase()
      const line = await breakableLine(rows.url)
      const database = openDatabase({ url: line.url, turns: 2, background: 2 })
      const one = statement('ready', 'select 1')
      mountHealth(web.app, { database: async () => (await database.background.query(one)).length === 1 })
      try {
        await eventually(ready, ({ status }) => status === 200)
        line[how]()
        const took = stopwatch()
        const red = await eventually(ready, ({ status }) => status === 503)
        expect(took()).toBeLessThan(10_000)
        expect(red.says).toEqual({ database: 'failing' })
        await line.mend()
        await eventually(ready, ({ status }) => status === 200)
      } finally {
        await database.close()
        await line.close()
        await rows.drop()
      }
    },
  )
})
