// SPDX-License-Identifier: EUPL-1.2
// A pillar's points put in order: municipalities give each 1 to 5 until a date, and nobody sees what was given before.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, type Proposed } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let bus: Proposed
let care: Proposed
let tiel: Person
let dronten: Person
const redrawn = 12_000

/** Someone of a municipality, with a seat in the pillar. */
async function seated(domain: string): Promise<Person> {
  const person = await lobby.someone(domain)
  await says(person, 'pijler word-lid samenleving')
  const [request] = await m50.database.query<{ id: string; number: number }>(
    `select id, number from requests where kind = 'pillar.join' order by number desc limit 1`,
  )
  await m50.shows(m50.secretariat, `Verzoek ${request?.number} ·`)
  await presses(m50.jansen, m50.secretariat, 'request.approve', request?.id)
  await person.receives('Welkom bij de pijler Samenleving')
  return person
}

const round = async () =>
  (await m50.database.query<{ id: string; state: string }>('select id, state from lobby_rounds order by opened_at'))[0]

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  bus = await lobby.approved(m50.bakker, 'Houd de bus')
  care = await lobby.approved(m50.bakker, 'Leid jeugdartsen op')
  tiel = await seated('tiel.nl')
  dronten = await seated('dronten.nl')
}, 120_000)

afterAll(() => m50.end())

it('[F22] the chair opens a round; who speaks for a municipality in the pillar gets a ballot, and its last vote counts', async () => {
  expect(await says(m50.deVries, 'lobby volgorde')).toContain('In de pijler Samenleving is nog geen ronde geweest.')
  const form = await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  expect(form).toContain(`LP ${bus.number} · Houd de bus`)
  const weekend = await m50.deVries.submit({ until: '2027-02-13' }, { unchecked: true })
  expect(weekend.errors).toEqual({ until: 'Kies een werkdag waarop het nog geen 17.00 uur is.' })
  const noDay = await m50.deVries.submit({ until: '2027-02-31' }, { unchecked: true })
  expect(noDay.errors).toEqual({ until: 'Deze dag ken ik niet. Typ een dag die bestaat, zoals 2027-03-31.' })
  expect(await submits(m50.deVries, { until: '2027-02-10' })).toContain('De ronde is open.')
  const card = await m50.shows(lobby.society, 'Prioriteiten van de pijler Samenleving')
  expect(card.text).toContain('Stemmen kan tot wo 10 feb, 17.00 uur.')
  expect(card.text).toMatch(/0 van \d+ gemeenten stemden\./)
  const ballot = await tiel.receives('Wat vindt uw gemeente het belangrijkst')
  expect(ballot.text).toContain('Tiel stemde nog niet.')
  await dronten.receives('Dronten stemde nog niet.')
  await dronten.opensHome()
  await expect
    .poll(() => dronten.home(), { timeout: 20_000 })
    .toContain('Uw gemeente stemde nog niet in de pijler Samenleving: stemmen kan tot wo 10 feb, 17.00 uur')
  const id = (await round())?.id
  expect(await pressesOpen(tiel, ballot, 'lobby.vote', id)).toContain('U stemt voor Tiel')
  const answer = await submits(tiel, { pointA: '5', pointB: '2' })
  expect(answer).toContain('De cijfers van uw gemeente zijn bewaard.')
  expect(answer).toMatch(/1 van \d+ gemeenten stemde\./)
  expect(await says(tiel, `lobby prioriteit ${bus.number} 4`)).toContain('De cijfers van uw gemeente zijn bewaard.')
  expect(await says(tiel, `lobby prioriteit ${bus.number} 6`)).toContain('een cijfer van 1 tot en met 5')
  const votes = await m50.database.query(
    `select p.title, v.municipality_id as municipality, v.score from lobby_votes v join lobby_points p on p.id = v.point_id order by p.number`,
  )
  expect(votes.map(({ title, score }) => [title, score])).toEqual([
    ['Houd de bus', 4],
    ['Leid jeugdartsen op', 2],
  ])
  await m50.shows(lobby.society, '1 van', redrawn)
})

it('[F22] until a round closes nobody reads what was given: not its chair, in the planning, the course of a point or the audit', async () => {
  expect(await says(m50.deVries, 'lobby volgorde samenleving')).not.toContain('gemiddeld')
  await m50.moveTo('2027-02-03T10:00:00+01:00')
  expect(await says(m50.jansen, 'planning')).toContain('Prioriteitsronde van de pijler Samenleving sluit')
  expect(await says(m50.jansen, `lobby verloop ${bus.number}`)).not.toMatch(/volgorde|stem|gemiddeld/)
  const noted = await m50.database.query<{ action: string; new: unknown }>(
    `select a.action, a.new from audit a where a.subject_kind = 'lobbyRound' order by a.id`,
  )
  expect(noted.map(({ action }) => action)).toEqual(['lobby.roundOpened', 'lobby.voted', 'lobby.voted'])
  expect(noted.slice(1).map(row => Object.keys(row.new ?? {}).toSorted())).toEqual([
    ['municipality', 'points'],
    ['municipality', 'points'],
  ])
})

it('[F23] only those whose municipality gave nothing are reminded, and not once it has', async () => {
  await m50.moveTo('2027-02-08T09:05:00+01:00')
  const reminder = await dronten.receives('Uw gemeente stemde nog niet in de pijler Samenleving')
  await pressesOpen(dronten, reminder, 'lobby.vote', (await round())?.id)
  await submits(dronten, { pointA: '5', pointB: '1' })
  const told = await m50.database.query(
    `select m.name from deliveries d join people p on p.id = d.person_id join municipalities m on m.id = p.municipality_id where d.kind = 'lobby.ballotReminder'`,
  )
  expect(told).toEqual([{ name: 'Dronten' }])
})

it('[F24] the round closes on time by itself: the points get their places, the ranking is shown, and the chair is asked for the outcome at that moment', async () => {
  await m50.moveTo('2027-02-10T17:00:30+01:00')
  const ranking = await m50.shows(lobby.society, 'De volgorde van de pijler Samenleving')
  expect(ranking.text).toContain(`Plaats 1: LP ${bus.number} · Houd de bus, gemiddeld 4,5 van 2 gemeenten`)
  expect(ranking.text).toContain(`Plaats 2: LP ${care.number} · Leid jeugdartsen op, gemiddeld 1,5 van 2 gemeenten`)
  const asked = await m50.deVries.receives('De ronde van de pijler Samenleving is gesloten')
  expect(await Promise.all([bus, care].map(({ id }) => lobby.stateOf(id)))).toEqual(['prioritised', 'prioritised'])
  expect(await says(tiel, `lobby prioriteit ${bus.number} 1`)).toContain('Deze ronde is gesloten.')
  expect(await pressesOpen(m50.deVries, asked, 'lobby.outcome', (await round())?.id)).toContain('Uitkomst')
  expect(await submits(m50.deVries, { outcome: 'Eerst de bus, in maart bij de provincie.' })).toContain(
    'De uitkomst is vastgelegd.',
  )
  await m50.shows(lobby.society, 'Uitkomst: Eerst de bus, in maart bij de provincie.', redrawn)
  expect(await says(m50.smit, 'lobby volgorde samenleving')).toContain('Plaats 1: LP')
  const planned = await m50.database.query(
    `select kind, state from planned where subject_kind = 'lobbyRound' order by kind`,
  )
  expect(planned).toEqual([
    { kind: 'lobby.ballots', state: 'done' },
    { kind: 'lobby.close', state: 'done' },
  ])
})

it('[F24] a round that should have closed and did not stands on its chair’s home, and is closed by hand', async () => {
  await says(m50.deVries, 'lobby volgorde samenleving')
  await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  await submits(m50.deVries, { until: '2027-02-12' })
  const id = (await m50.database.query<{ id: string }>(`select id from lobby_rounds where state = 'open'`))[0]?.id
  for (const person of [tiel, dronten]) await says(person, `lobby prioriteit ${care.number} 3`)
  await m50.moveTo('2027-02-12T10:00:00+01:00')
  // All have voted: nobody is reminded.
  expect(
    await m50.database.query(`select state, reason from planned where subject_id = $1 and kind = 'lobby.ballots'`, [
      id,
    ]),
  ).toEqual([{ state: 'void', reason: 'voted' }])
  await m50.database.query(`update planned set state = 'skipped' where subject_id = $1 and kind = 'lobby.close'`, [id])
  await m50.moveTo('2027-02-12T17:30:00+01:00')
  await m50.deVries.opensHome()
  await expect
    .poll(() => m50.deVries.home(), { timeout: 20_000 })
    .toContain('De prioriteitsronde van de pijler Samenleving had op vr 12 feb, 17.00 uur moeten sluiten')
  expect(await says(m50.deVries, 'lobby volgorde samenleving')).toContain('Stemmen kan niet meer')
  expect(await presses(m50.deVries, 'answer', 'lobby.closeRound', id)).toContain('De ronde is gesloten.')
  expect(await lobby.stateOf(bus.id)).toBe('prioritised')
})
