// SPDX-License-Identifier: EUPL-1.2
// The entry file of a copy that delivers and can be stopped at a named point. Its one argument is JSON, what it logs goes to its standard output.
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { z } from 'zod'
import type { PlatformName } from '#/chat/turn.ts'
import { openDatabase } from '#/database/database.ts'
import { openQueue } from '#/delivery/queue.ts'
import { startWorker } from '#/delivery/worker.ts'
import { noteFeature } from './note-feature.ts'
import { remotePlatform } from './remote-platform.ts'

export const orders = z.object({
  databaseUrl: z.string(),
  platformUrl: z.string(),
  platform: z.string(),
  timeoutMs: z.number(),
  /** At its first coming to this point the process sends itself this signal. */
  at: z.string().optional(),
  signal: z.enum(['SIGKILL', 'SIGSTOP']).optional(),
  /** It lingers so long right before a post: it must fence itself again. */
  lingerMs: z.number().optional(),
})
export type Orders = z.infer<typeof orders>

const say = (line: object) => void writeSync(1, `${JSON.stringify(line)}\n`)

if (import.meta.main) {
  const { databaseUrl, platformUrl, platform, timeoutMs, at, signal, lingerMs } = orders.parse(
    JSON.parse(process.argv[2] ?? ''),
  )
  const log = { info: say, warn: say, error: say }
  const name = platform as PlatformName
  let isThere = false
  const queue = await openQueue({ connectionString: databaseUrl, platforms: [platform], log })
  startWorker({
    database: openDatabase({ url: databaseUrl, turns: 1, background: 4 }),
    queue,
    flush: async () => () => {},
    platforms: new Map([[name, remotePlatform(platformUrl, name, timeoutMs)]]),
    features: [noteFeature],
    log,
    zone: 'Europe/Amsterdam',
    typed: () => '/m50',
    async mark(point) {
      if (lingerMs !== undefined && point === 'worker.post.before')
        await new Promise(resolve => setTimeout(resolve, lingerMs))
      if (isThere || point !== at || !signal) return
      isThere = true
      // One that is killed would leave no compiled form of its modules for the next.
      flushCompileCache()
      say({ at: point })
      process.kill(process.pid, signal)
    },
  })
}
