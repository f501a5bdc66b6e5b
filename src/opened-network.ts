// SPDX-License-Identifier: EUPL-1.2
import type { PlatformName } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import type { Log } from '#/database/log.ts'
import { migrate } from '#/database/migrate.ts'
import { seed } from '#/database/seed.ts'
import { openQueue, type Queue } from '#/delivery/queue.ts'
import { dateIn } from '#/network/calendar.ts'
import { networkPlace } from '#/network/setting.ts'
import type { Time } from '#/network/time.ts'
import type { World } from '#/platforms/playground/people.ts'
import { throughLoss } from '#/through-loss.ts'

interface Opened {
  readonly queue: Queue
  /** Null where there is no playground. */
  readonly world: World | null
  /** The network's. */
  readonly name: string
  readonly zone: string
  readonly defaultLocale: 'nl' | 'en'
}

/** Brings the database to where this release can work with it, and opens its queue; with what it says of the network. One that is lost meanwhile is waited for, as at the start. */
export async function openedNetwork(options: {
  readonly networkDir: string
  /** What the settings say of the network, before the database. */
  readonly given: Parameters<typeof networkPlace>[1]
  readonly hasPlayground: boolean
  readonly connectionString: string
  readonly database: Database
  /** Of the job queue. */
  readonly connections: number
  readonly platforms: readonly PlatformName[]
  readonly log: Log
  readonly time: Time
  readonly stopped: AbortSignal
}): Promise<Opened> {
  const { networkDir, given, hasPlayground, connectionString, database, connections, platforms, log, time, stopped } =
    options
  const { Client } = database
  return throughLoss(connectionString, log, stopped, async () => {
    await migrate({ connectionString, log })
    await seed({
      connectionString,
      directory: networkDir,
      log: ({ network, added }) =>
        log.info({ rows: added.reduce((sum, { rows }) => sum + rows, 0) }, `Seeded ${network}`),
      onlyEmpty: true,
    })
    const place = await networkPlace(database.background, given)
    const now = time.now()
    const day = { now, today: dateIn(place.zone, now), zone: place.zone }
    const world = hasPlayground ? await furnished(database, networkDir, day) : null
    return { ...place, world, queue: await openQueue({ connectionString, Client, connections, platforms, log }) }
  })
}

async function furnished(
  database: Database,
  directory: string,
  day: { readonly now: Date; readonly today: string; readonly zone: string },
): Promise<World | null> {
  const [{ furnish }, { readWorld }] = await Promise.all([
    import('#/platforms/playground/furnish.ts'),
    import('#/platforms/playground/world.ts'),
  ])
  return database.background.transaction(tx => furnish(tx, () => readWorld(directory), day))
}
