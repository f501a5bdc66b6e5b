// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { type Rule, retain, ruleOf } from '#/database/retention.ts'
import { terms } from '#/database/terms.ts'
import { leavers } from '#/features/privacy/rules/leavers.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'
import { recordingLog } from '../support/silent-log.ts'

let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 1, background: 4 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const now = new Date('2027-03-10T08:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
const rules = [
  ...terms.map(ruleOf),
  leavers({ kinds: [], called: kind => `voormalig ${kind ?? 'deelnemer'}` }, 'Europe/Amsterdam'),
]
let days = 0
function nextDay(): string {
  days += 1
  return `2027-03-${String(days).padStart(2, '0')}`
}

/** Runs all rules as on a day of its own, at the same moment; gives the log's lines. */
async function run(which: readonly Rule[] = rules, today = nextDay()) {
  const { log, lines } = recordingLog()
  await retain(database.background, which, { now, today }, log, async () => {})
  if (which === rules) expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  return lines
}

const source = (externalId: string) => aSource(test, { externalId })
const held = (person: string, endsOn: string | null) =>
  test.query(
    `insert into roles (person_id, kind, starts_on, ends_on) values ($1, 'official', '2020-01-01', $2::date)`,
    [person, endsOn],
  )

async function delivery(given: { class?: string; state?: string; days: number; subject?: string; identity?: string }) {
  const id = randomUUID()
  await test.query(
    `insert into deliveries (id, platform, conversation, identity_id, kind, facts, card, locale, state, on_unclear, record_class, created_at, settled_at)
     values ($1, 'slack', 'slack:T:@U', $2, 'note', '{"a": 1}', '{"text": "b"}', 'nl', $3, 'once', $4, $5, $5)`,
    [id, given.identity ?? null, given.state ?? 'sent', given.class ?? 'message', ago(given.days)],
  )
  await test.query(
    `insert into posted_messages (delivery_id, conversation_id, message_id, subject_kind, subject_id, drawn_version, drawn_at) values ($1, 'D1', $1::uuid::text, $2, $2, 1, now())`,
    [id, given.subject ?? null],
  )
  return id
}

const left = async (id: string) =>
  (
    await test.query<{ card: unknown; facts: unknown }>(
      'select card, facts, identity_id, conversation from deliveries where id = $1',
      [id],
    )
  )[0]

describe('[T44] what is due is deleted', () => {
  it.each([
    ['turns', 30, `insert into turns (key, created_at) values ($1, $2)`, 'select key as name from turns'],
    [
      'drafts',
      7,
      `insert into drafts (identity_id, kind, name, content, created_at) values ((select id from identities limit 1), 'form', $1, '{}', $2)`,
      'select name from drafts',
    ],
    ['limits', 1, `insert into send_limits (scope, until) values ($1, $2)`, 'select scope as name from send_limits'],
    [
      'codes',
      0,
      `insert into link_codes (identity_id, code_hash, expires_at) values ((select id from identities where id not in (select identity_id from link_codes) limit 1), $1, $2)`,
      'select code_hash as name from link_codes',
    ],
    [
      'planned',
      90,
      `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at) values ('x', 'x', 'x', $1, $2, 'done', $2)`,
      'select occurrence as name from planned',
    ],
    [
      'channels',
      365,
      `insert into channels (source_id, external_id, name, purpose, bound_at, ended_at) values ((select id from sources limit 1), $1, $1, 'secretariat', $2, $2)`,
      'select name from channels',
    ],
  ])('%s after %i days', async (_, days, insert, select) => {
    const person = await aPerson(test)
    await held(person, null)
    await anAccount(test, { source: await source(randomUUID()), person, user: randomUUID() })
    await anAccount(test, { source: await source(randomUUID()), person, user: randomUUID() })
    await test.query(insert, ['old', ago(days + 0.01)])
    await test.query(insert, ['young', ago(days - 0.01)])
    await run()
    expect(await test.query(select)).toEqual([{ name: 'young' }])
  })

  it('what was planned, only once nothing waits for it, since it would be planned and said again', async () => {
    const [request] = await test.query<{ id: string }>(
      `insert into requests (kind, subject, subject_key, asked_of) values ('x', '{}', $1, 'secretariat') returning id`,
      [randomUUID()],
    )
    const [round] = await test.query<{ id: string }>(
      `insert into role_checks (kind, started_by_id, started_at) values ('chair', $1, now()) returning id`,
      [await aPerson(test)],
    )
    for (const [kind, subject] of [
      ['request', request?.id],
      ['roleCheck', round?.id],
      ['request', randomUUID()],
    ])
      await test.query(
        `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at) values ('waits', $1, $2, '1', $3, 'done', $3)`,
        [kind, subject, ago(100)],
      )
    const planned = async () =>
      (await test.query<{ subject_id: string }>(`select subject_id from planned where kind = 'waits'`)).map(
        row => row.subject_id,
      )
    await run()
    expect((await planned()).toSorted()).toEqual([request?.id ?? '', round?.id ?? ''].toSorted())
    await test.query(`update requests set state = 'withdrawn' where id = $1`, [request?.id])
    await test.query('update role_checks set closed_at = now() where id = $1', [round?.id])
    await run()
    expect(await planned()).toEqual([])
  })

  it('messages that are no record, with their text; of a card that still follows its subject, the text', async () => {
    const [old, live, young, record, waiting] = [
      await delivery({ days: 91 }),
      await delivery({ days: 91, subject: 'pillar' }),
      await delivery({ days: 89 }),
      await delivery({ days: 91, class: 'record' }),
      await delivery({ days: 91, state: 'open' }),
    ]
    await run()
    expect(await left(old ?? '')).toBeUndefined()
    expect(await left(live ?? '')).toMatchObject({ card: null, facts: {} })
    for (const id of [young, record, waiting])
      expect(await left(id ?? '')).toMatchObject({ facts: { a: 1 }, card: { text: 'b' } })
    expect(await test.query('select from posted_messages where delivery_id = $1', [old])).toEqual([])
  })

  it('accounts of who left, with what was theirs alone; nobody’s; closed ones', async () => {
    const at = await source(randomUUID())
    const account = async (
      user: string,
      days: number,
      more: { ended?: number; deactivated?: boolean; nobody?: boolean },
    ) => {
      const person = await aPerson(test)
      if (!more.nobody) await held(person, more.ended === undefined ? null : ago(more.ended).slice(0, 10))
      const id = await anAccount(test, {
        source: at,
        person,
        user,
        activeAt: new Date(ago(days)),
        isDeactivated: more.deactivated ?? false,
      })
      if (more.nobody) await test.query('update identities set person_id = null where id = $1', [id])
      return id
    }
    const gone = await account('gone', 31, { ended: 31 })
    await account('closed', 31, { deactivated: true })
    await account('nobody', 31, { nobody: true })
    await account('silent', 400, {})
    await account('seen', 29, { ended: 31 })
    await account('just ended', 31, { ended: 29 })
    const asking = await account('asking', 31, { nobody: true })
    await test.query(
      `insert into requests (kind, subject, subject_key, asked_of) values ('person.admit', jsonb_build_object('identity', $1::text), $1, 'secretariat')`,
      [asking],
    )
    await test.query(
      `insert into drafts (identity_id, kind, name, content, created_at) values ($1, 'line', 'next', '{}', $2)`,
      [gone, ago(0)],
    )
    // A link code that nobody used.
    await test.query(`insert into link_codes (identity_id, code_hash, expires_at) values ($1, 'unused', $2)`, [
      gone,
      '2030-01-01',
    ])
    const message = await delivery({ days: 31, identity: gone, class: 'record' })
    await run()
    const users = await test.query<{ name: string }>(
      'select user_id as name from identities where source_id = $1 order by 1',
      [at],
    )
    expect(users.map(({ name }) => name)).toEqual(['asking', 'just ended', 'seen', 'silent'])
    expect(await left(message)).toMatchObject({
      identity_id: null,
      conversation: `none:${message}`,
      card: { text: 'b' },
    })
    expect(await test.query('select from posted_messages where delivery_id = $1', [message])).toEqual([])
  })

  it('names of who left a year ago, as if they had asked for it', async () => {
    const person = async (days: number, ended: number) => {
      const id = await aPerson(test)
      await test.query(`update people set created_at = $2, email = $3 where id = $1`, [id, ago(days), `${id}@zeist.nl`])
      await held(id, ago(ended).slice(0, 10))
      return id
    }
    const [old, recent, fresh] = [await person(800, 366), await person(800, 364), await person(300, 300)]
    await run()
    const rows = await test.query(
      'select id, name, email is null as emptied from people where id = any($1) order by emptied desc, created_at',
      [[old, recent, fresh]],
    )
    expect(rows).toEqual([
      { id: old, name: 'voormalig official', emptied: true },
      { id: recent, name: 'Iemand', emptied: false },
      { id: fresh, name: 'Iemand', emptied: false },
    ])
  })
})

it('[T44] nothing of whoever is held is deleted: account, draft, message, name; and it is once the hold has ended', async () => {
  const person = await aPerson(test)
  await test.query('update people set created_at = $2 where id = $1', [person, ago(800)])
  await held(person, ago(400).slice(0, 10))
  const account = await anAccount(test, {
    source: await source(randomUUID()),
    person,
    user: randomUUID(),
    activeAt: new Date(ago(400)),
  })
  const message = await delivery({ days: 400, identity: account })
  await test.query('update deliveries set person_id = $2 where id = $1', [message, person])
  await test.query(
    `insert into drafts (identity_id, kind, name, content, created_at) values ($1, 'line', 'held', '{}', $2)`,
    [account, ago(400)],
  )
  await test.query(
    `insert into holds (person_id, reason, starts_on, ends_on) values ($1, 'Woo', '2027-01-01', '2027-03-11')`,
    [person],
  )
  const found = async () => [
    (await test.query(`select from people where id = $1 and name = 'Iemand'`, [person])).length,
    (await test.query('select from identities where id = $1', [account])).length,
    (await test.query(`select from drafts where name = 'held'`)).length,
    (await test.query('select from deliveries where id = $1 and card is not null', [message])).length,
  ]
  await run()
  expect(await found()).toEqual([1, 1, 1, 1])
  await test.query(`update holds set ends_on = '2027-03-10'`)
  await run()
  // The name goes the day after the account.
  await run()
  expect(await found()).toEqual([0, 0, 0, 0])
  expect(await test.query('select from holds')).toEqual([])
})

it('[F27] a moment of contact about a lobby point goes two years after the point’s end, and not while it has none', async () => {
  await test.query(
    `insert into municipalities (id, name, region) values ('GM1', 'Een', 'Utrecht');
     insert into agenda_periods (id, name, starts_on) values ('p', 'p', '2026-01-01');
     insert into pillars (id, period_id, number, name, starts_on) values ('een', 'p', 1, 'Een', '2026-01-01')`,
  )
  for (const [title, endedAt, state] of [
    ['runs', null, 'gathering'],
    ['ended', ago(729), 'achieved'],
    ['long ago', ago(731), 'achieved'],
    ['went on as another', null, 'archived'],
  ])
    await test.query(
      `with point as (
         insert into lobby_points (title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, moved_at, ended_at, state)
         values ($1, '', '', '', 'een', 'GM1', $2::timestamptz, $2::timestamptz, $3::timestamptz, $4) returning id
       ) insert into lobby_contacts (point_id, text, created_at) select id, $1, $2::timestamptz from point`,
      [title, ago(900), endedAt, state],
    )
  await run()
  expect(await test.query('select text from lobby_contacts order by text')).toEqual([
    { text: 'ended' },
    { text: 'runs' },
  ])
})

describe('[T44] the day’s run', () => {
  beforeEach(() => test.query('delete from turns'))
  const turns = rules.filter(({ name }) => name === 'turns')
  const old = (key: string) => test.query('insert into turns (key, created_at) values ($1, $2)', [key, ago(31)])

  it('happens once, by one copy, and is counted and logged', async () => {
    await old('a')
    await old('b')
    const lines = (await Promise.all([1, 2, 3, 4].map(() => run(turns, '2027-04-01')))).flat()
    expect(lines).toEqual([{ level: 'info', facts: { rule: 'turns', rows: 2 }, sentence: 'Retention' }])
    await old('c')
    expect(await run(turns, '2027-04-01')).toEqual([])
    expect(await test.query(`select rows from retentions where ran_on = '2027-04-01'`)).toEqual([{ rows: 2 }])
    expect(await test.query('select key from turns')).toEqual([{ key: 'c' }])
    await run(turns, '2027-04-02')
    expect(await test.query('select key from turns')).toEqual([])
  })

  it('is tried again for a rule that failed, which holds up no other', async () => {
    await old('d')
    const broken: Rule = {
      name: 'broken',
      days: 1,
      async run(tx) {
        await tx.query({ name: 'broken', text: 'delete from no_such_table' })
        return 1
      },
    }
    const lines = await run([broken, ...turns], '2027-04-03')
    expect(lines.map(({ level, facts }) => [level, facts])).toMatchObject([
      ['error', { rule: 'broken' }],
      ['info', { rule: 'turns', rows: 1 }],
    ])
    expect(await run([{ ...broken, run: async () => 3 }], '2027-04-03')).toHaveLength(1)
  })

  it('goes by the term that is set, where one is', async () => {
    await test.query(`insert into settings (key, value) values ('retention.turns', '32')`)
    await old('e')
    await run(turns, '2027-04-04')
    expect(await test.query('select key from turns')).toEqual([{ key: 'e' }])
    await test.query(`delete from settings where key = 'retention.turns'`)
  })
})
