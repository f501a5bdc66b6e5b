// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { postgresCode } from '#/database/errors.ts'
import { migrationNames, migrationsDirectory } from '#/database/migration-files.ts'

const server = statement(
  'condition server',
  `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major`,
)
const time = statement('condition time', 'select extract(epoch from clock_timestamp())::float8 * 1000 as ms')
const applied = statement(
  'condition migrations',
  `select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`,
)

const undefinedTable = '42P01'

/** The oldest PostgreSQL that will do. */
export const oldestMajor = 15

/** The server's version as it says it, and its major number. */
export async function serverVersion(db: Db): Promise<{ version: string; major: number }> {
  const [row] = await db.query<{ version: string; major: number }>(server)
  return { version: row?.version.split(' ', 1)[0] ?? '', major: row?.major ?? 0 }
}

/** How many milliseconds this machine's clock is ahead of the database's, give or take half of what asking took. */
export async function clockDriftMs(db: Db): Promise<number> {
  const asked = Date.now()
  const [row] = await db.query<{ ms: number }>(time)
  const answered = Date.now()
  return Math.round((asked + answered) / 2 - (row?.ms ?? 0))
}

export interface MigrationsState {
  readonly applied: number
  /** Of this release, and not applied here. */
  readonly missing: readonly string[]
  /** Applied here, and not known to this release: a newer one was here. */
  readonly unknown: readonly string[]
}

/** How this release's migrations stand beside the database's; a database without tables has none. */
export async function migrationsState(db: Db, directory = migrationsDirectory): Promise<MigrationsState> {
  const ours = await migrationNames(directory)
  const theirs = await appliedNames(db)
  return {
    applied: theirs.length,
    missing: ours.filter(name => !theirs.includes(name)),
    unknown: theirs.filter(name => !ours.includes(name)),
  }
}

async function appliedNames(db: Db): Promise<string[]> {
  try {
    return (await db.query<{ name: string }>(applied)).map(({ name }) => name)
  } catch (error) {
    if (postgresCode(error) === undefinedTable) return []
    throw error
  }
}
