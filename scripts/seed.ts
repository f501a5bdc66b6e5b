// SPDX-License-Identifier: EUPL-1.2
// npm run seed: adds what the network's folder (NETWORK_DIR) knows and the database does not, in DATABASE_URL or the embedded database.
import { startEmbedded } from '#/database/embedded.ts'
import { postgresCode } from '#/database/errors.ts'
import type { Log } from '#/database/log.ts'
import { seed, seededLine } from '#/database/seed.ts'
import { parseSettings, type Settings } from '#/settings.ts'

const undefinedTable = '42P01'
const aloud: Log = {
  info() {},
  warn: (_facts, sentence) => console.error(sentence),
  error: (_facts, sentence) => console.error(sentence),
}

async function run({ database, dataDir, networkDir }: Settings): Promise<void> {
  const embedded = database ? null : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
  try {
    const connectionString = embedded?.url ?? database?.directUrl ?? ''
    await seed({ connectionString, directory: networkDir, log: seeded => console.log(seededLine(seeded)) })
  } finally {
    await embedded?.stop()
  }
}

const parsed = parseSettings(process.env)
if (parsed.ok)
  await run(parsed.settings).catch((error: unknown) => {
    const isEmpty = postgresCode(error) === undefinedTable
    console.error(isEmpty ? 'The database has no tables yet: npm run migrate makes them.' : sentenceOf(error))
    process.exitCode = 1
  })
else {
  for (const sentence of parsed.mistakes) console.error(sentence)
  process.exitCode = 1
}

function sentenceOf(error: unknown): unknown {
  return error instanceof Error ? error.message : error
}
