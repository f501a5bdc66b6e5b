// SPDX-License-Identifier: EUPL-1.2
// npm run migrate: applies the migrations that the database lacks. DATABASE_DIRECT_URL or DATABASE_URL, else the embedded database in DATA_DIR.
import { startEmbedded } from '#/database/embedded.ts'
import type { Log } from '#/database/log.ts'
import { migrate } from '#/database/migrate.ts'
import { parseSettings, type Settings } from '#/settings.ts'

const log: Log = {
  info: (facts, sentence) => console.log(sentence, facts),
  warn: (facts, sentence) => console.error(sentence, facts),
  error: (facts, sentence) => console.error(sentence, facts),
}

async function run({ database, dataDir }: Settings): Promise<void> {
  const embedded = database ? undefined : await startEmbedded({ dataDir, adopt: 'script', log })
  try {
    const connectionString = database?.directUrl ?? embedded?.url ?? ''
    const applied = await migrate({ connectionString, log })
    if (applied.length === 0) console.log('Nothing to apply: the database is up to date.')
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
if (parsed.ok)
  await run(parsed.settings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
else {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
}
