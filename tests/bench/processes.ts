// SPDX-License-Identifier: EUPL-1.2
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../support/running-bot.ts'

const root = join(import.meta.dirname, '../..')

/** What is measured runs in a process of its own, with nothing but settings, and writes its log to a file as in production. */
export interface Running {
  readonly port: number
  readonly readyMs: number
  /** Resident memory in MB. */
  memory(): Promise<number>
  stop(): Promise<void>
}

export interface Starting {
  readonly entry: string
  readonly settings: Readonly<Record<string, string>>
  /** Answers with success once it is ready. */
  readonly readyPath: string
  readonly logFile: string
  /** For node itself, such as `--cpu-prof`. */
  readonly flags?: readonly string[]
}

const patienceMs = 60_000

export async function run({ entry, settings, readyPath, logFile, flags = [] }: Starting): Promise<Running> {
  const port = await freePort()
  const log = await open(logFile, 'a')
  const beganAt = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, join(root, entry)], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings, PORT: String(port) },
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    const answer = await fetch(url + readyPath).catch(() => null)
    await answer?.body?.cancel()
    if (answer && answer.status < 500) break
    if (child.exitCode !== null || performance.now() - beganAt > patienceMs) {
      child.kill('SIGKILL')
      throw new Error(`${entry} did not start:\n${await readFile(logFile, 'utf8')}`)
    }
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return {
    port,
    readyMs: performance.now() - beganAt,
    memory: () => residentOf(child, url),
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function residentOf(child: ChildProcess, url: string): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => null)
  if (status) return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 1024 / 1024
}
