// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assert, expect, it, vi } from 'vitest'
import { gone, lockFile, postmasterOf } from '../support/data-folder.ts'
import { patience } from '../support/patience.ts'
import { ask, onEmbedded } from './embedded-play.ts'

const { emptyFolder, madeFolder, start, startApart } = onEmbedded()

/** Kills a bot together with the shells that would end its Postgres, which then lives on alone. */
async function orphaned(dataDir: string): Promise<{ postmaster: number; url: string }> {
  const bot = startApart(dataDir, 'bot')
  const { url = '' } = await bot.says()
  await ask(url, 'create table kept (id int)')
  const postmaster = await postmasterOf(dataDir)
  const shell = await parentOf(postmaster)
  const children = await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8')
  const watch = children.split(' ').find(pid => Number(pid) > 0 && Number(pid) !== postmaster)
  process.kill(Number(watch), 'SIGKILL')
  await bot.killed()
  process.kill(shell, 'SIGKILL')
  return { postmaster, url }
}

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])
}

it('[T33] starts at once after its process was killed, with all that was committed', async () => {
  const dataDir = await madeFolder()
  const killed = startApart(dataDir, 'bot')
  const { url = '' } = await killed.says()
  await ask(url, 'create table kept as select 1 as id')
  const postmaster = await postmasterOf(dataDir)
  await killed.killed()
  const next = await start(dataDir)
  expect(await ask(next.url, 'select id from kept')).toEqual([{ id: 1 }])
  expect(next.adopted).toBe(false)
  await gone(postmaster)
})

it('leaves no Postgres behind when its process is killed', async () => {
  const dataDir = await madeFolder()
  const killed = startApart(dataDir, 'bot')
  await killed.says()
  const postmaster = await postmasterOf(dataDir)
  await killed.killed()
  await gone(postmaster)
})

it('ends a Postgres whose bot is gone, and starts its own', async () => {
  const dataDir = await madeFolder()
  const { postmaster, url } = await orphaned(dataDir)
  expect(await ask(url, 'select 1 as answers')).toEqual([{ answers: 1 }])
  const next = await start(dataDir)
  await gone(postmaster)
  expect(await ask(next.url, 'select * from kept')).toEqual([])
})

it('lets a script use a Postgres whose bot is gone', async () => {
  const dataDir = await madeFolder()
  const { postmaster, url } = await orphaned(dataDir)
  const script = await start(dataDir, { adopt: 'script' })
  expect(script).toMatchObject({ url, adopted: true })
  await script.stop()
  expect(await ask(url, 'select 1 as answers')).toEqual([{ answers: 1 }])
  process.kill(postmaster, 'SIGINT')
  await gone(postmaster)
})

it('waits for a killed Postgres of which a session still works, and loses nothing to it', async () => {
  const dataDir = await madeFolder()
  const { postmaster, url } = await orphaned(dataDir)
  // A session that never waits does not notice that its postmaster is gone. It ends by the clock, however busy the machine is.
  const untilLater = "while clock_timestamp() < now() + interval '8 seconds' loop end loop"
  const busy = ask(url, `do $$ begin ${untilLater}; end $$; select 'done'`).catch(() => {})
  const session = await vi.waitFor(
    async () => {
      const [found] = await ask(url, "select pid from pg_stat_activity where query like 'do $$%' and state = 'active'")
      assert(found)
      return found as { pid: number }
    },
    { timeout: patience, interval: 20 },
  )
  process.kill(postmaster, 'SIGKILL')
  const starting = start(dataDir)
  const first = await Promise.race([starting.then(() => 'started'), gone(session.pid).then(() => 'session ended')])
  expect(first).toBe('session ended')
  await starting
  await busy
})

it('starts though its lock names a zombie, or another program that got the number', async () => {
  const dataDir = await madeFolder()
  await (await start(dataDir)).stop()
  // The shell becomes a program that never asks after its child, which ends once that has happened.
  const child = '(while [ "$(cat /proc/$$/comm)" != sleep ]; do :; done) & echo $!; exec sleep 600'
  const other = spawn('/bin/sh', ['-c', child], { stdio: ['ignore', 'pipe', 'ignore'] })
  const zombie = await new Promise<number>(resolve => other.stdout.once('data', line => resolve(Number(line))))
  const state = async () => (await readFile(`/proc/${zombie}/stat`, 'utf8')).split(' ')[2]
  await vi.waitFor(async () => assert((await state()) === 'Z'), { timeout: patience, interval: 10 })
  try {
    for (const pid of [zombie, other.pid]) {
      const killed = startApart(dataDir, 'bot')
      await killed.says()
      const postmaster = await postmasterOf(dataDir)
      const lock = await readFile(lockFile(dataDir), 'utf8')
      await killed.killed()
      await gone(postmaster)
      await writeFile(lockFile(dataDir), lock.replace(/^\d+/, String(pid)))
      await (await start(dataDir)).stop()
    }
  } finally {
    other.kill()
  }
})

it('recovers from a first start that was killed while it made the database', async () => {
  const dataDir = await emptyFolder()
  const killed = startApart(dataDir, 'bot')
  const unfinished = join(dataDir, `postgres.new-${killed.pid}`)
  await vi.waitFor(() => access(join(unfinished, 'data/base/1')), { timeout: patience, interval: 2 })
  await killed.killed()
  expect(await readdir(dataDir)).not.toContain('postgres')
  const next = await start(dataDir)
  expect(await ask(next.url, 'select 1 as answers')).toEqual([{ answers: 1 }])
  // The killed one's initdb may have been ending still; then a later start clears up.
  const clearedUp = async () => {
    await start(dataDir, { adopt: 'script' })
    assert.deepEqual((await readdir(dataDir)).sort(), ['bot.pid', 'postgres'])
  }
  await vi.waitFor(clearedUp, { timeout: patience, interval: 50 })
})

it('two first starts at once make one database', async () => {
  const dataDir = await emptyFolder()
  const scripts = [startApart(dataDir, 'script'), startApart(dataDir, 'script')]
  const said = await Promise.all(scripts.map(script => script.says()))
  expect(said.map(({ adopted }) => adopted).sort()).toEqual([false, true])
  expect(said[0]?.url).toBe(said[1]?.url)
  expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'script.pid'])
})
