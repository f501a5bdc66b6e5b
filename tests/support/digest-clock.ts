// SPDX-License-Identifier: EUPL-1.2
// The clock that looks after digests, without a bot: what it sends stands as deliveries.
import { openDatabase } from '#/database/database.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { createFlush } from '#/delivery/flush.ts'
import { digestsPlanned } from '#/features/digests/jobs.ts'
import { movableTime } from '#/network/time.ts'
import { freshDatabase } from './database.ts'
import { aSource } from './people.ts'
import { recordingLog } from './silent-log.ts'

export const zone = 'Europe/Amsterdam'
export const at = (day: string, time: string) => Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone)

/** A seeded network without people. */
export async function digestClock() {
  const test = await freshDatabase({ seeded: true })
  const database = openDatabase({ url: test.url, turns: 2, background: 4 })
  const source = await aSource(test)
  const time = movableTime()
  const { log } = recordingLog()
  const flush = createFlush({
    kindOf: () => ({ onUnclear: 'once', recordClass: 'message' }),
    queue: { platforms: ['slack'], add: async () => {} },
    defaultLocale: 'nl',
    zone,
  })

  /** One copy's look; it breaks off before it is written that a thing was done, where `breaks`. */
  const look = (breaks = false) =>
    lookAtPlanned({
      database: database.background,
      kinds: new Map(Object.entries(digestsPlanned)),
      time,
      zone,
      log,
      mark: async point => {
        if (breaks && point === 'clock.settle.before') throw new Error('broken off')
      },
      flush: async (tx, now) => {
        await flush(tx, now)
        return () => {}
      },
    })

  return {
    test,
    database,
    /** What two copies do at a moment. */
    async lookAt(day: string, clock: string, breaks = false): Promise<void> {
      time.moveTo(at(day, clock).epochMilliseconds - Date.now())
      await Promise.all([look(breaks), look(breaks)])
    },
    /** A channel for a pillar, a theme group or the secretariat. */
    async binds(purpose: 'pillar' | 'themeGroup' | 'secretariat', id: string | null): Promise<void> {
      await test.query(
        `insert into channels (source_id, external_id, name, purpose, pillar_id, theme_group_id, bound_at)
         values ($1::uuid, $2, $2, $3, case when $3 = 'pillar' then $4 end, case when $3 = 'themeGroup' then $4 end, now())`,
        [source, `${purpose} ${id}`, purpose, id],
      )
    },
    /** Something happens in a pillar, or in each, at noon of a day. */
    happens: (day: string, pillar: string | null = null, title = 'Punt') =>
      test.query(
        `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
         select 'gathering', $3, 'Wat', 'Wat', 'Waarom', p.id, 'GM0355', $1::timestamptz, $1::timestamptz, $1::timestamptz from pillars p where $2::text is null or p.id = $2`,
        [at(day, '12:00').toInstant().toString(), pillar, title],
      ),
    async end(): Promise<void> {
      await database.close()
      await test.drop()
    },
  }
}
