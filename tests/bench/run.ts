// SPDX-License-Identifier: EUPL-1.2
// npm run bench [-- --quick] [--rounds n] [--profile]: how quick the bot is, beside bare Bolt apps on the same machine and the same Postgres.
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '#/database/embedded.ts'
import { migrate } from '#/database/migrate.ts'
import manifest from '../../package.json' with { type: 'json' }
import { databaseAt } from '../support/database-url.ts'
import { silent } from '../support/silent-log.ts'
import { startCountingLine } from './counting-line.ts'
import { type Loaded, load } from './load.ts'
import { officialId, openRows } from './people.ts'
import { type Running, run } from './processes.ts'
import { type Contender, contenders, report } from './report.ts'
import { countTrips } from './round-trips.ts'
import { type SlackApi, startSlackApi } from './slack-api.ts'
import { signingSecret, slashCommand } from './slash-command.ts'

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string' }, profile: { type: 'boolean' } },
})
const rounds = Number(flags.rounds ?? (flags.quick ? 3 : 7))
const sizes = flags.quick ? { light: 4_000, heavy: 800 } : { light: 12_000, heavy: 2_400 }
const warmUp = { light: 3_000, heavy: 800 }
const counted = 10

const pillar = 'bestuur'
const expected: Record<Contender, string> = {
  acknowledging: 'Genoteerd.',
  'two statements': 'Genoteerd.',
  'bot reads': 'De pijlers',
  'bot writes': 'is verstuurd',
}
const isLight = (name: Contender): boolean => name === 'acknowledging' || name === 'bot reads'

/** What `npm start` gives node, so that what is measured is what is shipped. */
const flagsOfStart = manifest.scripts.start.split(' ').filter(word => word.startsWith('--max-'))

const say = (line: string) => console.log(line)

async function begin(folder: string, slack: SlackApi) {
  const postgres = await startEmbedded({ dataDir: join(folder, 'postgres'), adopt: 'script', log: silent })
  const admin = new pg.Client(postgres.url)
  await admin.connect()
  for (const name of ['bench_bot', 'bench_bare']) await admin.query(`create database ${name}`)
  await admin.end()
  const urls = { bot: databaseAt(postgres.url, 'bench_bot'), bare: databaseAt(postgres.url, 'bench_bare') }
  await migrate({ connectionString: urls.bare, log: silent })
  const settings = {
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_API_URL: slack.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: join(folder, 'data'),
  }
  const bare = (more: Record<string, string>) =>
    run({
      entry: 'tests/bench/bare-app.ts',
      settings: { SLACK_SIGNING_SECRET: signingSecret, ...more },
      readyPath: '/',
      logFile: join(folder, 'bare.log'),
    })
  const bot = (more: Record<string, string>, flags: string[] = []) =>
    run({
      entry: 'src/main.ts',
      settings: { ...settings, ...more },
      readyPath: '/readyz',
      logFile: join(folder, 'bot.log'),
      flags: [...flagsOfStart, ...flags],
    })
  return { postgres, urls, bare, bot }
}

/** Starts on a database of its own that is there already: initdb, migrations and seed were the first start's. */
async function startToReady(
  start: (more: Record<string, string>) => Promise<Running>,
  folder: string,
): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 4; i++) {
    const bot = await start({ DATA_DIR: join(folder, 'embedded') })
    took.push(bot.readyMs)
    await bot.stop()
  }
  const [, ...later] = took.toSorted((a, b) => b - a)
  return later[1] ?? Number.NaN
}

async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'm50-bench-'))
  await chmod(folder, 0o711)
  const slack = await startSlackApi()
  const { postgres, urls, bare, bot: startBot } = await begin(folder, slack)
  const running: Running[] = []
  try {
    say(
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}; Postgres 18 with durable commits; 20 connections; ${rounds} rounds of ${sizes.light} light and ${sizes.heavy} heavy commands, interleaved`,
    )

    const bot = await startBot(
      { DATABASE_URL: urls.bot },
      flags.profile ? ['--cpu-prof', '--cpu-prof-dir', folder] : [],
    )
    const acknowledging = await bare({})
    const two = await bare({ DATABASE_URL: urls.bare })
    running.push(bot, acknowledging, two)
    const ports: Record<Contender, number> = {
      acknowledging: acknowledging.port,
      'two statements': two.port,
      'bot reads': bot.port,
      'bot writes': bot.port,
    }
    const rows = await openRows(urls.bot)
    await rows.register(counted + warmUp.heavy + rounds * sizes.heavy)
    let official = 0
    const commands = (name: Contender, size: number): Buffer[] =>
      Array.from({ length: size }, (_, i) =>
        name === 'bot writes'
          ? slashCommand(officialId(official++), `pijler word-lid ${pillar}`)
          : slashCommand(officialId(i % 500), 'pijler'),
      )
    const drained = async () => {
      const deadline = performance.now() + 120_000
      for (;;) {
        const { deliveries, sent } = await rows.count()
        if (deliveries === sent) return
        if (performance.now() > deadline)
          throw new Error(`${deliveries - sent} of ${deliveries} deliveries were not sent`)
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    }
    /** One load; a write's rows are counted after it. */
    const round = async (name: Contender, size: number): Promise<Loaded> => {
      const before = await rows.count()
      const loaded = await load(ports[name], commands(name, size), expected[name])
      for (const [wrong, times] of loaded.errors) throw new Error(`${name}: ${times} times ${wrong}`)
      const after = await rows.count()
      const written = name === 'bot writes' ? size : 0
      for (const what of ['requests', 'acts', 'deliveries'] as const)
        if (after[what] - before[what] !== written)
          throw new Error(`${name}: ${after[what] - before[what]} ${what} for ${written} writes`)
      await drained()
      return loaded
    }

    for (const name of contenders) await round(name, isLight(name) ? warmUp.light : warmUp.heavy)
    const results: Record<Contender, Loaded[]> = {
      acknowledging: [],
      'two statements': [],
      'bot reads': [],
      'bot writes': [],
    }
    for (let i = 0; i < rounds; i++) {
      await rows.tidy()
      const order = [...contenders.slice(i % contenders.length), ...contenders.slice(0, i % contenders.length)]
      for (const name of order) results[name].push(await round(name, isLight(name) ? sizes.light : sizes.heavy))
    }
    const memoryMb = await bot.memory()
    say(`load after ${loadavg()[0]?.toFixed(1)}; ${slack.posted()} messages posted; no errors; rows as they should be`)
    for (const one of running.splice(0)) await one.stop()

    const line = await startCountingLine(urls.bot)
    const traced = await startBot({ DATABASE_URL: line.url })
    running.push(traced)
    const dearest = async (name: Contender) =>
      (await countTrips(line, traced.port, commands(name, counted), expected[name])).most
    const trips = { read: await dearest('bot reads'), write: await dearest('bot writes') }
    for (const one of running.splice(0)) await one.stop()
    await line.close()
    await rows.close()

    const readyMs = await startToReady(startBot, folder)
    const { text, isMet } = report({ rounds: results, trips, memoryMb, readyMs })
    say(`\n${text}`)
    if (flags.profile) say(`\nprofiles and logs stay in ${folder}`)
    return isMet
  } finally {
    for (const one of running) await one.stop()
    await postgres.stop()
    await slack.close()
    if (!flags.profile) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

process.exitCode = (await main()) ? 0 : 1
