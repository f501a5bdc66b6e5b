// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { statement, type Tx } from '#/database/db.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const add = statement('test add', 'insert into turns (key) values ($1)')
const count = statement('test count', 'select count(*)::int as n from turns')
const fails = statement('test fails', 'select 1 / 0')

let fresh: TestDatabase
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase({ url: fresh.url, turns: 4 })
})
beforeEach(() => database.turns.prisma.turn.deleteMany().then(() => {}))
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const kept = async () => (await database.turns.query<{ n: number }>(count))[0]?.n
const run = <T>(work: (tx: Tx) => Promise<T>) => database.turns.transaction(work)

describe('a transaction', () => {
  it('holds what plain statements and Prisma write in it, and nobody else sees it before it is committed', async () => {
    await run(async tx => {
      await tx.query(add, ['plain'])
      await tx.prisma.turn.create({ data: { key: 'prisma' } })
      expect(await tx.prisma.turn.count()).toBe(2)
      expect((await database.background.query<{ n: number }>(count))[0]?.n).toBe(0)
    })
    expect(await kept()).toBe(2)
  })

  it('takes back both when its work throws', async () => {
    const refused = run(async tx => {
      await tx.query(add, ['plain'])
      await tx.prisma.turn.create({ data: { key: 'prisma' } })
      throw new Error('no')
    })
    await expect(refused).rejects.toThrow('no')
    expect(await kept()).toBe(0)
  })

  it('holds what Prisma does in several statements of its own', async () => {
    const refused = run(async tx => {
      await tx.prisma.source.create({
        data: {
          platform: 'slack',
          externalId: 'T0',
          name: 'T0',
          identities: { create: { userId: 'U0', name: 'U0' } },
        },
      })
      expect(await tx.prisma.identity.count()).toBe(1)
      throw new Error('no')
    })
    await expect(refused).rejects.toThrow('no')
    expect(await database.turns.prisma.identity.count()).toBe(0)
    expect(await database.turns.prisma.source.count()).toBe(0)
  })

  it('keeps apart what several ask Prisma at the same moment', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map(key =>
        run(async tx => {
          await tx.prisma.turn.create({ data: { key } })
          const [own, all] = await Promise.all([
            tx.prisma.turn.findFirst({ where: { key } }),
            tx.prisma.turn.findMany({ select: { key: true } }),
          ])
          expect(own?.key).toBe(key)
          return all.map(one => one.key)
        }),
      ),
    )
    for (const [i, key] of ['a', 'b', 'c'].entries()) expect(seen[i]).toContain(key)
    expect(await kept()).toBe(3)
  })

  it('commits nothing after a statement that failed, though its work went on', async () => {
    const broken = run(async tx => {
      await tx.query(add, ['plain'])
      await tx.query(fails).catch(() => {})
    })
    await expect(broken).rejects.toThrow('after a statement had failed')
    expect(await kept()).toBe(0)
  })

  it('is no place for Prisma once it has ended', async () => {
    const late = Promise.withResolvers<void>()
    let straggler: Promise<unknown> = Promise.resolve()
    await run(async tx => {
      straggler = late.promise.then(() => tx.prisma.turn.create({ data: { key: 'late' } }))
      straggler.catch(() => {})
    })
    late.resolve()
    await expect(straggler).rejects.toThrow('has ended')
    expect(await kept()).toBe(0)
  })

  it('takes no statement after its end, so that none slips into the next transaction on its connection', async () => {
    let last: Tx | undefined
    await run(async tx => {
      last = tx
    })
    await expect(last?.query(add, ['late'])).rejects.toThrow('after its end')
    const failed = run(async tx => {
      last = tx
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await expect(last?.query(add, ['late'])).rejects.toThrow('after its end')
    expect(await kept()).toBe(0)
  })

  it('holds also what Prisma is asked as the last thing, and begins only when it is waited for', async () => {
    const backend = statement('test backend', 'select pg_backend_pid() as pid')
    let own = 0
    const [asked] = await run(tx => {
      const pid = tx.query<{ pid: number }>(backend).then(rows => {
        own = rows[0]?.pid ?? 0
      })
      void pid
      return tx.prisma.$queryRawUnsafe<{ pid: number }[]>('select pg_backend_pid() as pid')
    })
    expect(asked?.pid).toBe(own)
  })

  it('[T33] has limits of its own, and a connection asks nothing at its start that a pooler in transaction mode refuses', async () => {
    const askedAtStart = statement('test start', `select name from pg_settings where source = 'client' order by name`)
    for (const pool of [database.turns, database.background])
      expect(await pool.query(askedAtStart)).toEqual([{ name: 'application_name' }, { name: 'client_encoding' }])
    const limits = statement(
      'test limits',
      `select current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`,
    )
    expect(await run(tx => tx.query(limits))).toEqual([{ lock: '5s', idle: '10s' }])
  })

  it('gives its connection back, whatever became of it', async () => {
    for (let i = 0; i < 8; i++) await run(async tx => void (await tx.query(fails))).catch(() => {})
    await run(async tx => void (await tx.query(add, ['after'])))
    expect(await kept()).toBe(1)
  })
})
