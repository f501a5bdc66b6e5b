// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Account } from '#/database/embedded/account.ts'
import { program } from '#/database/embedded/binaries.ts'

// Reads a pipe that nobody writes to: it ends when we do, by SIGKILL too, and then the program gets an interrupt (a fast shutdown).
const dieWithUs = `exec 3<&0
"$@" </dev/null 3<&- & program=$!
{ read -r _ <&3; kill -INT $program 2>/dev/null; } & watch=$!
wait $program; status=$?
kill $watch 2>/dev/null; wait $watch 2>/dev/null
exit $status`

export interface Runs {
  /** The exit code, or null after a signal. */
  readonly exited: Promise<number | null>
  /** Interrupts the program: Postgres then ends its sessions and stops in order. */
  interrupt(): void
  /** From now on it alone does not keep this process alive. */
  release(): void
}

/** Runs one of Postgres' programs in such a way that it does not outlive this process. Each line that it says goes to `heard`. */
export function run(
  binaries: string,
  name: 'initdb' | 'postgres',
  args: readonly string[],
  options: { account: Account | undefined; heard: (line: string) => void },
): Runs {
  const command = [program(binaries, name), ...args]
  const windows = process.platform === 'win32'
  const [file = '', ...rest] = windows ? command : ['/bin/sh', '-c', dieWithUs, 'sh', ...command]
  const child = spawn(file, rest, {
    ...options.account,
    cwd: windows ? undefined : '/',
    // A group of its own: Ctrl-C reaches us alone, and we stop in order.
    detached: true,
    windowsHide: true,
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  // Only that reading fails when the program is gone already is told here; `exited` tells the rest.
  child.stdin.on('error', () => {})
  let unfinished = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unfinished + text).split('\n')
    unfinished = lines.pop() ?? ''
    for (const line of lines) options.heard(line)
  })
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => {
      child.stdin.destroy()
      resolve(code)
    })
  })
  return {
    exited,
    interrupt() {
      child.ref()
      if (windows) child.kill('SIGINT')
      else child.stdin.end()
    },
    release() {
      child.unref()
      for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe.unref()
    },
  }
}
