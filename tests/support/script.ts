// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { NODE_COMPILE_CACHE, swift } from './running-bot.ts'

const root = join(import.meta.dirname, '../..')

/** Runs one of scripts/ as a process of its own, with nothing but these settings, to its end: its exit code and all that it printed. What it writes goes to `cwd`. */
export async function runScript(
  name: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  cwd = root,
): Promise<{ code: number | null; output: string }> {
  const file = join(root, `scripts/${name}.ts`)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...swift, file, ...words], {
    cwd,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      output += text.toString()
    })
  await once(child, 'close')
  return { code: child.exitCode, output }
}
