// SPDX-License-Identifier: EUPL-1.2
// npm run migrate:new <name>: writes the next migration from what changed in prisma/schema.prisma.
import { relative } from 'node:path'
import { migrationsDirectory, schemaFile } from '#/database/migration-files.ts'
import { newMigration } from '#/database/new-migration.ts'

try {
  const migration = await newMigration({
    directory: migrationsDirectory,
    schemaFile,
    name: process.argv[2] ?? '',
    now: Temporal.Now.instant(),
  })
  const path = relative(process.cwd(), migration.path)
  console.log(migration.changed ? `Written: ${path}` : `schema.prisma has not changed; written without SQL: ${path}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
