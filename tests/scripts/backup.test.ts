// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeData } from '../support/data-folder.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { aPerson } from '../support/people.ts'
import { runScript } from '../support/script.ts'

let folder: string
let external: TestDatabase
const key = randomBytes(32).toString('base64')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm50-backup-'))
  // Where we are root, Postgres runs under another account, which must get in.
  await chmod(folder, 0o711)
  external = await freshDatabase({ seeded: true })
  await aPerson(external)
})
afterAll(async () => {
  await external.drop()
  await removeData(join(folder, 'data'))
  await rm(folder, { recursive: true })
})

/** All of a backup but its head, where time and server's version stand, what a restore says of itself, and its end. */
const content = async (file: string) =>
  gunzipSync(await readFile(file))
    .toString()
    .split('\n')
    .filter(line => /^[tr]/.test(line) && !/^r\["hold"|"restore\.held"/.test(line))

it('[E50] [T57] one command each takes a backup of one’s own Postgres into the embedded one, and the other way round', async () => {
  const own = { DATABASE_URL: external.url, SECRET_KEY: key, DATA_DIR: join(folder, 'none') }
  const embedded = { DATA_DIR: join(folder, 'data'), SECRET_KEY: key }
  const file = join(folder, 'own.backup')
  const taken = await runScript('backup', [file], own)
  expect(taken).toEqual({
    code: 0,
    output: expect.stringMatching(/^Backed up \d+ rows to .*own\.backup\. SECRET_KEY is not in it/),
  })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['own.backup'])
  expect(gunzipSync(await readFile(file)).toString()).not.toContain(key)

  const again = await runScript('backup', [file], own)
  expect(again).toEqual({ code: 1, output: expect.stringContaining('is there already: name another file.') })

  const restored = await runScript('restore', [file], embedded)
  expect(restored).toEqual({
    code: 0,
    output: expect.stringMatching(
      /^Restored \d+ rows, as they were at \S+Z\. The bot needs the SECRET_KEY[\s\S]*before the secretariat has gone through m50 vrijgeven\./,
    ),
  })
  const copy = join(folder, 'embedded.backup')
  expect((await runScript('backup', [copy], embedded)).code).toBe(0)
  expect(await content(copy)).toEqual(await content(file))
  expect((await content(file)).length).toBeGreaterThan(100)
}, 180_000)
