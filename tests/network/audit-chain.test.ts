// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Log } from '#/database/log.ts'
import { checkChain } from '#/network/audit-chain.ts'
import { createSealing } from '#/network/seal-audit.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

let test: TestDatabase
let database: Database

beforeEach(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 1, background: 3 })
  return async () => {
    await database.close()
    await test.drop()
  }
})

const noted = `insert into audit (at, action, subject_kind, subject_id, acted_role, app, new)
  values (now(), 'pillar.joined', 'request', gen_random_uuid()::text, 'secretariat', 'slack', '{"state": "approved"}')`

const note = (count: number) =>
  test.query(`${noted.replace('values (', 'select ').replace(/\)$/, '')} from generate_series(1, ${count})`)

const sealing = (log: Log = silent, today = () => '2027-02-03') => createSealing(database.background, log, today)

const sealAll = () => sealing()()

const check = () => checkChain(database.background)

/** As a database's owner could who means harm: triggers are switched off first. */
async function behindItsBack(table: string, statement: string): Promise<void> {
  await test.query(`alter table ${table} disable trigger user`)
  await test.query(statement)
  await test.query(`alter table ${table} enable trigger user`)
}

describe('the audit only grows', () => {
  it('[T46] refuses update, delete and truncate of rows and seals, also where ordinary triggers are off', async () => {
    await note(2)
    await sealAll()
    const owner = new pg.Client(test.url)
    await owner.connect()
    await owner.query('set session_replication_role = replica')
    const acts = [
      `update audit set action = 'x'`,
      'delete from audit',
      'truncate audit',
      `update audit_seals set hash = 'x'`,
      'delete from audit_seals',
      'truncate audit_seals cascade',
    ]
    for (const act of acts) {
      await expect(test.query(act), act).rejects.toThrow('can not be changed or deleted')
      await expect(owner.query(act), act).rejects.toThrow('can not be changed or deleted')
    }
    await owner.end()
    expect(await check()).toMatchObject({ sealed: 2, faults: [], isLate: false })
  })
})

describe('the audit’s seals', () => {
  it('[T46] hold every row, each upon the one before it, over more than one batch', async () => {
    await note(2_300)
    const seal = sealing()
    await seal()
    expect(await check()).toMatchObject({ sealed: 2_300, faults: [] })
    await note(1)
    await seal()
    const { sealed, head, faults } = await check()
    expect({ sealed, faults }).toEqual({ sealed: 2_301, faults: [] })
    expect(await test.query('select hash from audit_seals order by audit_id desc limit 1')).toEqual([{ hash: head }])
  })

  it('[T46] find a changed row', async () => {
    await note(5)
    await sealAll()
    await behindItsBack('audit', `update audit set acted_role = 'chair' where id = 3`)
    expect((await check()).faults).toEqual([{ kind: 'changed', id: '3' }])
    await behindItsBack('audit', `update audit set acted_role = 'secretariat' where id = 3`)
    expect((await check()).faults).toEqual([])
    await behindItsBack('audit', `update audit set new = '{"state": "declined"}' where id = 5`)
    expect((await check()).faults).toEqual([{ kind: 'changed', id: '5' }])
  })

  it('[T46] find a missing row, with its seal or without', async () => {
    await note(5)
    await sealAll()
    await behindItsBack('audit', 'delete from audit where id = 2')
    expect((await check()).faults).toEqual([{ kind: 'missing', id: '2' }])
    await behindItsBack('audit_seals', 'delete from audit_seals where audit_id = 2')
    expect((await check()).faults).toEqual([{ kind: 'broken', id: '3' }])
  })

  it('[T46] find an added row, also after the next seals', async () => {
    await note(2)
    await test.query(`select setval('audit_id_seq', 10)`)
    await note(2)
    await sealAll()
    await test.query(noted.replace('(at,', '(id, at,').replace('values (', 'values (7, '))
    await note(1)
    await sealAll()
    expect(await check()).toMatchObject({ sealed: 5, faults: [{ kind: 'added', id: '7' }] })
  })

  it('[T46] wait for a turn that took its number first and commits last, for none that began later, and hold nobody up', async () => {
    const [slow, later] = [new pg.Client(test.url), new pg.Client(test.url)]
    await Promise.all([slow.connect(), later.connect()])
    await slow.query('begin')
    await slow.query(noted)
    await note(1)
    const seal = sealing()
    await seal()
    expect((await check()).sealed).toBe(0)
    await later.query('begin')
    await later.query(noted)
    await slow.query('commit')
    await seal()
    expect(await check()).toMatchObject({ sealed: 2, faults: [] })
    await note(1)
    await later.query('commit')
    await seal()
    expect(await check()).toMatchObject({ sealed: 4, faults: [] })
    await Promise.all([slow.end(), later.end()])
  })

  it('[T46] are one chain when copies seal beside each other', async () => {
    const copies = [sealing(), sealing(), sealing()]
    await note(1_500)
    for (let round = 0; round < 3; round++) await Promise.all([...copies.map(seal => seal()), note(20)])
    await sealAll()
    expect(await check()).toMatchObject({ sealed: 1_560, faults: [] })
  })

  it('[T46] are late when nobody seals', async () => {
    await test.query(noted.replace('now()', `now() - interval '11 minutes'`))
    expect((await check()).isLate).toBe(true)
    await sealAll()
    expect((await check()).isLate).toBe(false)
  })

  it('[T46] go to the log once a day, by their head', async () => {
    const lines: object[] = []
    let today = '2027-02-03'
    const seal = sealing({ ...silent, info: facts => void lines.push(facts) }, () => today)
    await note(1)
    await seal()
    await note(1)
    await seal()
    const [first] = await test.query<{ hash: string }>('select hash from audit_seals where audit_id = 1')
    expect(lines).toEqual([{ id: '1', head: first?.hash }])
    today = '2027-02-04'
    await seal()
    expect(lines.slice(1)).toEqual([{ id: '2', head: (await check()).head }])
  })
})
