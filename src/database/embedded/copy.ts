// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, reaches } from '#/database/embedded/account.ts'
import { type Binaries, program } from '#/database/embedded/binaries.ts'
import type { Log } from '#/database/log.ts'

/** The folder of binaries that the account can run: npm's own, or a copy beside the data where that stands under a folder closed to it, such as root's home. */
export async function reachableBinaries(
  { folder, version }: Binaries,
  home: string,
  account: Account | undefined,
  log: Log,
): Promise<string> {
  if (!account || reaches(account, program(folder, 'postgres'))) return folder
  const copy = join(home, `binaries-${version}`)
  if (await stat(copy).catch(() => undefined)) return copy
  const outdated = (await readdir(home)).filter(name => name.startsWith('binaries-'))
  for (const name of outdated) await rm(join(home, name), { recursive: true })
  const unfinished = `${copy}.new`
  await mkdir(unfinished)
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true })
  // Whoever installed with a strict umask gave nobody else the right to read.
  spawnSync('chmod', ['-R', 'a+rX', unfinished])
  await rename(unfinished, copy)
  log.warn({ folder: copy }, 'We are root and the account for Postgres cannot reach its binaries: they were copied')
  return copy
}
