// SPDX-License-Identifier: EUPL-1.2
import { PrismaPg } from '@prisma/adapter-pg'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { areApplied } from '#/database/applied.ts'
import type { Log } from '#/database/log.ts'
import { migrationsDirectory, readMigrations } from '#/database/migration-files.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'

const migrationLock = 505050
const filters = { externalTables: [], externalEnums: [] }

/**
 * Applies the migrations that the database lacks, each in a transaction of its own, and returns their names. Any number of copies may call it at
 * once: the others wait. A database that is ahead of this release is left as it is. Needs a direct connection, not a transaction pooler.
 * @throws DatabaseUnusable when an applied migration was edited since, or one fails (it then leaves nothing behind, and a mended one may follow);
 * the driver's error when the database cannot be reached.
 */
export async function migrate(options: { connectionString: string; directory?: string; log: Log }): Promise<string[]> {
  const { connectionString, directory = migrationsDirectory, log } = options
  const migrationsList = await readMigrations(directory)
  // Not from the pool, which closes a connection after any error: the lock would be gone with it.
  const lock = new pg.Client({ connectionString })
  let broken: Error | undefined
  const lost = (error: Error) => {
    broken ??= error
    log.warn({ error: error.message }, 'A connection that migrates was lost')
  }
  lock.on('error', lost)
  await lock.connect()
  const pool = new pg.Pool({ connectionString, max: 1 })
  // While idle it is told to the pool, while in use to the connection itself; unheard it would end the process.
  pool.on('error', lost)
  pool.on('connect', client => client.on('error', lost))
  try {
    await takeLock(lock, log)
    if (await areApplied(lock, migrationsList)) return []
    // Loaded only where there is something to do: it is large, and stays.
    const { withSchemaEngine } = await import('#/database/schema-engine.ts')
    const script = runsWhole(pool)
    return await withSchemaEngine(script.adapter, async engine => {
      await settleHistory(engine, migrationsList, log)
      try {
        const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
        if (appliedMigrationNames.length > 0) log.info({ migrations: appliedMigrationNames }, 'Migrations applied')
        return appliedMigrationNames
      } catch (error) {
        const cause = script.failure()
        if (cause === undefined) throw error
        throw await failed(engine, migrationsList, cause, log)
      }
    })
  } catch (error) {
    // The engine says nothing of a connection that broke.
    throw broken ?? error
  } finally {
    // The engine takes a lock of its own and never gives it back: closing its connection does.
    await pool.end()
    await lock.end()
  }
}

/** Ours waits as long as another copy migrates; the engine's own would give up after ten seconds. */
async function takeLock(client: pg.Client, log: Log): Promise<void> {
  await client.query('set statement_timeout = 0; set lock_timeout = 0')
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [migrationLock])
  if (rows[0]?.taken) return
  log.info({}, 'Another copy migrates the database: waiting for it')
  await client.query('select pg_advisory_lock($1)', [migrationLock])
}

interface Failure {
  readonly error: pg.DatabaseError
  readonly line: number | undefined
}

/**
 * The adapter splits a script at every semicolon, function bodies included, and runs the pieces without a transaction. Here it runs whole, and is
 * noted as finished in the same transaction: whatever stands unfinished afterwards was not applied. The engine hides the driver's error, so we keep it.
 */
function runsWhole(pool: pg.Pool): { adapter: PrismaPg; failure: () => Failure | undefined } {
  let failure: Failure | undefined
  async function executeScript(sql: string): Promise<void> {
    const client = await pool.connect()
    try {
      await client.query('set statement_timeout = 0')
      await client.query('begin')
      await client.query(sql)
      await client.query(
        'update _prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null',
      )
      await client.query('commit')
      client.release()
    } catch (error) {
      if (error instanceof pg.DatabaseError) failure = { error, line: lineOf(sql, error.position) }
      // Closed, and so rolled back.
      client.release(true)
      throw error
    }
  }
  const adapter = new PrismaPg(pool)
  const connect = adapter.connect.bind(adapter)
  adapter.connect = async () => Object.assign(await connect(), { executeScript })
  return { adapter, failure: () => failure }
}

const lineOf = (sql: string, position: string | undefined) =>
  position === undefined ? undefined : sql.slice(0, Number(position)).split('\n').length

/** Clears what a copy that was killed while migrating left unfinished, and refuses a history that is not this release's. */
async function settleHistory(engine: SchemaEngine, migrationsList: MigrationList, log: Log): Promise<void> {
  const interrupted = await rollBackUnfinished(engine, migrationsList)
  if (interrupted.length > 0) log.warn({ migrations: interrupted }, 'A migration was interrupted and is applied again')
  const { editedMigrationNames } = await history(engine, migrationsList)
  if (editedMigrationNames.length > 0)
    throw new DatabaseUnusable(
      'edited-migration',
      `Migration ${editedMigrationNames.join(', ')} was changed after it was applied to this database: restore its migration.sql, and write the change as a migration of its own (npm run migrate:new).`,
    )
}

async function failed(engine: SchemaEngine, list: MigrationList, { error, line }: Failure, log: Log): Promise<Error> {
  const name = (await rollBackUnfinished(engine, list)).join(', ')
  const place = line === undefined ? '' : ` in line ${line}`
  log.error({ migration: name, code: error.code, line, error: error.message }, 'A migration failed')
  const sentence = `Migration ${name} failed${place} and left nothing behind: ${error.message} (${error.code}).`
  return new DatabaseUnusable('failed-migration', sentence, { cause: error })
}

async function rollBackUnfinished(engine: SchemaEngine, migrationsList: MigrationList): Promise<string[]> {
  const { failedMigrationNames } = await history(engine, migrationsList)
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
  return failedMigrationNames
}

const history = (engine: SchemaEngine, migrationsList: MigrationList) =>
  engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters })
