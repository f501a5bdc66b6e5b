// SPDX-License-Identifier: EUPL-1.2
// What all pictures are made with.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningBot, startBot } from '../tests/support/running-bot.ts'

export const folder = join(import.meta.dirname, '../docs/images')
export const zone = 'Europe/Amsterdam'

/** Runs with a bot of its own, which is stopped and forgotten after. */
export async function withBot(
  settings: Record<string, string>,
  work: (bot: RunningBot) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'm50-pictures-'))
  try {
    const bot = await startBot({ DATA_DIR: dataDir, ...settings }, { withinMs: 120_000 })
    await work(bot).finally(() => bot.stop())
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
