// SPDX-License-Identifier: EUPL-1.2
import { fromPrisma, PgBoss } from 'pg-boss'
import type { Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import type { DeliveryId, SubjectRef } from '#/network/ids.ts'

/** A delivery's job. `conversation` is the key of order; `id` is the job's own id, for a first job the delivery's. */
export interface DeliveryJob {
  readonly id: string
  readonly delivery: DeliveryId
  readonly platform: string
  readonly conversation: string
}

/** What a run leaves: done for good, or the same job again after so many seconds. */
export type Verdict = 'done' | { readonly againAfterSeconds: number }

export interface Queue {
  /** The platforms that have a queue: a delivery for another could go nowhere. */
  readonly platforms: readonly string[]
  /** Adds jobs in the turn's own transaction, one statement a platform. @throws when a platform has no queue. */
  add(tx: Tx, jobs: readonly DeliveryJob[]): Promise<void>
  /** Asks for a subject's cards to be drawn anew, once however often it is asked. Never inside a transaction: its key would line turns up. */
  redraw(subject: SubjectRef, afterSeconds?: number): Promise<void>
  /** Runs a platform's jobs: those of one conversation one after another, the others beside each other. */
  deliver(platform: string, run: (delivery: DeliveryId) => Promise<Verdict>): Promise<void>
  /** Runs the redraws, of one subject one after another. */
  redrawing(run: (subject: SubjectRef) => Promise<Verdict>): Promise<void>
  /** Takes no new work, waits for what runs and hands back the rest: 22 seconds at most [T39]. */
  stop(): Promise<void>
}

const queueOf = (platform: string) => `deliver-${platform}`
const redrawQueue = 'redraw'
const day = 86_400

/** A killed copy is missed after ten seconds, the least that is allowed, and its jobs follow within two more [T28]. A job never runs out of tries: its conversation would be blocked for good. */
const patience = {
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  expireInSeconds: 300,
  retentionSeconds: 365 * day,
  deleteAfterSeconds: 3_600,
  notify: true,
}
const polling = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 }

/**
 * Opens the queues: one a platform, strictly in order within a conversation, and one for redrawing. `connectionString` must be a direct connection, since it listens.
 * @throws the driver's error when the database cannot be reached.
 */
export async function openQueue(options: {
  readonly connectionString: string
  readonly platforms: readonly string[]
  readonly log: Log
}): Promise<Queue> {
  const { connectionString, platforms, log } = options
  const boss = new PgBoss({
    connectionString,
    application_name: 'm50 jobs',
    max: 6,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
    registerInstance: false,
  })
  boss.on('error', error => log.error({ error: error.message }, 'The job queue met an error'))
  boss.on('warning', warning => log.warn({ warning: warning.message }, 'The job queue warns'))
  await boss.start()
  for (const platform of platforms)
    await boss.createQueue(queueOf(platform), { ...patience, policy: 'key_strict_fifo' })
  await boss.createQueue(redrawQueue, { ...patience, policy: 'stately' })

  async function work<Data extends object>(name: string, run: (data: Data) => Promise<Verdict>): Promise<void> {
    let worker: string | undefined
    worker = await boss.work<Data>(
      name,
      { ...polling, batchSize: 10, perJobResults: true, burstWhenBatchFull: true, localConcurrency: 4 },
      // Each job is settled as soon as it is done: pg-boss itself would wait for the slowest of the batch.
      jobs =>
        Promise.all(
          jobs.map(async job => {
            const verdict = await run(job.data).catch((error: unknown) => failed(error))
            if (verdict === 'done') {
              await boss.complete(name, job)
              // What follows in its conversation is fetched now, not at the next poll.
              if (worker) boss.notifyWorker(worker)
              return { id: job.id, status: 'completed' as const }
            }
            await boss.fail(name, job)
            await boss.update(name, undefined, { id: job.id, startAfter: verdict.againAfterSeconds })
            return { id: job.id, status: 'failed' as const }
          }),
        ),
    )
  }

  const failed = (error: unknown): Verdict => {
    log.error({ error: error instanceof Error ? error.message : String(error) }, 'A job failed and is tried again')
    return { againAfterSeconds: 1 }
  }

  return {
    platforms,
    async add(tx, jobs) {
      const db = fromPrisma(tx.prisma)
      for (const [platform, own = []] of Object.entries(Object.groupBy(jobs, job => job.platform))) {
        const rows = own.map(job => ({ id: job.id, data: { id: job.delivery }, singletonKey: job.conversation }))
        await boss.insert(queueOf(platform), rows, { db })
      }
    },
    async redraw(subject, afterSeconds = 0) {
      const data = { kind: subject.kind, id: subject.id }
      await boss.upsert(redrawQueue, data, { singletonKey: `${subject.kind} ${subject.id}`, startAfter: afterSeconds })
    },
    deliver: (platform, run) => work<{ id: DeliveryId }>(queueOf(platform), data => run(data.id)),
    redrawing: run => work<SubjectRef>(redrawQueue, run),
    stop: () => boss.stop({ graceful: true, timeout: 22_000 }),
  }
}
