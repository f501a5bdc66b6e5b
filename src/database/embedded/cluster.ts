// SPDX-License-Identifier: EUPL-1.2
import { randomBytes, randomUUID } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  constants,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, isRoot, reaches, serviceAccount } from '#/database/embedded/account.ts'
import { type Binaries, majorOf } from '#/database/embedded/binaries.ts'
import { run } from '#/database/embedded/child.ts'
import { reachableBinaries } from '#/database/embedded/copy.ts'
import { startOf } from '#/database/embedded/process.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

/** A database cluster on disk, with all that is needed to start it. */
export interface Cluster {
  /** Postgres' own data folder. */
  readonly data: string
  readonly password: string
  /** The folder of binaries that its account can run. */
  readonly binaries: string
  /** Undefined: our own. */
  readonly account: Account | undefined
}

interface Making {
  readonly dataDir: string
  readonly binaries: Binaries
  /** False for a throwaway cluster of tests: nothing is forced to disk. */
  readonly durable: boolean
  readonly log: Log
}

export const user = 'm50'

// Where a cluster goes when its account cannot reach DATA_DIR. /var/tmp comes last: some machines clear it of files not used for a month.
const reachableFolders = ['/var/lib', '/var/tmp']

/**
 * The cluster in `dataDir`/postgres, made there when there is none. Where we are root and the account for Postgres cannot reach `dataDir`, that is a
 * link to a folder which it can. @throws DatabaseUnusable when it was made by another major version, or belongs to somebody else.
 */
export async function openCluster(making: Making): Promise<Cluster> {
  const place = join(making.dataDir, 'postgres')
  await removeUnfinished(making.dataDir, making.log)
  if (!(await lstat(place).catch(() => undefined))) await makeCluster(place, making)
  try {
    return await existingCluster(await realpath(place), making)
  } catch (cause) {
    if (cause instanceof DatabaseUnusable) throw cause
    throw new DatabaseUnusable(
      'no-access',
      `The database in ${place} cannot be opened (${cause instanceof Error ? cause.message : cause}): start the bot as the user who made it, or as root.`,
      { cause },
    )
  }
}

async function existingCluster(home: string, { binaries, log }: Making): Promise<Cluster> {
  const data = join(home, 'data')
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  if (made !== majorOf(binaries.version))
    throw new DatabaseUnusable(
      'other-version',
      `The database in ${home} was made by PostgreSQL ${made} and this release brings ${majorOf(binaries.version)}: make a backup with the release that made it, and restore that into an empty DATA_DIR.`,
    )
  const { uid, gid } = await stat(data)
  const account = isRoot() ? { uid, gid } : undefined
  return {
    data,
    password: await readFile(join(home, 'password'), 'utf8'),
    binaries: await reachableBinaries(binaries, home, account, log),
    account,
  }
}

/** Makes it beside its place and moves it there whole, so that a start which is killed leaves no half cluster. */
async function makeCluster(place: string, { dataDir, binaries, durable, log }: Making): Promise<void> {
  const unfinished = `${place}.new-${process.pid}`
  const account = isRoot() ? serviceAccount() : undefined
  const elsewhere = account && !reaches(account, dataDir)
  const home = elsewhere ? await folderElsewhere(unfinished, account) : unfinished
  await mkdir(home)
  await chmod(home, 0o711)
  const passwordFile = join(home, 'password')
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  const data = join(home, 'data')
  await mkdir(data, { mode: 0o700 })
  if (account) for (const path of [passwordFile, data]) await chown(path, account.uid, account.gid)
  await initialise(await reachableBinaries(binaries, home, account, log), { data, passwordFile, account, durable })
  if (elsewhere) {
    log.warn(
      { folder: home },
      'We are root and the account for Postgres cannot reach DATA_DIR: its data stand elsewhere',
    )
    await publish(() => symlink(home, place), unfinished)
  } else await publish(() => rename(unfinished, place), unfinished)
}

/** The name of a new folder that the account can reach, noted as a link first so that the next start can clear it away. */
async function folderElsewhere(unfinished: string, account: Account): Promise<string> {
  for (const parent of reachableFolders) {
    if (!reaches(account, parent) || !(await isWritable(parent))) continue
    const home = join(parent, `m50-${randomUUID()}`)
    await symlink(home, unfinished)
    return home
  }
  throw new DatabaseUnusable(
    'no-access',
    'Postgres refuses to run as root, and the user it would run as cannot reach DATA_DIR: set DATA_DIR to a folder that everybody may enter.',
  )
}

const isWritable = (folder: string) =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )

/** `move` fails when another start was faster: then its cluster is used and ours is thrown away. */
async function publish(move: () => Promise<void>, unfinished: string): Promise<void> {
  try {
    await move()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTEMPTY')))
      throw error
    await rm(await realpath(unfinished), { recursive: true })
  }
  await rm(unfinished, { recursive: true, force: true })
}

async function initialise(
  binaries: string,
  made: { data: string; passwordFile: string; account: Account | undefined; durable: boolean },
): Promise<void> {
  const said: string[] = []
  const args = ['-D', made.data, '-U', user, '--pwfile', made.passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8']
  // Plain --locale=C would not know that é is É in lower case.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const sync = made.durable ? [] : ['--no-sync']
  const { exited } = run(binaries, 'initdb', [...args, ...locale, ...sync], {
    account: made.account,
    heard: line => said.push(line),
  })
  if ((await exited) !== 0)
    throw new DatabaseUnusable('does-not-start', `Postgres could not make its files in ${made.data}: ${said.join(' ')}`)
}

/** Removes what killed first starts left. Such a start's initdb may still be ending, so what cannot be removed now is left for the next start. */
async function removeUnfinished(dataDir: string, log: Log): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(/^postgres\.new-(\d+)$/.exec(name)?.[1])
    if (Number.isNaN(pid) || (pid !== process.pid && (await startOf(pid)) !== undefined)) continue
    const unfinished = join(dataDir, name)
    const home = await realpath(unfinished).catch(() => unfinished)
    try {
      await rm(home, { recursive: true, force: true, maxRetries: 3 })
      await rm(unfinished, { recursive: true, force: true })
    } catch (error) {
      log.warn({ unfinished, error: String(error) }, 'What a killed first start left could not be removed')
    }
  }
}
