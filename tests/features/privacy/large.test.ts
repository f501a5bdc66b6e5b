// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { statement } from '#/database/db.ts'
import { traces } from '#/database/traces.ts'
import { lookUp, tracesOf } from '#/database/tracing.ts'
import { myDataPage } from '#/features/privacy/cards/my-data-page.ts'
import { myData } from '#/features/privacy/rules/my-data.ts'
import type { PersonId } from '#/network/ids.ts'
import { type CountingLine, startCountingLine } from '../../bench/counting-line.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { anAccount, aPerson, aSource } from '../../support/people.ts'

let test: TestDatabase
let line: CountingLine
let database: Database
let person: PersonId

/** Years of a network: most of it is others', some of it theirs. */
beforeAll(async () => {
  test = await freshDatabase({ seeded: true, measured: true })
  line = await startCountingLine(test.url)
  database = openDatabase({ url: line.url, turns: 1, background: 1 })
  const source = await aSource(test)
  person = await aPerson(test)
  const account = await anAccount(test, { source, person, user: 'U1' })
  await test.query(`update people set name = 'W. de Vries', email = 'w.devries@zeist.nl' where id = $1`, [person])
  const other = await aPerson(test)
  const otherAccount = await anAccount(test, { source, person: other, user: 'U2' })
  await test.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app, new)
     select now(), 'request.approve', 'request', gen_random_uuid()::text, case when n % 8 = 0 then $1::uuid else $2::uuid end, 'secretariat', 'slack',
       jsonb_build_object('state', 'approved', 'request', gen_random_uuid()) from generate_series(1, 40000) n`,
    [person, other],
  )
  await test.query(
    `insert into deliveries (id, kind, record_class, platform, source_id, conversation, person_id, identity_id, facts, card, state, locale, on_unclear)
     select gen_random_uuid(), 'pillars.joined', 'message', 'slack', $5::uuid, 'D1', case when n % 1000 = 0 then $1::uuid else $2::uuid end, case when n % 1000 = 0 then $3::uuid else $4::uuid end,
       jsonb_build_object('pillar', 'bestuur', 'number', n, 'request', gen_random_uuid()), jsonb_build_object('version', 1, 'title', 'Welkom', 'text', repeat('U bent nu lid. ', 20)), 'sent', 'nl', 'surely'
     from generate_series(1, 20000) n`,
    [person, other, account, otherAccount, source],
  )
  await test.query(
    `insert into turns (key, outcome) select 'slack:' || gen_random_uuid(), jsonb_build_object('code', 'done', 'ids', jsonb_build_object('request', gen_random_uuid())) from generate_series(1, 20000)`,
  )
  await test.query(
    `insert into posted_messages (id, delivery_id, conversation_id, message_id, drawn_version, drawn_at) select gen_random_uuid(), id, 'D1', row_number() over () || '.1', 1, now() from deliveries`,
  )
  await test.query('analyze')
  line.taken()
}, 120_000)

afterAll(async () => {
  await database.close()
  await line.close()
  await test.drop()
})

/** What this process and its one connection's backend have worked, in milliseconds: how long that takes is up to what else the machine does. */
async function workedMs(): Promise<number> {
  const { user, system } = process.cpuUsage()
  const [{ pid } = { pid: 0 }] = await database.turns.query<{ pid: number }>(backend)
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
  // After the name in brackets; the 14th and 15th field of all, in hundredths of a second.
  const [userTicks = '0', systemTicks = '0'] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (user + system) / 1000 + (Number(userTicks) + Number(systemTicks)) * 10
}
const backend = statement('backend', 'select pg_backend_pid() as pid')

/** The nodes of a plan, from the top down. */
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Loops': number
  readonly Plans?: readonly Node[]
}

it('[T42] shows a secretary of years what is theirs, with work that fits well in one turn and a statement for each table', async () => {
  line.taken()
  const before = await workedMs()
  const data = await myData(database.turns, { person, account: null }, new Date())
  const page = myDataPage(data, { locale: 'nl', zone: 'Europe/Amsterdam', typed: '/m50' })
  const json = JSON.stringify(data)
  const worked = (await workedMs()) - before
  const statements = line.taken()
  // A turn's transaction may last ten seconds.
  expect(worked).toBeLessThan(5_000)
  expect(data.tables.audit).toHaveLength(5_000)
  expect(data.tables.deliveries).toHaveLength(20)
  expect(page.match(/Verzoek goedgekeurd/g)).toHaveLength(5_000)
  expect(json.length).toBeLessThan(3_000_000)
  expect(statements.length).toBeLessThanOrEqual(Object.keys(traces).length + 5)
})

it('[T42] reads each table once or twice, however much stands in it, and goes from one to another by an index', async () => {
  const who = await lookUp(database.turns, { person, account: null })
  line.taken()
  await tracesOf(database.turns, who)
  const statements = line.taken().filter(({ sql }) => sql.includes('who as materialized'))
  expect(statements.length).toBeGreaterThan(15)
  for (const { sql } of statements) {
    const explained = await test.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (analyze, format json) ${sql}`, [
      JSON.stringify(who),
    ])
    const plan = explained[0]?.['QUERY PLAN'][0]?.Plan ?? expect.fail('no plan')
    for (const node of nodesOf(plan))
      if (node['Node Type'] === 'Seq Scan')
        expect(node['Actual Loops'], `${node['Relation Name']} in ${sql}`).toBeLessThanOrEqual(1)
  }
})
