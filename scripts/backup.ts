// SPDX-License-Identifier: EUPL-1.2
// npm run backup [-- <file>]: writes all that the database holds to a file, while the bot works on. "-" writes it to standard output.
// npm run backup -- --keys [<file>]: writes the keys of meetings, which are not in it. Keep that file for fourteen days at most.
import { open, rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BackupRefused } from '#/database/backup/format.ts'
import { takeKeys } from '#/database/backup/keys.ts'
import { takeBackup } from '#/database/backup/take.ts'
import { startEmbedded } from '#/database/embedded.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'
import { parseSettings, type Settings } from '#/settings.ts'

const aloud: Log = {
  info() {},
  warn: (_facts, sentence) => console.error(sentence),
  error: (_facts, sentence) => console.error(sentence),
}

/** Written beside it first: a file of that name is whole, and never replaces another. */
async function toFile<T>(file: string, write: (to: Writable) => Promise<T>): Promise<T> {
  const target = await open(file, 'wx', 0o600).catch(cause => {
    if (cause.code === 'EEXIST') throw new BackupRefused(`${file} is there already: name another file.`)
    throw new BackupRefused(`${file} can't be written (${cause.code}).`)
  })
  await target.close()
  const part = `${file}.part`
  try {
    const whole = await open(part, 'w', 0o600)
    const written = await write(whole.createWriteStream({ flush: true }))
    await rename(part, file)
    return written
  } catch (error) {
    await rm(part, { force: true })
    await rm(file, { force: true })
    throw error
  }
}

const to = <T>(file: string, write: (to: Writable) => Promise<T>): Promise<T> =>
  file === '-' ? write(process.stdout) : toFile(file, write)

async function everything(url: string, file: string): Promise<string> {
  const rows = await to(file, stream => takeBackup(url, stream))
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0)
  return `Backed up ${count} rows${file === '-' ? '' : ` to ${file}`}. SECRET_KEY is not in it: keep it elsewhere.`
}

async function keys(url: string, file: string): Promise<string> {
  const { content, count } = await takeKeys(url)
  await to(file, stream => pipeline(Readable.from([content]), stream, { end: stream !== process.stdout }))
  return `Backed up ${count} keys${file === '-' ? '' : ` to ${file}`}. Keep them apart from the backup, and for fourteen days at most.`
}

async function run({ database, dataDir }: Settings, file: string, take: typeof everything): Promise<void> {
  const embedded = database ? null : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
  try {
    console.error(await take(embedded?.url ?? database?.directUrl ?? '', file))
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
const stamp = Temporal.Now.instant().toString({ smallestUnit: 'second' }).replaceAll(':', '')
const isOfKeys = process.argv[2] === '--keys'
const named = process.argv[isOfKeys ? 3 : 2]
if (parsed.ok)
  await run(
    parsed.settings,
    named ?? `m50-${stamp}.${isOfKeys ? 'keys' : 'backup'}`,
    isOfKeys ? keys : everything,
  ).catch((error: unknown) => {
    const isForUser = error instanceof BackupRefused || error instanceof DatabaseUnusable
    console.error(isForUser ? error.message : error)
    process.exitCode = 1
  })
else {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
}
