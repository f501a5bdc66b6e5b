// SPDX-License-Identifier: EUPL-1.2
// Real servers: one is brought up to a moment from another's log, as a restore to a moment in time and a standby that takes over both are.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { statement } from '#/database/db.ts'
import { readHold } from '#/database/hold.ts'
import { migrate } from '#/database/migrate.ts'
import { createContinuity } from '#/delivery/continuity.ts'
import { createWitness, type Witness } from '#/delivery/witness.ts'
import { eventually } from '../support/eventually.ts'
import { silent } from '../support/silent-log.ts'
import { emptyFolder, madeFolder, start } from './embedded-play.ts'

const isRecovering = statement('recovering', 'select pg_is_in_recovery() as so')
const never = new AbortController().signal

/** The database of a folder as a copy with this memory finds it: whether it holds all that it would send. */
async function isHeldIn(folder: string, witness: Witness, restore?: string): Promise<boolean> {
  const server = await start(folder, {
    adopt: 'script',
    extra: ['fsync=off', ...(restore ? [`restore_command=${restore}`] : [])],
  })
  if (!restore) await migrate({ connectionString: server.url, log: silent })
  const { background, close } = openDatabase({ url: server.url, turns: 1, background: 1 })
  await eventually(
    () => background.query<{ so: boolean }>(isRecovering).catch(() => [{ so: true }]),
    ([answer]) => answer?.so === false,
    30_000,
  )
  const continuity = createContinuity(background, witness, silent, 0)
  await continuity.begin(never)
  const hold = await readHold(background)
  if (!restore) await continuity.count()
  await close()
  await server.stop()
  return hold !== null
}

/** What a server is brought up from: its files as they are now, and where its log comes from. */
async function copyOf(folder: string): Promise<string> {
  const copy = await emptyFolder()
  await promisify(execFile)('cp', ['-a', join(folder, 'postgres'), copy])
  await writeFile(join(copy, 'postgres/data/recovery.signal'), '', { mode: 0o666 })
  return copy
}

it('[T38] a restore to a moment in time, and a standby that takes over, are told apart by what a copy saw committed', async () => {
  const folder = await madeFolder()
  const witness = createWitness(null)
  expect(await isHeldIn(folder, witness)).toBe(false)
  const [alone, whole, lossy] = [await copyOf(folder), await copyOf(folder), await copyOf(folder)]
  expect(await isHeldIn(folder, witness)).toBe(false)
  const log = `cp "${join(folder, 'postgres/data/pg_wal')}/%f" "%p"`

  expect(await isHeldIn(alone, createWitness(null), log), 'nobody is there to say that nothing is lost').toBe(true)
  expect(await isHeldIn(whole, witness, log), 'nothing is lost').toBe(false)
  expect(await isHeldIn(lossy, witness, 'false'), 'the last of it is lost').toBe(true)
})
