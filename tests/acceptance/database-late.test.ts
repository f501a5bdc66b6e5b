// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: a bot that starts without its database, before any platform is heard.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type BreakableLine, breakableLine } from '../support/breakable-line.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { textOf } from '../support/slack-server.ts'
import { stopwatch } from '../support/stopwatch.ts'

const upWithinMs = 10_000

let m50: Awaited<ReturnType<typeof slackNetwork>>
let line: BreakableLine

beforeAll(async () => {
  m50 = await slackNetwork()
  line = await breakableLine(m50.database.url)
})
afterAll(async () => {
  await m50.end()
  await line.close()
})
afterEach(() => line.mend())

const prints = (bot: RunningBot, words: string) => eventually(bot.printed, printed => printed.includes(words), 30_000)

/** A bot whose database is not there, and who says so in its log. */
async function waitingBot() {
  const bot = await m50.begin({ DATABASE_URL: line.url }, { until: 'listening', knowsSlack: false })
  await prints(bot, 'The database does not answer yet; the bot waits for it and starts as soon as it does')
  return bot
}

const statusOf = async (url: string) => {
  const response = await fetch(url)
  await response.body?.cancel()
  return response.status
}

it.each([
  ['refuses', () => line.refuse()],
  ['is silent', () => line.freeze()],
])(
  'a database that %s at the start is waited for; what Slack sends meanwhile is to come again, and the bot comes up by itself [T33] [T55]',
  async (_, breaks) => {
    await breaks()
    const bot = await waitingBot()
    expect(await statusOf(`${bot.url}/healthz`)).toBe(200)
    const ready = await fetch(`${bot.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ started: 'failing' })
    const { status, headers } = await m50.bakker.command('help')
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('5')
    await line.mend()
    const sinceMended = stopwatch()
    await eventually(
      () => statusOf(`${bot.url}/readyz`),
      code => code === 200,
    )
    expect(sinceMended()).toBeLessThan(upWithinMs)
    await prints(bot, 'The host workspace is known')
    const heard = await eventually(
      () => m50.bakker.command('help'),
      ({ failure }) => failure === undefined,
      30_000,
    )
    expect(textOf(await heard.ephemeral())).toContain('m50 pijler')
    expect(await bot.stop()).toBe(0)
  },
)

it('a database that is lost while it is made ready is waited for again, at whatever step; the bot comes up by itself [T33]', async () => {
  const young = await slackNetwork({ empty: true })
  const own = await breakableLine(young.database.url)
  try {
    const coming = young.begin({ DATABASE_URL: own.url, PLAYGROUND: 'on' }, { withinMs: 60_000, knowsSlack: false })
    coming.catch(() => {})
    for (const [application, word] of [
      ['', 'commit'],
      ['m50 seed', 'commit'],
      ['m50 background', 'COMMIT'],
      ['m50 jobs', 'COMMIT'],
    ] as const)
      await Promise.race([coming, own.breakAtCommit(application, { word, arrives: false, breaks: 'cut' })])
    const bot = await coming
    expect(bot.printed().split('The database was lost during the start').length - 1).toBe(4)
    expect(await bot.stop()).toBe(0)
  } finally {
    await young.end()
    await own.close()
  }
})

it.each([
  ['refuses', () => line.refuse()],
  ['is silent', () => line.freeze()],
])('a signal while a database that %s is waited for ends the bot in order, soon [T39]', async (_, breaks) => {
  await breaks()
  const bot = await waitingBot()
  const took = stopwatch()
  expect(await bot.stop()).toBe(0)
  expect(took()).toBeLessThan(10_000)
  expect(bot.printed()).not.toContain('    at ')
})
