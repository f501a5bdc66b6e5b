// SPDX-License-Identifier: EUPL-1.2
// Meetings: a deadline that is moved, and what was asked for after it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldValue, Person } from '../support/chat/chat.ts'
import { meetingsIn, type Planned, when, where } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

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

/** The secretariat changes a meeting by its form. */
async function alters(meeting: Planned, fields: Readonly<Record<string, FieldValue>>): Promise<string> {
  await says(m50.jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(m50.jansen, 'answer', 'meeting.alter', meeting.id)
  return submits(m50.jansen, { ...when, ways: where.ways, place: where.place, ...fields })
}

interface Asked {
  readonly id: string
  readonly number: number
}

/** Someone asks for a change after the deadline; gives the request, once the secretariat has it. */
async function asks(
  person: Person,
  meeting: Planned,
  wish: string,
  fields: Readonly<Record<string, FieldValue>> = {},
): Promise<Asked> {
  await says(person, `bijeenkomst ${meeting.number}`)
  await pressesOpen(person, 'answer', 'meeting.change', meeting.id)
  const number = Number(/als verzoek (\d+)/.exec(await submits(person, { wish, ...fields }))?.[1])
  const [request] = await m50.database.query<Asked>('select id, number from requests where number = $1::int', [number])
  await m50.shows(m50.secretariat, `Verzoek ${number} ·`)
  return request ?? expect.fail(`no request ${number}`)
}

const approves = ({ id }: Asked) => presses(m50.jansen, m50.secretariat, 'request.approve', id)

it('[F40] what was asked for after the deadline is approved as well once registration is open again, until the meeting begins', async () => {
  const [one, two] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const meeting = await meetings.open('Gaat weer open', { registerUntil: '2027-02-04' })
  await m50.moveTo('2027-02-05T10:00:00+01:00')
  const [first, second] = [await asks(one, meeting, 'register.onSite'), await asks(two, meeting, 'register.onSite')]
  expect(await alters(meeting, { title: 'Gaat weer open', registerUntil: '2027-02-10' })).toContain('is gewijzigd')
  expect(await approves(first)).toContain('is goedgekeurd')
  await one.receives('Uw wijziging voor Gaat weer open')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
  await m50.moveTo('2027-03-26T13:31:00+01:00')
  expect(await approves(second)).toContain('is begonnen, geweest of afgelast')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
})

it('[F35] [F40] whoever is offered a place asks for no change: they are shown the offer; and what they asked for before it takes it', async () => {
  const { deVries } = m50
  const [waits, late] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const details = { capacity: 1, registerUntil: '2027-04-01' }
  const step = { date: '2027-04-16' }
  const meeting = await meetings.open('Een aangeboden plaats', details, step)
  for (const person of [deVries, waits]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-04-02T10:00:00+02:00')
  const filed = await asks(late, meeting, 'register.onSite')
  expect(await approves(await asks(deVries, meeting, 'cancel.onSite'))).toContain('is goedgekeurd')
  await waits.receives('Er is een plaats voor u')
  const pressed = await waits.forgesPress(meetings.board, 'meeting.change', meeting.id)
  expect(pressed).toContain('[Ja, ik kom]')
  expect(pressed).not.toContain('alsnog inschrijven')
  // Registration is open again: who asked waits, and then a place comes free for them.
  await alters(meeting, { title: 'Een aangeboden plaats', ...step, capacity: 1, registerUntil: '2027-04-09' })
  await says(late, `bijeenkomst inschrijven ${meeting.number}`)
  await says(waits, `bijeenkomst uitschrijven ${meeting.number}`)
  await late.receives('Er is een plaats voor u')
  expect(await approves(filed)).toContain('is goedgekeurd')
  await late.receives('Uw wijziging voor Een aangeboden plaats')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, cancelled: 2 })
  expect(await says(late, `bijeenkomst ${meeting.number}`)).toContain('U bent ingeschreven, op locatie.')
})

it('[F34] [F40] of two who ask for the same substitute after the deadline the later one takes no question from the other', async () => {
  const { deVries, bakker } = m50
  const another = await meetings.someone('zeist.nl')
  const meeting = await meetings.open('Twee om een', { registerUntil: '2027-04-09' }, { date: '2027-04-23' })
  for (const person of [deVries, another]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-04-12T10:00:00+02:00')
  const substitute = { person: 'A. Bakker' }
  const first = await asks(deVries, meeting, 'substitute.onSite', substitute)
  const second = await asks(another, meeting, 'substitute.onSite', substitute)
  expect(await approves(first)).toContain('is goedgekeurd')
  const asked = await bakker.receives('W. de Vries vraagt u als vervanger')
  expect(await approves(second)).toContain('W. de Vries heeft A. Bakker al gevraagd')
  expect(await presses(bakker, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  await deVries.receives('A. Bakker gaat in uw plaats naar Twee om een')
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, cancelled: 1 })
  expect(await says(another, `bijeenkomst ${meeting.number}`)).toContain('U bent ingeschreven, op locatie.')
})

it('[A19] [F39] a deadline that is moved takes the question to the silent along, and the list of municipalities with nobody', async () => {
  const { jansen, smit, secretariat } = m50
  await says(jansen, 'rol geef M. Smit contactambtenaar')
  const date = { date: '2027-06-25' }
  const kind = { kind: 'contactambtenarenoverleg', ...date }
  const meeting = await meetings.open('Eerder dicht', { registerUntil: '2027-06-16' }, kind)
  const reminders = () =>
    smit.inbox().filter(({ text }) => text.includes('nog niet laten weten') && text.includes('Eerder dicht'))
  const question = (day: string) => new RegExp(`${day}, 09\\.00 uur · Herinnering om te antwoorden voor Eerder dicht`)
  await m50.moveTo('2027-05-25T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toMatch(question('vr 11 jun'))
  await alters(meeting, { title: 'Eerder dicht', ...date, registerUntil: '2027-06-04' })
  await m50.moveTo('2027-05-25T10:10:00+02:00')
  const brought = await says(jansen, 'planning')
  expect(brought).toMatch(question('di 1 jun'))
  expect(brought).not.toMatch(question('vr 11 jun'))
  await m50.moveTo('2027-06-01T09:00:30+02:00')
  await m50.until(() => reminders().length === 1, { what: 'the question before the earlier deadline' })
  expect((await m50.shows(secretariat, 'komt nog niemand')).text).toContain('Eerder dicht')
  // Whoever was silent still is asked once more before a later one.
  await alters(meeting, { title: 'Eerder dicht', ...date, registerUntil: '2027-06-08' })
  await m50.moveTo('2027-06-01T10:10:00+02:00')
  const later = await says(jansen, 'planning')
  expect(later).toMatch(question('vr 4 jun'))
  expect(later).not.toMatch(question('vr 11 jun'))
  await m50.moveTo('2027-06-04T09:00:30+02:00')
  await m50.until(() => reminders().length === 2, { what: 'the question before the later deadline' })
  // Its day of before is over: nobody is asked on that.
  await m50.moveTo('2027-06-11T10:00:00+02:00')
  expect(reminders()).toHaveLength(2)
})
