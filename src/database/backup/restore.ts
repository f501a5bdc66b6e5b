// SPDX-License-Identifier: EUPL-1.2
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BackupRefused, type Head } from '#/database/backup/format.ts'
import { type PutBack, putBack } from '#/database/backup/put-back.ts'
import { damaged, readBackup } from '#/database/backup/read.ts'
import type { Log } from '#/database/log.ts'
import { migrate } from '#/database/migrate.ts'
import { migrationNames, migrationsDirectory } from '#/database/migration-files.ts'

/**
 * Puts a backup back into a database that nobody has used yet, which is brought to this release's schema first: all of it in one transaction, or nothing.
 * @throws BackupRefused when it is no whole backup, was made by another release, or the database is in use.
 */
export async function restore(options: {
  readonly connectionString: string
  readonly from: Readable
  readonly log: Log
}): Promise<PutBack & { readonly takenAt: string }> {
  const { connectionString, from, log } = options
  try {
    return await pipeline(from, createGunzip(), async (source: AsyncIterable<Buffer>) => {
      const { head, tables } = await readBackup(source)
      await refuseOtherRelease(head)
      await migrate({ connectionString, log })
      return { takenAt: head.takenAt, ...(await putBack(connectionString, head, tables)) }
    })
  } catch (error) {
    throw isUnreadable(error) ? damaged() : error
  }
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))

/** A backup goes back into the release that made it; updating comes after. */
async function refuseOtherRelease({ migrations, takenAt }: Head): Promise<void> {
  const ours = await migrationNames(migrationsDirectory)
  const theirs = migrations.map(({ name }) => name)
  if (ours.join() === theirs.join()) return
  throw new BackupRefused(
    `This backup of ${takenAt} was made by another release of M50: its newest migration is ${theirs.at(-1) ?? 'none'}, and this release's is ${ours.at(-1)}. Restore it with the release that made it, and update after that. Nothing was changed.`,
  )
}
