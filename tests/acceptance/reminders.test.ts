// SPDX-License-Identifier: EUPL-1.2
// When a request is brought up again, and to whom: to those who can decide on it, counted in days on which they could.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lead: Person
let seen = 0

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  await m50.bound()
  lead = m50.person('L. Leider', 'l.leider@waalwijk.nl')
  await says(lead, 'aanmelden wethouder')
  await says(m50.jansen, 'rol geef L. Leider netwerktrekker')
})

afterAll(() => m50.end())

async function asked(): Promise<{ person: Person; id: string; number: number }> {
  const person = m50.person(`V. Vrager${++seen}`, `v.vrager${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  await says(person, 'pijler word-lid bestuur')
  const [row] = await m50.database.query('select id, number from requests order by number desc limit 1')
  await m50.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { person, id: String(row?.id), number: Number(row?.number) }
}

const inThread = (number: number) =>
  m50
    .messagesIn(m50.secretariat)
    .flatMap(m => m.replies)
    .filter(m => m.text.includes(`verzoek ${number} wacht nog`))
const plans = async (id: string) =>
  (
    await m50.database.query(
      'select occurrence, state, due_at from planned where subject_id = $1 order by occurrence desc',
      [id],
    )
  ).map(p => `${p.occurrence} ${p.state} ${(p.due_at as Date).toISOString().slice(0, 16)}`)

it('[F67] [T22] after four days only those are written to who may decide: without a deputy the secretariat’s members, not the network’s leads', async () => {
  const { id, number } = await asked()
  await m50.moveTo('2027-02-03T09:20:00+01:00')
  await m50.moveTo('2027-02-05T10:00:00+01:00')
  await m50.moveTo('2027-02-09T10:00:00+01:00')
  expect((await m50.jansen.receives(`Herinnering: verzoek ${number} wacht nog`)).text).toContain('[Goedkeuren]')
  expect(await presses(m50.jansen, 'inbox', 'request.approve', id)).toContain('is goedgekeurd')
  await m50.until(() => inThread(number).length === 2, { what: 'both reminders in the thread' })
  const kinds = await m50.database.query(
    `select distinct p.name from deliveries d join people p on p.id = d.person_id where d.kind = 'request.reminder'`,
  )
  expect(kinds).toEqual([{ name: 'S. Jansen' }])
})

it('[F67] what waited for its requester is counted from the answer on, is not late, and both reminders still come', async () => {
  // A Tuesday.
  const { person, id, number } = await asked()
  const card = await m50.shows(m50.secretariat, `Verzoek ${number} `)
  await m50.moveTo('2027-02-09T10:05:00+01:00')
  await pressesOpen(m50.jansen, card, 'request.ask', id)
  await submits(m50.jansen, { question: 'Voor welke gemeente?' })
  for (const day of ['11', '12', '15', '16', '17']) await m50.moveTo(`2027-02-${day}T11:00:00+01:00`)
  expect((await plans(id)).map(plan => plan.split(' ')[1])).toEqual(['open', 'open'])
  expect(await says(m50.jansen, 'secretariaat')).not.toContain('te laat')
  await person.receives('Voor welke gemeente?')
  await person.writes('Zeist')
  await person.receives('Uw antwoord staat bij verzoek')
  expect((await plans(id)).map(plan => plan.slice(0, -6))).toEqual([
    '1.thread open 2027-02-19',
    '1.deputy open 2027-02-23',
  ])
  expect(await says(m50.jansen, 'secretariaat')).not.toContain('te laat')
  await m50.moveTo('2027-02-19T12:00:00+01:00')
  await m50.until(() => inThread(number).length === 1, { what: 'the first reminder' })
  await m50.moveTo('2027-02-23T12:00:00+01:00')
  await m50.until(() => inThread(number).length === 2, { what: 'the second reminder' })
  expect(await says(m50.jansen, 'secretariaat')).toMatch(new RegExp(`Verzoek ${number}.*te laat`, 's'))
})

it('[F67] [A45] a day off that is added later does not count for what is planned, and a moment that someone chose stays', async () => {
  const [one, chosen] = [await asked(), await asked()]
  await m50.moveTo('2027-02-23T12:05:00+01:00')
  const before = await plans(one.id)
  expect(before.map(plan => plan.slice(0, -6))).toEqual(['1.thread open 2027-02-25', '1.deputy open 2027-03-01'])
  await m50.database.query(`update planned set moved = true where subject_id = $1`, [chosen.id])
  await says(m50.jansen, 'planning vrije-dagen')
  await pressesOpen(m50.jansen, 'answer', 'day.add')
  await submits(m50.jansen, { date: '2027-02-24', name: 'Brugdag' })
  expect((await plans(one.id)).map(plan => plan.slice(0, -6))).toEqual([
    '1.thread open 2027-02-26',
    '1.deputy open 2027-03-02',
  ])
  expect((await plans(chosen.id)).map(plan => plan.slice(0, -6))).toEqual([
    '1.thread open 2027-02-25',
    '1.deputy open 2027-03-01',
  ])
})

const planned = async (id: string, occurrence: string) =>
  String(
    (await m50.database.query('select id from planned where subject_id = $1 and occurrence = $2', [id, occurrence]))[0]
      ?.id,
  )

it('[A45] the planning says to whom a reminder goes, and sends none now while its requester is asked something', async () => {
  const { id, number } = await asked()
  await m50.moveTo('2027-02-23T12:06:00+01:00')
  const lines = (await says(m50.jansen, 'planning')).split('\n')
  const to = lines.flatMap((line, i) => (line.includes(`verzoek ${number},`) ? [lines[i + 1]] : []))
  expect(to.map(line => line?.replace(/ \[.*/, ''))).toEqual([
    'Aan: het secretariaat',
    'Aan: het secretariaat en de leden van het secretariaat zelf',
  ])
  await pressesOpen(m50.jansen, 'answer', 'planned.change', await planned(id, '1.thread'))
  await m50.database.query(`update requests set state = 'asked' where id = $1`, [id])
  expect(await presses(m50.jansen, 'form', 'planned.now')).toContain(
    `Verzoek ${number} wacht op antwoord van de aanvrager`,
  )
  await m50.database.query(`update requests set state = 'open' where id = $1`, [id])
})

it('[T22] [A45] who asked something themselves does not skip its reminder, and reads with whom it lies', async () => {
  await says(m50.jansen, 'aanmelden ambtenaar')
  await says(m50.jansen, 'pijler word-lid financien')
  expect(await says(m50.jansen, 'verzoek')).toContain('Ligt bij de netwerktrekkers sinds')
  await m50.moveTo('2027-02-23T12:08:00+01:00')
  const [row] = await m50.database.query('select id, number from requests order by number desc limit 1')
  const shown = await says(m50.jansen, 'planning')
  expect(shown).toMatch(new RegExp(`verzoek ${row?.number}, [^\n]*\nAan: het secretariaat en de netwerktrekkers`))
  expect(await presses(m50.jansen, 'answer', 'planned.change', await planned(String(row?.id), '1.thread'))).toContain(
    'Dit gaat over uzelf: een ander moet het doen.',
  )
})

it('[F67] [T32] after a time away it is brought up once, as by then', async () => {
  const { id, number } = await asked()
  await m50.moveTo('2027-02-23T12:10:00+01:00')
  await m50.moveTo('2027-03-10T12:00:00+01:00')
  await m50.jansen.receives(`Herinnering: verzoek ${number} wacht nog`)
  await m50.until(() => inThread(number).length === 1, { what: 'the reminder' })
  expect((await plans(id)).map(plan => plan.split(' ')[1])).toEqual(['void', 'done'])
})

it('[F67] [F73] a reminder of what was laid open again says when it was asked, and since when it is open again', async () => {
  const { id, number } = await asked()
  const moment = /Gevraagd op (.*)/.exec(await says(m50.jansen, `verzoek ${number}`))?.[1]
  await m50.moveTo('2027-03-10T12:04:00+01:00')
  await presses(m50.jansen, m50.secretariat, 'request.approve', id)
  await says(m50.jansen, `verzoek ${number} terugdraaien`)
  await m50.moveTo('2027-03-12T12:10:00+01:00')
  await m50.until(() => inThread(number).length === 1, { what: 'the reminder' })
  const reminder = inThread(number)
    .map(message => message.text)
    .join()
  expect(reminder).toContain(`Gevraagd op ${moment} door V. Vrager`)
  expect(reminder).toContain('Ligt weer open sinds wo 10 mrt, 12.04 uur')
})
