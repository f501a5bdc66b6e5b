// SPDX-License-Identifier: EUPL-1.2
// Run once before all tests (see prepared.ts): a Postgres of their own, with two templates that tests copy (see database.ts).
import { chmod, mkdir, readdir, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#/database/database.ts'
import { startOf } from '#/database/embedded/process.ts'
import { startEmbedded } from '#/database/embedded.ts'
import { migrate } from '#/database/migrate.ts'
import { seed } from '#/database/seed.ts'
import { openQueue } from '#/delivery/queue.ts'
import { fillDaysOff } from '#/network/days-off.ts'
import { removeData } from './data-folder.ts'
import { databaseAt } from './database-url.ts'
import { silent } from './silent-log.ts'
import { newKey } from './teams/tokens.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    /** What the Teams of the tests sign with, in PEM: a pair of keys takes long to make. */
    teamsKey: string
  }
}

const prefix = 'm50-tests-'
// A crash of the machine may cost tests their data, nobody copies them elsewhere, and they create a database per file, in which no statement is asked often enough for
// five plans of its own first.
const fast = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=128MB',
  'max_connections=300',
  'plan_cache_mode=force_generic_plan',
]
/** Linux' file system in memory: there a database, whose hundreds of files are made and removed, costs a tenth of what it costs on a disk. */
const inMemory = '/dev/shm'
/** Containers have 64 MB of it unless they are given more. */
const roomBytes = 1024 ** 3

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('teamsKey', newKey('teams').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  // Tests that run inside a test have its Postgres.
  const given = process.env.TESTS_DATABASE_URL
  if (given) {
    project.provide('databaseUrl', given)
    return async () => {}
  }
  for (const folder of [tmpdir(), inMemory]) await removeKilledRuns(folder)
  const dataDir = join((await hasRoom(inMemory)) ? inMemory : tmpdir(), `${prefix}${process.pid}`)
  await mkdir(dataDir)
  // Where we are root, Postgres runs under another account, which must get in.
  await chmod(dataDir, 0o711)
  const database = await startEmbedded({ dataDir, adopt: 'script', log: silent, extra: fast })
  await makeTemplates(database.url)
  project.provide('databaseUrl', database.url)
  return async () => {
    await database.stop()
    await removeData(dataDir)
  }
}

async function makeTemplates(url: string): Promise<void> {
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    await admin.query('create database template_test')
    const template = databaseAt(url, 'template_test')
    await migrate({ connectionString: template, log: silent })
    // The job queue makes its tables at a bot's first start: once here instead of at each of hundreds.
    const queue = await openQueue({ connectionString: template, platforms: ['slack', 'teams'], log: silent })
    await queue.stop(0)
    await admin.query('create database template_seeded template template_test')
    const directory = join(import.meta.dirname, '../../prisma/seed')
    const seeded = databaseAt(url, 'template_seeded')
    await seed({ connectionString: seeded, directory, log: () => {} })
    await fillYears(seeded)
  } finally {
    await admin.end()
  }
}

/** Public holidays, which a bot's clock fills where they are missing: loading their calendar is a seventh of what a start costs. As many years as tests move on to. */
async function fillYears(url: string): Promise<void> {
  const database = openDatabase({ url })
  const year = new Date().getUTCFullYear()
  for (const first of [year, year + 1]) await fillDaysOff(database.background, `${first}-01-01`)
  await database.close()
}

async function hasRoom(folder: string): Promise<boolean> {
  const space = await statfs(folder).catch(() => undefined)
  return space !== undefined && space.bavail * space.bsize > roomBytes
}

async function removeKilledRuns(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN)
    if (pid > 0 && (await startOf(pid)) === undefined) await removeData(join(folder, name))
  }
}
