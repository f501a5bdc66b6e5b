// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import type { Platform, Typed } from '#/chat/platform.ts'
import type { PlatformName } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import { type Mark, noMark, type Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import type { Continuity } from '#/delivery/continuity.ts'
import { createLimits } from '#/delivery/limits.ts'
import type { Queue } from '#/delivery/queue.ts'
import { createWitness } from '#/delivery/witness.ts'
import { deliver } from '#/delivery/worker/delivering.ts'
import { studioOf } from '#/delivery/worker/drawing.ts'
import { realTime, type Time } from '#/network/time.ts'

/** Begins to deliver, on every platform that is given, until the queue is stopped. `mark` is for tests alone. */
export function startWorker(options: {
  readonly database: Database
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly features: readonly Feature[]
  readonly queue: Queue
  /** Writes what a transaction collected, as its last statements; what it returns is called after the commit. */
  readonly flush: (tx: Tx, now: Date) => Promise<() => void>
  readonly log: Log
  readonly zone: string
  readonly time?: Time
  readonly typed: Typed
  readonly mark?: Mark
  /** Left out where nothing watches whether the database is an older one. */
  readonly continuity?: Pick<Continuity, 'witness' | 'check'> | undefined
}): void {
  const { database, platforms, features, queue, flush, log, zone, time = realTime, typed, mark = noMark } = options
  const { witness, check } = options.continuity ?? { witness: createWitness(null), check: async () => {} }
  const studio = studioOf(features)
  const limits = createLimits()
  for (const [name, platform] of platforms) {
    const own = (isDirect: boolean) => typed(name, isDirect)
    const db = database.background
    const office = {
      db,
      platform,
      platforms: queue.platforms,
      studio,
      limits,
      zone,
      time,
      typed: own,
      flush,
      log,
      mark,
      witness,
      check,
    }
    queue.deliver(name, id => deliver({ ...office, redraw: subject => queue.redraw(subject) }, id))
  }
}
