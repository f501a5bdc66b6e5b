// SPDX-License-Identifier: EUPL-1.2

import { parse } from 'csv-parse/sync'
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
/** What a file tells of a point only once something became of it. */
const became = [
  'Plaats in de volgorde',
  'Uitkomst van de ronde',
  'Op de agenda',
  'Contacten (voor wie ze mag lezen)',
  'Resultaat',
]

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
      head.filter(
        label =>
          ![
            'Nr',
            'Titel',
            'Thema',
            'Nodig vóór',
            'Reden van afwijzen',
            'Voorbeelden, cijfers en sprekers',
            ...became,
          ].includes(String(label)),
      ),
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
  const csv = await filesOf(await smit.asksPrivately('lobby export csv', 'De lobbyagenda staat klaar'))
  const [names = [], ...lines] = parse(Buffer.from(csv.get('lobbyagenda.csv') ?? []), { bom: true, delimiter: ';' })
  const line = lines.find(([number]) => number === String(doctors.number)) ?? expect.fail('no line')
  expect(line[names.indexOf('Titel')]).toBe("'=1+1 jeugdartsen meer")
  expect(line[names.indexOf('Gesteund door')]).toBe('Tiel: “Bij ons wacht een kind een half jaar.”\nZeist')
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

it('[F91] [F92] what became of a point stands in its files: its place and the outcome of the round, agendas and result; contacts for who may read them', async () => {
  const { smit, bakker, jansen, database } = m50
  const point = await lobby.approved(bakker, 'Houd het zwembad open')
  await database.query(
    `with round as (
       insert into lobby_rounds (pillar_id, question, state, municipalities, opened_at, closes_at, closed_at, outcome, outcome_at)
       values ('samenleving', 'Wat eerst?', 'closed', 40, '2026-03-01', '2026-03-09', '2026-03-09T12:00Z', 'Dit gaat naar het kabinet.', '2026-03-10') returning id)
     insert into lobby_round_points (round_id, point_id, place) select id, p.point, p.place from round, (values ($1::uuid, 2), ($2::uuid, 1), ($3::uuid, null)) p(point, place)`,
    [point.id, bus.id, doctors.id],
  )
  await opens(jansen, `lobby agendeer ${point.number}`)
  const placement = { target: 'vng-alv', occasion: 'motie sport', spokesperson: 'W. de Vries' }
  await submits(jansen, { ...placement, placedOn: '2031-06-18' })
  await says(bakker, `lobby contact ${point.number} gesproken met directeur Zeldenrust`)
  // What was noted wrongly stands in the course alone, for the same readers.
  await says(bakker, `lobby contact ${point.number} gebeld met de verkeerde`)
  await presses(bakker, 'answer', 'lobby.unnote')
  await opens(jansen, `lobby resultaat ${point.number}`)
  const link = 'https://example.org/kamerbrief'
  await submits(jansen, { ending: 'achievePartly', result: 'Er komt geld tot 2033.', link })
  const sheetOf = async (person: typeof smit) => {
    const files = await filesOf(
      await person.asksPrivately('lobby export xlsx deels gelukt', 'De lobbyagenda staat klaar'),
    )
    const [head = [], row = []] = await readSheet(Buffer.from(files.get('lobbyagenda.xlsx') ?? []))
    return became.map(label => row[head.indexOf(label)])
  }
  const agenda =
    'Algemene ledenvergadering van de VNG, motie sport, 18 jun 2031, door W. de Vries; een motie moet uiterlijk'
  const [place, outcome, placed, contacts, result] = await sheetOf(smit)
  expect([place, outcome, result]).toEqual([2, 'Dit gaat naar het kabinet.', `Er komt geld tot 2033.\n${link}`])
  expect(placed).toContain(agenda)
  expect(contacts).toBeNull()
  const [, , , told] = await sheetOf(bakker)
  expect(told).toMatch(/^\d+ \w+ \d{4}, A\. Bakker: gesproken met directeur Zeldenrust$/)
  // By the button on the point’s card.
  await says(smit, `lobby ${point.number}`)
  const dossiers = () =>
    [...smit.inbox(), ...smit.answers()].filter(({ text }) => text.includes('Het dossier staat klaar'))
  const earlier = new Set(dossiers().flatMap(({ links }) => links))
  await smit.press('answer', 'chat.line', `lobby dossier ${point.number}`)
  const made = await m50.until(() => dossiers().find(({ links }) => !links.some(one => earlier.has(one))))
  const word = readDocx((await filesOf(made)).get(`LP-${point.number}.docx`) ?? new Uint8Array())
  expect(word.headings.slice(-4)).toEqual(['Volgorde van de pijler', 'Op de agenda', 'Resultaat', 'Verloop'])
  expect(word.text).toContain('Plaats 2 van 2, 9 mrt 2026: Wat eerst? Uitkomst: Dit gaat naar het kabinet.')
  expect(word.text).toContain(agenda)
  expect(word.links).toContain(link)
  expect(word.text).not.toContain('Zeldenrust')
  const own = await filesOf(await jansen.asksPrivately(`lobby dossier ${point.number}`, 'Het dossier staat klaar'))
  const pdf = await readPdf(own.get(`LP-${point.number}.pdf`) ?? new Uint8Array())
  expect(pdf.text).toContain('Contacten (niet om te delen)')
  expect(pdf.text).toContain('gesproken met directeur Zeldenrust')
  await opens(jansen, `lobby agendeer ${bus.number}`)
  const again = { ...placement, target: 'provincie-utrecht', placedOn: '2031-06-18', nextContact: '2031-05-01' }
  await submits(jansen, again)
  const next = await filesOf(await jansen.asksPrivately(`lobby dossier ${bus.number}`, 'Het dossier staat klaar'))
  expect((await readPdf(next.get(`LP-${bus.number}.pdf`) ?? new Uint8Array())).text).toContain(
    'volgend contact 1 mei 2031',
  )
})

it('[A30] the statement has the chosen points in their order, an introduction and the figures of the network, as Word and as PDF', async () => {
  const { jansen } = m50
  await opens(jansen, `lobby verklaring ${bus.number}, ${doctors.number}`)
  const wrong = await jansen.submit(
    { points: `${bus.number}, ${hidden.number}`, title: '', introduction: 'i'.repeat(4001) },
    { unchecked: true },
  )
  expect(wrong.errors).toEqual({
    points: `LP ${hidden.number} is vertrouwelijk of nog niet goedgekeurd. Laat het weg, of maak het eerst openbaar.`,
    title: 'Geef de verklaring een titel.',
    introduction: 'Dit zijn 4001 tekens; er passen er 4000.',
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
    'De leden',
  ])
  const pdf = await readPdf(files.get('verklaring.pdf') ?? new Uint8Array())
  for (const text of [word.text, pdf.text.replace(/\s+/g, ' ')]) {
    expect(text).toContain('Middelgrote gemeenten houden Nederland gaande.')
    expect(text).toContain(words.whyMidsized)
  }
  expect(word.text).toContain('Tiel en Zeist.')
})

/** A statement of one point, as Word and as PDF, in the words of each. */
async function stated(number: number): Promise<readonly string[]> {
  const { jansen } = m50
  const links = () =>
    [...jansen.inbox(), ...jansen.answers()].filter(({ text }) => /De verklaring staat klaar/.test(text))
  const earlier = new Set(links().flatMap(made => made.links))
  await opens(jansen, `lobby verklaring ${number}`)
  await jansen.submit({ points: String(number), title: 'De Kracht van Middelgroot', introduction: '' })
  const made = await m50.until(() => links().find(one => !one.links.some(link => earlier.has(link))))
  const files = await filesOf(made)
  const pdf = await readPdf(files.get('verklaring.pdf') ?? new Uint8Array())
  return [readDocx(files.get('verklaring.docx') ?? new Uint8Array()).text, pdf.text.replace(/\s+/g, ' ')]
}

it('[A30] the statement counts the network from its data, each figure with its source and year', async () => {
  for (const text of await stated(bus.number)) {
    expect(text).toMatch(/40 gemeenten zijn lid \(bron: ledenlijst van M50, \d+ \w+ \d{4}\)\./)
    expect(text).toContain('Samen hebben zij 2.141.299 inwoners (bron: CBS, 2024).')
    expect(text).toContain('Dat is 11,9% van de inwoners van alle 342 gemeenten (bron: CBS, 2024).')
    expect(text).toContain(
      'Van Winterswijk met 29.231 tot Dijk en Waard met 90.076 inwoners, gemiddeld 53.532 (bron: CBS, 2024).',
    )
    expect(text).toContain(
      'Van alle gemeenten hebben er 142 tussen de 30.000 en 80.000 inwoners. Daar wonen 6.619.636 mensen, 36,9% van alle inwoners (bron: CBS, 2024).',
    )
    expect(text).toContain('Er zijn leden in 10 van de 12 provincies: Drenthe, Flevoland, Gelderland, Groningen,')
    expect(text).toContain('Tussen haakjes het aantal inwoners (bron: CBS, 2024).')
    expect(text).toContain('Overijssel: Kampen (56.177), Rijssen-Holten (38.675)')
  }
})

it('[A30] a member without a figure is named where the others are counted, and what can be compared with nothing is left out; a figure of another year says so', async () => {
  const { database } = m50
  const counted = await database.query<{ id: string; inhabitants: number; year: number }>(
    `select id, inhabitants, inhabitants_year as year from municipalities where name in ('Zeist', 'Kampen')`,
  )
  await database.query(
    `update municipalities set inhabitants = nullif(inhabitants, 66641), inhabitants_year = case name when 'Kampen' then 2023 end where name in ('Zeist', 'Kampen')`,
  )
  for (const text of await stated(bus.number)) {
    expect(text).toContain(
      'Samen hebben zij 2.074.658 inwoners (bron: CBS, 2023–2024). Zonder Zeist, waarvan geen inwonertal bekend is.',
    )
    expect(text).toContain('Kampen (56.177 in 2023), Rijssen-Holten (38.675 in 2024)')
    expect(text).toContain('Zeist (geen inwonertal bekend)')
    expect(text).not.toContain('van de inwoners van alle')
    expect(text).not.toContain('van alle inwoners')
  }
  for (const { id, inhabitants, year } of counted)
    await database.query('update municipalities set inhabitants = $2, inhabitants_year = $3 where id = $1', [
      id,
      inhabitants,
      year,
    ])
})

it('[A30] what was withdrawn is in no statement; what came to something says what', async () => {
  const { jansen, bakker } = m50
  const pool = await lobby.approved(bakker, 'Houd de bibliotheek open')
  const school = await lobby.approved(bakker, 'Houd de dorpsschool open')
  await opens(bakker, `lobby intrekken ${pool.number}`)
  await submits(bakker, { reason: 'Het is geregeld.' })
  await opens(jansen, `lobby resultaat ${school.number}`)
  await submits(jansen, {
    ending: 'achievePartly',
    result: 'Scholen met vijftig leerlingen blijven.',
    link: 'https://example.org/scholen',
  })
  await opens(jansen, `lobby verklaring ${pool.number}`)
  const strange = await jansen.submit(
    { points: '4711, 4712', title: 'De Kracht', introduction: '' },
    { unchecked: true },
  )
  expect(strange.errors).toEqual({ points: 'Ik ken LP 4711 en LP 4712 niet, of zij zijn niet voor u.' })
  const wrong = await jansen.submit(
    { points: `${school.number}, ${pool.number}`, title: 'De Kracht', introduction: '' },
    { unchecked: true },
  )
  expect(wrong.errors).toEqual({
    points: `LP ${pool.number} is ingetrokken, afgewezen of gearchiveerd. Laat het weg.`,
  })
  for (const text of await stated(school.number)) {
    expect(text).toContain('Resultaat: deels gelukt')
    expect(text).toContain('Scholen met vijftig leerlingen blijven.')
  }
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
  await m50.shows(m50.secretariat, 'liet in een etmaal 20 bestanden maken en vroeg er meer')
  expect(await says(vos, `lobby dossier ${bus.number}`)).toContain('U liet in een etmaal al 20 bestanden maken.')
  // What was typed for a statement stays in its form.
  await opens(vos, `lobby verklaring ${bus.number}`)
  const kept = await submits(vos, { title: 'De Kracht van de bus', introduction: 'Wij staan samen aan de halte.' })
  for (const words of [
    'U liet in een etmaal al 20 bestanden maken.',
    'De Kracht van de bus',
    'Wij staan samen aan de halte.',
  ])
    expect(kept).toContain(words)
  const rows = await m50.database.query(
    `select action, count(*)::int as count from audit where person_id = (select person_id from identities where user_id = $1) and action like 'lobby.export%' group by action order by action`,
    [vos.id],
  )
  expect(rows).toEqual([
    { action: 'lobby.exportHeld', count: 1 },
    { action: 'lobby.exported', count: 20 },
  ])
})
