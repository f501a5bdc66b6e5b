// SPDX-License-Identifier: EUPL-1.2
// npm run restore -- <file>: puts a backup of the same release into an empty database, all of it or nothing. "-" reads it from standard input.
import { open } from 'node:fs/promises'
import { BackupRefused } from '#/database/backup/format.ts'
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

async function run({ database, dataDir }: Settings, file: string): Promise<void> {
  const from = await source(file)
  const embedded = database ? null : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
  try {
    const connectionString = embedded?.url ?? database?.directUrl ?? ''
    const { rows, takenAt, uncertain } = await restore({ connectionString, from, log: aloud })
    console.log(`Restored ${rows} rows, as they were at ${takenAt}. The bot needs the SECRET_KEY that it had then.`)
    if (uncertain > 0)
      console.log(
        `${uncertain} messages had not left then. They wait in m50 secretariaat, where each is sent again or noted as arrived.`,
      )
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
const [, , file] = process.argv
if (!parsed.ok) {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
} else if (file === undefined) {
  console.error('Say which file: npm run restore -- <file>')
  process.exitCode = 2
} else
  await run(parsed.settings, file).catch((error: unknown) => {
    const isForUser = error instanceof BackupRefused || error instanceof DatabaseUnusable
    console.error(isForUser ? error.message : error)
    process.exitCode = 1
  })
