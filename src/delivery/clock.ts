// SPDX-License-Identifier: EUPL-1.2
import { schedule } from 'node-cron'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'

/** What is looked after every minute, in every copy: it must not matter that two copies do it at once. */
export interface Sweep {
  readonly name: string
  run(): Promise<void>
}

export interface Clock {
  /** Runs the sweeps one after another; does nothing while they still run. One that fails does not keep the others. */
  tick(): Promise<void>
  /** When the sweeps last began, null before the first time; for readiness [T55]. */
  lastTickAt(): Date | null
  stop(): Promise<void>
}

/** Ticks at every full minute in the network's time zone. */
export function startClock(options: {
  readonly zone: string
  readonly sweeps: readonly Sweep[]
  readonly log: Log
}): Clock {
  const { zone, sweeps, log } = options
  let last: Date | null = null
  let running: Promise<void> | null = null

  async function sweepAll(): Promise<void> {
    for (const sweep of sweeps) {
      try {
        await sweep.run()
      } catch (error) {
        log.error({ sweep: sweep.name, ...faultFacts(error) }, 'A sweep failed')
      }
    }
  }

  async function tick(): Promise<void> {
    last = new Date()
    running ??= sweepAll().finally(() => {
      running = null
    })
    await running
  }

  const silent = { info() {}, warn() {}, error() {}, debug() {} }
  const task = schedule('* * * * *', tick, { timezone: zone, logger: silent, suppressMissedWarning: true })
  return {
    tick,
    lastTickAt: () => last,
    async stop() {
      await task.destroy()
      await running
    },
  }
}
