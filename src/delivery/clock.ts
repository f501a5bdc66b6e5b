// SPDX-License-Identifier: EUPL-1.2
import { schedule } from 'node-cron'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import { tickPatienceSeconds } from '#/network/last-tick.ts'

/** What is looked after every minute, in every copy: it must not matter that two copies do it at once. `often`: every fifteen seconds. */
export interface Sweep {
  readonly name: string
  readonly often?: boolean
  run(): Promise<void>
}

const quarterSeconds = 15

export interface Clock {
  /** Runs all sweeps one after another, once those that still run are done: what is so by now they all see. One that fails does not keep the others. */
  tick(): Promise<void>
  /** False where the sweeps did not begin (anew) for ten minutes, as where one of them never ends; for readiness [E51] [T55]. */
  isTicking(): boolean
  stop(): Promise<void>
}

/** Ticks at every full minute in the network's time zone, and for what is looked after often every quarter of it. */
export function startClock(options: {
  readonly zone: string
  readonly sweeps: readonly Sweep[]
  readonly log: Log
}): Clock {
  const { zone, sweeps, log } = options
  let beganAt = performance.now()
  let running: Promise<void> | null = null

  async function sweepAll(wanted: readonly Sweep[]): Promise<void> {
    beganAt = performance.now()
    for (const sweep of wanted) {
      try {
        await sweep.run()
      } catch (error) {
        log.error({ sweep: sweep.name, ...faultFacts(error) }, 'A sweep failed')
      }
    }
  }

  async function tick(wanted = sweeps): Promise<void> {
    running ??= sweepAll(wanted).finally(() => {
      running = null
    })
    await running
  }

  let next: Promise<void> | null = null
  /** A look that began before may have seen already what is to be seen now, or sees to some of it alone: all who ask meanwhile wait for the one after it. */
  async function afterThis(): Promise<void> {
    await running
    next = null
    await tick()
  }

  const often = sweeps.filter(sweep => sweep.often)
  const quarter = () => tick(new Date().getSeconds() < quarterSeconds ? sweeps : often)

  const silent = { info() {}, warn() {}, error() {}, debug() {} }
  const task = schedule(`*/${quarterSeconds} * * * * *`, quarter, {
    timezone: zone,
    logger: silent,
    suppressMissedWarning: true,
  })
  return {
    async tick() {
      next ??= afterThis()
      await next
    },
    isTicking: () => performance.now() - beganAt < tickPatienceSeconds * 1000,
    async stop() {
      await task.destroy()
      await running
    },
  }
}
