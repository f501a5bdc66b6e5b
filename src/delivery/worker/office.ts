// SPDX-License-Identifier: EUPL-1.2
import type { Platform } from '#/chat/platform.ts'
import type { Pool } from '#/database/database.ts'
import type { Mark, Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import type { Verdict } from '#/delivery/fetching.ts'
import type { Limits } from '#/delivery/limits.ts'
import type { Witness } from '#/delivery/witness.ts'
import type { Studio } from '#/delivery/worker/drawing.ts'
import type { SubjectRef } from '#/network/ids.ts'
import type { Time } from '#/network/time.ts'

/** All that a worker of one platform works with. */
export interface Office {
  readonly db: Pool
  readonly platform: Platform
  /** The platforms that have workers. */
  readonly platforms: readonly string[]
  readonly studio: Studio
  readonly limits: Limits
  readonly zone: string
  readonly time: Time
  /** What people type before a command on this platform. */
  readonly typed: (isDirect: boolean) => string
  /** Writes what a transaction collected, as its last statements; what it returns is called after the commit. */
  readonly flush: (tx: Tx, now: Date) => Promise<() => void>
  readonly redraw: (subject: SubjectRef) => Promise<void>
  readonly witness: Witness
  /** Sets HOLD where the database is an older one. */
  readonly check: () => Promise<void>
  readonly log: Log
  readonly mark: Mark
}

/** How one run of a delivery ended: `outcome` for the log, `verdict` for the queue. */
export interface Run {
  readonly outcome: string
  readonly verdict: Verdict
}

export const done = (outcome: string): Run => ({ outcome, verdict: 'done' })
export const again = (outcome: string, afterSeconds: number): Run => ({
  outcome,
  verdict: { againAfterSeconds: Math.max(0.1, afterSeconds) },
})

/** Someone else went on with it meanwhile: the row is read anew. */
export const lost: Run = again('lost', 1)
