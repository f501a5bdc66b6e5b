// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { openLedger } from '#/database/erasure-ledger.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'
import { recordingLog } from '../support/silent-log.ts'

let test: TestDatabase
let database: Database
const folder = mkdtempSync(join(tmpdir(), 'm50-ledger-'))

beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 1, background: 1 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
  rmSync(folder, { recursive: true })
})

async function forgotten(kind: 'person' | 'identity' = 'person'): Promise<string> {
  const id = randomUUID()
  await test.query(
    `insert into audit (at, action, subject_kind, subject_id, acted_role, app) values (now(), 'person.forgotten', $1, $2, 'member', 'slack')`,
    [kind, id],
  )
  return id
}
const idsIn = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(line => /"id":"([^"]+)"/.exec(line)?.[1] ?? [])

it('[T43] notes once who was forgotten, in a file of its owner and in the log, by id only', async () => {
  const file = join(folder, 'new', 'erasures.jsonl')
  const [person, account] = [await forgotten(), await forgotten('identity')]
  const { log, lines } = recordingLog()
  const ledger = openLedger(file, log)
  await ledger.note(database.background)
  await ledger.note(database.background)
  await openLedger(file, log).note(database.background)
  expect(idsIn(file).toSorted()).toEqual([person, account].toSorted())
  expect(lines.map(({ facts }) => facts)).toEqual(
    expect.arrayContaining([
      { kind: 'person', id: person },
      { kind: 'identity', id: account },
    ]),
  )
  expect(lines).toHaveLength(2)
  expect(statSync(file).mode & 0o077).toBe(0)
})

it('[T43] goes on after half a line, which a killed process left', async () => {
  const file = join(folder, 'half.jsonl')
  const ledger = openLedger(file, recordingLog().log)
  await ledger.note(database.background)
  const before = idsIn(file)
  appendFileSync(file, '\n{"at":"2027-01-01T00:00:00Z","kind":"person","id":"0123')
  const next = await forgotten()
  await openLedger(file, recordingLog().log).note(database.background)
  expect(idsIn(file).filter(id => id.length === 36)).toEqual([...before, next])
})

it('[T43] is in the log alone where there is no disk, and says so once', async () => {
  writeFileSync(join(folder, 'no-folder'), '')
  const { log, lines } = recordingLog()
  const ledger = openLedger(join(folder, 'no-folder', 'erasures.jsonl'), log)
  await ledger.note(database.background)
  const next = await forgotten()
  await ledger.note(database.background)
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  expect(lines.filter(({ level }) => level === 'info').at(-1)?.facts).toEqual({ kind: 'person', id: next })
})

it('[T43] finds who came back with an older copy, and nobody else', async () => {
  const file = join(folder, 'returned.jsonl')
  const [back, gone, never] = [await aPerson(test), await aPerson(test), await aPerson(test)]
  await test.query('update people set forgotten_at = now() where id = $1', [gone])
  const account = await anAccount(test, { source: await aSource(test), person: never, user: 'U1' })
  const entry = (kind: string, id: string) => JSON.stringify({ at: '2027-01-01T00:00:00Z', kind, id })
  writeFileSync(file, [entry('person', back), entry('person', gone), entry('identity', account)].join('\n'))
  const returned = await openLedger(file, recordingLog().log).returned(database.background)
  expect(returned).toEqual([
    { person: back, account: null },
    { person: null, account },
  ])
})
