// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plain } from '#/chat/markdown.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import { leaversTerm, terms } from '#/database/terms.ts'
import { diagnosisCard } from '#/features/diagnose/cards/diagnosis.ts'
import { auditCheck, checks } from '#/features/diagnose/rules/checks.ts'
import type { LookedAt } from '#/features/diagnose/rules/finding.ts'
import { unreachable } from '#/features/diagnose/rules/unreachable.ts'
import { noteDeadPress } from '#/network/dead-presses.ts'
import { noteTick } from '#/network/last-tick.ts'
import { createSealing } from '#/network/seal-audit.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { aChannel, anAccount, aPerson, aSource } from '../../support/people.ts'
import { silent } from '../../support/silent-log.ts'

const today = '2027-02-03'
const at = { now: new Date('2027-02-03T12:00:00Z'), today, missingScopes: null }
let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, turns: 1, background: 1 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

/** What one check found: state and code of each, with its facts. */
async function finds(name: string, more: Partial<LookedAt> = {}): Promise<[string, string, object][]> {
  const check = [...checks, auditCheck].find(each => each.name === name)
  if (!check) throw new Error(`no check ${name}`)
  return (await check.run(database.background, { ...at, ...more })).map(({ state, code, facts }) => [
    state,
    code,
    facts,
  ])
}

it('[E49] finds a database whose version and migrations fit, and a clock that agrees', async () => {
  expect(await finds('database')).toEqual([
    ['well', 'database.well', { version: expect.stringMatching(/^18/), oldest: 15 }],
  ])
  expect(await finds('migrations')).toEqual([['well', 'migrations.well', { count: expect.any(Number) }]])
  expect(await finds('clock')).toEqual([['well', 'clock.well', { seconds: 0 }]])
})

it('[E49] names the migrations that the database lacks, and those that this release does not know', async () => {
  const [newest] = await test.query<{ name: string }>('select max(migration_name) as name from _prisma_migrations')
  const rename = (from: string, to: string) =>
    test.query('update _prisma_migrations set migration_name = $2 where migration_name = $1', [from, to])
  const name = newest?.name ?? ''
  await rename(name, '29990101000000_later')
  expect(await finds('migrations')).toEqual([['broken', 'migrations.missing', { names: name }]])
  await rename('29990101000000_later', name)
  await test.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('later', '', '29990101000000_later', now())`,
  )
  expect(await finds('migrations')).toEqual([['attention', 'migrations.unknown', { names: '29990101000000_later' }]])
  await test.query(`delete from _prisma_migrations where id = 'later'`)
})

it('[E51] knows when the clock of any copy ticked last', async () => {
  expect(await finds('tick')).toEqual([['attention', 'tick.never', {}]])
  await noteTick(database.background)
  expect(await finds('tick')).toEqual([['well', 'tick.well', { count: 0 }]])
  await test.query(`update settings set updated_at = now() - interval '725 seconds' where key = 'clock.tick'`)
  expect(await finds('tick')).toEqual([['broken', 'tick.late', { minutes: 12 }]])
  await noteTick(database.background)
  expect(await finds('tick')).toEqual([['well', 'tick.well', { count: 0 }]])
})

it('[F78] holds the permissions of the host workspace beside the manifest', async () => {
  expect(await finds('scopes')).toEqual([['well', 'scopes.none', {}]])
  const source = await aSource(test)
  expect(await finds('scopes')).toEqual([['attention', 'scopes.unknown', { workspace: 'a source' }]])
  await test.query(`update sources set scopes_at = now(), missing_scopes = '{im:write,users:read}' where id = $1`, [
    source,
  ])
  expect(await finds('scopes')).toEqual([
    ['broken', 'scopes.missing', { workspace: 'a source', scopes: 'im:write, users:read' }],
  ])
  await test.query(`update sources set missing_scopes = '{}' where id = $1`, [source])
  expect(await finds('scopes')).toEqual([['well', 'scopes.well', { workspace: 'a source' }]])
  // What Slack says at this moment goes before what it said at the start.
  expect(await finds('scopes', { missingScopes: ['im:write'] })).toEqual([
    ['broken', 'scopes.missing', { workspace: 'a source', scopes: 'im:write' }],
  ])
})

it('[F79] counts presses that no feature answers any more, by name alone, and for a month', async () => {
  expect(await finds('presses')).toEqual([['well', 'presses.well', {}]])
  await noteDeadPress(database.background, 'lobby.support')
  await noteDeadPress(database.background, 'w.devries@zeist.nl')
  expect(await finds('presses')).toEqual([['attention', 'presses.dead', { count: 2, name: 'other' }]])
  await noteDeadPress(database.background, 'lobby.support')
  expect(await finds('presses')).toEqual([['attention', 'presses.dead', { count: 3, name: 'lobby.support' }]])
  await test.query(
    `update settings set value = value || jsonb_build_object('since', now() - interval '31 days') where key = 'press.dead'`,
  )
  await noteDeadPress(database.background, 'meeting.register')
  expect(await finds('presses')).toEqual([['attention', 'presses.dead', { count: 1, name: 'meeting.register' }]])
  await test.query(`update settings set updated_at = now() - interval '31 days' where key = 'press.dead'`)
  expect(await finds('presses')).toEqual([['well', 'presses.well', {}]])
})

it('[T44] [T56] names what should have been deleted and was not, while the rest was', async () => {
  expect(await finds('retention')).toEqual([['well', 'retention.well', {}]])
  const ran = (on: string, which: string, at: string) =>
    test.query(
      `insert into retentions (ran_on, rule, ran_at) select $1, rule, $3 from unnest($2::text[]) rule on conflict do nothing`,
      [on, which, at],
    )
  const names = [...terms, leaversTerm].map(({ name }) => name)
  const [failed, ...others] = names
  await ran(today, `{${others}}`, '2027-02-03T11:58:00Z')
  // It runs at this moment.
  expect(await finds('retention')).toEqual([['well', 'retention.well', {}]])
  await test.query(`update retentions set ran_at = '2027-02-02T23:01:00Z'`)
  expect(await finds('retention')).toEqual([['broken', 'retention.failing', { rules: failed }]])
  await ran(today, `{${names}}`, '2027-02-03T11:58:00Z')
  expect(await finds('retention')).toEqual([['well', 'retention.well', {}]])
  await test.query(`update retentions set ran_on = '2027-02-01'`)
  expect(await finds('retention')).toEqual([['broken', 'retention.failing', { rules: names.join(', ') }]])
  await test.query('delete from retentions')
})

it('[F79] counts what was planned and did not happen', async () => {
  const put = (occurrence: string, state: string, due: string, settled: string | null = null) =>
    test.query(
      `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at) values ('x', 'x', 'x', $1, $2, $3, $4)`,
      [occurrence, due, state, settled],
    )
  await put('soon', 'open', '2027-02-03T11:55:00Z')
  await put('later', 'open', '2027-02-04T09:00:00Z')
  await put('done', 'done', '2027-02-01T09:00:00Z', '2027-02-01T09:00:00Z')
  await put('of long ago', 'failed', '2026-12-01T09:00:00Z', '2026-12-01T09:00:00Z')
  expect(await finds('planned')).toEqual([['well', 'planned.well', {}]])
  await put('late', 'open', '2027-02-03T11:45:00Z')
  await put('failed', 'failed', '2027-02-01T09:00:00Z', '2027-02-01T09:05:00Z')
  expect(await finds('planned')).toEqual([['broken', 'planned.missed', { count: 2 }]])
})

it('[F78] says who can’t be reached and why, with a text to forward', async () => {
  const host = await aSource(test, { externalId: 'T2' })
  const asleep = await aSource(test, { externalId: 'T3', isHost: false, state: 'asleep' })
  const someone = async (name: string, account: object | null) => {
    const person = await aPerson(test)
    const email = `${name.toLowerCase()}@zeist.nl`
    await test.query(`update people set name = $2, email = $3, municipality_id = 'GM0355' where id = $1`, [
      person,
      name,
      email,
    ])
    await test.query(
      `insert into roles (person_id, kind, municipality_id, starts_on) values ($1, 'official', 'GM0355', '2026-01-01')`,
      [person],
    )
    if (account) await anAccount(test, { source: host, person, user: name, email, ...account })
    return person
  }
  await someone('Well', {})
  const former = await someone('Former', null)
  await test.query(`update roles set ends_on = $2 where person_id = $1`, [former, today])
  expect(await finds('people')).toEqual([['well', 'people.well', {}]])
  await someone('Absent', null)
  await someone('Off', { isDeactivated: true })
  await someone('Asleep', { source: asleep })
  await someone('Moved', { email: 'moved@elsewhere.example' })
  expect(await finds('people')).toEqual([['attention', 'people.unreachable', { count: 4 }]])
  const people = await unreachable(database.background, today)
  expect(people.map(({ name, why }) => [name, why])).toEqual([
    ['Absent', 'noAccount'],
    ['Asleep', 'notAdmitted'],
    ['Moved', 'otherwise'],
    ['Off', 'deactivated'],
  ])
  const found = await checks.find(({ name }) => name === 'people')?.run(database.background, at)
  const card = diagnosisCard(
    found ?? [],
    { network: 'M50', workspace: 'Samen', isOnTeams: false },
    { locale: 'nl', typed: '/m50' },
  )
  const [item] = card.items ?? []
  expect(plain(item?.text ?? '').split('\n')).toEqual([
    'Let op · 4 personen zijn niet bereikbaar.',
    '• Absent (Zeist): heeft nog geen account waarop de bot kan schrijven',
    '• Asleep (Zeist): schrijft vanuit een omgeving die niet is toegelaten',
    '• Moved (Zeist): het account hoort niet meer bij deze persoon',
    '• Off (Zeist): het account is uitgeschakeld',
    expect.stringMatching(
      /^Om door te sturen aan de ICT-beheerder van de gemeente, .* doet mee aan M50 .*de werkruimte Samen /,
    ),
    'Om door te sturen aan de beheerder: “Uitgeschakeld in Samen: Off. Klopt dat? Zo niet, wilt u het herstellen?”',
  ])
  expect(item?.accessory?.value).toBe('bron')
})

it('[F79] finds channels that are not bound, and messages that wait or were lost', async () => {
  expect((await finds('channels')).map(([state, code]) => [state, code])).toEqual([
    ['attention', 'channels.secretariat'],
    ['attention', 'channels.pillars'],
  ])
  const source = await aSource(test, { externalId: 'T4' })
  await aChannel(test, { source, channel: 'C1' })
  const pillars = await test.query<{ id: string; name: string }>('select id, name from pillars order by number')
  const [first, ...others] = pillars
  const bind = ({ id }: { id: string }) =>
    test.query(
      `insert into channels (source_id, external_id, name, purpose, pillar_id, bound_at) values ($1, $2, 'x', 'pillar', $2, now())`,
      [source, id],
    )
  await Promise.all(others.map(bind))
  expect(await finds('channels')).toEqual([['attention', 'channels.pillars', { pillars: first?.name }]])
  if (first) await bind(first)
  expect(await finds('channels')).toEqual([['well', 'channels.well', {}]])

  expect(await finds('messages')).toEqual([['well', 'messages.well', {}]])
  const deliver = (state: string, age: string) =>
    test.query(
      `insert into deliveries (id, platform, conversation, kind, facts, locale, state, on_unclear, record_class, created_at)
       values (gen_random_uuid(), 'slack', 'x', 'x', '{}', 'nl', $1, 'surely', 'message', now() - $2::interval)`,
      [state, age],
    )
  await deliver('open', '4 minutes')
  await deliver('sent', '1 hour')
  expect(await finds('messages')).toEqual([['well', 'messages.well', {}]])
  await deliver('open', '6 minutes')
  await deliver('failed', '1 hour')
  await deliver('unclear', '1 hour')
  expect(await finds('messages')).toEqual([
    ['broken', 'messages.late', { count: 1 }],
    ['attention', 'messages.lost', { count: 2 }],
  ])
})

it('[T46] reads the audit beside its seals', async () => {
  const note = (age: string) =>
    test.query(
      `insert into audit (at, action, subject_kind, subject_id, acted_role, app) values (now() - $1::interval, 'x', 'x', 'x', 'x', 'slack')`,
      [age],
    )
  await note('1 minute')
  expect(await finds('audit')).toEqual([['well', 'audit.none', {}]])
  await createSealing(database.background, silent, () => today)()
  expect(await finds('audit')).toEqual([['well', 'audit.well', { sealed: 1, head: expect.stringMatching(/^\w{64}$/) }]])
  await note('11 minutes')
  await test.query('alter table audit disable trigger user')
  await test.query(`update audit set action = 'y' where id = 1`)
  expect(await finds('audit')).toEqual([
    ['broken', 'audit.fault', { kind: 'changed', id: '1' }],
    ['broken', 'audit.late', {}],
  ])
})
