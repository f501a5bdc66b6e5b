// SPDX-License-Identifier: EUPL-1.2
import { access, constants, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from '#/database/embedded/binaries.ts'
import { type Cluster, openCluster } from '#/database/embedded/cluster.ts'
import { claimForBot, disown, livingOwner, noteScript, type Owner } from '#/database/embedded/owner.ts'
import { findPostmaster, freePort, type Postmaster, startPostmaster, urlOf } from '#/database/embedded/postmaster.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

export interface EmbeddedOptions {
  /** Made when it is not there; its database stands in `postgres`. */
  readonly dataDir: string
  /** A script uses the Postgres of a running bot; a bot keeps one of its own, and there is one bot for a `dataDir`. */
  readonly adopt: Owner
  readonly log: Log
  /** More of Postgres' settings, such as `fsync=off` for tests. */
  readonly extra?: readonly string[]
}

export interface Embedded {
  readonly url: string
  /** True when somebody else runs it: it may stop when they do, and `stop` leaves it alone. */
  readonly adopted: boolean
  stop(): Promise<void>
}

const patienceMs = 15_000
const lookAgainMs = 50
const startAgainMs = 200
const reviveAgainMs = 1_000

/**
 * Starts the embedded PostgreSQL on the cluster in `dataDir`, which is made when there is none. It listens on a free port of 127.0.0.1, ends when this
 * process ends (by SIGKILL too), and for a bot is started again, on the same port, whenever it ends by itself.
 * @throws DatabaseUnusable with one sentence: another bot uses it, another major version made it, no binaries, no access, or it does not start.
 */
export async function startEmbedded(given: EmbeddedOptions): Promise<Embedded> {
  const options = { ...given, dataDir: resolve(given.dataDir), extra: given.extra ?? [] }
  const { dataDir, adopt, extra, log } = options
  const binaries = await findBinaries()
  await makeWritable(dataDir)
  if (adopt === 'bot') await claimForBot(dataDir)
  try {
    const cluster = await openCluster({ dataDir, binaries, durable: !extra.includes('fsync=off'), log })
    const deadline = performance.now() + patienceMs
    const got = await acquire(cluster, options, { givesUp: () => performance.now() > deadline })
    if ('adopted' in got) return { url: urlOf(cluster, got.adopted), adopted: true, stop: async () => {} }
    return { url: urlOf(cluster, got.port), adopted: false, stop: keep(cluster, got, options) }
  } catch (error) {
    await disown(dataDir, adopt)
    throw error
  }
}

async function makeWritable(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK)
  } catch (cause) {
    const sentence = `DATA_DIR cannot be used (${cause instanceof Error ? cause.message : cause}): set it to a folder that the bot may write to.`
    throw new DatabaseUnusable('no-access', sentence, { cause })
  }
}

/** Comes back with a Postgres of our own, or with the port of one that a script may use. What runs already is used, waited for, or ended. */
async function acquire(
  cluster: Cluster,
  { dataDir, adopt, extra, log }: Required<EmbeddedOptions>,
  { givesUp, port }: { givesUp: () => boolean; port?: number },
): Promise<Postmaster | { adopted: number }> {
  let ended: number | undefined
  for (;;) {
    const found = await findPostmaster(cluster)
    const script = await livingOwner(dataDir, 'script')
    if (!found) {
      if (adopt === 'script') await noteScript(dataDir)
      const started = await startPostmaster(cluster, { port: port ?? (await freePort()), extra, log })
      if (started) return started
      if (adopt === 'script') await disown(dataDir, 'script')
    } else if (found.answers && adopt === 'script') {
      return { adopted: found.port }
    } else if (found.answers && script === undefined && found.pid !== ended) {
      log.warn({ process: found.pid }, 'A Postgres whose bot is gone still ran: it is ended')
      endPostgres(found.pid)
      ended = found.pid
    }
    if (givesUp()) throw stillInUse(cluster, found?.pid, script)
    await pause(found ? lookAgainMs : startAgainMs)
  }
}

function endPostgres(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    // Gone by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function stillInUse({ data }: Cluster, postgres: number | undefined, script: number | undefined): DatabaseUnusable {
  const holder =
    script !== undefined
      ? `A script (process ${script})`
      : postgres !== undefined
        ? `A Postgres (process ${postgres})`
        : 'A session of a killed Postgres'
  return new DatabaseUnusable(
    'in-use',
    `${holder} still uses the database in ${data}: wait until it is done, or stop it.`,
  )
}

/** Starts a bot's Postgres again whenever it ends by itself. @returns the orderly stop. */
function keep(cluster: Cluster, first: Postmaster, options: Required<EmbeddedOptions>): () => Promise<void> {
  const { dataDir, adopt, log } = options
  let current = first
  let isStopping = false
  async function revive(): Promise<void> {
    for (;;) {
      await current.exited
      if (isStopping) return
      log.error({}, 'Postgres ended by itself: it is started again')
      while (!isStopping && !(await again())) await pause(reviveAgainMs)
      if (isStopping) return await current.stop()
    }
  }
  async function again(): Promise<boolean> {
    try {
      const got = await acquire(cluster, options, { givesUp: () => isStopping, port: first.port })
      if (!('exited' in got)) return false
      current = got
      return true
    } catch (error) {
      if (!isStopping) log.error({ error: String(error) }, 'Postgres does not start: tried again in a second')
      return false
    }
  }
  const reviving = adopt === 'bot' ? revive() : undefined
  return async () => {
    isStopping = true
    await current.stop()
    await reviving
    await disown(dataDir, adopt)
  }
}
