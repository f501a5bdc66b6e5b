// SPDX-License-Identifier: EUPL-1.2
// A canary: someone of whom every trace can be recognised, through all that the bot does with them.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person, Seen } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'
import { columnsWith, type DumpedRow, everyRow } from '../support/every-row.ts'
import type { RunningBot } from '../support/running-bot.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let bot: RunningBot
let canary: Person
let ids: { person: string; account: string; direct: string }
/** What it is called and has typed, and what its platform calls it. */
let strings: string[]

beforeAll(async () => {
  m50 = await chatNetwork()
  bot = await m50.begin()
  await m50.bound()
  const { jansen, deVries, bakker, secretariat, database } = m50
  await says(jansen, 'aanmelden ambtenaar')
  await says(bakker, 'aanmelden ambtenaar')
  await says(deVries, 'aanmelden wethouder')
  await says(deVries, 'pijler word-lid financien k.kanarie@zeist.nl')
  canary = m50.person('K. Kanarievogel', 'k.kanarie@zeist.nl')
  // A guest first, whose wish is kept; then known by address, and everything that can be done.
  await says(canary, 'aanmelden wethouder')
  await says(canary, 'pijler word-lid bestuur kanarie-hulp@zeist.nl')
  const [request] = await database.query<{ id: string }>(
    `select r.id from requests r join people p on p.id = r.requester_id where p.name = 'K. Kanarievogel'`,
  )
  await m50.shows(secretariat, 'K. Kanarievogel, wethouder')
  await pressesOpen(jansen, secretariat, 'request.ask', request?.id)
  await submits(jansen, { question: 'Namens wie?' })
  await canary.receives('Namens wie?')
  await canary.writes('Namens kanariegeel')
  await canary.receives('Dank u. Uw antwoord staat bij verzoek')
  await m50.shows(secretariat, 'Antwoord: “Namens kanariegeel”')
  await presses(jansen, secretariat, 'request.approve', request?.id)
  await canary.receives('Welkom bij de pijler Bestuur')
  await says(canary, 'pijler word-lid samenleving a.bakker@zeist.nl')
  await bakker.receives('Samenleving')
  await says(canary, 'help')
  await pressesOpen(canary, 'answer', 'Stuur een opmerking')
  await submits(canary, { remark: 'Een kanarie-opmerking' })
  await m50.shows(secretariat, 'kanarie-opmerking')
  const [found] = await database.query<{ person: string; account: string; direct: string }>(
    'select person_id as person, id as account, direct_id as direct from identities where user_id = $1',
    [canary.id],
  )
  ids = found ?? expect.fail('no account')
  // What only a failure in between leaves: a draft of their own, one in which they are named, a limit of their conversation, a message that never arrived.
  await database.query(
    `insert into drafts (identity_id, kind, name, content) values ($1, 'form', 'pillar.join', '{"official": "Kanarieveer"}'),
      ((select id from identities where user_id = $2), 'line', 'next', '{"kind": "line", "text": "pijler word-lid bestuur k.kanarie@zeist.nl"}')`,
    [ids.account, deVries.id],
  )
  await database.query(`insert into send_limits (scope, until) values ($1, now() + interval '1 hour')`, [
    `${platform}:T:post:${ids.direct}`,
  ])
  await database.query(
    `insert into deliveries (id, platform, source_id, conversation, identity_id, person_id, kind, facts, locale, state, reason, on_unclear, record_class)
     select gen_random_uuid(), platform, source_id, conversation, identity_id, person_id, kind, facts, locale, 'failed', 'other', on_unclear, 'message' from deliveries where identity_id = $1 limit 1`,
    [ids.account],
  )
  strings = ['kanarie', canary.id, ids.direct]
}, 120_000)

afterAll(() => m50.end())

const urlIn = (message: Seen): string => message.links.find(link => link.includes('/files/')) ?? expect.fail('no link')
const form = (part?: number) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: part === undefined ? '' : `part=${part}`,
})

let exported: { tables: Record<string, Record<string, unknown>[]> }

describe('[F76] m50 mijn-gegevens', () => {
  it('[T24] comes by direct message alone, opens by a button, and only in the browser that opened it first', async () => {
    await canary.joins(m50.general)
    const url = urlIn(await canary.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar', m50.general))
    expect(JSON.stringify(m50.messagesIn(m50.general))).not.toContain('http')
    // On Slack it is said where it was asked, to them alone.
    if (platform === 'slack') {
      const here = await m50.until(() => canary.answers().find(({ text }) => text.includes('persoonlijk')))
      expect(here.text).not.toContain('http')
    }
    for (let fetched = 0; fetched < 3; fetched++) {
      const page = await (await fetch(url)).text()
      expect(page).toContain('<button>')
      expect(page.toLowerCase()).not.toContain('kanarie')
    }
    const opened = await fetch(url, form())
    const page = await opened.text()
    expect(opened.status).toBe(200)
    for (const shown of [
      'K. Kanarievogel',
      'k.kanarie@zeist.nl',
      'wethouder',
      'Bestuur',
      'Namens kanariegeel',
      'Een kanarie-opmerking',
    ])
      expect(page).toContain(shown)
    const cookie = opened.headers.getSetCookie()[0] ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const elsewhere = await fetch(url, form(1))
    expect(elsewhere.status).toBe(403)
    expect(await elsewhere.text()).toContain('Vraag een nieuwe link aan')
    const json = await fetch(url, { ...form(1), headers: { ...form().headers, cookie: cookie.split(';')[0] ?? '' } })
    expect(json.headers.get('content-disposition')).toContain('mijn-gegevens.json')
    exported = JSON.parse(await json.text())
    const [stored] = await m50.database.query<{ all: string }>(
      `select string_agg(f::text || p::text, '') as all from files f join file_parts p on p.file_id = f.id`,
    )
    const token = url.split('/').at(-1) ?? ''
    expect(stored?.all).not.toContain(token)
    expect(stored?.all).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })

  it('[T42] holds every trace of the canary that stands anywhere in the database', async () => {
    const all = [...strings, ids.person, ids.account]
    const found = (await everyRow(m50.database)).filter(row => columnsWith(row, all).length > 0)
    const tables = new Set(found.map(({ table }) => table))
    for (const table of [
      'people',
      'identities',
      'roles',
      'pillar_members',
      'requests',
      'request_questions',
      'deliveries',
      'posted_messages',
      'drafts',
      'audit',
      'send_limits',
    ])
      expect(tables, table).toContain(table)
    const isExported = ({ table, row }: DumpedRow) =>
      (exported.tables[table.startsWith('pgboss.') ? 'pgboss.job' : table] ?? []).some(one =>
        ['id', 'scope'].some(key => one[key] !== undefined && one[key] === row[key]),
      )
    const missing = found.filter(row => !isExported(row))
    // What another typed and did not finish is that one's; and the file cannot hold what its own making left.
    const isOther = ({ table, row }: DumpedRow) => table === 'drafts' && row.identity_id !== ids.account
    const isOwn = ({ table, row }: DumpedRow) => table === 'files' || row.action === 'data.exported'
    expect(missing.filter(row => !isOther(row) && !isOwn(row))).toEqual([])
    for (const [table, rows] of Object.entries(exported.tables)) expect(rows.length, table).toBeGreaterThan(0)
  })

  it('shows of what is another’s their own part only', async () => {
    const said = JSON.stringify(exported)
    for (const other of ['s.jansen@zeist.nl', 'w.devries@zeist.nl', m50.deVries.id, m50.bakker.id])
      expect(said).not.toContain(other)
    const url = urlIn(await m50.jansen.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar'))
    const page = await (await fetch(url, form(1))).text()
    expect(page).toContain('decided_as')
    expect(page).not.toContain('k.kanarie@zeist.nl')
  })
})

describe('[F76] m50 vergeet-mij', () => {
  it('refuses who is the last of the secretariat, and says what to do', async () => {
    const { jansen, database } = m50
    await says(jansen, 'rol geef A. Bakker secretariaat')
    const card = await jansen.asksPrivately('vergeet-mij', 'Dit gaat weg')
    await database.query(
      `delete from roles where kind = 'secretariat' and person_id = (select id from people where email = 'a.bakker@zeist.nl')`,
    )
    expect(await presses(jansen, card, 'privacy.forget')).toContain('Geef eerst een collega die rol')
    const early = await jansen.asksPrivately('vergeet-mij', 'U bent het laatste lid van het secretariaat')
    expect(early.text).toContain('[Geef een collega de rol]')
    expect(early.text).not.toContain('[Vergeet mij]')
    expect(await m50.database.query(`select from people where forgotten_at is not null`)).toEqual([])
  })

  it('[T43] shows what goes and what stays, asks, and leaves no trace outside records', async () => {
    const { secretariat, database } = m50
    const card = await canary.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
    expect(card.text).toContain('Dit gaat weg')
    expect(card.text).toContain('voormalig wethouder, Zeist')
    expect(await presses(canary, card, 'privacy.forget')).toContain('U bent vergeten')

    const traces = (await everyRow(database)).flatMap(row =>
      columnsWith(row, strings).map(
        column => `${row.table}.${column}${row.table === 'deliveries' ? ` ${row.row.record_class}` : ''}`,
      ),
    )
    expect([...new Set(traces)].toSorted()).toEqual(['deliveries.card record', 'request_questions.answer'])
    expect(await database.query('select name, email, municipality_id from people where id = $1', [ids.person])).toEqual(
      [{ name: 'voormalig wethouder, Zeist', email: null, municipality_id: null }],
    )
    expect(
      await database.query(
        `select (select count(*)::int from roles where person_id = $1 and ends_on is null) as roles, (select count(*)::int from pillar_members where person_id = $1 and ended_at is null) as seats,
           (select count(*)::int from requests where requester_id = $1 and state in ('open', 'asked')) as open, (select count(*)::int from deliveries where person_id = $1 and state not in ('sent', 'void')) as undelivered`,
        [ids.person],
      ),
    ).toEqual([{ roles: 0, seats: 0, open: 0, undelivered: 0 }])
    const audit = await database.query<{ row: string }>(
      `select a::text as row from audit a where action = 'person.forgotten'`,
    )
    expect(audit).toHaveLength(1)
    expect(audit[0]?.row.toLowerCase()).not.toContain('kanarie')

    // What stands in channels follows, and the secretariat hears which places are free.
    const told = (await m50.shows(secretariat, 'voormalig wethouder, Zeist doet niet meer mee')).text
    expect(told).toContain('lid van de pijler Bestuur')
    await eventually(
      () =>
        m50
          .messagesIn(secretariat)
          .map(({ text }) => text)
          .filter(text => /Verzoek \d+ ·/.test(text) && text.includes('Kanarievogel')),
      left => left.length === 0,
    )
    await m50.shows(secretariat, 'voormalig wethouder, Zeist, gemeente Zeist')
  })

  it('pressed once more finds nobody, and makes nobody of it', async () => {
    const card = canary.inbox().find(message => message.text.includes('Wilt u vergeten worden?'))
    expect(await presses(canary, card ?? expect.fail('no card'), 'privacy.forget')).toContain(
      'er is niets van u vastgelegd',
    )
    expect(await says(canary, 'mijn-gegevens')).toContain('er is niets van u vastgelegd')
    expect(await m50.database.query('select from identities where user_id = $1', [canary.id])).toEqual([])
  })

  it('empties what someone asked who never became a person', async () => {
    const guest = m50.person('G. Gastkanarie', 'gast@elders.example')
    expect(await opens(guest, 'aanmelden')).toContain('Uw functie')
    await submits(guest, { municipality: 'Tiel', function: 'Ambtenaar' })
    await m50.shows(m50.secretariat, 'G. Gastkanarie')
    await presses(guest, await guest.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?'), 'privacy.forget')
    const left = (await everyRow(m50.database)).flatMap(row =>
      columnsWith(row, ['Gastkanarie', 'gast@elders.example', guest.id]).map(column => `${row.table}.${column}`),
    )
    expect([...new Set(left)]).toEqual(['deliveries.card'])
    expect(await m50.database.query(`select state, requester_text from requests where kind = 'person.admit'`)).toEqual([
      { state: 'withdrawn', requester_text: 'voormalig deelnemer' },
    ])
  })
})

it('[T48] leaves nothing of the canary in the log', () => {
  for (const string of strings) expect(m50.printed().toLowerCase()).not.toContain(string.toLowerCase())
})

it('[T43] [T44] deletes what is due, and forgets again who was forgotten, before an older copy of the database speaks to anyone', async () => {
  const ledger = join(m50.settings.DATA_DIR, 'erasures.jsonl')
  await eventually(
    () => (existsSync(ledger) ? readFileSync(ledger, 'utf8') : ''),
    noted => noted.includes(ids.person),
  )
  await bot.kill()
  const { query } = m50.database
  await query(
    `update people set name = 'K. Kanarievogel', email = 'k.kanarie@zeist.nl', forgotten_at = null where id = $1`,
    [ids.person],
  )
  await query('delete from retentions')
  await query(`insert into turns (key, created_at) values ('old', now() - interval '31 days')`)
  await m50.begin()
  expect(await query('select name, email from people where id = $1', [ids.person])).toEqual([
    { name: 'voormalig wethouder, Zeist', email: null },
  ])
  expect(await query(`select rows from retentions where rule = 'turns'`)).toEqual([{ rows: 1 }])
  expect(await query(`select from turns where key = 'old'`)).toEqual([])
})
