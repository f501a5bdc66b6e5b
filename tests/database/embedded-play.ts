// SPDX-License-Identifier: EUPL-1.2
// What the tests of the embedded database share: throwaway folders, and owners in processes of their own.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach } from 'vitest'
import { type EmbeddedOptions, startEmbedded } from '#/database/embedded.ts'
import { removeData } from '../support/data-folder.ts'
import { silent } from '../support/silent-log.ts'

export interface Said {
  readonly url?: string
  readonly adopted?: boolean
  readonly rows?: unknown[]
  readonly refused?: string
}

/** For one test file: what it starts is stopped after each test, and its folders are gone after the last. */
export function onEmbedded() {
  const folders: string[] = []
  const children: { killed(): Promise<void> }[] = []
  const running: { stop(): Promise<void> }[] = []
  let made: Promise<string> | undefined

  afterEach(async () => {
    await Promise.all(running.splice(0).map(database => database.stop()))
    await Promise.all(children.splice(0).map(child => child.killed()))
  })
  afterAll(async () => {
    for (const folder of folders) await removeData(folder)
  })

  /** An empty DATA_DIR that every account may enter. */
  async function emptyFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'm50-embedded-'))
    folders.push(folder)
    await chmod(folder, 0o711)
    return folder
  }

  async function makeOne(): Promise<string> {
    const folder = await emptyFolder()
    await (await startEmbedded({ dataDir: folder, adopt: 'bot', log: silent, extra: ['fsync=off'] })).stop()
    return folder
  }

  /** A DATA_DIR with a database that was made before: a copy of the file's one, much faster than making each. */
  async function madeFolder(): Promise<string> {
    made ??= makeOne()
    const folder = await emptyFolder()
    await promisify(execFile)('cp', ['-a', join(await made, 'postgres'), folder])
    return folder
  }

  /** Starts it in this process; stopped after the test. */
  async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}) {
    const database = await startEmbedded({ dataDir, adopt: 'bot', log: silent, extra: ['fsync=off'], ...options })
    running.push(database)
    return database
  }

  /** Starts it in a process of its own. */
  function startApart(dataDir: string, adopt: 'bot' | 'script') {
    const entry = join(import.meta.dirname, 'embedded-process.ts')
    const child = spawn(process.execPath, [entry, dataDir, adopt], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const exited = once(child, 'exit')
    const apart = {
      pid: child.pid ?? 0,
      async says(): Promise<Said> {
        return JSON.parse((await lines.next()).value ?? '{}')
      },
      tell: (line: string) => child.stdin.write(`${line}\n`),
      async ends(): Promise<void> {
        child.stdin.end()
        await exited
      },
      async killed(): Promise<void> {
        child.kill('SIGKILL')
        await exited
      },
      exited,
    }
    children.push(apart)
    return apart
  }

  return { emptyFolder, madeFolder, start, startApart }
}

export async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
