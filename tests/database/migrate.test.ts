// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterEach, assert, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#/database/migrate.ts'
import { migrationNames, migrationsDirectory } from '#/database/migration-files.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { patience } from '../support/patience.ts'
import { recordingLog, silent } from '../support/silent-log.ts'

let database: TestDatabase
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'm50-migrations-'))
  database = await freshDatabase({ empty: true })
})
afterEach(async () => {
  await database.drop()
  await rm(directory, { recursive: true })
})

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true })
  await writeFile(join(directory, name, 'migration.sql'), sql)
}

const run = (log = silent) => migrate({ connectionString: database.url, directory, log })
const tables = async () => {
  const rows = await database.query("select tablename from pg_tables where schemaname = 'public' order by tablename")
  return rows.map(row => row.tablename)
}

function apart() {
  const entry = join(import.meta.dirname, 'migrating-process.ts')
  const quiet = '--disable-warning=ExperimentalWarning'
  const child = spawn(process.execPath, [quiet, entry, database.url, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lingered = once(child.stdout, 'readable').then(async () => {
    const spoke = performance.now()
    await exited
    return performance.now() - spoke
  })
  return { child, exited, said: text(child.stdout), lingered }
}

it("applies this release's migrations, and none the second time", async () => {
  const release = { connectionString: database.url, log: silent }
  expect(await migrate(release)).toEqual(await migrationNames(migrationsDirectory))
  expect(await tables()).toContain('municipalities')
  expect(await migrate(release)).toEqual([])
})

it('runs functions and comments with semicolons as they are', async () => {
  await migration(
    '1_trigger',
    `create table noted (id int, at timestamptz); -- a comment; with one
     create function stamp() returns trigger language plpgsql as $$ begin new.at := now(); return new; end; $$;
     create trigger stamp before insert on noted for each row execute function stamp();`,
  )
  await run()
  await database.query('insert into noted (id) values (1)')
  expect(await database.query('select at is not null as stamped from noted')).toEqual([{ stamped: true }])
})

it('leaves nothing of a failed migration behind, says what Postgres said, and applies the mended one', async () => {
  await migration('1_fine', 'create table fine (id int);')
  await migration('2_broken', 'create table half (id int);\n\ninsert into nowhere values (1);')
  await migration('3_later', 'create table later (id int);')
  const { log, lines } = recordingLog()
  await expect(run(log)).rejects.toMatchObject({
    reason: 'failed-migration',
    message: 'Migration 2_broken failed in line 3 and left nothing behind: relation "nowhere" does not exist (42P01).',
  })
  expect(lines).toContainEqual({
    level: 'error',
    facts: { migration: '2_broken', code: '42P01', line: 3, error: 'relation "nowhere" does not exist' },
    sentence: 'A migration failed',
  })
  expect(await tables()).toEqual(['_prisma_migrations', 'fine'])
  await migration('2_broken', 'create table half (id int);')
  expect(await run()).toEqual(['2_broken', '3_later'])
})

it('refuses a migration that was edited after it was applied, before it applies another', async () => {
  await migration('1_applied', 'create table applied (id int);')
  await run()
  await migration('1_applied', 'create table applied (id bigint);')
  await migration('2_next', 'create table next (id int);')
  await expect(run()).rejects.toMatchObject({
    reason: 'edited-migration',
    message: expect.stringMatching(
      /^Migration 1_applied was changed after it was applied to this database: [^.]+\.sql[^.]+\.$/,
    ),
  })
  expect(await tables()).not.toContain('next')
})

it('[T36] two copies that migrate at once apply each migration once, and both end', async () => {
  await migration('1_slow', 'create table one (id int); select pg_sleep(0.5);')
  await migration('2_next', 'create table two (id int);')
  const copies = [apart(), apart()]
  const said = await Promise.all(copies.map(copy => copy.said))
  const codes = await Promise.all(copies.map(copy => copy.exited))
  expect(said.map(line => JSON.parse(line)).toSorted((a, b) => a.length - b.length)).toEqual([[], ['1_slow', '2_next']])
  expect(codes).toEqual([
    [0, null],
    [0, null],
  ])
  // The engine's timer would hold each for ten seconds.
  for (const copy of copies) expect(await copy.lingered).toBeLessThan(9_000)
})

it('[T36] waits for another copy for as long as that takes', async () => {
  await migration('1_table', 'create table one (id int);')
  const { log, lines } = recordingLog()
  const other = new pg.Client(database.url)
  await other.connect()
  await other.query('select pg_advisory_lock(505050)')
  const waiting = run(log)
  await vi.waitFor(() => assert(lines.length > 0), { timeout: patience, interval: 10 })
  expect(await tables()).toEqual([])
  await other.end()
  expect(await waiting).toEqual(['1_table'])
})

it('[T36] applies anew what a copy that was killed in the middle left unfinished', async () => {
  await migration('1_long', 'create table one (id int); select pg_sleep(600);')
  const { child, exited } = apart()
  const asleep = `from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`
  const sleeping = () => database.query(`select pid ${asleep}`)
  await vi.waitFor(async () => assert((await sleeping()).length === 1), { timeout: patience, interval: 20 })
  child.kill('SIGKILL')
  await exited
  await database.query(`select pg_terminate_backend(pid) ${asleep}`)
  await migration('1_long', 'create table one (id int);')
  const { log, lines } = recordingLog()
  expect(await run(log)).toEqual(['1_long'])
  expect(lines[0]).toMatchObject({ level: 'warn', facts: { migrations: ['1_long'] } })
})

it('[T36] does not apply again what was committed just before its copy died', async () => {
  // What the engine notes after the commit fails here, as if the process ended in between.
  await migration(
    '1_fault',
    `create function die() returns trigger language plpgsql as $$ begin raise 'died'; end; $$;
     create trigger die before update of applied_steps_count on _prisma_migrations
       for each row when (new.migration_name = '2_committed') execute function die();`,
  )
  await migration('2_committed', 'create table committed (id int);')
  await expect(run()).rejects.toThrow()
  await database.query('drop trigger die on _prisma_migrations')
  expect(await tables()).toContain('committed')
  expect(await run()).toEqual([])
})

it('leaves a database alone that a newer release migrated', async () => {
  await migration('1_mine', 'create table mine (id int);')
  await migration('2_newer', 'create table newer (id int);')
  await run()
  await rm(join(directory, '2_newer'), { recursive: true })
  expect(await run()).toEqual([])
  expect(await tables()).toContain('newer')
})

it('passes on that the database cannot be reached', async () => {
  const unreachable = 'postgresql://m50@127.0.0.1:1/m50'
  await expect(migrate({ connectionString: unreachable, log: silent })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
