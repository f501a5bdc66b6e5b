// SPDX-License-Identifier: EUPL-1.2
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, type Proposed, words } from '../support/chat/lobby.ts'
import { filesOf } from '../support/chat/made-files.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { readDocx, readPdf } from '../support/read-documents.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>
let doctors: Proposed
let bus: Proposed
let hidden: Proposed

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
  const { bakker } = m50
  doctors = await lobby.approved(bakker, '=1+1 jeugdartsen meer', {
    evidence: 'Raming: https://example.org/raming?jaar=2027.',
    dossiers: '2026Z01234',
  })
  bus = await lobby.approved(bakker, 'Houd de bus in het buitengebied', { target: 'provincie-utrecht' })
  hidden = await lobby.approved(bakker, 'Kanarievogel in de jeugdzorg', { confidential: true })
  await m50.shows(lobby.society, `LP ${bus.number} ·`)
  const tiel = await lobby.someone('tiel.nl')
  await presses(tiel, lobby.society, 'lobby.support', doctors.id)
  await pressesOpen(tiel, 'answer', 'lobby.line', doctors.id)
  await submits(tiel, { line: 'Bij ons wacht een kind een half jaar.' })
  const dronten = await lobby.someone('dronten.nl')
  await pressesOpen(dronten, lobby.society, 'lobby.reserve', doctors.id)
  await submits(dronten, { line: 'Alleen met geld van het Rijk.' })
}, 120_000)

afterAll(() => m50.end())

it('[F91] [T24] the agenda is a file for its asker alone, the same columns as Word and as Excel, with supporters, reservations and the course', async () => {
  const { smit } = m50
  const files = await filesOf(await smit.asksPrivately('lobby export', 'De lobbyagenda staat klaar', m50.general))
  expect([...files.keys()]).toEqual(['lobbyagenda.docx', 'lobbyagenda.xlsx'])
  expect(JSON.stringify(m50.messagesIn(m50.general))).not.toContain('http')
  const [head = [], ...rows] = await readSheet(Buffer.from(files.get('lobbyagenda.xlsx') ?? []))
  const row = rows.find(([number]) => number === doctors.number) ?? expect.fail('no row')
  const cell = (label: string) => String(row[head.indexOf(label)])
  expect(cell('Titel')).toBe("'=1+1 jeugdartsen meer")
  expect(cell('Gericht aan')).toBe('Ministerie van Volksgezondheid, Welzijn en Sport')
  expect(cell('Aantal gemeenten')).toBe('2')
  expect(cell('Gesteund door')).toBe('Tiel: “Bij ons wacht een kind een half jaar.”\nZeist')
  expect(cell('Voorbehoud van')).toBe('Dronten: “Alleen met geld van het Rijk.”')
  expect(cell('Verloop')).toMatch(
    /voorgesteld, door A\. Bakker, lid, Zeist\n.*gesteund.*\n.*goedgekeurd, door S\. Jansen/s,
  )
  const word = readDocx(files.get('lobbyagenda.docx') ?? new Uint8Array())
  expect(word.headings).toEqual(
    [
      'De lobbyagenda',
      `LP ${doctors.number} · =1+1 jeugdartsen meer`,
      `LP ${bus.number} · Houd de bus in het buitengebied`,
    ].toSorted((a, b) => word.headings.indexOf(a) - word.headings.indexOf(b)),
  )
  const labels = word.lines.flatMap(({ text }) => head.filter(label => text.startsWith(`${label}: `)))
  expect(new Set(labels)).toEqual(
    new Set(
      head.filter(label => !['Nr', 'Titel', 'Thema', 'Nodig vóór', 'Reden van afwijzen'].includes(String(label))),
    ),
  )
  expect(word.links).toEqual(['https://example.org/raming?jaar=2027'])
  expect(word.language).toBe('nl-NL')
  expect(word.text).not.toContain('anarie')
  expect(JSON.stringify(rows)).not.toContain('anarie')
})

it('[F91] a part of the agenda is asked for in words, in the kind that is named', async () => {
  const { smit, jansen } = m50
  const files = await filesOf(await smit.asksPrivately('lobby export pdf provincie utrecht', 'Er staat 1 lobbypunt in'))
  expect([...files.keys()]).toEqual(['lobbyagenda.pdf'])
  const { text, info } = await readPdf(files.get('lobbyagenda.pdf') ?? new Uint8Array())
  expect(text).toContain('Gericht aan Provincie Utrecht')
  expect(text).toContain(`LP ${bus.number} · Houd de bus in het buitengebied`)
  expect(text).not.toContain('jeugdartsen')
  expect(info).toMatchObject({ Title: 'De lobbyagenda', Language: 'nl-NL' })
  expect(await says(smit, 'lobby export iets vreemds')).toContain('“iets vreemds” ken ik hier niet')
  expect(await says(smit, 'lobby export gelukt')).toContain('Zulke lobbypunten zijn er nu niet')
  // Who may know of a confidential point has it in their file, where it says what it is.
  const own = await filesOf(await jansen.asksPrivately('lobby export xlsx', 'Er staan 3 lobbypunten in'))
  const [head = [], ...rows] = await readSheet(Buffer.from(own.get('lobbyagenda.xlsx') ?? []))
  const row = rows.find(([number]) => number === hidden.number)
  expect(row?.[head.indexOf('Vertrouwelijk')]).toBe('ja')
})

it('[F92] a dossier has one point whole, for a talk; of a point that one may not know of there is none', async () => {
  const { smit } = m50
  const files = await filesOf(await smit.asksPrivately(`lobby dossier ${doctors.number}`, 'Het dossier staat klaar'))
  expect([...files.keys()]).toEqual([`LP-${doctors.number}.docx`, `LP-${doctors.number}.pdf`])
  const word = readDocx(files.get(`LP-${doctors.number}.docx`) ?? new Uint8Array())
  expect(word.headings).toEqual([
    `LP ${doctors.number} · =1+1 jeugdartsen meer`,
    'Ons standpunt',
    'Wat vragen we?',
    'Waarom juist voor middelgrote gemeenten?',
    'Wat speelt er?',
    'Steun van gemeenten',
    'Voorbehouden',
    'Onderbouwing',
    'Dossiernummers',
    'Verloop',
  ])
  expect(word.text).toContain('2 gemeenten, 1 voorbehoud\nTiel: “Bij ons wacht een kind een half jaar.”\nZeist')
  expect(await says(smit, `lobby dossier ${hidden.number}`)).toContain(`Ik ken geen lobbypunt ${hidden.number}`)
  expect(await says(smit, 'lobby dossier')).toContain('Van welk lobbypunt?')
})

it('[A30] the statement has the chosen points in their order, an introduction and the figures of the network, as Word and as PDF', async () => {
  const { jansen } = m50
  await opens(jansen, `lobby verklaring ${bus.number}, ${doctors.number}`)
  const wrong = await jansen.submit(
    { points: `${bus.number}, ${hidden.number}`, title: '', introduction: '' },
    { unchecked: true },
  )
  expect(wrong.errors).toEqual({
    points: `LP ${hidden.number} is vertrouwelijk of nog niet goedgekeurd. Laat het weg, of maak het eerst openbaar.`,
    title: 'Geef de verklaring een titel.',
  })
  const given = { points: `${bus.number}, ${doctors.number}`, title: 'De Kracht van Middelgroot' }
  await jansen.submit({ ...given, introduction: 'Middelgrote gemeenten houden Nederland gaande.' })
  const files = await filesOf(
    await m50.until(() =>
      [...jansen.inbox(), ...jansen.answers()].find(({ text }) => text.includes('De verklaring staat klaar')),
    ),
  )
  expect([...files.keys()]).toEqual(['verklaring.docx', 'verklaring.pdf'])
  const word = readDocx(files.get('verklaring.docx') ?? new Uint8Array())
  expect(
    word.headings.filter(text => !/^(Wij vragen|Waarom middelgroot|Onderbouwing|Gesteund door)$/.test(text)),
  ).toEqual([
    'De Kracht van Middelgroot',
    'Het netwerk in cijfers',
    '1. Houd de bus in het buitengebied',
    '2. =1+1 jeugdartsen meer',
  ])
  const [facts] = await m50.database.query<{ members: number; inhabitants: string; provinces: number }>(
    `select count(*)::int as members, sum(m.inhabitants)::text as inhabitants, count(distinct m.region)::int as provinces
     from municipalities m where exists (select from memberships n where n.municipality_id = m.id and n.ends_on is null)`,
  )
  const inhabitants = Number(facts?.inhabitants).toLocaleString('nl')
  const pdf = await readPdf(files.get('verklaring.pdf') ?? new Uint8Array())
  for (const text of [word.text, pdf.text.replace(/\s+/g, ' ')]) {
    expect(text).toContain('Middelgrote gemeenten houden Nederland gaande.')
    expect(text).toContain(`${facts?.members} gemeenten`)
    expect(text).toContain(`${inhabitants} inwoners (bron: CBS, 2024)`)
    expect(text).toContain(`In ${facts?.provinces} provincies:`)
    expect(text).toContain(words.whyMidsized)
  }
  expect(word.text).toContain('Tiel en Zeist.')
})

it('[T26] files are counted per person: above the ceiling they wait, with the way on, and the secretariat hears of it once', async () => {
  const vos = await lobby.someone('waalwijk.nl')
  await m50.database.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select now() - interval '1 hour', 'lobby.exported', 'file', gen_random_uuid()::text, (select person_id from identities where user_id = $1), 'member', 'test' from generate_series(1, 19)`,
    [vos.id],
  )
  await vos.asksPrivately('lobby export xlsx', 'De lobbyagenda staat klaar')
  const held = await says(vos, 'lobby export xlsx')
  expect(held).toContain('U liet in een etmaal al 20 bestanden maken.')
  expect(held).toContain('vraag het dan aan het secretariaat')
  await m50.shows(m50.secretariat, 'liet in een etmaal 20 bestanden van lobbypunten maken en vroeg er meer')
  expect(await says(vos, `lobby dossier ${bus.number}`)).toContain('U liet in een etmaal al 20 bestanden maken.')
  const rows = await m50.database.query(
    `select action, count(*)::int as count from audit where person_id = (select person_id from identities where user_id = $1) and action like 'lobby.export%' group by action order by action`,
    [vos.id],
  )
  expect(rows).toEqual([
    { action: 'lobby.exportHeld', count: 1 },
    { action: 'lobby.exported', count: 20 },
  ])
})
