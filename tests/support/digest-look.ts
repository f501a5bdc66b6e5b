// SPDX-License-Identifier: EUPL-1.2
// What one copy does for digests: its clock looks. Run by itself it is a copy of its own that is killed at a point; its one argument is JSON.
import { flushCompileCache } from 'node:module'
import { z } from 'zod'
import { openDatabase } from '#/database/database.ts'
import { type Mark, noMark } from '#/database/db.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { createFlush } from '#/delivery/flush.ts'
import { digestsPlanned } from '#/features/digests/jobs.ts'
import { movableTime, type Time } from '#/network/time.ts'
import { recordingLog } from './silent-log.ts'

export const zone = 'Europe/Amsterdam'

/** What it sends stands as deliveries: nobody delivers them. */
export function digestLook(databaseUrl: string, time: Time, mark: Mark = noMark) {
  const database = openDatabase({ url: databaseUrl, turns: 2, background: 4 })
  const { log } = recordingLog()
  const flush = createFlush({
    kindOf: () => ({ onUnclear: 'once', recordClass: 'message' }),
    queue: { platforms: ['slack', 'teams'], add: async () => {} },
    defaultLocale: 'nl',
    zone,
  })
  const look = () =>
    lookAtPlanned({
      database: database.background,
      kinds: new Map(Object.entries(digestsPlanned)),
      time,
      zone,
      log,
      mark,
      flush: async (tx, now) => {
        await flush(tx, now)
        return () => {}
      },
    })
  return { database, look, flush }
}

const orders = z.object({
  databaseUrl: z.string(),
  aheadMs: z.number(),
  /** At its first coming to this point the process kills itself. */
  at: z.string(),
})
export type Orders = z.infer<typeof orders>

if (import.meta.main) {
  const { databaseUrl, aheadMs, at } = orders.parse(JSON.parse(process.argv[2] ?? ''))
  const never = new Promise<never>(() => {})
  const { look } = digestLook(databaseUrl, movableTime(aheadMs), async point => {
    if (point !== at) return
    // One that is killed would leave no compiled form of its modules for the next.
    flushCompileCache()
    process.kill(process.pid, 'SIGKILL')
    await never
  })
  await look()
  process.exit()
}
