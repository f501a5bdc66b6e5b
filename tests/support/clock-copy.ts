// SPDX-License-Identifier: EUPL-1.2
// The entry file of a copy whose clock looks once at what is planned, and dies at a named point. Its one argument is JSON.
import { z } from 'zod'
import { openDatabase } from '#/database/database.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { createFlush } from '#/delivery/flush.ts'
import { openQueue } from '#/delivery/queue.ts'
import { realTime } from '#/network/time.ts'
import { noteFeature } from './note-feature.ts'
import { plannedNote } from './planned-note.ts'
import { silent } from './silent-log.ts'

const { databaseUrl, platform, at } = z
  .object({ databaseUrl: z.string(), platform: z.string(), at: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''))
const kinds = new Map(Object.entries(noteFeature.notices ?? {}))
const queue = await openQueue({ connectionString: databaseUrl, platforms: [platform], log: silent })
const flush = createFlush({ kindOf: name => kinds.get(name)!, queue, defaultLocale: 'nl', zone: 'Europe/Amsterdam' })
await lookAtPlanned({
  database: openDatabase({ url: databaseUrl }).background,
  kinds: new Map([['note', plannedNote()]]),
  time: realTime,
  zone: 'Europe/Amsterdam',
  log: silent,
  mark: async point => {
    if (point === at) process.kill(process.pid, 'SIGKILL')
  },
  async flush(tx, now) {
    await flush(tx, now)
    return () => {}
  },
})
