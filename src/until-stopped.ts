// SPDX-License-Identifier: EUPL-1.2
import type { Bot } from '#/bot.ts'
import type { Log } from '#/database/log.ts'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'
import { CannotListen } from '#/web/server.ts'

const parentMs = 500

/** One sentence for whoever starts the bot, without a stack to read. */
function explain(error: unknown): string {
  if (error instanceof SeedMistakes) return error.mistakes.join('\n')
  if (error instanceof DatabaseUnusable || error instanceof CannotListen) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Says why there is no bot, and lets the process end with 1. */
export function failed(error: unknown): void {
  console.error(explain(error))
  process.exitCode = 1
}

/** Lets the process live with its bot, once it has begun: until a signal, the end of who started it, workers that are stuck, or a start that comes to nothing. */
export async function untilStopped(bot: Bot, log: Log, ready: () => void): Promise<void> {
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await bot.stop()
    process.exit(process.exitCode ?? 0)
  }
  void bot.wedged.then(() => {
    log.error({}, 'The workers are stuck while the database is there; the process ends')
    process.exit(1)
  })
  // A signal to `npm start` ends npm and its shell, and never reaches us: without them there is nothing to run for.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || void stop(), parentMs).unref()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  try {
    await bot.ready
    ready()
  } catch (error) {
    if (isStopping) return
    failed(error)
    await stop()
  }
}
