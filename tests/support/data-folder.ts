// SPDX-License-Identifier: EUPL-1.2
// A DATA_DIR from outside: who holds it, and how it goes away.
import { readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { livingOwner } from '#/database/embedded/owner.ts'
import { isPostgres, startOf } from '#/database/embedded/process.ts'
import { eventually } from './eventually.ts'

export const lockFile = (dataDir: string): string => join(dataDir, 'postgres/data/postmaster.pid')

/** The number of the Postgres that holds the cluster. */
export async function postmasterOf(dataDir: string): Promise<number> {
  return Number((await readFile(lockFile(dataDir), 'utf8')).split('\n', 1)[0])
}

/** Waits until no process has this number any more. */
export async function gone(pid: number): Promise<void> {
  await eventually(
    async () => ({ pid, lives: (await startOf(pid)) !== undefined }),
    ({ lives }) => !lives,
    60_000,
    20,
  )
}

/** Waits until no Postgres lives on the cluster any more. */
export async function noPostgresOn(dataDir: string): Promise<void> {
  const pid = await postmasterOf(dataDir).catch(() => undefined)
  // Another program may have got the number of one that is long gone.
  if (pid !== undefined && (await isPostgres(pid))) await gone(pid)
}

/** Removes it, with the folder that its `postgres` may be a link to, once nobody writes in it: a bot that was told to stop still closes its database after it answers nothing any more. */
export async function removeData(dataDir: string): Promise<void> {
  for (const owner of ['bot', 'script'] as const) {
    const pid = await livingOwner(dataDir, owner)
    if (pid !== undefined) await gone(pid)
  }
  await noPostgresOn(dataDir)
  // Sessions of a Postgres that was killed end a moment after it.
  const patiently = { recursive: true, force: true, maxRetries: 10 } as const
  const place = join(dataDir, 'postgres')
  await rm(await realpath(place).catch(() => place), patiently)
  await rm(dataDir, patiently)
}
