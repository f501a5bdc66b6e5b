// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import type { Job, JobWithMetadata, PgBoss } from 'pg-boss'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'

/** What a run leaves: done for good, or the same job again after so many seconds. */
export type Verdict = 'done' | { readonly againAfterSeconds: number }

/** A copy's part of a queue's work. */
export interface Fetching {
  /** There may be work: look now, not at the next poll. */
  wake(): void
  /** When the queue was last asked for work, by `performance.now()`. */
  lastAskedAt(): number
  /** Takes no new work from now on. */
  pause(): void
  /** Takes no new work, waits so long for what runs, and hands back what still does. */
  stop(graceMs: number): Promise<void>
}

const atOnce = 50
/** How many are asked for: each number is a statement of its own, which is planned once if it comes back. */
const batches = [50, 25, 10, 5, 2, 1]
const pollMs = 500
/** After a look comes a rest so many times as long, unless a job ends: in a rush every turn tells of work, most of it in a conversation that is busy already. */
const restTimes = 8
const heartbeatMs = 3_000
/** A quarter of an hour. */
const mostSettles = 1_800
const settleAgainMs = 500
/** So many jobs, and for so long, one of a conversation's jobs takes what waits behind it along: well within the five minutes after which a job counts as stuck. */
const followersAtOnce = 50
const leadMs = 60_000

/**
 * Fetches and runs a queue's jobs, many beside each other, each settled by itself as soon as it is done. pg-boss's own workers wait for the slowest of a batch:
 * a few stalled calls would hold up every conversation.
 * Where order counts, a job takes what waits behind it under its key along before it ends and gives up its place: fetching them one by one costs more than sending them.
 */
export function startFetching<Data extends object>(
  boss: PgBoss,
  queue: string,
  run: (data: Data, times: number) => Promise<Verdict>,
  log: Log,
): Fetching {
  const running = new Map<Job<Data>, Promise<void>>()
  /** What was not done when its turn came behind another: its own job, which is fetched next, waits as long as it was told. */
  const postponed = new Map<string, number>()
  let isStopping = false
  let isAway = false
  let lastAskedAt = performance.now()
  /** A job has ended, so that its conversation may go on. */
  let isFreed = false
  let isTold = false
  let restUntil = 0
  let endNap = () => {}

  const nap = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      endNap = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function untilWork(): Promise<void> {
    if (!isFreed && !isTold) await nap(pollMs)
    const left = restUntil - performance.now()
    if (!isFreed && left > 0) await nap(left)
  }

  const wake = () => {
    if (isTold) return
    isTold = true
    endNap()
  }

  const freed = () => {
    isFreed = true
    endNap()
  }

  async function fetch(batchSize: number): Promise<JobWithMetadata<Data>[]> {
    const beganAt = performance.now()
    try {
      const jobs = await boss.fetch<Data>(queue, { batchSize, includeMetadata: true })
      lastAskedAt = performance.now()
      restUntil = lastAskedAt + Math.min((lastAskedAt - beganAt) * restTimes, pollMs)
      if (isAway) log.info({ queue }, 'The job queue answers again')
      isAway = false
      return jobs
    } catch (error) {
      if (!isAway) log.warn({ queue, ...faultFacts(error) }, 'The job queue does not answer')
      isAway = true
      return []
    }
  }

  /** With its attempt: a job that was taken over meanwhile is another copy's to settle. */
  async function conclude(job: Job<Data>, verdict: Verdict, followers: readonly string[]): Promise<void> {
    if (verdict === 'done') {
      // While the job still holds its key, nobody else can have fetched them.
      if (followers.length > 0) await boss.complete(queue, [...followers], undefined, { includeQueued: true })
      return void (await boss.complete(queue, job))
    }
    await boss.fail(queue, job)
    await boss.update(queue, undefined, { id: job.id, startAfter: verdict.againAfterSeconds })
  }

  async function ran(job: Job<Data>): Promise<Verdict> {
    const seconds = ((postponed.get(job.id) ?? 0) - performance.now()) / 1000
    postponed.delete(job.id)
    if (seconds > 0) return { againAfterSeconds: seconds }
    return run(job.data, job.retryCount + 1).catch((error: unknown): Verdict => {
      log.error({ queue, job: job.id, ...faultFacts(error) }, 'A job failed and is tried again')
      return { againAfterSeconds: 1 }
    })
  }

  /** Does what waits behind a job, in order and as far as it can be done now. */
  async function followersOf(job: JobWithMetadata<Data>): Promise<string[]> {
    const done: string[] = []
    if (job.policy !== 'key_strict_fifo' || job.singletonKey === null || isStopping) return done
    const until = performance.now() + leadMs
    const waiting = { key: job.singletonKey, queued: true, limit: followersAtOnce }
    for (const next of await boss.findJobs<Data>(queue, waiting).catch(() => [])) {
      if (isStopping || performance.now() > until || next.state !== 'created') break
      const verdict = await ran(next)
      if (verdict !== 'done') {
        postponed.set(next.id, performance.now() + verdict.againAfterSeconds * 1000)
        break
      }
      done.push(next.id)
    }
    return done
  }

  async function settle(job: JobWithMetadata<Data>): Promise<void> {
    const verdict = await ran(job)
    const followers = verdict === 'done' ? await followersOf(job) : []
    for (let tries = 1; ; tries++) {
      try {
        return await conclude(job, verdict, followers)
      } catch (error) {
        if (tries === 1) log.warn({ queue, job: job.id, ...faultFacts(error) }, 'A job cannot be settled yet')
      }
      // Left alone it comes again when its heartbeat is missed, and holds up its conversation until then: that is for what no trying mends.
      if (isStopping || tries === mostSettles) return
      await pause(settleAgainMs)
    }
  }

  function start(job: JobWithMetadata<Data>): void {
    const end = settle(job).finally(() => {
      running.delete(job)
      freed()
    })
    running.set(job, end)
  }

  async function loop(): Promise<void> {
    while (!isStopping) {
      isFreed = false
      isTold = false
      const free = atOnce - running.size
      const asked = batches.find(size => size <= free) ?? 0
      const jobs = asked > 0 ? await fetch(asked) : []
      for (const job of jobs) start(job)
      if (jobs.length === 0 || jobs.length < asked) await untilWork()
    }
  }

  const heartbeat = setInterval(() => {
    if (running.size > 0) boss.touch(queue, [...running.keys()]).catch(() => {})
  }, heartbeatMs)
  const looping = loop()

  const halt = () => {
    isStopping = true
    freed()
  }

  return {
    wake,
    lastAskedAt: () => lastAskedAt,
    pause: halt,
    async stop(graceMs) {
      halt()
      await looping
      let timer: NodeJS.Timeout | undefined
      const grace = new Promise(resolve => {
        timer = setTimeout(resolve, graceMs)
      })
      await Promise.race([Promise.all(running.values()), grace])
      clearTimeout(timer)
      clearInterval(heartbeat)
      if (running.size > 0) await boss.fail(queue, [...running.keys()])
    },
  }
}
