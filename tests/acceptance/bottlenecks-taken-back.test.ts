// SPDX-License-Identifier: EUPL-1.2
// A bottleneck that was shared by mistake: who takes it back, what stands of it then, and when it stays.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  for (const person of [m50.bakker, m50.smit]) await person.joins(lobby.society)
})

afterAll(() => m50.end())

const standsInChannel = (text: string): boolean => m50.messagesIn(lobby.society).some(one => one.text.includes(text))

it('[A26] [F13] what was shared by mistake is taken back: it stands nowhere any more, who recognised or follows it hears so, and put back it is as it was', async () => {
  const { bakker, smit } = m50
  await lobby.shares(bakker, 'Parkeerdruk rond sportvelden')
  const { id, number } = await lobby.bottleneck('Parkeerdruk rond sportvelden')
  const [tiel, dronten] = [await lobby.someone('tiel.nl'), await lobby.someone('dronten.nl')]
  await says(tiel, `knelpunt herken ${number}`)
  await pressesOpen(tiel, 'answer', 'bottleneck.example', id)
  await submits(tiel, { example: 'In Tiel staat het dorp vast.' })
  await says(smit, `volg knelpunt ${number}`)
  // Nobody else is offered it, and a press that was forged changes nothing.
  expect(await says(smit, `knelpunt ${number}`)).not.toContain('[Intrekken]')
  expect(await smit.forgesPress(lobby.society, 'bottleneck.withdraw', id)).toContain(
    'Alleen wie het knelpunt deelde, de voorzitter van de pijler of het secretariaat kan dit.',
  )
  expect(await says(dronten, 'digest samenleving')).toContain('Parkeerdruk')

  await says(bakker, `knelpunt ${number}`)
  expect(await presses(bakker, 'answer', 'bottleneck.withdraw', id)).toContain('[Terugzetten]')
  expect(await bakker.forgesPress(lobby.society, 'bottleneck.withdraw', id)).toContain('[Terugzetten]')
  const gone = `Knelpunt ${number} is ingetrokken`
  for (const person of [tiel, smit]) expect((await person.receives(gone)).text).not.toContain('Parkeerdruk')
  await m50.shows(lobby.society, gone)
  expect(standsInChannel('Parkeerdruk')).toBe(false)
  const seen = [
    await says(smit, `knelpunt ${number}`),
    await says(smit, 'knelpunt'),
    await says(smit, 'zoek parkeerdruk'),
    await says(smit, 'zoek dorp'),
    await says(smit, 'volg'),
    await says(dronten, 'digest samenleving'),
    await opens(dronten, 'knelpunt nieuw Parkeerdruk bij sportvelden'),
  ].join('\n')
  expect(seen).toContain(gone)
  expect(seen).not.toMatch(/Parkeerdruk rond|dorp vast/)
  // What is said of it from an older drawing, or typed, changes nothing.
  const refused = `Knelpunt ${number} is ingetrokken. Er is niets veranderd.`
  for (const line of [`knelpunt herken ${number}`, `volg knelpunt ${number}`])
    expect(await says(dronten, line)).toContain(refused)
  expect(await dronten.forgesPress(lobby.society, 'bottleneck.recognise', id)).toContain(refused)
  expect(await tiel.forgesPress(lobby.society, 'bottleneck.unrecognise', id)).toContain(refused)
  expect(await lobby.recognitions(id)).toEqual(['Tiel', 'Zeist'])
  expect(await says(smit, `knelpunt verloop ${number}`)).toContain('ingetrokken, door A. Bakker')

  const own = await says(bakker, `knelpunt ${number}`)
  expect(own).toContain('Tiel: “In Tiel staat het dorp vast.”')
  expect(own).not.toContain('[Maak er een lobbypunt van]')
  expect(await presses(bakker, 'answer', 'bottleneck.restore', id)).toContain(`Knelpunt ${number} staat er weer`)
  await m50.shows(lobby.society, 'Speelt ook in Tiel.')
  expect((await tiel.receives('Parkeerdruk rond sportvelden')).text).toContain(`Knelpunt ${number}`)
  expect(await says(smit, `knelpunt ${number}`)).toContain('1 volger')
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_id = $1 and action in ('bottleneck.withdrawn', 'bottleneck.restored') order by id`,
    [id],
  )
  expect(acts.map(({ action }) => action)).toEqual(['bottleneck.withdrawn', 'bottleneck.restored'])
})

it('[A26] the chair of the pillar takes a bottleneck back as well, and whoever shared it hears so', async () => {
  const { bakker, deVries, jansen } = m50
  await lobby.shares(bakker, 'Hondenpoep op het plein')
  const { id, number } = await lobby.bottleneck('Hondenpoep op het plein')
  await says(deVries, `knelpunt ${number}`)
  await presses(deVries, 'answer', 'bottleneck.withdraw', id)
  await bakker.receives(`Knelpunt ${number} is ingetrokken`)
  expect(await says(bakker, `knelpunt ${number}`)).toContain('[Terugzetten]')
  expect(await says(jansen, `knelpunt verloop ${number}`)).toContain('ingetrokken, door W. de Vries, pijlervoorzitter')
})

it('[A27] a bottleneck of which a lobby point came, or in which another went on, is not taken back; a point that someone else drafts of one has support by it only while that stands', async () => {
  const { bakker, deVries, jansen } = m50
  const text = { ask: 'Betaal het.', whyMidsized: 'Hier is het geld op.' }
  await lobby.shares(bakker, 'Fietsenstalling te klein')
  const { id, number } = await lobby.bottleneck('Fietsenstalling te klein')
  const [tiel, kampen] = [await lobby.someone('tiel.nl'), await lobby.someone('kampen.nl')]
  await says(tiel, `knelpunt herken ${number}`)
  await says(deVries, `knelpunt ${number}`)
  await pressesOpen(deVries, 'answer', 'lobby.lift', id)
  await submits(deVries, text)
  // Nobody but its writer knows of a draft.
  await says(bakker, `knelpunt ${number}`)
  await presses(bakker, 'answer', 'bottleneck.withdraw', id)
  await submits(deVries, { target: 'vws' })
  const point = await lobby.proposed('Fietsenstalling te klein')
  const withdraws = () => bakker.forgesPress(lobby.society, 'bottleneck.withdraw', id)
  await says(bakker, `knelpunt ${number}`)
  await presses(bakker, 'answer', 'bottleneck.restore', id)
  expect(await withdraws()).toContain(`Uit knelpunt ${number} wordt een lobbypunt gemaakt`)
  expect(await lobby.supporters(point.id)).toEqual([])
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  expect(await lobby.supporters(point.id)).toEqual(['Tiel', 'Zeist'])
  expect(await withdraws()).toContain(`Uit knelpunt ${number} kwam LP ${point.number}, en daarom blijft het staan.`)
  expect(await says(bakker, `knelpunt ${number}`)).not.toContain('[Intrekken]')

  await lobby.shares(kampen, 'Rotonde loopt vol')
  await lobby.shares(bakker, 'Zebrapad ontbreekt')
  const [from, into] = [await lobby.bottleneck('Rotonde loopt vol'), await lobby.bottleneck('Zebrapad ontbreekt')]
  await says(jansen, `knelpunt ${from.number}`)
  await pressesOpen(jansen, 'answer', 'bottleneck.merge', from.id)
  await submits(jansen, { into: String(into.number) })
  expect(await bakker.forgesPress(lobby.society, 'bottleneck.withdraw', into.id)).toContain(
    `In knelpunt ${into.number} ging ook knelpunt ${from.number} verder`,
  )
  expect(await kampen.forgesPress(lobby.society, 'bottleneck.withdraw', from.id)).toContain(
    `Knelpunt ${from.number} ging verder in knelpunt ${into.number}`,
  )
})

it('[T20] whoever takes back a bottleneck hears nothing of a confidential point that came of it, and opened that has no support by it', async () => {
  const { bakker, deVries, jansen } = m50
  await lobby.shares(bakker, 'Sluis vaak dicht')
  const { id, number } = await lobby.bottleneck('Sluis vaak dicht')
  await says(await lobby.someone('tiel.nl'), `knelpunt herken ${number}`)
  await says(deVries, `knelpunt ${number}`)
  await pressesOpen(deVries, 'answer', 'lobby.lift', id)
  const text = {
    problem: 'Schepen wachten uren.',
    ask: 'Bedien de sluis ook ’s nachts.',
    whyMidsized: 'Hier ligt de haven midden in de stad.',
  }
  await submits(deVries, { ...text, title: 'Nachtbediening voor schepen' })
  await submits(deVries, { target: 'vws', confidential: true })
  const point = await lobby.proposed('Nachtbediening voor schepen')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  // Who knows of it takes back nothing, who may not know of it is not stopped by it.
  expect(await jansen.forgesPress(lobby.society, 'bottleneck.withdraw', id)).toContain(`kwam LP ${point.number}`)
  await says(bakker, `knelpunt ${number}`)
  expect(await presses(bakker, 'answer', 'bottleneck.withdraw', id)).toContain(`Knelpunt ${number} is ingetrokken`)
  expect(await says(bakker, `knelpunt verloop ${number}`)).toContain('ingetrokken, door A. Bakker')
  expect(await says(bakker, `lobby ${point.number}`)).toContain('Ik ken geen lobbypunt')
  const heard = [...bakker.answers(), ...bakker.inbox(), ...m50.messagesIn(lobby.society)]
    .map(({ text }) => text)
    .join()
  expect(heard).not.toMatch(new RegExp(`Nachtbediening|kwam LP ${point.number}\\b`))

  await jansen.sends({ does: 'presses', name: 'lobby.release', value: point.id })
  expect((await m50.shows(lobby.society, 'Nachtbediening voor schepen')).text).not.toContain('Sluis')
  await m50.shows(lobby.society, `Knelpunt ${number} is ingetrokken`)
  expect(await lobby.supporters(point.id)).toEqual([])
  expect(standsInChannel('Sluis vaak dicht')).toBe(false)
})

it('[A26] [F74] a municipality’s example is told from what to what; of a bottleneck that was taken back only who may put it back reads what stood there', async () => {
  const { bakker, smit } = m50
  await lobby.shares(bakker, 'Wethouder Storm weigert overleg')
  const { id, number } = await lobby.bottleneck('Wethouder Storm weigert overleg')
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'bottleneck.complete', id)
  await submits(bakker, { title: 'Overleg komt niet van de grond' })
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `knelpunt herken ${number}`)
  for (const example of ['Storm belt niet terug.', 'Wij wachten nog.']) {
    await says(tiel, `knelpunt ${number}`)
    await pressesOpen(tiel, 'answer', 'bottleneck.example', id)
    await submits(tiel, { example })
  }
  const course = await says(smit, `knelpunt verloop ${number}`)
  expect(course).toContain('Voorbeeld: “Storm belt niet terug.” werd “Wij wachten nog.”')
  expect(course).toContain('Titel, was: “Wethouder Storm weigert overleg”')
  await says(tiel, `knelpunt ${number}`)
  await presses(tiel, 'answer', 'bottleneck.unrecognise', id)
  expect(await says(smit, `knelpunt verloop ${number}`)).toContain('Voorbeeld, was: “Wij wachten nog.”')
  await says(bakker, `knelpunt ${number}`)
  await presses(bakker, 'answer', 'bottleneck.withdraw', id)
  const gone = await says(smit, `knelpunt verloop ${number}`)
  expect(gone).toContain('ingetrokken, door A. Bakker')
  expect(gone).not.toMatch(/Storm|wachten nog/)
  expect(await says(bakker, `knelpunt verloop ${number}`)).toContain('Wethouder Storm weigert overleg')
})
