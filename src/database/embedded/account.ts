// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process'
import { DatabaseUnusable } from '#/database/unusable.ts'

/** The account that Postgres runs under where we are root, which it refuses to be. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

export const isRoot = (): boolean => process.getuid?.() === 0

/** `postgres` where the machine has it, else `nobody`. @throws DatabaseUnusable where it has neither. */
export function serviceAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(which => spawnSync('id', [which, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new DatabaseUnusable(
    'no-access',
    'Postgres refuses to run as root, and this machine has no user "postgres" or "nobody": start the bot as another user.',
  )
}

/** Whether the account may enter a folder or run a program, by every folder above it. */
export function reaches(account: Account, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}
