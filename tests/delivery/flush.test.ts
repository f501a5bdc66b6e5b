// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Statement, Tx } from '#/database/db.ts'
import { createFlush } from '#/delivery/flush.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { openQueue, type Queue } from '#/delivery/queue.ts'
import { audit } from '#/network/audit.ts'
import type { MunicipalityId, PillarId, SourceId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { aChannel, anAccount, aPerson, aSource } from '../support/people.ts'
import { silent } from '../support/silent-log.ts'

let test: TestDatabase
let database: Database
let queue: Queue
let host: SourceId

const now = new Date('2027-02-03T09:30:00.000Z')

beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 4, background: 2 })
  queue = await openQueue({ connectionString: test.url, platforms: ['slack', 'playground'], log: silent })
  host = await aSource(test)
})

afterAll(async () => {
  await queue.stop()
  await database.close()
  await test.drop()
})

async function turn(work: (tx: Tx) => void): Promise<{ statements: string[] }> {
  const statements: string[] = []
  const flush = createFlush({
    kindOf: kind => ({ onUnclear: kind === 'digest' ? 'once' : 'surely', recordClass: 'message' }),
    queue,
    defaultLocale: 'nl',
    zone: 'Europe/Amsterdam',
  })
  await database.turns.transaction(async tx => {
    const counted: Tx = Object.assign(Object.create(tx), {
      query(one: Statement, values?: readonly unknown[]) {
        statements.push(one.text)
        return tx.query(one, values)
      },
    })
    work(counted)
    await flush(counted, now)
  })
  return { statements }
}

interface Row {
  id: string
  platform: string
  conversation: string
  locale: string
  state: string
  reason: string | null
  thread_of: string | null
  on_unclear: string
  created_at: Date
}

const deliveries = (kind: string) => test.query<Row>('select * from deliveries where kind = $1 order by id', [kind])
const say = (audience: Audience[], kind: string, facts: Record<string, unknown> = {}) =>
  turn(tx => notify(tx, audience, kind, facts))

describe('what a turn collected', () => {
  it('costs no statement when there is nothing', async () => {
    const { statements } = await turn(() => {})
    expect(statements).toEqual([])
  })

  it('is written by one statement, and its jobs by one more', async () => {
    const person = await aPerson(test)
    await anAccount(test, { source: host, person, user: 'U10' })
    const { statements } = await turn(tx => {
      audit(tx, {
        action: 'pillar.joined',
        subject: { kind: 'pillar', id: 'bestuur' },
        by: { personId: person, role: 'official', municipalityId: 'GM0355' as MunicipalityId, app: 'slack' },
        new: { state: 'open' },
      })
      notify(tx, [{ kind: 'person', person }], 'both', { number: 12 })
      notify(tx, [{ kind: 'person', person }], 'both', { number: 13 })
    })
    expect(statements).toHaveLength(2)
    const [row] = await test.query('select * from audit')
    expect(row).toMatchObject({
      at: now,
      action: 'pillar.joined',
      subject_kind: 'pillar',
      subject_id: 'bestuur',
      person_id: person,
      acted_role: 'official',
      acted_municipality_id: 'GM0355',
      app: 'slack',
      old: null,
      new: { state: 'open' },
    })
    const made = await deliveries('both')
    expect(made).toMatchObject([
      { facts: { number: 12 }, state: 'open', locale: 'nl', on_unclear: 'surely', created_at: now },
      { facts: { number: 13 } },
    ])
    const jobs = await test.query(
      'select id, data, singleton_key from pgboss.job where singleton_key = $1 order by id',
      ['slack:T1:@U10'],
    )
    expect(jobs.map(job => job.id)).toEqual(made.map(one => one.id))
    expect(jobs[0]).toMatchObject({ data: { id: made[0]?.id } })
  })

  it('is rolled back whole', async () => {
    const person = await aPerson(test)
    await anAccount(test, { source: host, person, user: 'U11' })
    const flush = createFlush({
      kindOf: () => ({ onUnclear: 'once', recordClass: 'message' }),
      queue,
      defaultLocale: 'nl',
      zone: 'Europe/Amsterdam',
    })
    await expect(
      database.turns.transaction(async tx => {
        notify(tx, [{ kind: 'person', person }], 'rolled-back', {})
        await flush(tx, now)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await deliveries('rolled-back')).toEqual([])
    expect(await test.query('select 1 from pgboss.job where singleton_key = $1', ['slack:T1:@U11'])).toEqual([])
  })
})

describe('a person', () => {
  it('is written to once, where they were last active', async () => {
    const person = await aPerson(test, 'en')
    const page = await aSource(test, { platform: 'playground', externalId: 'P1' })
    await anAccount(test, { source: host, person, user: 'U20', activeAt: new Date('2027-01-01') })
    await anAccount(test, { source: page, person, user: 'V20', activeAt: new Date('2027-02-01'), locale: 'nl' })
    await say(
      [
        { kind: 'person', person },
        { kind: 'person', person },
      ],
      'last-active',
    )
    expect(await deliveries('last-active')).toMatchObject([{ conversation: 'playground:P1:@V20', locale: 'en' }])
  })

  it('is written to on the account that can be reached, though the other one spoke last', async () => {
    const person = await aPerson(test)
    const page = await aSource(test, { platform: 'playground', externalId: 'P2' })
    await anAccount(test, { source: host, person, user: 'U22', activeAt: new Date('2027-01-01') })
    await anAccount(test, { source: page, person, user: 'V22', activeAt: new Date('2027-02-01') })
    await test.query(`update identities set unreached_at = now() where user_id = 'V22'`)
    await say([{ kind: 'person', person }], 'reached')
    expect(await deliveries('reached')).toMatchObject([{ conversation: 'slack:T1:@U22' }])
    await test.query(`update identities set unreached_at = now() where user_id = 'U22'`)
    await say([{ kind: 'person', person }], 'all unreached')
    expect(await deliveries('all unreached')).toMatchObject([{ conversation: 'playground:P2:@V22' }])
  })

  it('hears the account’s language when the person chose none', async () => {
    const person = await aPerson(test)
    await anAccount(test, { source: host, person, user: 'U21', locale: 'en' })
    await say([{ kind: 'person', person }], 'account-locale')
    expect(await deliveries('account-locale')).toMatchObject([{ locale: 'en' }])
  })

  it('without an account through which they may speak is noted as failed, without a job', async () => {
    const person = await aPerson(test)
    const asleep = await aSource(test, { externalId: 'T2', state: 'asleep' })
    const foreign = await aSource(test, { externalId: 'T3', isHost: false })
    const unserved = await aSource(test, { platform: 'teams', externalId: 'T4' })
    await test.query(`insert into source_domains (source_id, domain) values ($1, 'zeist.nl')`, [foreign])
    await anAccount(test, { source: asleep, person, user: 'U30' })
    await anAccount(test, { source: unserved, person, user: 'U31' })
    await anAccount(test, { source: host, person, user: 'U32', isDeactivated: true })
    await anAccount(test, { source: foreign, person, user: 'U33', email: 'x@ergens.nl' })
    await anAccount(test, { source: foreign, person, user: 'U34', email: 'x@zeist.nl', isGuest: true })
    const { statements } = await say([{ kind: 'person', person }], 'no-account')
    expect(statements).toHaveLength(1)
    expect(await deliveries('no-account')).toMatchObject([{ platform: 'none', state: 'failed', reason: 'noAccount' }])
    await test.query(`update people set email = 'x@zeist.nl' where id = $1`, [person])
    await anAccount(test, { source: foreign, person, user: 'U35', email: 'x@Zeist.nl' })
    await say([{ kind: 'person', person }], 'has-account')
    expect(await deliveries('has-account')).toMatchObject([{ conversation: 'slack:T3:@U35', state: 'open' }])
  })

  it('[T04] [T06] is not written to on an account that is no longer theirs, nor when their municipality is no member on that day', async () => {
    await test.query(`insert into agenda_periods (id, name, starts_on) values ('q', 'periode', '2026-01-01')`)
    await test.query(
      `insert into municipalities (id, name, region) values ('GM0355', 'Zeist', 'Utrecht'), ('GM0867', 'Waalwijk', 'Noord-Brabant')`,
    )
    await test.query(
      `insert into municipality_domains (municipality_id, domain, kind, source) values ('GM0355', 'zeist.nl', 'email', 'x'), ('GM0867', 'waalwijk.nl', 'email', 'x')`,
    )
    await test.query(
      `insert into memberships (municipality_id, period_id, starts_on, ends_on) values ('GM0355', 'q', '2026-01-01', '2027-02-04')`,
    )
    const person = await aPerson(test)
    await test.query(`update people set municipality_id = 'GM0355', email = 'y@zeist.nl' where id = $1`, [person])
    const identity = await anAccount(test, { source: host, person, user: 'U40', email: 'y@zeist.nl' })
    await say([{ kind: 'person', person }], 'still-theirs')
    expect(await deliveries('still-theirs')).toMatchObject([{ conversation: 'slack:T1:@U40', state: 'open' }])

    await test.query(`update identities set email = 'y@waalwijk.nl' where id = $1`, [identity])
    await say([{ kind: 'person', person }], 'elsewhere')
    expect(await deliveries('elsewhere')).toMatchObject([{ state: 'failed', reason: 'noAccount' }])

    await test.query(`update identities set email = 'y@zeist.nl' where id = $1`, [identity])
    await test.query(`update memberships set ends_on = '2027-02-03'`)
    await say([{ kind: 'person', person }], 'no-member')
    expect(await deliveries('no-member')).toMatchObject([{ state: 'failed', reason: 'noAccount' }])
  })
})

describe('channels', () => {
  it('get what is said to secretariat and pillar while they are bound, and threads what is said about their card', async () => {
    const pillar = 'bestuur' as PillarId
    await test.query(`insert into agenda_periods (id, name, starts_on) values ('p', 'periode', '2026-01-01')`)
    await test.query(
      `insert into pillars (id, period_id, number, name, starts_on) values ('bestuur', 'p', 1, 'Bestuur', '2026-01-01')`,
    )
    await aChannel(test, { source: host, channel: 'CSEC' })
    await aChannel(test, { source: host, channel: 'COLD', ended: true })
    await aChannel(test, { source: host, channel: 'CPIL', purpose: 'pillar', pillar })
    const subject = { kind: 'request', id: '7' }
    await turn(tx => notify(tx, [{ kind: 'secretariat' }, { kind: 'pillar', pillar }], 'card', {}, { subject }))
    const cards = await deliveries('card')
    expect(cards.map(card => card.conversation).sort()).toEqual(['slack:T1:CPIL', 'slack:T1:CSEC'])
    await test.query(`update deliveries set state = 'failed' where conversation = 'slack:T1:CPIL'`)
    await say(
      [
        { kind: 'thread', subject },
        { kind: 'thread', subject: { kind: 'request', id: '8' } },
      ],
      'reply',
    )
    const root = cards.find(card => card.conversation === 'slack:T1:CSEC')
    expect(await deliveries('reply')).toMatchObject([
      { conversation: 'slack:T1:CSEC', thread_of: root?.id, state: 'open' },
    ])
    expect((await deliveries('reply'))[0]!.id > root!.id).toBe(true)
  })
})
