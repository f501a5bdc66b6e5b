// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: how Teams hands over a file; slack-talking.test.ts has Slack's way.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { calendar, event } from '../support/calendars.ts'
import { type Elsewhere, elsewhere } from '../support/elsewhere.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Person, textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>
let forged: Elsewhere
let jansen: Person

beforeAll(async () => {
  m50 = await teamsNetwork()
  forged = await elsewhere()
  jansen = m50.jansen
  await m50.begin()
  await m50.bound()
  await m50.deVries.writes('aanmelden wethouder')
  await m50.deVries.receives('U bent aangemeld')
})

afterAll(async () => {
  forged.close()
  await m50.end()
})

afterEach(() => {
  expect(m50.teams.complaints()).toEqual([])
  expect(forged.heard).toEqual([])
})

const heading = 'gemeente;naam;e-mail;functie'
const csv = (name: string) =>
  `${heading}\nWoerden;${name};${name.toLowerCase().replaceAll(/\W+/g, '.')}@woerden.nl;ambtenaar\n`
const files = () => m50.teams.calls('file').length
const known = (name: string) => m50.database.query('select from people where name = $1', [name])

/** What the bot says to a file, in their own conversation, with these words: a message of before may arrive meanwhile. */
async function answers(person: Person, file: Parameters<Person['writes']>[1], words: string, line = 'importeer leden') {
  const before = person.inbox().length
  expect((await person.writes(line, file)).status).toBe(200)
  const hasThem = () =>
    person
      .inbox()
      .slice(before)
      .map(message => textOf(message))
      .find(text => text.includes(words))
  return m50.teams.until(hasThem, { what: `an answer to a file with “${words}”` })
}

describe('[F94] a spreadsheet that is sent to the bot in Teams', () => {
  it('shows what would change, and brings it in when that is pressed', async () => {
    const rows = [
      ['gemeente', 'naam', 'e-mail', 'functie'],
      ['Woerden', 'E. Xcel', 'e.xcel@woerden.nl', 'ambtenaar'],
    ]
    const bytes = await writeXlsx(rows.map(row => row.map(value => ({ value }))) as never).toBuffer()
    await answers(jansen, m50.teams.uploads('leden.xlsx', bytes), 'E. Xcel (Woerden): nieuw, functie ambtenaar')
    expect(await known('E. Xcel')).toEqual([])
    expect((await jansen.press(jansen.direct, 'import.apply')).words).toContain('1 rij is verwerkt')
    expect(await known('E. Xcel')).toHaveLength(1)
    await answers(
      jansen,
      m50.teams.uploads('leden', bytes),
      'Er verandert niets: alles staat er al zo.',
      'import members',
    )
  })

  it('needs no word from whoever may bring people in; others are asked what it is for, and nothing of it is fetched', async () => {
    await answers(jansen, m50.teams.uploads('leden.csv', csv('Z. Onder woord')), 'Z. Onder woord (Woerden): nieuw', '')
    const before = files()
    const file = m50.teams.uploads('leden.csv', csv('N. Iemand'))
    await answers(m50.deVries, file, 'Schrijf bij een bestand wat ik ermee moet doen', '')
    await answers(m50.deVries, file, 'Alleen het secretariaat kan dit')
    expect(files()).toBe(before)
  })

  it('is what the form asks for, which has no field that takes none', async () => {
    await jansen.writes('importeer leden')
    await jansen.receives('Geef een spreadsheet')
    const { dialog } = await jansen.opens(jansen.direct, 'import.members')
    const shown = JSON.stringify(dialog?.card)
    expect(shown).toContain('stuur uw Excel- of CSV-bestand in uw eigen gesprek met mij')
    expect(shown).not.toContain('"id":"file"')
    jansen.closes()
  })

  it('names each mistake with its row and column, and offers the form', async () => {
    const file = m50.teams.uploads('leden.csv', csv('K. Oning').replace('ambtenaar', 'koning'))
    expect(await answers(jansen, file, 'Rij 2, kolom functie: “koning” ken ik niet.')).toContain('[Andere rijen]')
  })
})

describe('[T02] [T51] a file that means harm', () => {
  it.each([
    ['of another kind', Buffer.from('%PDF-1.7\u0001\u0000'), 'Bewaar het als Excel-werkmap (.xlsx) of als CSV'],
    ['that is too large', Buffer.alloc(2_000_001, ' '), 'er past hoogstens 2 MB'],
  ])('%s is answered with what to do', async (_, content, words) => {
    await answers(jansen, m50.teams.uploads('leden.csv', content), words)
  })

  it('is fetched from nowhere but OneDrive, whatever address is given, also where that one leads on', async () => {
    const file = m50.teams.uploads('leden.csv', csv('N. Ergens'))
    const { origin } = new URL(file.address)
    const addresses = [
      forged.address,
      file.address.replace('http://', 'http://a:b@'),
      forged.address.replace('http://', 'https://'),
      `${forged.address}/contoso-my.sharepoint.com`,
      forged.address.replace('127.0.0.1', 'localhost'),
      `http://contoso-my.sharepoint.com:${new URL(forged.address).port}/leden.csv`,
      'https://contoso-my.sharepoint.com.example.org/leden.csv',
      'https://sharepoint.com/leden.csv',
      'file:///etc/hostname',
      'data:text/csv,gemeente',
      origin.replace('http:', 'https:'),
      'geen adres',
      '',
    ]
    for (const address of addresses) await answers(jansen, { ...file, address }, 'Ik kan dit bestand niet vinden')
    await answers(jansen, m50.teams.sendsOn(forged.address), 'Ik kan dit bestand niet vinden')
    await answers(jansen, m50.teams.sendsOn(file.address), 'N. Ergens (Woerden): nieuw')
  })

  it('that leads from one address to the next without end is given up', async () => {
    const before = files()
    let last = m50.teams.uploads('leden.csv', csv('V. Erder'))
    for (let i = 0; i < 5; i++) last = m50.teams.sendsOn(last.address)
    await answers(jansen, last, 'Ik kan dit bestand niet vinden')
    expect(files() - before).toBe(4)
  })

  it('whose address has ended is asked for again, and one that does not come is said to be late', async () => {
    const { faults, uploads } = m50.teams
    const file = uploads('leden.csv', csv('L. Aat'))
    faults.plan('file', { kind: 'status', status: 403 }, { times: 1 })
    await answers(jansen, file, 'Ik kan dit bestand niet vinden. Stuur het opnieuw.')
    faults.plan('file', { kind: 'status', status: 503 }, { times: 1 })
    await answers(jansen, file, 'niet op tijd')
    const stalled = faults.plan('file', { kind: 'stall', acts: false }, { times: 1 })
    await answers(jansen, file, 'niet op tijd')
    stalled.lift()
  })

  it('[T48] leaves nothing of its address in the log or in a row', async () => {
    const file = m50.teams.uploads('leden.csv', heading)
    await answers(jansen, file, '')
    await answers(m50.deVries, file, '', '')
    expect(m50.printed()).not.toContain('tempauth')
    const rows = await m50.database.query(`select from drafts where to_jsonb(drafts)::text like '%tempauth%'`)
    expect(rows).toEqual([])
  })
})

it('[F47] a calendar that is sent with the words for it: all of it of the committee that is named', async () => {
  const file = m50.teams.uploads(
    'agenda.ics',
    calendar(event('t@vng.nl', 'DTSTART:20990202T090000Z', 'DURATION:PT2H', 'SUMMARY:Overleg')),
  )
  await answers(jansen, file, 'Nieuw: commissie Zorg, Jeugd en Onderwijs', 'vng importeer zjo')
  await jansen.press(jansen.direct, 'vng.applyImport')
  expect(await m50.database.query('select committee_id as of from committee_meetings')).toEqual([{ of: 'zjo' }])
})
