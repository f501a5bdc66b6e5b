// SPDX-License-Identifier: EUPL-1.2
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')
/** What makes a start, of which tests need hundreds, cost two thirds: modules are kept compiled, and Prisma's WebAssembly is not optimised for a long life. */
export const swift = ['--liftoff-only', `--import=${join(import.meta.dirname, 'compiled.ts')}`]
export const NODE_COMPILE_CACHE = join(tmpdir(), 'm50-compiled')

const askAgainMs = 100

/** By entry file, what was made of it for this run. */
const built: Readonly<Record<string, string>> = JSON.parse(process.env.BUILT_BOTS ?? '{}')

export interface RunningBot {
  readonly url: string
  readonly process: ChildProcess
  /** Over when it has ended. */
  readonly life: AbortSignal
  /** All that it printed, standard output and error. */
  readonly printed: () => string
  /** An orderly stop; the exit code. */
  stop(): Promise<number | null>
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** A port that nobody uses now; a moment later somebody may. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts the bot as a process of its own, with nothing but settings, and waits until it says that it is ready. `entry` is a test's own composition; `fromSource`: not as it was built for tests. */
export async function startBot(
  settings: Readonly<Record<string, string>>,
  options: { entry?: string; fromSource?: boolean; until?: 'ready' | 'listening'; withinMs?: number } = {},
): Promise<RunningBot> {
  const { entry = 'src/main.ts', fromSource = false, until = 'ready', withinMs = 60_000 } = options
  const port = settings.PORT ?? String(await freePort())
  const file = (!fromSource && built[entry]) || join(root, entry)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...swift, file], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, ...settings, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let said = Promise.withResolvers<void>()
  const hears = (text: Buffer) => {
    output += text.toString()
    said.resolve()
  }
  child.stdout.on('data', hears)
  child.stderr.on('data', hears)
  const exited = once(child, 'exit')
  const closed = once(child, 'close')
  const life = new AbortController()
  child.once('exit', () => life.abort('the bot that was asked has ended'))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await fetch(`${url}/${until === 'ready' ? 'readyz?without=hold' : 'healthz'}`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) break
    if (child.exitCode !== null || child.signalCode !== null) {
      await closed
      // Another test was faster.
      if (!settings.PORT && output.includes(`Port ${port} of`)) return startBot(settings, options)
      throw new Error(`the bot ended before it was ${until}:\n${output}`)
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the bot was not ${until} in ${withinMs} ms:\n${output}`)
    }
    // It says so when it is ready: asking it all the while would cost it a part of its start.
    await Promise.race([said.promise, pause(askAgainMs)])
    said = Promise.withResolvers()
  }
  return {
    url,
    process: child,
    life: life.signal,
    printed: () => output,
    async stop() {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await exited
    },
  }
}

/** Runs the bot where it is expected to end by itself: its exit code and all that it printed. */
export async function runToEnd(
  settings: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...swift, built['src/main.ts'] ?? join(root, 'src/main.ts')],
    {
      cwd: root,
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, PORT: String(await freePort()), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      output += text.toString()
    })
  await once(child, 'close')
  return { code: child.exitCode, output }
}
