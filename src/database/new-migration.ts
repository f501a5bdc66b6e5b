// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { ColumnTypeEnum, mockAdapter, mockMigrationAwareAdapterFactory } from '@prisma/driver-adapter-utils'
import { lastSchema, migrationNames, writeMigration } from '#/database/migration-files.ts'
import { withSchemaEngine } from '#/database/schema-engine.ts'

// Not the engine's own "empty": from that the first migration creates the schema "public", for which a managed server's user often has no right.
const emptyDatamodel = 'datasource db {\n  provider = "postgresql"\n}\n'
const licence = '-- SPDX-License-Identifier: EUPL-1.2\n'

/**
 * Writes what changed in the datamodel since the newest migration as the next one, without a database. What Prisma cannot say (triggers, partial
 * indexes) is added to its `migration.sql` by hand before it is first applied; a migration for that alone comes with no SQL.
 * @returns its path, and whether the datamodel changed. @throws when the name is not made of a–z, 0–9 and _, or the datamodel is not valid.
 */
export async function newMigration(options: {
  directory: string
  schemaFile: string
  name: string
  now: Temporal.Instant
}): Promise<{ path: string; changed: boolean }> {
  if (!/^[a-z0-9_]+$/.test(options.name))
    throw new Error(`"${options.name}" is no name for a migration: use only a–z, 0–9 and _, such as add_meetings.`)
  const previous = await lastSchema(options.directory)
  const schema = await readFile(options.schemaFile, 'utf8')
  const sql = await difference(previous, schema)
  const name = `${await nextTimestamp(options.directory, options.now)}_${options.name}`
  const path = await writeMigration(options.directory, name, { sql: licence + sql, schema })
  return { path, changed: sql !== '' }
}

/** The time in UTC as yyyymmddhhmmss; later than the newest migration's, which another machine's clock may have written. */
async function nextTimestamp(directory: string, now: Temporal.Instant): Promise<string> {
  const timestamp = now.toString({ smallestUnit: 'second' }).replaceAll(/\D/g, '')
  const newest = (await migrationNames(directory)).at(-1)?.split('_', 1)[0] ?? ''
  return timestamp > newest ? timestamp : String(BigInt(newest) + 1n)
}

/** The SQL from one datamodel to the next, from nothing when there was none; empty when they say the same. */
export async function difference(previous: string | undefined, next: string): Promise<string> {
  const datamodel = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  })
  const result = await withSchemaEngine(noDatabase(), engine =>
    engine.diff({
      from: datamodel(previous ?? emptyDatamodel),
      to: datamodel(next),
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  return result.exitCode === 0 ? '' : (result.stdout ?? '')
}

/** An adapter without a database behind it: comparing two datamodels asks a server for nothing but its version. */
function noDatabase() {
  const adapter = mockAdapter('postgres')
  adapter.getConnectionInfo = () => ({ schemaName: 'public', supportsRelationJoins: true })
  adapter.queryRaw = async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18.4', 180004]],
  })
  adapter.dispose = async () => {}
  return { ...mockMigrationAwareAdapterFactory('postgres'), connect: async () => adapter }
}
