// SPDX-License-Identifier: EUPL-1.2
// npm run restore -- <file>: puts a backup of the same release into an empty database, all of it or nothing. "-" reads it from standard input.
// npm run restore -- --keys <file>: puts back the keys of meetings, after that.
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { BackupRefused } from '#/database/backup/format.ts'
import { putKeys } from '#/database/backup/keys.ts'
import { restore } from '#/database/backup/restore.ts'
import { startEmbedded } from '#/database/embedded.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'
import { parseSettings, type Settings } from '#/settings.ts'

const aloud: Log = {
  info() {},
  warn: (_facts, sentence) => console.error(sentence),
  error: (_facts, sentence) => console.error(sentence),
}

async function source(file: string) {
  if (file === '-') return process.stdin
  const opened = await open(file).catch(cause => {
    throw new BackupRefused(`${file} can't be read (${cause.code}).`)
  })
  return opened.createReadStream()
}

async function everything(connectionString: string, from: Readable): Promise<void> {
  const { rows, takenAt, held } = await restore({ connectionString, from, log: aloud })
  console.log(`Restored ${rows} rows, as they were at ${takenAt}. The bot needs the SECRET_KEY that it had then.`)
  console.log(
    `The bot will answer, but send nothing of its own accord before the secretariat has gone through m50 vrijgeven.${held > 0 ? ` ${held} messages had not left then.` : ''}`,
  )
}

async function keys(connectionString: string, from: Readable): Promise<void> {
  const count = await putKeys(connectionString, from)
  console.log(`Put back ${count} keys, of meetings at which people gave what they eat and need.`)
}

async function run({ database, dataDir }: Settings, file: string, put: typeof everything): Promise<void> {
  const from = await source(file)
  const embedded = database ? null : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
  try {
    await put(embedded?.url ?? database?.directUrl ?? '', from)
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
const isOfKeys = process.argv[2] === '--keys'
const file = process.argv[isOfKeys ? 3 : 2]
if (!parsed.ok) {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
} else if (file === undefined) {
  console.error('Say which file: npm run restore -- <file>')
  process.exitCode = 2
} else
  await run(parsed.settings, file, isOfKeys ? keys : everything).catch((error: unknown) => {
    const isForUser = error instanceof BackupRefused || error instanceof DatabaseUnusable
    console.error(isForUser ? error.message : error)
    process.exitCode = 1
  })
