// SPDX-License-Identifier: EUPL-1.2
// Who stands behind a lobby point: a municipality supports it or has a reservation, each once, whoever of it presses or writes, and whoever acts for them.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { standingDigest } from '#/features/lobby/rules/points.ts'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

it('[F21] a municipality supports a point once, whoever presses; each press is answered to the presser alone, and the card counts', async () => {
  const point = await lobby.approved(m50.bakker, 'Houd de bus in het buitengebied')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const tiel = await lobby.someone('tiel.nl')
  const dronten = await lobby.someone('dronten.nl')
  expect(await presses(tiel, lobby.society, 'lobby.support', point.id)).toContain(
    `Tiel steunt LP ${point.number}, als 2e gemeente.`,
  )
  expect(await presses(dronten, lobby.society, 'lobby.support', point.id)).toContain('als 3e gemeente.')
  expect(await presses(tiel, lobby.society, 'lobby.support', point.id)).toContain(
    `Tiel steunt LP ${point.number} al sinds`,
  )
  await m50.shows(lobby.society, 'Steun: 3 gemeenten')
  // Whoever speaks for the same municipality takes it back.
  const colleague = await lobby.someone('tiel.nl')
  expect(await presses(colleague, lobby.society, 'lobby.support', point.id)).toContain('al sinds')
  expect(await presses(colleague, 'answer', 'lobby.unsupport', point.id)).toContain(
    `Tiel steunt LP ${point.number} niet meer.`,
  )
  await m50.shows(lobby.society, 'Steun: 2 gemeenten')
  const rows = await m50.database.query(
    `select m.name, s.ended_at is not null as ended from lobby_supports s join municipalities m on m.id = s.municipality_id where s.point_id = $1::uuid order by m.name`,
    [point.id],
  )
  expect(rows).toEqual([
    { name: 'Dronten', ended: false },
    { name: 'Tiel', ended: true },
    { name: 'Zeist', ended: false },
  ])
})

it('[F21] what ends a point at the moment of a press is waited for, and nobody comes to stand behind what is over', async () => {
  const point = await lobby.approved(m50.bakker, 'Laat de trein stoppen')
  const tiel = await lobby.someone('tiel.nl')
  const other = new pg.Client(m50.database.url)
  await other.connect()
  try {
    await other.query('begin')
    await other.query('select from lobby_points where id = $1::uuid for update', [point.id])
    const pressed = says(tiel, `lobby steun ${point.number}`)
    const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(() => m50.database.query(waits), { timeout: 20_000 }).toHaveLength(1)
    await other.query(`update lobby_points set state = 'archived' where id = $1::uuid`, [point.id])
    await other.query('commit')
    expect(await pressed).toContain(`LP ${point.number} is gearchiveerd.`)
  } finally {
    await other.end()
  }
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
})

it('[F05] who acts for someone of another municipality supports for that one, and reads its name', async () => {
  const point = await lobby.approved(m50.bakker, 'Betaal de wijkverpleging naar reistijd')
  const dronten = await lobby.someone('dronten.nl')
  // Nobody confirmed this function, so that it speaks for no municipality; the role makes one fit to act for another.
  const tiel = m50.person('T. Ielenaar', 't.ielenaar@tiel.nl')
  await says(tiel, 'aanmelden wethouder')
  await says(m50.jansen, 'rol geef T. Ielenaar vicevoorzitter samenleving')
  expect(await says(tiel, `lobby steun ${point.number}`)).not.toContain(`steunt LP ${point.number}`)
  const tomorrow = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 1 })
  expect(await says(dronten, `vervang T. Ielenaar tot ${tomorrow}`)).toContain('T. Ielenaar vervangt u van')
  const given = await says(tiel, `lobby steun ${point.number}`)
  expect(given).toContain(`Dronten steunt LP ${point.number}, als 2e gemeente.`)
  expect(given).not.toContain('Tiel')
  expect(await lobby.supporters(point.id)).toEqual(['Dronten', 'Zeist'])
  const read = await says(tiel, `lobby ${point.number}`)
  expect(read).toContain('Dronten steunt dit punt sinds')
  expect(read).toContain('[Steun intrekken]')
  await pressesOpen(tiel, 'answer', 'lobby.offer', point.id)
  await submits(tiel, { offer: 'example', text: 'De rit duurt een uur.' })
  expect(await says(tiel, `lobby voorbeelden ${point.number}`)).toContain('[Wijzigen]')
  await says(tiel, `lobby ${point.number}`)
  const taken = await presses(tiel, 'answer', 'lobby.unsupport', point.id)
  expect(taken).toContain(`Dronten steunt LP ${point.number} niet meer.`)
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
})

it('[F26] a reservation stands beside the support with its words, ends the own support, and is taken back', async () => {
  const point = await lobby.approved(m50.bakker, 'Geef gemeenten een eigen belastinggebied')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const tiel = await lobby.someone('tiel.nl')
  await presses(tiel, lobby.society, 'lobby.support', point.id)
  expect(await pressesOpen(tiel, lobby.society, 'lobby.reserve', point.id)).toContain('Wat is het voorbehoud')
  const answer = await submits(tiel, { line: 'Alleen als de OZB gelijk blijft.' })
  expect(answer).toContain(`Het voorbehoud van Tiel staat bij LP ${point.number}.`)
  await m50.shows(lobby.society, 'Steun: 1 gemeente, 1 voorbehoud')
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain(
    'Voorbehoud van Tiel: “Alleen als de OZB gelijk blijft.”',
  )
  const colleague = await lobby.someone('tiel.nl')
  expect(await says(colleague, `lobby steun ${point.number}`)).toContain('Trek dat eerst in')
  await presses(colleague, 'answer', 'lobby.unreserve', point.id)
  expect(await says(tiel, `lobby steun ${point.number}`)).toContain('als 2e gemeente.')
})

it('[F74] [F26] [T20] the course tells what a municipality said in its own words, from what to what, and that a reservation ended its support; what it took back while few knew of the point is not opened with it', async () => {
  const { jansen, smit, bakker } = m50
  const point = await lobby.approved(bakker, 'Geef gemeenten een vaste zorgsom')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const dronten = await lobby.someone('dronten.nl')
  const writes = async (form: 'lobby.line' | 'lobby.reserve', line: string) => {
    await pressesOpen(dronten, lobby.society, form, point.id)
    await submits(dronten, { line })
  }
  await says(dronten, `lobby steun ${point.number}`)
  await pressesOpen(dronten, 'answer', 'lobby.line', point.id)
  await submits(dronten, { line: 'Wij komen twee ton tekort.' })
  await says(dronten, `lobby steun ${point.number}`)
  await pressesOpen(dronten, 'answer', 'lobby.line', point.id)
  await submits(dronten, { line: 'Wij komen drie ton tekort.' })
  await writes('lobby.reserve', 'Alleen met een overgangsjaar.')
  await presses(dronten, 'answer', 'lobby.unreserve', point.id)
  const course = await says(smit, `lobby verloop ${point.number}`)
  expect(course).toContain('Toelichting: “Wij komen twee ton tekort.” werd “Wij komen drie ton tekort.”')
  expect(course).toMatch(
    /voorbehoud gemaakt, door [^\n]*\n“Alleen met een overgangsjaar\.”\nDaarmee eindigde de steun\.\nEr stond: “Wij komen drie ton tekort\.”/,
  )
  expect(course).toMatch(/voorbehoud ingetrokken, door [^\n]*\nEr stond: “Alleen met een overgangsjaar\.”/)
  const hidden = await lobby.approved(bakker, 'Een stille zorgsom', { confidential: true })
  const card = await bakker.asksPrivately(`lobby ${hidden.number}`, 'Vertrouwelijk: alleen de indiener')
  await pressesOpen(bakker, card, 'lobby.reserve', hidden.id)
  await bakker.submit({ line: 'Kanarie bij voorbehoud.' })
  await expect.poll(() => lobby.supporters(hidden.id), { timeout: 20_000 }).toEqual([])
  await bakker.sends({ does: 'presses', name: 'lobby.unreserve', value: hidden.id })
  await jansen.sends({ does: 'presses', name: 'lobby.release', value: hidden.id })
  await m50.shows(lobby.society, `LP ${hidden.number} · Een stille zorgsom`)
  const opened = await says(smit, `lobby verloop ${hidden.number}`)
  expect(opened).toContain('voorbehoud ingetrokken')
  expect(opened).not.toContain('Kanarie')
  expect(await says(bakker, `lobby verloop ${hidden.number}`)).toContain('Kanarie bij voorbehoud.')
})

it('[F18] [F21] [F26] of two colleagues who write for their municipality at once, the later one sees what the other wrote, and keeps the own text', async () => {
  const point = await lobby.approved(m50.bakker, 'Geef de bibliotheek een vast bedrag')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const [first, second] = [await lobby.someone('tiel.nl'), await lobby.someone('tiel.nl')]
  for (const person of [first, second]) {
    await says(person, `lobby steun ${point.number}`)
    await pressesOpen(person, 'answer', 'lobby.line', point.id)
  }
  await submits(first, { line: 'Wij sluiten anders twee vestigingen.' })
  const again = await submits(second, { line: 'Bij ons leest iedereen.' })
  expect(again).toContain(
    'Een collega schreef intussen namens uw gemeente: Tiel: “Wij sluiten anders twee vestigingen.”',
  )
  expect(again).toContain('Bij ons leest iedereen.')
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain('Tiel: “Wij sluiten anders twee vestigingen.”')
  await submits(second, { line: 'Wij sluiten anders twee vestigingen; bij ons leest iedereen.' })
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain('vestigingen; bij ons leest iedereen.”')
})

it('[F21] [F26] a line that an older answer asks for ends no reservation of a colleague; where no support stands any more its form and its answer say that it is given', async () => {
  const point = await lobby.approved(m50.bakker, 'Houd de sluiswachter aan het werk')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const [first, second] = [await lobby.someone('tiel.nl'), await lobby.someone('tiel.nl')]
  const reserves = async (line: string) => {
    await pressesOpen(second, lobby.society, 'lobby.reserve', point.id)
    await submits(second, { line })
  }
  const refused = `Tiel maakte een voorbehoud bij LP ${point.number}. Trek dat eerst in`
  await says(first, `lobby steun ${point.number}`)
  // The form is open when the colleague makes the reservation; later it does not open.
  await pressesOpen(first, 'answer', 'lobby.line', point.id)
  await reserves('Alleen met een brug erbij.')
  const sent = await submits(first, { line: 'Wij varen elke dag.' })
  expect(sent).toContain(refused)
  expect(sent).toContain('U schreef: “Wij varen elke dag.”')
  expect(sent).toContain('[Voorbehoud intrekken]')
  expect(await first.forgesPress(lobby.society, 'lobby.line', point.id)).toContain(refused)
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain('Voorbehoud van Tiel: “Alleen met een brug erbij.”')
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
  await second.forgesPress(lobby.society, 'lobby.unreserve', point.id)
  expect(await first.forgesPress(lobby.society, 'lobby.line', point.id)).toContain(
    'Uw gemeente steunt dit punt nu niet. Met deze regel steunt zij het.',
  )
  const begun = `${point.id}.${standingDigest(undefined)}`
  expect(await first.forgesSubmission(lobby.society, 'lobby.line', begun, { line: 'Wij varen.' })).toContain(
    `Tiel steunt nu LP ${point.number}, met deze regel.`,
  )
  expect(await lobby.supporters(point.id)).toEqual(['Tiel', 'Zeist'])
})

it('[F21] a colleague who takes the support back while someone adds a line to it is not overruled unseen', async () => {
  const point = await lobby.approved(m50.bakker, 'Geef de brugwachter een huis')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const [first, second] = [await lobby.someone('tiel.nl'), await lobby.someone('tiel.nl')]
  await says(first, `lobby steun ${point.number}`)
  expect(await pressesOpen(first, 'answer', 'lobby.line', point.id)).not.toContain('Met deze regel')
  await says(second, `lobby steun ${point.number}`)
  await presses(second, 'answer', 'lobby.unsupport', point.id)
  const again = await submits(first, { line: 'Wij varen elke dag.' })
  expect(again).toContain('Met deze regel steunt zij het.')
  expect(again).toContain('Wij varen elke dag.')
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
  await submits(first, { line: 'Wij varen elke dag.' })
  expect(await lobby.supporters(point.id)).toEqual(['Tiel', 'Zeist'])
})
