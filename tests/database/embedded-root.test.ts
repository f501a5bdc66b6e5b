// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process'
import { chmod, cp, readlink, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRoot, reaches, serviceAccount } from '#/database/embedded/account.ts'
import { findBinaries, program } from '#/database/embedded/binaries.ts'
import { reachableBinaries } from '#/database/embedded/copy.ts'
import { recordingLog } from '../support/silent-log.ts'
import { ask, onEmbedded } from './embedded-play.ts'

const { emptyFolder, start } = onEmbedded()

describe.runIf(isRoot())('as root', () => {
  it('runs Postgres under another account, to which its data belong', async () => {
    const dataDir = await emptyFolder()
    await start(dataDir)
    const { uid } = await stat(join(dataDir, 'postgres/data'))
    expect(uid).toBe(serviceAccount().uid)
    expect(uid).not.toBe(0)
  })

  it('puts the data where that account can reach them when DATA_DIR is closed to it, says so, and finds them again', async () => {
    const closed = await emptyFolder()
    await chmod(closed, 0o700)
    const dataDir = join(closed, 'data')
    const { log, lines } = recordingLog()
    const first = await start(dataDir, { log })
    const folder = await readlink(join(dataDir, 'postgres'))
    try {
      expect(folder).toMatch(/^\/var\/(lib|tmp)\/m50-/)
      expect(lines).toContainEqual({ level: 'warn', facts: { folder }, sentence: expect.stringContaining('DATA_DIR') })
      await ask(first.url, 'create table kept as select 1 as id')
      await first.stop()
      const second = await start(dataDir)
      expect(await ask(second.url, 'select id from kept')).toEqual([{ id: 1 }])
      await second.stop()
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('copies binaries that the account cannot reach to a place where it can, once a version', async () => {
    const closed = await emptyFolder()
    await chmod(closed, 0o700)
    const binaries = await findBinaries()
    const unreachable = join(closed, 'native')
    await cp(binaries.folder, unreachable, { recursive: true, verbatimSymlinks: true })
    await chmod(unreachable, 0o700)
    const account = serviceAccount()
    expect(reaches(account, program(unreachable, 'postgres'))).toBe(false)

    const home = await emptyFolder()
    const { log, lines } = recordingLog()
    const copied = async (version: string) => reachableBinaries({ folder: unreachable, version }, home, account, log)
    const copy = await copied('18.1.0')
    const asAccount = spawnSync(program(copy, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
    expect(asAccount.stdout).toMatch(/^postgres \(PostgreSQL\) 18\./)
    expect(await copied('18.1.0')).toBe(copy)
    expect(lines).toEqual([{ level: 'warn', facts: { folder: copy }, sentence: expect.stringContaining('copied') }])

    await copied('18.2.0')
    await expect(stat(copy)).rejects.toThrow('ENOENT')
  })

  it('uses the account to which the data belong already', async () => {
    const dataDir = await emptyFolder()
    await (await start(dataDir)).stop()
    const own = { uid: 12345, gid: 12345 }
    spawnSync('chown', ['-R', `${own.uid}:${own.gid}`, join(dataDir, 'postgres/data')])
    await start(dataDir)
    expect(await stat(join(dataDir, 'postgres/data/postmaster.pid'))).toMatchObject(own)
  })
})

it('names the way out when the data are not where the link says', async () => {
  const dataDir = await emptyFolder()
  await symlink(join(dataDir, 'nowhere'), join(dataDir, 'postgres'))
  await expect(start(dataDir)).rejects.toMatchObject({
    reason: 'no-access',
    message: expect.stringContaining(join(dataDir, 'postgres')),
  })
})
