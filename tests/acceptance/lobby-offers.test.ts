// SPDX-License-Identifier: EUPL-1.2
// What municipalities offer to a point: an example, a figure that says where it comes from, or someone who tells about it. And what was noted of one by mistake.
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, type Proposed } from '../support/chat/lobby.ts'
import { filesOf } from '../support/chat/made-files.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { readDocx } from '../support/read-documents.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let tiel: Person
let colleague: Person
let dronten: Person

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  tiel = await lobby.someone('tiel.nl')
  colleague = await lobby.someone('tiel.nl')
  dronten = await lobby.someone('dronten.nl')
}, 120_000)

afterAll(() => m50.end())

const example = { offer: 'example', text: 'Bij ons wacht een kind een half jaar.' }
const figure = { offer: 'figure', text: '38 vacatures voor jeugdartsen', source: 'Capaciteitsorgaan', year: 2026 }
const speaker = {
  offer: 'speaker',
  text: 'Vertelt over de wachtkamer.',
  speaker: 'Dr. R. Ooievaar',
  speakerRole: 'jeugdarts',
}

/** Offers something to a point, by the button on its card. */
async function offers(person: Person, { number, id }: Proposed, given: Record<string, string | number>) {
  await says(person, `lobby voorbeelden ${number}`)
  await pressesOpen(person, 'answer', 'lobby.offer', id)
  return submits(person, given)
}

const standing = async ({ id }: Pick<Proposed, 'id'>) =>
  m50.database.query<{ id: string; name: string; offer: string; text: string; version: number }>(
    `select o.id, m.name, o.offer, o.text, o.version from lobby_offers o join municipalities m on m.id = o.municipality_id
     where o.point_id = $1::uuid and o.ended_at is null order by m.name, o.created_at`,
    [id],
  )

const one = async (point: Proposed, name: string) =>
  (await standing(point)).find(row => row.name === name) ?? expect.fail(`nothing of ${name}`)

it('[F25] an example, a figure with source and year, and a speaker are offered from the card; its proposer hears of all of them once, the next morning', async () => {
  const point = await lobby.approved(m50.bakker, 'Leid meer jeugdartsen op')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  expect(await pressesOpen(tiel, lobby.society, 'lobby.offer', point.id)).toContain('U doet dit namens Tiel.')
  const bare = await tiel.submit({ offer: 'figure', text: '38 vacatures' }, { unchecked: true })
  expect(bare.errors).toEqual({
    source: 'Noem de bron van het cijfer: zonder bron kan niemand het gebruiken.',
    year: 'Noem het jaar van het cijfer, zoals 2025.',
  })
  const wrong = { ...figure, text: 'x'.repeat(501), year: 26, speaker: 'R. Ooievaar' }
  expect((await tiel.submit(wrong, { unchecked: true })).errors).toEqual({
    text: 'Dit zijn 501 tekens; er passen er 500.',
    year: 'Noem het jaar van het cijfer, zoals 2025.',
    speaker: 'Dit hoort bij een ander aanbod. Kies hierboven “Een spreker”, of maak dit veld leeg.',
  })
  const answer = await submits(tiel, { ...figure, speaker: '' })
  expect(answer).toContain(`Dit staat nu bij LP ${point.number}, namens Tiel.`)
  expect(answer).toContain('Cijfer van Tiel: “38 vacatures voor jeugdartsen” (bron: Capaciteitsorgaan, 2026)')
  await offers(tiel, point, example)
  // Given twice is given once.
  await offers(tiel, point, example)
  await offers(dronten, point, speaker)
  await offers(m50.bakker, point, { ...example, text: 'Dit is van de indiener zelf.' })
  const card = await m50.shows(lobby.society, 'Aangeboden: 2 voorbeelden, 1 cijfer en 1 spreker')
  expect(card.text).not.toMatch(/Ooievaar|half jaar/)
  const shown = await says(m50.smit, `lobby ${point.number}`)
  expect(shown).toContain('Voorbeeld van Tiel: “Bij ons wacht een kind een half jaar.”')
  expect(shown).toContain('Spreker uit Dronten: Dr. R. Ooievaar, jeugdarts: “Vertelt over de wachtkamer.”')
  expect(await says(m50.smit, `lobby voorbeelden ${point.number}`)).toMatch(
    new RegExp(`Na te vragen bij ${dronten.name}`, 'i'),
  )
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  for (const kind of ['voorbeeld', 'cijfer', 'spreker']) expect(course).toContain(`${kind} aangeboden, door P. Persoon`)
  const found = await says(m50.smit, 'zoek Ooievaar')
  expect(found).toMatch(new RegExp(`LP ${point.number} ·[\\s\\S]*Dronten bood dit aan, 3 feb 2027:.*Ooievaar`))
  await m50.moveTo('2027-02-03T10:00:00+01:00')
  expect(await says(m50.jansen, 'planning')).toContain(`Wat bij LP ${point.number} is aangeboden`)
  await m50.moveTo('2027-02-04T09:05:00+01:00')
  const told = await m50.bakker.receives(`Aangeboden bij LP ${point.number}`)
  for (const words of ['38 vacatures', 'half jaar', 'Ooievaar']) expect(told.text).toContain(words)
  expect(told.text).not.toContain('van de indiener zelf')
  await m50.moveTo('2027-02-05T09:05:00+01:00')
  const about = m50.bakker.inbox().filter(({ text }) => text.includes(`Aangeboden bij LP ${point.number}`))
  expect(about).toHaveLength(1)
})

it('[A40] [F19] [F20] [F74] an agenda that was noted wrongly is taken back by whoever noted it: it stands in the course alone, all who heard of it hear that, and on no other the point gathers support again', async () => {
  const point = await lobby.approved(m50.bakker, 'Houd het pontje')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  await says(tiel, `lobby steun ${point.number}`)
  const given = { occasion: 'overleg Zeldenrust', spokesperson: 'W. de Vries', placedOn: '2027-03-03' }
  for (const target of ['provincie-zeeland', 'provincie-drenthe']) {
    await opens(m50.bakker, `lobby agendeer ${point.number}`)
    expect(await submits(m50.bakker, { ...given, target })).toContain('[Terugnemen]')
  }
  const [first, second] = await m50.database.query<{ id: string }>(
    'select id from lobby_placements where point_id = $1::uuid order by created_at',
    [point.id],
  )
  for (const other of [tiel, colleague])
    expect(await other.forgesPress(lobby.society, 'lobby.unnote', String(second?.id))).toContain(
      'Alleen wie dit noteerde, de voorzitter van de pijler of het secretariaat neemt het terug.',
    )
  expect(await presses(m50.bakker, 'answer', 'lobby.unnote', second?.id)).toContain(
    `De agendering van LP ${point.number} is teruggenomen.`,
  )
  const told = await tiel.receives(`LP ${point.number} staat toch niet op deze agenda`)
  expect(told.text).toContain('Provincie Drenthe, overleg Zeldenrust, 3 mrt 2027, door W. de Vries.')
  expect(told.text).not.toContain('verzamelt weer steun')
  expect(await lobby.stateOf(point.id)).toBe('placed')
  expect(await says(tiel, `lobby stappen ${point.number}`)).not.toContain('Drenthe')
  expect(await says(m50.smit, 'lobby provincies')).not.toMatch(new RegExp(`Drenthe: .*LP ${point.number}\\b`))
  // By whoever leads its pillar, who chooses which.
  expect(await says(m50.deVries, `lobby stappen ${point.number}`)).toContain('Iets terugnemen')
  const form = await pressesOpen(m50.deVries, 'answer', 'lobby.takeBack', point.id)
  expect(form).toContain('Wat is verkeerd genoteerd?')
  expect((await m50.deVries.submit({}, { unchecked: true })).errors).toEqual({
    noted: 'Kies wat u terugneemt.',
  })
  await submits(m50.deVries, { noted: String(first?.id) })
  await expect
    .poll(() => tiel.inbox().some(({ text }) => text.includes('Het punt verzamelt weer steun.')), { timeout: 20_000 })
    .toBe(true)
  expect(await lobby.stateOf(point.id)).toBe('gathering')
  const beneath = () => m50.messagesIn(lobby.society).find(({ text }) => text.startsWith(`LP ${point.number} ·`))
  await m50.until(() => beneath()?.replies.filter(({ text }) => text.includes('staat toch niet')).length === 2, {
    what: 'a reply for each beneath the card',
  })
  // Twice is once, and tells nobody anew.
  await m50.deVries.sends({ does: 'presses', name: 'lobby.unnote', value: String(first?.id) })
  expect(
    await m50.database.query(
      `select count(*)::int as times from audit where action like 'lobby.unplace%' and subject_id = $1`,
      [point.id],
    ),
  ).toEqual([{ times: 2 }])
  expect(await says(m50.smit, 'zoek Zeldenrust')).not.toContain(`LP ${point.number} ·`)
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  expect(course).toContain('agendering teruggenomen, want verkeerd genoteerd, door A. Bakker, lid, Zeist')
  expect(course).toMatch(/verkeerd genoteerd; verzamelt weer steun, door W\. de Vries, pijlervoorzitter/)
  expect(course.match(/Provincie Drenthe, overleg Zeldenrust/g)).toHaveLength(2)
})

it('[F27] [F74] [T20] a contact that was noted wrongly is taken back: what it ended is to come again, and who may read contacts alone reads of it in the course', async () => {
  const point = await lobby.approved(m50.bakker, 'Houd de sluis open')
  await opens(m50.jansen, `lobby contact ${point.number}`)
  await submits(m50.jansen, { contact: 'Gebeld met de directeur.', nextContact: '2027-02-24' })
  await m50.moveTo('2027-02-05T09:20:00+01:00')
  const planned = () => says(m50.jansen, 'planning')
  expect(await planned()).toContain(`Contact over LP ${point.number}`)
  await opens(m50.bakker, `lobby contact ${point.number}`)
  await submits(m50.bakker, { contact: 'Sluiswachter Zeldenrust zei ja.', nextContact: '2028-02-24' })
  await m50.moveTo('2027-02-05T09:30:00+01:00')
  expect(await planned()).not.toContain(`Contact over LP ${point.number}`)
  expect(await says(m50.bakker, 'zoek sluiswachter')).toContain(`LP ${point.number} ·`)
  const neighbour = await lobby.someone('zeist.nl')
  expect(await says(neighbour, `lobby stappen ${point.number}`)).not.toContain('Iets terugnemen')
  await says(m50.bakker, `lobby stappen ${point.number}`)
  await pressesOpen(m50.bakker, 'answer', 'lobby.takeBack', point.id)
  const [wrong] = await m50.database.query<{ id: string }>(
    `select id from lobby_contacts where text like 'Sluiswachter%'`,
  )
  const done = await submits(m50.bakker, { noted: String(wrong?.id) })
  expect(done).toContain(`Het contact over LP ${point.number} is teruggenomen. In het verloop staat het nog.`)
  expect(done).not.toContain('Zeldenrust')
  expect(done).toContain('Volgend contact: 24 feb 2027')
  await m50.moveTo('2027-02-05T09:40:00+01:00')
  expect(await planned()).toContain(`Contact over LP ${point.number}`)
  expect(await says(m50.bakker, 'zoek sluiswachter')).not.toContain(`LP ${point.number} ·`)
  const course = await says(neighbour, `lobby verloop ${point.number}`)
  expect(course).toContain('contact teruggenomen, want verkeerd genoteerd, door A. Bakker, lid, Zeist')
  expect(course).toContain('“Sluiswachter Zeldenrust zei ja.”')
  expect(await says(tiel, `lobby verloop ${point.number}`)).not.toMatch(/contact|Zeldenrust/i)
  // What others noted since takes no place among what may be taken back.
  await says(m50.bakker, `lobby contact ${point.number} gebeld met de schutter`)
  await m50.database.query(
    `insert into lobby_contacts (point_id, text, person_id, created_at)
     select c.point_id, 'Nog eens gebeld ' || n, j.person_id, c.created_at + interval '1 second' from lobby_contacts c, lobby_contacts j, generate_series(1, 25) n
     where c.point_id = $1::uuid and c.text = 'gebeld met de schutter' and j.text = 'Gebeld met de directeur.'`,
    [point.id],
  )
  await says(m50.bakker, `lobby stappen ${point.number}`)
  const form = await pressesOpen(m50.bakker, 'answer', 'lobby.takeBack', point.id)
  expect(form).toContain('gebeld met de schutter')
  expect(form).not.toContain('Nog eens gebeld')
})

it('[F25] [F91] [F92] what is offered stands in the file of the agenda and in the dossier', async () => {
  const point = await lobby.approved(m50.bakker, 'Houd de huisarts in het dorp')
  await offers(tiel, point, figure)
  await offers(dronten, point, speaker)
  const figureLine = 'Cijfer van Tiel: “38 vacatures voor jeugdartsen” (bron: Capaciteitsorgaan, 2026)'
  const agenda = await filesOf(await m50.smit.asksPrivately('lobby export xlsx', 'De lobbyagenda staat klaar'))
  const [head = [], ...rows] = await readSheet(Buffer.from(agenda.get('lobbyagenda.xlsx') ?? []))
  const row = rows.find(([number]) => number === point.number) ?? expect.fail('no row')
  expect(row[head.indexOf('Voorbeelden, cijfers en sprekers')]).toBe(
    `${figureLine}\nSpreker uit Dronten: Dr. R. Ooievaar, jeugdarts: “Vertelt over de wachtkamer.”`,
  )
  const files = await filesOf(await m50.smit.asksPrivately(`lobby dossier ${point.number}`, 'Het dossier staat klaar'))
  const word = readDocx(files.get(`LP-${point.number}.docx`) ?? new Uint8Array())
  expect(word.headings).toContain('Voorbeelden, cijfers en sprekers')
  expect(word.text).toContain(figureLine)
})

it('[F25] anyone who speaks for the same municipality changes it or takes it back, and nobody else; of two at once the later sees what the other wrote', async () => {
  const point = await lobby.approved(m50.bakker, 'Laat de school in de wijk')
  await offers(tiel, point, example)
  const { id } = await one(point, 'Tiel')
  for (const person of [tiel, colleague]) {
    const list = await person.says(`lobby voorbeelden ${point.number}`)
    expect(await pressesOpen(person, list, 'lobby.reoffer', id)).toContain('Bij ons wacht een kind een half jaar.')
  }
  await submits(colleague, { text: 'Bij ons wacht een kind nu een jaar.' })
  const again = await submits(tiel, { text: 'Bij ons wacht een kind zeven maanden.' })
  expect(again).toContain('Een collega wijzigde dit')
  expect(again).toContain('Bij ons wacht een kind nu een jaar.')
  expect(again).toContain('Bij ons wacht een kind zeven maanden.')
  expect(await submits(tiel, {})).toContain(`Zo staat het nu bij LP ${point.number}`)
  expect((await one(point, 'Tiel')).text).toBe('Bij ons wacht een kind zeven maanden.')
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  for (const old of ['Bij ons wacht een kind een half jaar.', 'Bij ons wacht een kind nu een jaar.'])
    expect(course, old).toMatch(new RegExp(`voorbeeld gewijzigd, door [^\\n]*\\nEr stond: “${old}”`))
  // To who speaks for another it is not theirs, whatever they send.
  expect(await says(dronten, `lobby voorbeelden ${point.number}`)).not.toContain('[Wijzigen]')
  expect(await dronten.forgesPress(lobby.society, 'lobby.unoffer', id)).toContain('of het is niet van uw gemeente')
  await dronten.forgesSubmission(lobby.society, 'lobby.reoffer', `${id}.3`, { offer: 'example', text: 'Van een ander' })
  expect(await standing(point)).toMatchObject([{ name: 'Tiel', text: 'Bij ons wacht een kind zeven maanden.' }])
  await says(colleague, `lobby voorbeelden ${point.number}`)
  await pressesOpen(colleague, 'answer', 'lobby.reoffer', id)
  expect(await presses(colleague, 'form', 'lobby.unoffer')).toContain(
    `Dit aanbod van Tiel staat niet meer bij LP ${point.number}.`,
  )
  expect(await standing(point)).toEqual([])
  // What was taken back before its morning is told to nobody.
  await m50.moveTo('2027-02-08T09:05:00+01:00')
  expect(m50.bakker.inbox().filter(({ text }) => text.includes(`Aangeboden bij LP ${point.number}`))).toEqual([])
})

it('[F25] once a point has its result nothing is added to it, and a speaker can still be taken back', async () => {
  const point = await lobby.approved(m50.bakker, 'Geef de buurt een zaal')
  await offers(dronten, point, speaker)
  await opens(m50.deVries, `lobby resultaat ${point.number}`)
  await submits(m50.deVries, { ending: 'achieve', result: 'De zaal is er.', link: '' })
  expect((await dronten.receives(`LP ${point.number} is gelukt`)).text).toContain('De zaal is er.')
  expect(
    await tiel.forgesSubmission(lobby.society, 'lobby.offer', point.id, { ...example, source: '', year: '' }),
  ).toContain(`LP ${point.number} loopt niet, dus er kan geen voorbeeld, cijfer of spreker bij.`)
  await says(dronten, `lobby voorbeelden ${point.number}`)
  await presses(dronten, 'answer', 'lobby.unoffer')
  expect(await standing(point)).toEqual([])
  expect(
    await m50.database.query('select speaker, text from lobby_offers where point_id = $1::uuid', [point.id]),
  ).toEqual([{ speaker: '', text: speaker.text }])
})

it('[F25] [T20] what is offered to a confidential point is read by who may know of it, and by all once it is opened', async () => {
  const point = await lobby.approved(m50.bakker, 'Een punt voor weinigen', { confidential: true })
  await m50.bakker.asksPrivately(`lobby voorbeelden ${point.number}`, 'Nog geen gemeente bood iets aan.')
  await pressesOpen(m50.bakker, 'inbox', 'lobby.offer', point.id)
  await m50.bakker.submit({ ...example, text: 'Kanarie in de wachtkamer' })
  await expect.poll(() => standing(point), { timeout: 20_000 }).toHaveLength(1)
  expect(await says(m50.smit, `lobby voorbeelden ${point.number}`)).toContain(`Ik ken geen lobbypunt ${point.number}`)
  expect(await tiel.forgesPress(lobby.society, 'lobby.offer', point.id)).toContain('Dat kan ik niet vinden')
  expect(await says(m50.smit, 'zoek kanarie')).not.toContain('wachtkamer')
  await m50.jansen.sends({ does: 'presses', name: 'lobby.release', value: point.id })
  const opened = await m50.shows(lobby.society, `LP ${point.number} · Een punt voor weinigen`)
  expect(opened.text).toContain('Aangeboden: 1 voorbeeld')
  expect(await says(m50.smit, 'zoek kanarie')).toContain('wachtkamer')
})

it('[F18] [F25] what was offered goes along where a point goes on as another, once where both have it', async () => {
  const [from, into] = [
    await lobby.approved(m50.bakker, 'Een punt met een cijfer'),
    await lobby.approved(m50.bakker, 'Een punt met hetzelfde cijfer'),
  ]
  await offers(tiel, from, figure)
  await offers(tiel, into, figure)
  await offers(dronten, from, speaker)
  await says(m50.jansen, `lobby beheer ${from.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.merge', from.id)
  await submits(m50.jansen, { into: String(into.number) })
  expect((await standing(into)).map(({ name, offer }) => [name, offer])).toEqual([
    ['Dronten', 'speaker'],
    ['Tiel', 'figure'],
  ])
  expect(await standing(from)).toEqual([])
  // Nobody looks after it as its proposer any more: who leads the pillar hears what was offered.
  await m50.database.query('update lobby_points set proposer_id = null where id = $1::uuid', [into.id])
  await m50.moveTo('2027-02-09T09:05:00+01:00')
  await m50.deVries.receives(`Aangeboden bij LP ${into.number}`)
})

it('[F18] [F25] whoever comes to change or take back what they offered to a point that went on as another is led to where it stands now', async () => {
  const [from, into] = [
    await lobby.approved(m50.bakker, 'Een punt met een spreker dat opgaat'),
    await lobby.approved(m50.bakker, 'Het punt waar de spreker nu staat'),
  ]
  await offers(dronten, from, speaker)
  const { id } = await one(from, 'Dronten')
  await says(dronten, `lobby voorbeelden ${from.number}`)
  await pressesOpen(dronten, 'answer', 'lobby.reoffer', id)
  await says(m50.jansen, `lobby beheer ${from.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.merge', from.id)
  await submits(m50.jansen, { into: String(into.number) })
  // The form was open all the while.
  for (const sent of [
    await presses(dronten, 'form', 'lobby.unoffer'),
    await dronten.forgesPress(lobby.society, 'lobby.reoffer', id),
    await dronten.forgesSubmission(lobby.society, 'lobby.reoffer', `${id}.1`, { ...speaker, text: 'Vertelt nu meer.' }),
  ])
    expect(sent).toContain(`LP ${from.number} ging op in LP ${into.number}.`)
  const left = await says(dronten, `lobby voorbeelden ${from.number}`)
  expect(left).toContain(`Ging op in LP ${into.number}. Wat daarna gebeurt, staat daar.`)
  expect(left).not.toContain('Nog geen gemeente bood iets aan.')
  await presses(dronten, 'answer', `Naar LP ${into.number}`)
  const list = await dronten.says(`lobby voorbeelden ${into.number}`)
  await pressesOpen(dronten, list, 'lobby.reoffer')
  await presses(dronten, 'form', 'lobby.unoffer')
  expect(await standing(into)).toEqual([])
})

it('[A10] [F06] [F25] what a municipality offers goes on where it ends or whoever offered it leaves, and is asked of whoever succeeds', async () => {
  const point = await lobby.approved(m50.bakker, 'Een punt met een bijdrage')
  const [leaver, next] = [await lobby.someone('kampen.nl'), await lobby.someone('kampen.nl')]
  await offers(leaver, point, example)
  expect(await opens(m50.jansen, `persoon stopt ${leaver.name}`)).toContain(`Bood iets aan bij LP ${point.number}`)
  await submits(m50.jansen, { successor: next.name })
  expect(await says(m50.smit, `lobby voorbeelden ${point.number}`)).toMatch(
    new RegExp(`Na te vragen bij ${next.name}`, 'i'),
  )
  expect(await says(m50.smit, `lobby verloop ${point.number}`)).toContain(
    'aanbod overgedragen, omdat wie het deed stopte',
  )
  await m50.database.query(
    `update municipalities set valid_to = '2027-12-31', successor_id = (select id from municipalities where name = 'Dronten') where name = 'Kampen'`,
  )
  await m50.moveTo('2028-01-01T00:01:00+01:00')
  await m50.shows(m50.secretariat, 'Kampen gaat verder als Dronten')
  expect(await standing(point)).toMatchObject([{ name: 'Dronten', text: example.text }])
})

it('[T41] [F25] who was offered as a speaker reads it in their own data, and is a speaker no more once they are forgotten', async () => {
  const named = await lobby.someone('soest.nl')
  const point = await lobby.approved(m50.bakker, 'Een punt met een spreker')
  await offers(dronten, point, { ...speaker, speaker: named.name })
  const data = await named.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar')
  const link = data.links.find(one => one.includes('/files/')) ?? expect.fail('no link')
  const page = await (await fetch(link, { method: 'POST', body: new URLSearchParams() })).text()
  expect(page).toContain('<dt>Functie van de spreker</dt><dd>jeugdarts</dd>')
  const card = await named.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
  await presses(named, card, 'privacy.forget')
  const rows = await m50.database.query(
    `select speaker, speaker_role as role, text, ended_at is not null as ended from lobby_offers where point_id = $1::uuid`,
    [point.id],
  )
  expect(rows).toEqual([{ speaker: 'voormalig ambtenaar, Soest', role: '', text: '', ended: true }])
})
