// SPDX-License-Identifier: EUPL-1.2
// npm run backup [-- <file>]: writes all that the database holds to a file, while the bot works on. "-" writes it to standard output.
import { open, rename, rm } from 'node:fs/promises'
import { BackupRefused } from '#/database/backup/format.ts'
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

/** Written beside it first: a file of that name is a whole backup, and never replaces another. */
async function toFile(url: string, file: string): Promise<Record<string, number>> {
  const target = await open(file, 'wx', 0o600).catch(cause => {
    if (cause.code === 'EEXIST') throw new BackupRefused(`${file} is there already: name another file.`)
    throw new BackupRefused(`${file} can't be written (${cause.code}).`)
  })
  await target.close()
  const part = `${file}.part`
  try {
    const whole = await open(part, 'w', 0o600)
    const rows = await takeBackup(url, whole.createWriteStream({ flush: true }))
    await rename(part, file)
    return rows
  } catch (error) {
    await rm(part, { force: true })
    await rm(file, { force: true })
    throw error
  }
}

async function run({ database, dataDir }: Settings, file: string): Promise<void> {
  const embedded = database ? null : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
  try {
    const url = embedded?.url ?? database?.directUrl ?? ''
    const rows = file === '-' ? await takeBackup(url, process.stdout) : await toFile(url, file)
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0)
    console.error(
      `Backed up ${count} rows${file === '-' ? '' : ` to ${file}`}. SECRET_KEY is not in it: keep it elsewhere.`,
    )
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
const stamp = Temporal.Now.instant().toString({ smallestUnit: 'second' }).replaceAll(':', '')
if (parsed.ok)
  await run(parsed.settings, process.argv[2] ?? `m50-${stamp}.backup`).catch((error: unknown) => {
    const isForUser = error instanceof BackupRefused || error instanceof DatabaseUnusable
    console.error(isForUser ? error.message : error)
    process.exitCode = 1
  })
else {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
}
