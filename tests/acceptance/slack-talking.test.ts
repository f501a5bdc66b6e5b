// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: how Slack repeats and wants to be answered, what it tells of accounts and rights, and how it hands over a file; teams-talking.test.ts and teams-files.test.ts have the ways of Teams.
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { calendar, event } from '../support/calendars.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { apiError, http, textOf } from '../support/slack-server.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.slack.complaints()).toEqual([]))

// In Teams the bot hears nothing from a channel that it is not in.
it('[F10] where the bot is not in the channel it says so kindly, and nothing is bound', async () => {
  const { slack, jansen, secretariat } = m50
  const binds = async (line: string, channel: string) =>
    textOf(await (await jansen.command(line, { channel })).ephemeral())
  for (const kind of ['public', 'private'] as const) {
    const channel = slack.addChannel({ name: `zonder-${kind}`, kind, members: [jansen], withBot: false })
    const answer = await binds('kanaal secretariaat', channel)
    expect(answer).toContain(
      'Ik kan hier niet schrijven, want ik zit nog niet in dit kanaal. Nodig mij uit met /invite',
    )
    expect(answer).toContain('Er is niets veranderd')
    expect(slack.messagesIn(channel)).toEqual([])
  }
  const archived = slack.addChannel({ name: 'archief', members: [jansen], withBot: true })
  slack.archive(archived)
  expect(await binds('kanaal pijler bestuur', archived)).toContain('Er is niets veranderd')
  expect(await m50.database.query('select external_id as channel from channels where ended_at is null')).toEqual([
    { channel: secretariat },
  ])
})

it('[E05] a decision is acknowledged in time and drawn by chat.update on the message that stands, never through a response_url', async () => {
  const { slack, jansen, bakker, secretariat } = m50
  await says(bakker, 'pijler word-lid bestuur')
  const card = await slack.shows(secretariat, 'lid worden van de pijler Bestuur')
  const before = slack.calls().length
  const pressed = await jansen.press(card, 'request.approve')
  expect(pressed).toMatchObject({ status: 200, body: '' })
  expect(pressed.failure).toBeUndefined()
  await pressed.ephemeral()
  await slack.until(() => slack.calls('chat.update').find(call => call.ts === card.ts && call.acted), {
    what: 'the card drawn anew',
  })
  const answers = slack
    .calls()
    .slice(before)
    .filter(call => call.method === 'response_url')
  expect(answers.map(({ args }) => [args.response_type, args.replace_original])).toEqual([['ephemeral', false]])
})

it('[T03] the same request sent again, as Slack does, is answered the same and acts once', async () => {
  const first = await m50.bakker.command('pijler word-lid financien')
  const text = textOf(await first.ephemeral())
  const again = await first.repeat({ retryNum: 1, reason: 'http_timeout' })
  expect(textOf(await again.ephemeral())).toBe(text)
  const rows = await m50.database.query(
    `select count(*)::int as n from requests r join people p on p.id = r.requester_id where p.name = 'A. Bakker' and r.subject->>'pillar' = 'financien'`,
  )
  expect(rows).toEqual([{ n: 1 }])
})

// Teams tells of neither: whoever is gone there can't write any more, and no bot writes to another.
it.each([
  ['deactivated', { deleted: true }],
  ['a bot', { isBot: true }],
])('[T06] an account of Slack’s that is %s since has a guest’s rights', async (what, change) => {
  const who = m50.person(`C. Losed, ${what}`, `${what.replace(' ', '')}@ridderkerk.nl`)
  await says(who, 'aanmelden ambtenaar')
  expect(await says(who, 'pijler')).toContain('De pijlers')
  m50.slack.changePerson(who.id, change)
  // A day later the platform is asked again.
  await m50.database.query(`update identities set checked_at = checked_at - interval '25 hours' where user_id = $1`, [
    who.id,
  ])
  expect(await says(who, 'pijler')).toContain('U bent hier gast.')
  expect(await says(who, 'pijler word-lid bestuur')).toContain('U bent hier gast.')
  expect(await says(who, 'aanmelden Tiel ambtenaar')).toContain('Aanmelden kan hier niet met dit account')
  expect(await m50.database.query(`select from requests where requester_text like 'C. Losed%'`)).toEqual([])
})

it('[F78] m50 diagnose asks Slack at that moment what the bot may do, and names what is missing with a text to forward', async () => {
  const { slack, jansen } = m50
  expect(await says(jansen, 'diagnose')).toContain('De bot heeft in Host alle rechten die hij vraagt.')
  slack.grant(['chat:write', 'commands', 'app_mentions:read', 'im:history', 'im:write', 'users:read', 'files:read'])
  const lacks = await says(jansen, 'diagnose')
  expect(lacks).toContain('Werkt niet · De bot mist rechten in Host: users:read.email.')
  expect(lacks).toMatch(/Om door te sturen aan de beheerder van Slack: “.*users:read\.email ontbreken.*”/)
  slack.grant([
    'chat:write',
    'commands',
    'app_mentions:read',
    'im:history',
    'im:write',
    'users:read',
    'users:read.email',
    'files:read',
  ])
  expect(await says(jansen, 'diagnose')).toContain('De bot heeft in Host alle rechten die hij vraagt.')
  expect(await says(m50.deVries, 'diagnose')).toContain('Alleen het secretariaat kan dit.')
})

describe('[F94] m50 importeer leden, from a file', () => {
  const heading = ['gemeente', 'naam', 'e-mail', 'functie', 'rol', 'pijler']
  const xlsx = (...rows: string[][]) =>
    writeXlsx([heading, ...rows].map(row => row.map(value => ({ value: value || null }))) as never).toBuffer()
  const calls = () => m50.slack.calls('files.info').length

  it('takes a spreadsheet in the form: mistakes at that field, then what changes, then it is so; a second time nothing', async () => {
    const wrong = m50.jansen.uploads(
      'leden.xlsx',
      await xlsx(['Woerden', 'E. Xcel', 'e.xcel@woerden.nl', 'koning', '', '']),
    )
    expect(await opens(m50.jansen, 'importeer leden')).toContain('Bestand')
    expect((await m50.jansen.submit({ file: wrong })).errors.file).toBe('Rij 2, kolom functie: “koning” ken ik niet.')
    expect((await m50.jansen.submit({ file: wrong, rows: 'gemeente' })).errors.rows).toContain('niet allebei')
    expect((await m50.jansen.submit({ file: null, rows: '' })).errors.rows).toContain('Plak ze, of geef een bestand')
    const right = m50.jansen.uploads(
      'leden',
      await xlsx([], ['Woerden', 'E. Xcel', 'e.xcel@woerden.nl', 'ambtenaar', '', '']),
    )
    expect(await submits(m50.jansen, { file: right })).toContain('E. Xcel (Woerden): nieuw, functie ambtenaar')
    expect(await m50.database.query(`select from people where name = 'E. Xcel'`)).toEqual([])
    expect(await presses(m50.jansen, 'ephemeral', 'import.apply')).toContain('1 rij is verwerkt')
    expect(await m50.database.query(`select from people where name = 'E. Xcel'`)).toHaveLength(1)
    await opens(m50.jansen, 'importeer leden')
    expect(await submits(m50.jansen, { file: right })).toContain('Er verandert niets: alles staat er al zo.')
  })

  it('takes a CSV as Excel writes it, sent in the conversation with the bot', async () => {
    const csv = Buffer.from(
      'Gemeente;Naam;E-mail;Functie\r\nWoerden;Z. Coördinatie;z.co@woerden.nl;ambtenaar\r\n',
      'latin1',
    )
    await m50.jansen.directMessage('importeer leden', { file: m50.jansen.uploads('leden.csv', csv) })
    await m50.jansen.receives('Z. Coördinatie (Woerden): nieuw, functie ambtenaar', 20_000)
    expect(await presses(m50.jansen, 'inbox', 'import.apply')).toContain('1 rij is verwerkt')
    expect(await m50.database.query(`select from people where name = 'Z. Coördinatie'`)).toHaveLength(1)
    await m50.jansen.directMessage('import members', { file: m50.jansen.uploads('leden.csv', csv.subarray(0, 60)) })
    await m50.jansen.receives('Rij 2, kolom functie: leeg.', 20_000)
    const english = 'municipality,name,e-mail,function\nWoerden,"Coördinatie, Z.",z.co@woerden.nl,official\n'
    await m50.jansen.directMessage('import members', { file: m50.jansen.uploads('members.csv', english) })
    await m50.jansen.receives('Er verandert niets: alles staat er al zo.', 20_000)
  })

  it.each([
    [
      'of another kind',
      'leden.csv',
      Buffer.from('%PDF-1.7\u0001\u0000'),
      'Bewaar het als Excel-werkmap (.xlsx) of als CSV',
    ],
    ['that is empty', 'leden.csv', Buffer.from(' \n'), 'Bewaar het als Excel-werkmap (.xlsx) of als CSV'],
    ['that is too large', 'leden.xlsx', Buffer.alloc(2_000_001), 'er past hoogstens 2 MB'],
    [
      'of very many rows',
      'leden.csv',
      Buffer.from(`a;b\n${'x;y\n'.repeat(200_000)}`),
      'meer dan ik in een keer kan lezen',
    ],
  ])('says in one sentence what to do with a file %s', async (_, name, content, words) => {
    await opens(m50.jansen, 'importeer leden')
    expect((await m50.jansen.submit({ file: m50.jansen.uploads(name, content) })).errors.file).toContain(words)
  })

  it('says who can help where Slack does not let the bot read it, or does not answer', async () => {
    const file = m50.jansen.uploads('leden.csv', heading.join(';'))
    await opens(m50.jansen, 'importeer leden')
    m50.slack.faults.plan('files.info', apiError('missing_scope'), { times: 1 })
    expect((await m50.jansen.submit({ file })).errors.file).toContain('Vraag de beheerder')
    m50.slack.faults.plan('files.info', http(500, { acts: false }), { times: 1 })
    expect((await m50.jansen.submit({ file })).errors.file).toContain('niet op tijd')
    expect((await m50.jansen.submit({ file: { ...file, id: 'F404' } })).errors.file).toContain('niet vinden')
    // The address in the payload is not believed: Slack is asked where the file lies.
    expect(
      (await m50.jansen.submit({ file: { ...file, url: 'https://example.org/leden.csv' } })).errors.file,
    ).toContain('geen rijen')
  })

  it('takes its token to no other host than Slack’s, whatever address is given', async () => {
    let heard = 0
    const elsewhere = createServer((_, response) => {
      heard++
      response.end('gemeente;naam;e-mail;functie')
    })
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    const file = m50.jansen.uploads('leden.csv', heading.join(';'))
    const address = elsewhere.address()
    file.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/leden.csv`
    await opens(m50.jansen, 'importeer leden')
    expect((await m50.jansen.submit({ file })).errors.file).toContain('niet vinden')
    expect(heard).toBe(0)
    elsewhere.close()
  })

  it('fetches nothing for whoever may not, and asks what a file alone is for', async () => {
    const before = calls()
    const file = m50.deVries.uploads('leden.csv', heading.join(';'))
    await m50.deVries.directMessage('importeer leden', { file })
    await m50.deVries.receives('Alleen het secretariaat kan dit', 20_000)
    await m50.deVries.directMessage('', { file })
    await m50.deVries.receives('Schrijf bij een bestand wat ik ermee moet doen', 20_000)
    expect(calls()).toBe(before)
  })

  it('needs no word with a file from whoever may bring people in', async () => {
    const csv = `${heading.slice(0, 4).join(';')}\nWoerden;Z. Onder woord;z.onder@woerden.nl;ambtenaar\n`
    await m50.jansen.directMessage('', { file: m50.jansen.uploads('leden.csv', csv) })
    await m50.jansen.receives('Z. Onder woord (Woerden): nieuw, functie ambtenaar', 20_000)
  })
})

it('[F47] a calendar of committees is read in the form: first what would change, then it is so; read again, what changed or was cancelled', async () => {
  const { jansen, database } = m50
  const times = (uid: string, day: string, ...more: string[]) =>
    event(uid, `DTSTART:${day}T090000Z`, `DTEND:${day}T110000Z`, ...more)
  const sends = async (...events: readonly (readonly string[])[]) => {
    await opens(jansen, 'vng importeer')
    return submits(jansen, { file: jansen.uploads('vng.ics', calendar(...events)) })
  }
  const stand = async () =>
    (
      await database.query<{ line: string }>(
        `select concat_ws(' ', committee_id, to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD'), place, case when cancelled_at is not null then 'off' end) as line from committee_meetings order by starts_at`,
      )
    ).map(({ line }) => line)
  await opens(jansen, 'vng importeer')
  expect((await jansen.submit({ file: jansen.uploads('vng.ics', 'geen agenda') })).errors.file).toContain(
    'geen agendabestand',
  )
  const rwm = times('1@vng.nl', '20990105', 'SUMMARY:Commissie RWM', 'LOCATION:Den Haag')
  const money = times('2@vng.nl', '20990106', 'SUMMARY:Vergadering Financiën')
  const first = await sends(rwm, money, times('3@vng.nl', '20990107', 'SUMMARY:Borrel'))
  expect(first).toContain('Nieuw: commissie Financiën')
  expect(first).toContain('Ik herken de commissie niet in “Borrel”.')
  expect(await stand()).toEqual([])
  expect(await presses(jansen, 'ephemeral', 'vng.applyImport')).toContain('Gedaan: 2 vergaderingen bijgewerkt.')
  expect(await stand()).toEqual(['rwm 2099-01-05 Den Haag', 'financien 2099-01-06'])
  expect(await sends(rwm, money)).toContain('Er verandert niets')
  // What the secretariat types over it stays, and what it calls off stays off, as long as the calendar says the same.
  const types = async (committee: string, fields: Readonly<Record<string, string | boolean>>) => {
    const [{ id } = { id: '' }] = await database.query<{ id: string }>(
      'select id from committee_meetings where committee_id = $1',
      [committee],
    )
    await says(jansen, `vng vergadering ${committee}`)
    await pressesOpen(jansen, 'ephemeral', 'vng.meeting', id)
    await submits(jansen, fields)
  }
  await types('rwm', { place: 'Zeist', about: 'Woningbouw' })
  await types('financien', { cancelled: true })
  expect(await sends(rwm, money)).toContain('Er verandert niets')
  expect(await stand()).toEqual(['rwm 2099-01-05 Zeist', 'financien 2099-01-06 off'])
  const later = times('2@vng.nl', '20990108', 'SUMMARY:Vergadering Financiën')
  expect(await sends(rwm, later)).toContain('Gewijzigd: commissie Financiën')
  await presses(jansen, 'ephemeral', 'vng.applyImport')
  expect(await stand()).toEqual(['rwm 2099-01-05 Zeist', 'financien 2099-01-08'])
  const moved = times('1@vng.nl', '20990112', 'SUMMARY:Commissie RWM', 'LOCATION:Utrecht')
  const second = await sends(moved, [...later.slice(0, -1), 'STATUS:CANCELLED', 'END:VEVENT'])
  expect(second).toContain('Gewijzigd: commissie Ruimte, Wonen en Mobiliteit')
  expect(second).toContain('Gaat niet door: commissie Financiën')
  await presses(jansen, 'ephemeral', 'vng.applyImport')
  expect(await stand()).toEqual(['financien 2099-01-08 off', 'rwm 2099-01-12 Utrecht'])
  const agendas = await database.query<{ about: string | null }>(
    `select about from committee_meetings where uid = '1@vng.nl'`,
  )
  expect(agendas).toEqual([{ about: 'Woningbouw' }])
  // What the calendar called off goes on where it says so.
  expect(await sends(moved, later)).toContain('Gewijzigd: commissie Financiën')
  await presses(jansen, 'ephemeral', 'vng.applyImport')
  expect(await stand()).toEqual(['financien 2099-01-08', 'rwm 2099-01-12 Utrecht'])
  // What is typed over what the calendar came to say as well stays.
  await types('rwm', { place: 'Baarn' })
  const agreeing = times('1@vng.nl', '20990112', 'SUMMARY:Commissie RWM', 'LOCATION:Baarn')
  expect(await sends(agreeing, later)).toContain('Er verandert niets')
  await types('rwm', { place: 'Soest' })
  expect(await sends(agreeing, later)).toContain('Er verandert niets')
  expect(await stand()).toEqual(['financien 2099-01-08', 'rwm 2099-01-12 Soest'])
})
