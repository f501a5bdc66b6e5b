// SPDX-License-Identifier: EUPL-1.2
// npm run bench [-- --quick] [--rounds n] [--only slack|teams] [--profile]: how quick the bot is on Slack and on Teams, beside bare apps of their own packages on the same machine and the same Postgres.
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
import type { Door } from './door.ts'
import { type Loaded, load } from './load.ts'
import { openRows } from './people.ts'
import { type Running, run } from './processes.ts'
import { type Contender, contenders, report } from './report.ts'
import { countTrips } from './round-trips.ts'
import { openSlackDoor } from './slack-door.ts'
import { openTeamsDoor } from './teams-door.ts'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'boolean' },
  },
})
const rounds = Number(flags.rounds ?? (flags.quick ? 3 : 7))
const sizes = flags.quick ? { light: 4_000, heavy: 800 } : { light: 12_000, heavy: 2_400 }
const warmUp = { light: 3_000, heavy: 800 }
const counted = 10
/** So many people register for each meeting, which has so many places. */
const [crowd, places] = [1_000, 100]

const pillar = 'bestuur'
const expected: Record<Contender, string> = {
  acknowledging: 'Genoteerd.',
  'two statements': 'Genoteerd.',
  'bot reads': 'De pijlers',
  'bot writes': 'is verstuurd',
  'bot stampedes': 'steunt LP',
  'bot registers': 'Stormloop',
}
const isLight = (name: Contender): boolean => name === 'acknowledging' || name === 'bot reads'

/** What `npm start` gives node, so that what is measured is what is shipped. */
const flagsOfStart = manifest.scripts.start.split(' ').filter(word => word.startsWith('--max-'))

const say = (line: string) => console.log(line)

interface Bench {
  /** A database of its own, empty. */
  database(name: string): Promise<string>
  readonly folder: string
}

function starters({ folder }: Bench, door: Door) {
  const bare = (more: Record<string, string>) =>
    run({
      entry: door.bareApp,
      settings: { ...door.bareSettings, ...more },
      readyPath: '/',
      logFile: join(folder, 'bare.log'),
    })
  const bot = (more: Record<string, string>, flags: string[] = []) =>
    run({
      entry: 'src/main.ts',
      settings: {
        ...door.settings,
        SECRET_KEY: randomBytes(32).toString('base64'),
        DATA_DIR: join(folder, 'data'),
        ...more,
      },
      readyPath: '/readyz',
      logFile: join(folder, 'bot.log'),
      flags: [...flagsOfStart, ...flags],
    })
  return { bare, bot }
}

/** Starts on a database of its own that is there already: initdb, migrations and seed were the first start's. */
async function startToReady(
  start: (more: Record<string, string>) => Promise<Running>,
  dataDir: string,
): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 4; i++) {
    const bot = await start({ DATA_DIR: dataDir })
    took.push(bot.readyMs)
    await bot.stop()
  }
  const [, ...later] = took.toSorted((a, b) => b - a)
  return later[1] ?? Number.NaN
}

/** Measures the bot on one platform. False where an aim was not met. */
async function measure(bench: Bench, door: Door): Promise<boolean> {
  const { folder } = bench
  const start = starters(bench, door)
  const urls = { bot: await bench.database(`bot_${door.name}`), bare: await bench.database(`bare_${door.name}`) }
  await migrate({ connectionString: urls.bare, log: silent })
  const running: Running[] = []
  try {
    const bot = await start.bot(
      { DATABASE_URL: urls.bot },
      flags.profile ? ['--cpu-prof', '--cpu-prof-dir', folder] : [],
    )
    const acknowledging = await start.bare({})
    const two = await start.bare({ DATABASE_URL: urls.bare })
    running.push(bot, acknowledging, two)
    const ports: Record<Contender, number> = {
      acknowledging: acknowledging.port,
      'two statements': two.port,
      'bot reads': bot.port,
      'bot writes': bot.port,
      'bot stampedes': bot.port,
      'bot registers': bot.port,
    }
    const rows = await openRows(urls.bot, door.place)
    await rows.register(counted + warmUp.heavy + rounds * sizes.heavy)
    const homes = await rows.homes()
    const presses = counted + warmUp.heavy + rounds * sizes.heavy
    await rows.propose(Math.ceil(presses / homes))
    await rows.plan(Math.ceil(presses / crowd), places)
    let official = 0
    let support = 0
    /** Each from a municipality that does not stand behind that point yet. */
    const supporting = () => {
      const nth = support++
      return door.request(nth % homes, `lobby steun ${Math.floor(nth / homes) + 1}`)
    }
    let registration = 0
    /** Each for a meeting for which a whole crowd registers, far more than it has places, and all at once. */
    const registering = () => {
      const nth = registration++
      return door.request(nth % crowd, `bijeenkomst inschrijven ${Math.floor(nth / crowd) + 1}`)
    }
    const requests = (name: Contender, size: number): Buffer[] =>
      Array.from({ length: size }, (_, i) => {
        if (name === 'bot stampedes') return supporting()
        if (name === 'bot registers') return registering()
        return name === 'bot writes'
          ? door.request(official++, `pijler word-lid ${pillar}`)
          : door.request(i % 500, 'pijler')
      })
    const inResponse = (name: Contender) => (door.answered ? '' : expected[name])
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
      door.answered?.('')
      const loaded = await load(ports[name], requests(name, size), inResponse(name), { lateMs: door.lateMs })
      for (const [wrong, times] of loaded.errors) throw new Error(`${name}: ${times} times ${wrong}`)
      const after = await rows.count()
      const written = name === 'bot writes' ? size : 0
      for (const what of ['requests', 'acts', 'deliveries'] as const)
        if (after[what] - before[what] !== written)
          throw new Error(`${name}: ${after[what] - before[what]} ${what} for ${written} writes`)
      const supported = name === 'bot stampedes' ? size : 0
      if (after.supports - before.supports !== supported)
        throw new Error(`${name}: ${after.supports - before.supports} supports for ${supported} presses`)
      const registered = name === 'bot registers' ? size : 0
      if (after.registrations - before.registrations !== registered)
        throw new Error(
          `${name}: ${after.registrations - before.registrations} registrations for ${registered} presses`,
        )
      await drained()
      const answered = door.answered?.(expected[name]) ?? size
      if (answered !== size) throw new Error(`${name}: ${answered} answers for ${size} requests`)
      return loaded
    }

    for (const name of contenders) await round(name, isLight(name) ? warmUp.light : warmUp.heavy)
    const results: Record<Contender, Loaded[]> = {
      acknowledging: [],
      'two statements': [],
      'bot reads': [],
      'bot writes': [],
      'bot stampedes': [],
      'bot registers': [],
    }
    for (let i = 0; i < rounds; i++) {
      await rows.tidy()
      const order = [...contenders.slice(i % contenders.length), ...contenders.slice(0, i % contenders.length)]
      for (const name of order) results[name].push(await round(name, isLight(name) ? sizes.light : sizes.heavy))
    }
    const memoryMb = await bot.memory()
    const load1 = loadavg()[0]?.toFixed(1)
    say(`\n${door.name}: load after ${load1}; ${door.posted()} messages posted; no errors; rows as they should be`)
    for (const one of running.splice(0)) await one.stop()

    const line = await startCountingLine(urls.bot)
    const traced = await start.bot({ DATABASE_URL: line.url })
    running.push(traced)
    const dearest = async (name: Contender) =>
      (await countTrips(line, traced.port, requests(name, counted), inResponse(name))).most
    const trips = {
      read: await dearest('bot reads'),
      write: await dearest('bot writes'),
      stampede: await dearest('bot stampedes'),
      register: await dearest('bot registers'),
    }
    for (const one of running.splice(0)) await one.stop()
    await line.close()
    await rows.close()

    const readyMs = await startToReady(start.bot, join(folder, `embedded-${door.name}`))
    const { text, isMet } = report({ rounds: results, lateMs: door.lateMs, trips, memoryMb, readyMs })
    say(text)
    return isMet
  } finally {
    for (const one of running) await one.stop()
  }
}

const doors = { slack: openSlackDoor, teams: openTeamsDoor }

async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'm50-bench-'))
  await chmod(folder, 0o711)
  const postgres = await startEmbedded({ dataDir: join(folder, 'postgres'), adopt: 'script', log: silent })
  const admin = new pg.Client(postgres.url)
  try {
    await admin.connect()
    say(
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}; Postgres 18 with durable commits; 20 connections; ${rounds} rounds of ${sizes.light} light and ${sizes.heavy} heavy requests, interleaved`,
    )
    let isMet = true
    for (const [name, open] of Object.entries(doors)) {
      if (flags.only !== undefined && flags.only !== name) continue
      const door = await open()
      const database = async (wanted: string) => {
        const own = `bench_${wanted.toLowerCase()}`
        await admin.query(`create database ${own}`)
        return databaseAt(postgres.url, own)
      }
      isMet = (await measure({ database, folder }, door).finally(door.close)) && isMet
    }
    if (flags.profile) say(`\nprofiles and logs stay in ${folder}`)
    return isMet
  } finally {
    await admin.end()
    await postgres.stop()
    if (!flags.profile) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

process.exitCode = (await main()) ? 0 : 1
