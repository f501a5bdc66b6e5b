// SPDX-License-Identifier: EUPL-1.2
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lastSchema, migrationsDirectory, schemaFile } from '#/database/migration-files.ts'
import { difference, newMigration } from '#/database/new-migration.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm50-schema-'))
})
afterEach(() => rm(folder, { recursive: true }))

const datamodel = (columns: string) =>
  `datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  id Int @id\n  ${columns}\n}\n`

async function write(name: string, schema: string, now = '2026-11-24T09:30:05Z') {
  await writeFile(join(folder, 'schema.prisma'), schema)
  const directory = join(folder, 'migrations')
  const schemaFile = join(folder, 'schema.prisma')
  return newMigration({ directory, schemaFile, name, now: Temporal.Instant.from(now) })
}

it('writes the whole datamodel first, and what changed after that', async () => {
  const first = await write('first', datamodel(''))
  expect(first).toEqual({ path: join(folder, 'migrations/20261124093005_first'), changed: true })
  const sql = await readFile(join(first.path, 'migration.sql'), 'utf8')
  expect(sql).toContain('CREATE TABLE "Thing"')
  // On a managed server the bot's user has no right to make the schema that is there already.
  expect(sql).not.toContain('CREATE SCHEMA')

  const second = await write('second', datamodel('name String'), '2026-11-25T09:30:05Z')
  expect(await readFile(join(second.path, 'migration.sql'), 'utf8')).toBe(
    '-- SPDX-License-Identifier: EUPL-1.2\n-- AlterTable\nALTER TABLE "Thing" ADD COLUMN     "name" TEXT NOT NULL;\n',
  )
  expect(await readFile(join(second.path, 'schema.prisma'), 'utf8')).toBe(datamodel('name String'))
})

it('writes one without SQL when the datamodel has not changed', async () => {
  await write('first', datamodel(''))
  const { path, changed } = await write('by_hand', datamodel(''))
  expect(changed).toBe(false)
  expect(await readFile(join(path, 'migration.sql'), 'utf8')).toBe('-- SPDX-License-Identifier: EUPL-1.2\n')
})

it('comes after the newest one, even where the clock is behind', async () => {
  await write('first', datamodel(''))
  await write('second', datamodel('name String'), '2026-11-24T09:30:04Z')
  expect(await readdir(join(folder, 'migrations'))).toEqual(['20261124093005_first', '20261124093006_second'])
})

it('writes nothing for a wrong name or a wrong datamodel', async () => {
  await expect(write('../up', datamodel(''))).rejects.toThrow('"../up" is no name for a migration')
  await expect(write('wrong', 'model {')).rejects.toThrow('schema.prisma:1')
  expect(await readdir(folder)).toEqual(['schema.prisma'])
})

it("this release's migrations hold all that schema.prisma says", async () => {
  const today = await readFile(schemaFile, 'utf8')
  expect(await difference(await lastSchema(migrationsDirectory), today)).toBe('')
})
