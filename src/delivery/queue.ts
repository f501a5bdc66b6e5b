// SPDX-License-Identifier: EUPL-1.2
import { PgBoss } from 'pg-boss'
import { preparedName, usualConnections, type WatchedClient } from '#/database/database.ts'
import type { Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import { preparing } from '#/database/preparing.ts'
import { type Fetching, startFetching, type Verdict } from '#/delivery/fetching.ts'
import type { DeliveryId, SubjectRef } from '#/network/ids.ts'

/** A delivery's job. `conversation` is the key of order; `id` is the job's own id, for a first job the delivery's. */
export interface DeliveryJob {
  readonly id: string
  readonly delivery: DeliveryId
  readonly platform: string
  readonly conversation: string
}

export interface Queue {
  /** The platforms that have a queue: a delivery for another could go nowhere. */
  readonly platforms: readonly string[]
  /** Adds jobs in the turn's own transaction, one statement a platform. @throws when a platform has no queue. */
  add(tx: Tx, jobs: readonly DeliveryJob[]): Promise<void>
  /**
   * Tells, after the commit, that these platforms have new jobs. Never inside a transaction: a NOTIFY there makes all commits wait for one another.
   * What a crash leaves untold is found within half a second.
   */
  announce(platforms: Iterable<string>): void
  /** Asks for a subject's cards to be drawn anew, once however often it is asked. Never inside a transaction: its key would line turns up. */
  redraw(subject: SubjectRef): Promise<void>
  /** The same for those for which it is not asked already, to be done within a minute: what waits for its turn there is left its time. */
  redrawUnasked(subjects: readonly SubjectRef[]): Promise<void>
  /** Runs a platform's jobs: those of one conversation one after another, the others beside each other. */
  deliver(platform: string, run: (delivery: DeliveryId) => Promise<Verdict>): void
  /** Runs the redraws, of one subject one after another; `times` counts the runs of one asking. */
  redrawing(run: (subject: SubjectRef, times: number) => Promise<Verdict>): void
  /** False when this copy's workers have not been answered for half a minute, for whatever reason [T33] [T55]. */
  isWorking(): boolean
  /** Takes no new work from now on; jobs may still be added. */
  pause(): void
  /** Takes no new work, waits for what runs and hands back the rest, within so many milliseconds. Twice is once [T39]. */
  stop(withinMs?: number): Promise<void>
}

/** Postgres tells the copies on this channel that a queue has new jobs. */
const jobsChannel = 'm50_jobs'
/** The other copies are told at most once in so long. */
const tellAgainMs = 100

/** So many that wait are looked at; what lies behind them is asked once more than needed. */
const mostListed = 1_000
/** What waits longer, as for a platform that wants an hour of rest, is looked at all the same: another of its messages may be free. */
const longRestMs = 60_000

const keyOf = ({ kind, id }: SubjectRef): string => `${kind} ${id}`
const queueOf = (platform: string): string => `deliver-${platform}`
const redrawQueue = 'redraw'
const day = 86_400
const wedgedMs = 30_000
const usualStopMs = 22_000
const handBackMs = 2_000

/** A killed copy is missed after ten seconds, the least that is allowed, and its jobs follow within four more [T28]. A job never runs out of tries: its conversation would be blocked for good. */
const patience = {
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  expireInSeconds: 300,
  retentionSeconds: 365 * day,
  deleteAfterSeconds: 3_600,
}

/**
 * Opens the queues: one a platform, strictly in order within a conversation, and one for redrawing. `connectionString` must be a direct connection, since it listens.
 * @throws the driver's error when the database cannot be reached.
 */
export async function openQueue(options: {
  readonly connectionString: string
  /** Makes the connections; pg's own where left out. */
  readonly Client?: WatchedClient
  /** At most so many, and one more that listens. */
  readonly connections?: number
  readonly platforms: readonly string[]
  readonly log: Log
}): Promise<Queue> {
  const { platforms, log, Client, connectionString } = options
  const boss = new PgBoss({
    // pg-boss hands on to its pool what it does not know itself.
    ...{ connectionString, Client: preparing(Client) },
    application_name: 'm50 jobs',
    max: options.connections ?? usualConnections.jobs,
    // A look for missed copies, with all that it keeps up, is a third of what an idle bot and its database do.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 1,
    schedule: false,
    registerInstance: false,
  })
  boss.on('error', error => log.warn({ error: error.message }, 'The job queue met an error'))
  boss.on('warning', warning => log.warn({ warning: warning.message }, 'The job queue warns'))
  const fetchings = new Map<string, Fetching>()
  async function begin() {
    await boss.start()
    for (const platform of platforms)
      await boss.createQueue(queueOf(platform), { ...patience, policy: 'key_strict_fifo' })
    await boss.createQueue(redrawQueue, { ...patience, policy: 'stately' })
    return listen(boss.getDb(), fetchings)
  }
  const ears = await begin().catch(async error => {
    await boss.stop({ graceful: false })
    throw error
  })
  let stopping: Promise<void> | undefined

  async function stop(withinMs: number): Promise<void> {
    const graceMs = Math.max(0, withinMs - handBackMs)
    await Promise.all([...fetchings.values()].map(one => one.stop(graceMs)))
    await ears?.close()
    await boss.stop({ graceful: false })
  }

  async function redraw(subject: SubjectRef): Promise<void> {
    const data = { kind: subject.kind, id: subject.id }
    await boss.upsert(redrawQueue, data, { singletonKey: keyOf(subject), startAfter: 0 })
    fetchings.get(redrawQueue)?.wake()
  }

  const untold = new Map<string, NodeJS.Timeout>()
  function tellOthers(queue: string): void {
    if (untold.has(queue)) return
    const tell = () => {
      untold.delete(queue)
      if (!stopping)
        boss
          .getDb()
          .executeSql('select pg_notify($1, $2)', [jobsChannel, queue])
          .catch(() => {})
    }
    untold.set(queue, setTimeout(tell, tellAgainMs).unref())
  }

  return {
    platforms,
    async add(tx, jobs) {
      const db = within(tx)
      for (const [platform, own = []] of Object.entries(Object.groupBy(jobs, job => job.platform))) {
        const rows = own.map(job => ({ id: job.id, data: { id: job.delivery }, singletonKey: job.conversation }))
        await boss.insert(queueOf(platform), rows, { db })
      }
    },
    announce(told) {
      for (const platform of told) {
        fetchings.get(queueOf(platform))?.wake()
        tellOthers(queueOf(platform))
      }
    },
    redraw,
    async redrawUnasked(subjects) {
      if (subjects.length === 0) return
      const asked = await boss.findJobs(redrawQueue, { queued: true, limit: mostListed })
      const isSoon = (job: { startAfter: Date }) => job.startAfter.getTime() - Date.now() < longRestMs
      const keys = new Set(asked.filter(isSoon).map(job => job.singletonKey))
      for (const subject of subjects) if (!keys.has(keyOf(subject))) await redraw(subject)
    },
    deliver(platform, run) {
      const name = queueOf(platform)
      fetchings.set(
        name,
        startFetching<{ id: DeliveryId }>(boss, name, data => run(data.id), log),
      )
    },
    redrawing(run) {
      fetchings.set(redrawQueue, startFetching<SubjectRef>(boss, redrawQueue, run, log))
    },
    isWorking: () => [...fetchings.values()].every(one => performance.now() - one.lastAskedAt() < wedgedMs),
    pause() {
      for (const one of fetchings.values()) one.pause()
    },
    stop(withinMs = usualStopMs) {
      stopping ??= stop(withinMs)
      return stopping
    },
  }
}

/** Lets pg-boss work in a turn's transaction. What it says there is the same every time, so it is prepared. */
const within = (tx: Tx) => ({
  executeSql: async (sql: string, values: readonly unknown[] = []) => ({
    rows: await tx.query({ name: preparedName({ sql }), text: sql }, values),
  }),
})

const listen = (db: ReturnType<PgBoss['getDb']>, fetchings: ReadonlyMap<string, Fetching>) =>
  db.listen?.(
    jobsChannel,
    queue => fetchings.get(queue)?.wake(),
    () => {
      for (const one of fetchings.values()) one.wake()
    },
  )
