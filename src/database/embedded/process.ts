// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

/** When the process began, in ticks since the machine's start (Linux), or 0 where that cannot be known; undefined when it is gone or a zombie. */
export async function startOf(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return exists(pid) ? 0 : undefined
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name before the bracket may hold spaces; state and start are the third and the twenty-second field.
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return state === undefined || state === 'Z' || state === 'X' ? undefined : Number(fields[18])
}

/** Whether a Postgres runs under this number. A number is used again, after a restart of the machine or a container even soon. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return exists(pid)
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return basename(command.split('\0', 1)[0] ?? '').startsWith('postgres')
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
