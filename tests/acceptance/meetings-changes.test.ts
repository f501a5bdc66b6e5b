// SPDX-License-Identifier: EUPL-1.2
// Meetings: a colleague, a substitute, a change after the deadline, and who leaves.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { meetingsIn } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  meetings = await meetingsIn(m50)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

it('[F34] a colleague of the same municipality is asked, and comes only by saying so; who asked hears it', async () => {
  const { deVries } = m50
  const [colleague, elsewhere] = [await meetings.someone('zeist.nl'), await meetings.someone('tiel.nl')]
  const meeting = await meetings.open('Met een collega')
  const invitation = await deVries.receives('Met een collega')
  expect(await pressesOpen(deVries, invitation, 'meeting.colleague')).toContain('Uw collega krijgt bericht')
  const wrong = await deVries.submit({ person: 'p.persoon2@tiel.nl' })
  expect(wrong.errors).toEqual({
    person:
      'Ik ken in Zeist niemand met een functie die “p.persoon2@tiel.nl” heet. Wie de bot nog niet kent, meldt zich eerst zelf aan.',
  })
  const official = await deVries.submit({ person: 'a.bakker@zeist.nl' })
  expect(official.errors.person).toContain('Deze bijeenkomst is niet voor A. Bakker.')
  expect(await submits(deVries, { person: 'P. Persoon1' })).toContain('krijgt de vraag of hij of zij komt')
  expect(await meetings.counts(meeting)).toEqual({ asked: 1 })
  const asked = await colleague.receives('W. de Vries wil u inschrijven. Komt u?')
  expect(await presses(colleague, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  await deVries.receives('P. Persoon1 komt naar Met een collega')
  expect(await presses(colleague, asked, 'meeting.accept', meeting.id)).toContain('Deze vraag staat niet meer open.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
  expect(await says(deVries, `bijeenkomst ${meeting.number}`)).toContain('Uit Zeist gaan: P. Persoon1.')
  expect(await says(elsewhere, `bijeenkomst ${meeting.number}`)).toContain('Uit Tiel gaan: nog niemand.')
})

it('[F34] a substitute, also one whom the meeting is not for, takes over the very place, however full it is', async () => {
  const { deVries, bakker } = m50
  const waiting = await meetings.someone('tiel.nl')
  const meeting = await meetings.open('Met een vervanger', { capacity: 1 })
  await deVries.receives('Met een vervanger')
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await says(waiting, `bijeenkomst inschrijven ${meeting.number}`)
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.substitute', meeting.id)
  expect(await submits(deVries, { person: 'A. Bakker' })).toContain('Tot het antwoord komt, houdt u uw plaats.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1, asked: 1 })
  const asked = await bakker.receives('W. de Vries wil u inschrijven')
  expect(await presses(bakker, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  await deVries.receives('A. Bakker komt naar Met een vervanger')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1, cancelled: 1 })
  expect(await says(waiting, `bijeenkomst ${meeting.number}`)).toContain('U staat 1e op de wachtlijst.')
})

it('[F40] after the deadline a change is a request, which the secretariat decides', async () => {
  const { deVries, jansen, secretariat } = m50
  const [late, waiting] = [await meetings.someone('dronten.nl'), await meetings.someone('kampen.nl')]
  const meeting = await meetings.open('Na de sluiting', { capacity: 1, registerUntil: '2027-02-04' })
  for (const person of [deVries, waiting]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-02-05T10:00:00+01:00')
  const refused = await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)
  expect(refused).toContain(`bijeenkomst ${meeting.number}.`)
  expect(refused).toContain('Een wijziging vraagt u aan bij')
  expect(await says(deVries, `bijeenkomst ${meeting.number}`)).toContain('[Wijziging aanvragen]')
  await pressesOpen(deVries, 'answer', 'meeting.change', meeting.id)
  const asked = await submits(deVries, { wish: 'cancel.onSite' })
  const number = Number(/als verzoek (\d+) bij het secretariaat/.exec(asked)?.[1])
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1 })
  const [request] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [number])
  const card = await m50.shows(secretariat, `Verzoek ${number} ·`)
  expect(card.text).toContain('wijziging na sluiting van de inschrijving: afmelden')
  expect(card.text).toContain('Na de sluiting · vr 26 mrt, 13.30–17.00 uur')
  await presses(jansen, secretariat, 'request.approve', request?.id)
  await deVries.receives('Uw wijziging voor Na de sluiting')
  // What came free goes to who waits; until they say, nobody else gets it.
  const offer = await waiting.receives('Er is een plaats voor u')
  expect(await says(late, `bijeenkomst ${meeting.number}`)).toContain('[Wijziging aanvragen]')
  await pressesOpen(late, 'answer', 'meeting.change', meeting.id)
  const second = Number(/als verzoek (\d+)/.exec(await submits(late, { wish: 'register.onSite' }))?.[1])
  const [another] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [second])
  await m50.shows(secretariat, `Verzoek ${second} ·`)
  expect(await presses(jansen, secretariat, 'request.approve', another?.id)).toContain('Er is geen plaats vrij.')
  expect(await presses(waiting, offer, 'meeting.take', meeting.id)).toContain('U hebt een plaats.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, cancelled: 1 })
})

it('[F06] [F35] who leaves frees the place, and it is offered to who waits', async () => {
  const { jansen } = m50
  const [leaver, waiting] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const meeting = await meetings.open('Iemand stopt', { capacity: 1 })
  for (const person of [leaver, waiting]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  const [person] = await m50.database.query<{ id: string; name: string }>(
    'select p.id, p.name from people p join identities i on i.person_id = p.id where i.user_id = $1',
    [leaver.id],
  )
  expect(await opens(jansen, `persoon stopt ${person?.name}`)).toContain('Een plaats bij Iemand stopt, vr 26 mrt')
  expect(await submits(jansen, {})).toContain('Alles is beëindigd')
  await waiting.receives('Er is een plaats voor u')
})
