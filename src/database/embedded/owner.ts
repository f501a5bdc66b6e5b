// SPDX-License-Identifier: EUPL-1.2
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startOf } from '#/database/embedded/process.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

/** Who started the database: the bot keeps it for as long as it lives, a script (migrate, seed, backup) for its own work. */
export type Owner = 'bot' | 'script'

const fileOf = (dataDir: string, owner: Owner) => join(dataDir, `${owner}.pid`)

/** The other living process that wrote itself down as the data's owner of this kind. */
export async function livingOwner(dataDir: string, owner: Owner): Promise<number | undefined> {
  const noted = await readFile(fileOf(dataDir, owner), 'utf8').catch(() => '')
  const [pid = 0, start] = noted.split('\n').map(Number)
  return pid > 0 && pid !== process.pid && (await startOf(pid)) === start ? pid : undefined
}

/** Makes this process the data's one bot, until `disown`. @throws DatabaseUnusable while another lives. */
export async function claimForBot(dataDir: string): Promise<void> {
  const file = fileOf(dataDir, 'bot')
  const own = `${file}.${process.pid}`
  await writeFile(own, await signature())
  try {
    // A link is all or nothing: of two bots that start at once, one finds the other's.
    while (!(await linked(own, file))) {
      const other = await livingOwner(dataDir, 'bot')
      if (other !== undefined)
        throw new DatabaseUnusable(
          'in-use',
          `Another bot (process ${other}) already uses ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`,
        )
      await rm(file, { force: true })
    }
  } finally {
    await rm(own)
  }
}

/** Notes that this script started the database, so that a bot waits for it. */
export async function noteScript(dataDir: string): Promise<void> {
  await writeFile(fileOf(dataDir, 'script'), await signature())
}

/** Takes this process' own note away; another's stays. */
export async function disown(dataDir: string, owner: Owner): Promise<void> {
  const file = fileOf(dataDir, owner)
  const noted = await readFile(file, 'utf8').catch(() => undefined)
  if (noted === (await signature())) await rm(file, { force: true })
}

const signature = async () => `${process.pid}\n${await startOf(process.pid)}\n`

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
