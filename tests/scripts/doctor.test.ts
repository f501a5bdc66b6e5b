// SPDX-License-Identifier: EUPL-1.2
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { runScript } from '../support/script.ts'
import { startSlack } from '../support/slack-server.ts'

// Each run is a process of its own, and a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 })

let dataDir: string
let database: TestDatabase
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'm50-doctor-'))
  database = await freshDatabase({ empty: true })
})
afterAll(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true })
})

const doctor = (...words: string[]) => runScript('doctor', words, { DATA_DIR: dataDir, DATABASE_URL: database.url })

it('[E49] names what is broken with exit code 1, mends what is safe with --fix, and is content after that', async () => {
  await writeFile(join(dataDir, 'secret-key'), Buffer.alloc(32, 1).toString('base64'))
  await chmod(join(dataDir, 'secret-key'), 0o644)
  const ill = await doctor()
  expect(ill.code).toBe(1)
  expect(ill.output).toMatch(/^ok +settings /m)
  expect(ill.output).toMatch(/^BROKEN +key +Others may read /m)
  expect(ill.output).toMatch(
    /^BROKEN +migrations +The database is behind this version of the bot\. Still to apply: \d+_first_slice, /m,
  )

  const mended = await doctor('--fix')
  expect(mended.output).toMatch(/^ok +key +Mended: /m)
  expect(mended.output).toMatch(/^ok +migrations +Mended: applied \d+_first_slice, /m)
  expect(mended.code).toBe(0)
  expect((await stat(join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600)

  await database.query(
    `insert into audit (at, action, subject_kind, subject_id, acted_role, app) values (now() - interval '1 hour', 'x', 'x', 'x', 'x', 'x')`,
  )
  const well = await doctor('migrations', 'audit')
  expect(
    well.output
      .trim()
      .split('\n')
      .map(line => line.split(/ +/, 2)),
  ).toEqual([
    ['ok', 'migrations'],
    ['BROKEN', 'audit'],
  ])
  expect(well.code).toBe(1)
})

it('[F78] asks Slack itself which permissions the token has, and names those that are missing', async () => {
  const slack = await startSlack()
  await database.query(
    `insert into sources (platform, external_id, name, is_host, state) values ('slack', 'T1', 'Samen', true, 'admitted')`,
  )
  const asked = () =>
    runScript('doctor', ['scopes'], {
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      ...slack.settings,
    })
  expect(await asked()).toEqual({ code: 0, output: expect.stringMatching(/^ok +scopes +[^\n]*Samen\.\n$/) })
  slack.grant(['chat:write', 'commands', 'app_mentions:read', 'im:history', 'users:read'])
  const lacks = await asked()
  expect(lacks.code).toBe(1)
  expect(lacks.output).toMatch(
    /^BROKEN +scopes +The bot lacks permissions in Samen: files:read, im:write, users:read\.email\./,
  )
  await slack.close()
  // Slack is away: what it said before stands, and here it never did.
  expect((await asked()).output).toMatch(/^look +scopes +/)
})

it('[E49] lists its checks', async () => {
  const listed = await doctor('--list')
  expect(listed.code).toBe(0)
  expect(listed.output.trim().split('\n')).toEqual(
    'settings key database migrations clock tick scopes channels hold messages planned retention presses people audit'.split(
      ' ',
    ),
  )
})

it('[E49] tells a wrong setting, and a database that does not let it in, in one sentence each', async () => {
  const wrong = await runScript('doctor', [], { DATA_DIR: dataDir, PORT: 'veel' })
  expect(wrong).toEqual({ code: 1, output: expect.stringMatching(/^BROKEN +settings +PORT must be [^\n]+\n$/) })
  const url = new URL(database.url)
  url.password = 'wrong'
  const out = await runScript('doctor', ['database'], { DATA_DIR: dataDir, DATABASE_URL: url.href })
  expect(out).toEqual({
    code: 1,
    output: expect.stringMatching(/^BROKEN +database +The database can't be asked \(code 28P01\)\.\n$/),
  })
})
