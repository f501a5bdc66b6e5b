// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import type pg from 'pg'

interface Noted {
  readonly name: string
  readonly checksum: string
  readonly isDone: boolean
}

const checksumOf = (script: string): string => createHash('sha256').update(script).digest('hex')

/** Whether every migration is noted as applied, unchanged, in the table that Prisma's engine keeps, and none is unfinished: what nearly every start finds. False where the engine must say what to do. */
export async function areApplied(client: pg.Client, { migrationDirectories }: MigrationList): Promise<boolean> {
  const { rows: found } = await client.query(`select to_regclass('_prisma_migrations') is not null as "isThere"`)
  if (!found[0]?.isThere) return false
  const { rows } = await client.query<Noted>(
    'select migration_name as name, checksum, finished_at is not null as "isDone" from _prisma_migrations where rolled_back_at is null',
  )
  const noted = new Map(rows.map(row => [row.name, row]))
  return (
    rows.every(row => row.isDone) &&
    migrationDirectories.every(({ path, migrationFile: { content } }) => {
      return content.tag === 'ok' && noted.get(path)?.checksum === checksumOf(content.value)
    })
  )
}
