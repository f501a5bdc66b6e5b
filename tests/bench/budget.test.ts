// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { type CountingLine, startCountingLine } from './counting-line.ts'
import type { Door } from './door.ts'
import { openRows } from './people.ts'
import { type Running, run } from './processes.ts'
import { countTrips } from './round-trips.ts'
import { openSlackDoor } from './slack-door.ts'
import { openTeamsDoor } from './teams-door.ts'

describe.each([
  ['Slack', openSlackDoor],
  ['Teams', openTeamsDoor],
])('on %s', (_, open) => {
  let folder: string
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let line: CountingLine
  let door: Door
  let bot: Running
  let rows: Awaited<ReturnType<typeof openRows>>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'm50-budget-'))
    database = await freshDatabase({ seeded: true })
    line = await startCountingLine(database.url)
    door = await open()
    bot = await run({
      entry: 'src/main.ts',
      settings: {
        ...door.settings,
        SECRET_KEY: randomBytes(32).toString('base64'),
        DATA_DIR: folder,
        DATABASE_URL: line.url,
      },
      readyPath: '/readyz',
      logFile: join(folder, 'bot.log'),
    })
    rows = await openRows(database.url, door.place)
    await rows.register(20)
  })

  afterAll(async () => {
    await rows.close()
    await bot.stop()
    await door.close()
    await line.close()
    await database.drop()
    await rm(folder, { recursive: true })
  })

  const requests = (from: number, text: string) => Array.from({ length: 8 }, (_, i) => door.request(from + i, text))
  const trips = async (asked: Buffer[], expected: string) => {
    const counted = await countTrips(line, bot.port, asked, door.answered ? '' : expected)
    expect(door.answered?.(expected) ?? asked.length).toBe(asked.length)
    return counted
  }

  it('a read asks the database twice at most, and in no transaction', async () => {
    const { most, frames, statements } = await trips(requests(0, 'pijler'), 'De pijlers')
    expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
    expect(most, statements.join('\n')).toBeLessThanOrEqual(2)
    expect(frames).toBe(0)
  })

  it('an ordinary write takes six statements at most, between one BEGIN and one COMMIT', async () => {
    const { most, frames, statements } = await trips(requests(8, 'pijler word-lid bestuur'), 'is verstuurd')
    expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
    expect(most, statements.join('\n')).toBeLessThanOrEqual(6)
    expect(frames).toBe(2)
    const { requests: filed, acts, deliveries } = await rows.count()
    expect({ filed, acts, deliveries }).toEqual({ filed: 8, acts: 8, deliveries: 8 })
  })

  it('a support, which hundreds press at once, takes two statements at most, and no transaction around them', async () => {
    await rows.propose(1)
    const { most, frames, statements } = await trips(requests(0, 'lobby steun 1'), 'steunt LP')
    expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
    expect(most, statements.join('\n')).toBeLessThanOrEqual(2)
    expect(frames).toBe(0)
    expect((await rows.count()).supports).toBe(8)
  })

  it('a registration, which hundreds press at once, takes three statements at most where it is typed, and no transaction around them', async () => {
    await rows.plan(1, 4)
    const { most, frames, statements } = await trips(requests(0, 'bijeenkomst inschrijven 1'), 'Stormloop')
    expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
    expect(most, statements.join('\n')).toBeLessThanOrEqual(3)
    expect(frames).toBe(0)
    expect((await rows.count()).registrations).toBe(8)
  })
})
