// SPDX-License-Identifier: EUPL-1.2
import { Readable, Writable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { restore } from '#/database/backup/restore.ts'
import { takeBackup } from '#/database/backup/take.ts'
import { openDatabase } from '#/database/database.ts'
import { checkChain } from '#/network/audit-chain.ts'
import { createSealing } from '#/network/seal-audit.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'
import { silent } from '../support/silent-log.ts'

const odd = 'É\u2028 "\\n" \\ \n\t \u{1F600} \u0001'
let original: TestDatabase
let backup: Buffer

beforeAll(async () => {
  original = await freshDatabase({ seeded: true })
  const source = await aSource(original)
  const person = await aPerson(original, 'nl')
  await anAccount(original, { source, person, user: 'U1', email: 'i@zeist.nl' })
  await original.query('update people set name = $1', [odd])
  await original.query(
    `insert into requests (kind, subject, subject_key, asked_of, requester_id, created_at) values ('x', '{"n": 1.10, "t": null}', 'one', 'secretariat', $1, '2026-11-24 10:11:12.345+01')`,
    [person],
  )
  await original.query(
    `insert into settings (key, value) values ('odd', 'null'), ('sealed', to_jsonb('v1.aGVsbG8='::text))`,
  )
  await original.query(
    `insert into audit (at, action, subject_kind, subject_id, acted_role, app, new) select now(), 'x', 'x', n::text, 'x', 'slack', '{"a": 1}' from generate_series(1, 1100) n`,
  )
  const states = ['open', 'sending', 'sent', 'failed']
  await original.query(
    `insert into deliveries (id, platform, conversation, person_id, kind, facts, locale, state, on_unclear, record_class)
     select gen_random_uuid(), 'slack', 'x', $1, 'x', '{}', 'nl', state, 'surely', 'message' from unnest($2::text[]) state`,
    [person, states],
  )
  const database = openDatabase({ url: original.url, turns: 1, background: 1 })
  await createSealing(database.background, silent, () => '2027-02-03')()
  await database.close()
  backup = await take(original.url)
})
afterAll(() => original.drop())

async function take(url: string): Promise<Buffer> {
  const parts: Buffer[] = []
  const to = new Writable({
    write(part, _, done) {
      parts.push(part)
      done()
    },
  })
  await takeBackup(url, to)
  return Buffer.concat(parts)
}

const putBack = (url: string, from: Buffer) =>
  restore({ connectionString: url, from: Readable.from([from]), log: silent })

/** Every table with all that is in it, as text, but for what a restore says of itself and of deliveries. */
async function contentOf(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables = await database.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1`,
  )
  const content: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    const row =
      name === 'deliveries'
        ? `(id, person_id, facts, created_at, case when state in ('sent', 'failed') then state end)`
        : 'r'
    const own = { settings: `key = 'hold'`, audit: `action = 'restore.held'` }[name] ?? 'false'
    content[name] = await database.query(`select ${row}::text as row from "${name}" r where not ${own} order by 1`)
  }
  return content
}

const constraintsOf = (database: TestDatabase) =>
  database.query(
    `select conrelid::regclass::text as table, conname, pg_get_constraintdef(oid) as rule, convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
  )

describe('a backup put back', () => {
  let copy: TestDatabase
  beforeAll(async () => {
    copy = await freshDatabase({ empty: true })
  })
  afterAll(() => copy.drop())

  it('[E50] [T57] holds all that there was, to the last digit, with the rules that hold whatever the code does', async () => {
    const { rows, held, takenAt } = await putBack(copy.url, backup)
    expect(held).toBe(2)
    expect(Date.now() - Date.parse(takenAt)).toBeLessThan(600_000)
    const [before, after] = [await contentOf(original), await contentOf(copy)]
    expect(after).toEqual(before)
    expect(rows).toBe(Object.values(before).flat().length)
    expect(await copy.query(`select name from people`)).toEqual([{ name: odd }])
    expect(await constraintsOf(copy)).toEqual(await constraintsOf(original))
  })

  it('[T46] keeps the audit’s chain whole', async () => {
    const database = openDatabase({ url: copy.url, turns: 1, background: 1 })
    const chain = await checkChain(database.background)
    await database.close()
    expect(chain).toMatchObject({ sealed: 1100, faults: [] })
    await expect(copy.query('delete from audit')).rejects.toThrow('can not be changed or deleted')
  })

  it('goes on counting where it was', async () => {
    const number = `insert into requests (kind, subject, subject_key, asked_of) values ('x', '{}', 'two', 'secretariat') returning number`
    expect(await copy.query(number)).toEqual([{ number: 2 }])
  })

  it('[T38] holds what may have left since: it is for the secretariat to release it', async () => {
    expect(await copy.query(`select state, held, count(*)::int from deliveries group by 1, 2 order by 1`)).toEqual([
      { state: 'failed', held: false, count: 1 },
      { state: 'open', held: true, count: 1 },
      { state: 'sending', held: true, count: 1 },
      { state: 'sent', held: false, count: 1 },
    ])
    const [hold] = await copy.query<{ backTo: string }>(
      `select value->>'backTo' as "backTo" from settings where key = 'hold'`,
    )
    expect(Date.now() - Date.parse(hold?.backTo ?? '')).toBeLessThan(600_000)
  })
})

describe('what is refused leaves nothing behind', () => {
  let other: TestDatabase
  beforeEach(async () => {
    other = await freshDatabase()
    await other.query(`insert into agenda_periods (id, name, starts_on) values ('seeded', 'x', '2026-01-01')`)
    return () => other.drop()
  })

  const text = () => gunzipSync(backup).toString()
  const counts = async () => Object.entries(await contentOf(other)).map(([table, rows]) => [table, rows.length])
  const refuses = async (from: Buffer, sentence: RegExp) => {
    const before = await counts()
    await expect(putBack(other.url, from)).rejects.toThrow(sentence)
    expect(await counts()).toEqual(before)
  }

  it('what is damaged: cut off, changed, or something else', async () => {
    await refuses(backup.subarray(0, backup.length - 100), /^This is no backup of M50, or it is damaged/)
    await refuses(gzipSync(text().replace('i@zeist.nl', 'j@zeist.nl')), /^This is no backup of M50, or it is damaged/)
    await refuses(gzipSync(text().replace(/\ne.*\n$/, '\n')), /^This is no backup of M50, or it is damaged/)
    await refuses(Buffer.from('select 1;'), /^This is no backup of M50, or it is damaged/)
    await refuses(gzipSync('{}'), /^This is no backup of M50, or it is damaged/)
  })

  it('the backup of another release', async () => {
    const newer = text().replace(/\}\],"sequences"/, '},{"name":"29990101000000_later","checksum":"x"}],"sequences"')
    await refuses(
      gzipSync(newer),
      /was made by another release of M50: its newest migration is 29990101000000_later, and this release's is \d+_\w+\. Restore it with the release that made it/,
    )
  })

  it('into a database that people used, or that a bot works on', async () => {
    await aPerson(other)
    await refuses(backup, /^This database is in use/)
    await other.query('delete from people')
    const bot = openDatabase({ url: other.url, turns: 1, background: 1 })
    await bot.background.query({ name: 'here', text: 'select 1' })
    await refuses(backup, /^A bot works on this database/)
    await bot.close()
    expect((await putBack(other.url, backup)).held).toBe(2)
  })

  it('of a database without tables', async () => {
    const empty = await freshDatabase({ empty: true })
    await expect(take(empty.url)).rejects.toThrow('there is nothing to back up')
    await empty.drop()
  })
})
