// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { type CountingLine, startCountingLine } from './counting-line.ts'
import { officialId, openRows } from './people.ts'
import { type Running, run } from './processes.ts'
import { countTrips } from './round-trips.ts'
import { type SlackApi, startSlackApi } from './slack-api.ts'
import { signingSecret, slashCommand } from './slash-command.ts'

let folder: string
let database: Awaited<ReturnType<typeof freshDatabase>>
let line: CountingLine
let slack: SlackApi
let bot: Running
let rows: Awaited<ReturnType<typeof openRows>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm50-budget-'))
  database = await freshDatabase({ seeded: true })
  line = await startCountingLine(database.url)
  slack = await startSlackApi()
  bot = await run({
    entry: 'src/main.ts',
    settings: {
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_BOT_TOKEN: 'xoxb-budget',
      SLACK_API_URL: slack.url,
      SECRET_KEY: randomBytes(32).toString('base64'),
      DATA_DIR: folder,
      DATABASE_URL: line.url,
    },
    readyPath: '/readyz',
    logFile: join(folder, 'bot.log'),
  })
  rows = await openRows(database.url)
  await rows.register(20)
}, 90_000)

afterAll(async () => {
  await rows.close()
  await bot.stop()
  await slack.close()
  await line.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

const commands = (from: number, text: string) =>
  Array.from({ length: 8 }, (_, i) => slashCommand(officialId(from + i), text))

it('a read asks the database twice at most, and in no transaction', async () => {
  const { most, frames, statements } = await countTrips(line, bot.port, commands(0, 'pijler'), 'De pijlers')
  expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
  expect(most, statements.join('\n')).toBeLessThanOrEqual(2)
  expect(frames).toBe(0)
})

it('an ordinary write takes six statements at most, between one BEGIN and one COMMIT', async () => {
  const { most, frames, statements } = await countTrips(
    line,
    bot.port,
    commands(8, 'pijler word-lid bestuur'),
    'is verstuurd',
  )
  expect(most, 'no turn took less than half a second').toBeGreaterThan(0)
  expect(most, statements.join('\n')).toBeLessThanOrEqual(6)
  expect(frames).toBe(2)
  const { requests, acts, deliveries } = await rows.count()
  expect({ requests, acts, deliveries }).toEqual({ requests: 8, acts: 8, deliveries: 8 })
})
