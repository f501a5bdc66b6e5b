// SPDX-License-Identifier: EUPL-1.2
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { run } from '#/database/embedded/child.ts'
import { type Cluster, user } from '#/database/embedded/cluster.ts'
import { isPostgres } from '#/database/embedded/process.ts'
import type { Log } from '#/database/log.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

/** A Postgres that we started. */
export interface Postmaster {
  readonly port: number
  readonly exited: Promise<unknown>
  /** Ends its sessions, writes all to disk and stops. */
  stop(): Promise<void>
}

/** A Postgres that runs on the cluster already. `answers` when it takes connections with our password. */
export interface Found {
  readonly pid: number
  readonly port: number
  readonly answers: boolean
}

export const urlOf = ({ password }: Cluster, port: number): string =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`

/** Larger than any process number, and so never a living one. */
const nobodysPid = 2 ** 31 - 1

/** The Postgres that holds the cluster, by its lock file; undefined when none does. */
export async function findPostmaster(cluster: Cluster): Promise<Found | undefined> {
  const file = join(cluster.data, 'postmaster.pid')
  const lock = await readFile(file, 'utf8').catch(() => undefined)
  if (lock === undefined) return undefined
  const [pid = '', , , port = '', , , , status = ''] = lock.split('\n').map(line => line.trim())
  if (pid !== '' && !(await isPostgres(Number(pid)))) {
    // Postgres clears a dead one's lock itself, once it has seen that no session of it is left, but takes a zombie or another program under its
    // number for alive. So the number is replaced; deleting the file would take that look at the sessions away.
    if ((await readFile(file, 'utf8').catch(() => '')) === lock)
      await writeFile(file, lock.replace(/^\d+/, String(nobodysPid)))
    return undefined
  }
  const answers = status === 'ready' && (await connects(urlOf(cluster, Number(port))))
  return { pid: Number(pid), port: Number(port), answers }
}

async function connects(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}

// Said when another start was faster, a killed one's last sessions are still ending, or someone took the port: the caller looks again.
const passing = /postmaster\.pid|shared memory block|could not bind|could not create any TCP\/IP sockets/

// Postgres writes statements and their values to its log with an error; ours gets what it says about itself alone.
const quiet = [
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
  'log_line_prefix=',
]
const local = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC']

/**
 * Starts Postgres on the cluster. @returns undefined when something passing was in the way.
 * @throws DatabaseUnusable with what Postgres said when it ends for another reason.
 */
export async function startPostmaster(
  cluster: Cluster,
  options: { port: number; extra: readonly string[]; log: Log },
): Promise<Postmaster | undefined> {
  const settings = [...local, ...quiet, ...options.extra].flatMap(setting => ['-c', setting])
  const said: string[] = []
  let isReady = false
  let isStopping = false
  const ready = Promise.withResolvers<'ready'>()
  const heard = (line: string) => {
    if (isReady && !isStopping) options.log.warn({ postgres: line }, 'Postgres says')
    if (!isReady) said.push(line)
    if (line.includes('ready to accept connections')) ready.resolve('ready')
  }
  const args = ['-D', cluster.data, '-p', String(options.port), ...settings]
  const { exited, interrupt, release } = run(cluster.binaries, 'postgres', args, { account: cluster.account, heard })
  const outcome = await Promise.race([ready.promise, exited])
  if (outcome !== 'ready') {
    if (said.some(line => passing.test(line))) return undefined
    throw new DatabaseUnusable(
      'does-not-start',
      `Postgres does not start on ${cluster.data}: ${said.slice(-5).join(' ')}`,
    )
  }
  isReady = true
  // A script that is done ends, and Postgres after it.
  release()
  return {
    port: options.port,
    exited,
    async stop() {
      isStopping = true
      interrupt()
      await exited
    },
  }
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  await new Promise(done => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  return address.port
}
