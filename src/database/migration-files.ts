// SPDX-License-Identifier: EUPL-1.2
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'

/** The folder of this release's migrations: one folder each, `<timestamp>_<name>/{migration.sql,schema.prisma}`. */
export const migrationsDirectory = join(import.meta.dirname, '../../prisma/migrations')

/** The datamodel that the newest migration is written from. */
export const schemaFile = join(import.meta.dirname, '../../prisma/schema.prisma')

/** The migrations' names, oldest first; none where the folder does not exist. */
export async function migrationNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(error => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .toSorted()
}

/** All migrations as the schema engine takes them. @throws when a migration has no readable `migration.sql`. */
export async function readMigrations(directory: string): Promise<MigrationList> {
  const names = await migrationNames(directory)
  const migrationDirectories = names.map(async name => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: await readFile(join(directory, name, 'migration.sql'), 'utf8') },
    },
  }))
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  }
}

/** The datamodel as it was after the newest migration; undefined before the first. */
export async function lastSchema(directory: string): Promise<string | undefined> {
  const newest = (await migrationNames(directory)).at(-1)
  return newest === undefined ? undefined : readFile(join(directory, newest, 'schema.prisma'), 'utf8')
}

/** Writes a migration's folder. @returns its path. @throws when a migration of that name exists. */
export async function writeMigration(
  directory: string,
  name: string,
  content: { sql: string; schema: string },
): Promise<string> {
  const path = join(directory, name)
  await mkdir(directory, { recursive: true })
  await mkdir(path)
  await writeFile(join(path, 'migration.sql'), content.sql)
  await writeFile(join(path, 'schema.prisma'), content.schema)
  return path
}
