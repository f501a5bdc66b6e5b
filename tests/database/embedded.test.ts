// SPDX-License-Identifier: EUPL-1.2
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gone, noPostgresOn, postmasterOf } from '../support/data-folder.ts'
import { recordingLog } from '../support/silent-log.ts'
import { ask, onEmbedded } from './embedded-play.ts'

const { emptyFolder, madeFolder, start, startApart } = onEmbedded()

it('makes a database at the first start and keeps its data for the second', async () => {
  const dataDir = await emptyFolder()
  const first = await start(dataDir)
  await ask(first.url, "create table kept as select 'É' as letter")
  await first.stop()
  await noPostgresOn(dataDir)
  const second = await start(dataDir)
  expect(await ask(second.url, 'select lower(letter) as letter from kept')).toEqual([{ letter: 'é' }])
})

it('forces what is committed to disk, and listens on 127.0.0.1 alone', async () => {
  const { url } = await start(await emptyFolder(), { extra: [] })
  const settings = "('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories')"
  expect(await ask(url, `select name, setting from pg_settings where name in ${settings} order by name`)).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'unix_socket_directories', setting: '' },
  ])
})

it('lets nobody in without the password, which only its owner may read', async () => {
  const dataDir = await madeFolder()
  const { url } = await start(dataDir)
  const guess = new URL(url)
  guess.password = 'm50'
  await expect(ask(guess.href, 'select 1')).rejects.toThrow('password authentication failed')
  expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600)
})

it('writes down which process is the bot, until it stops', async () => {
  const dataDir = await madeFolder()
  const bot = await start(dataDir)
  expect((await readFile(join(dataDir, 'bot.pid'), 'utf8')).split('\n')[0]).toBe(String(process.pid))
  await bot.stop()
  expect(await readdir(dataDir)).toEqual(['postgres'])
})

it('refuses data of another major version with one sentence', async () => {
  const dataDir = await madeFolder()
  await (await start(dataDir)).stop()
  await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '17\n')
  await expect(start(dataDir)).rejects.toMatchObject({
    reason: 'other-version',
    message: expect.stringMatching(
      /^The database in \S+ was made by PostgreSQL 17 and this release brings 18: [^.]+\.$/,
    ),
  })
})

it('says in one sentence that DATA_DIR cannot be a folder', async () => {
  const file = join(await emptyFolder(), 'file')
  await writeFile(file, '')
  await expect(start(join(file, 'data'))).rejects.toMatchObject({
    reason: 'no-access',
    message: expect.stringMatching(/^DATA_DIR cannot be used \(ENOTDIR: [^)]+\): [^.]+\.$/),
  })
})

it('says in one sentence what Postgres says when it does not start', async () => {
  const dataDir = await madeFolder()
  await expect(start(dataDir, { extra: ['fsync=off', 'no_such_setting=1'] })).rejects.toMatchObject({
    reason: 'does-not-start',
    message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
  })
  await start(dataDir)
})

it('ends with a script that does not stop it', async () => {
  const dataDir = await madeFolder()
  const script = startApart(dataDir, 'script')
  await script.says()
  const postmaster = await postmasterOf(dataDir)
  script.tell('leave without stopping')
  await script.exited
  await gone(postmaster)
})

it('[T33] is back on the same address after its postmaster was killed, without its statements in our log', async () => {
  const dataDir = await madeFolder()
  const { log, lines } = recordingLog()
  const { url } = await start(dataDir, { log })
  await ask(url, 'create table kept (id int)')
  await expect(ask(url, "select 'jan@zeist.nl'::int")).rejects.toThrow('invalid input syntax')
  for (const signal of ['SIGKILL', 'SIGQUIT'] as const) {
    const killed = await postmasterOf(dataDir)
    process.kill(killed, signal)
    await expect.poll(() => postmasterOf(dataDir).catch(() => killed)).not.toBe(killed)
    const rows = () => ask(url, 'select count(*)::int as rows from kept').catch(() => undefined)
    await expect.poll(rows).toEqual([{ rows: 0 }])
  }
  expect(lines.filter(line => line.sentence.startsWith('Postgres ended by itself'))).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain('jan@')
})

it('logs what Postgres says about itself, and no statement', async () => {
  const { log, lines } = recordingLog()
  const { url } = await start(await madeFolder(), { log })
  await expect(ask(url, "select pg_terminate_backend(pg_backend_pid()), 'jan@zeist.nl'")).rejects.toThrow()
  await expect.poll(() => JSON.stringify(lines)).toContain('terminating connection')
  expect(JSON.stringify(lines)).not.toContain('jan@')
})

it('stops while it is being started again', async () => {
  const dataDir = await madeFolder()
  const { log, lines } = recordingLog()
  const bot = await start(dataDir, { log })
  process.kill(await postmasterOf(dataDir), 'SIGKILL')
  await expect.poll(() => lines.map(line => line.sentence).join(), { interval: 1 }).toContain('started again')
  await bot.stop()
  await noPostgresOn(dataDir)
})
