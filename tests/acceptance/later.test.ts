// SPDX-License-Identifier: EUPL-1.2
// What happens to a request after it was made: reminders, taking a decision back, reopening, and "akkoord" in its thread.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let deputy: Person
let seen = 0

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  await m50.bound()
  await says(m50.smit, 'aanmelden ambtenaar')
  deputy = m50.smit
  await says(m50.jansen, 'rol geef M. Smit plaatsvervanger')
})

afterAll(() => m50.end())

async function asked(): Promise<{ person: Person; id: string; number: number }> {
  const name = `V. Vrager${++seen}`
  const person = m50.person(name, `v.vrager${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  await says(person, 'pijler word-lid bestuur')
  const [row] = await m50.database.query(
    'select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1',
    [name],
  )
  await m50.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { person, id: String(row?.id), number: Number(row?.number) }
}

const rootOf = (number: number) => {
  const found = m50.messagesIn(m50.secretariat).find(m => m.text.startsWith(`Verzoek ${number} `))
  if (!found) throw new Error(`no card of request ${number}`)
  return found
}
const inThread = (number: number) => rootOf(number).replies
const reminders = (number: number) => inThread(number).filter(m => m.text.includes(`verzoek ${number} wacht nog`))
/** Presses [Terugdraaien] on the private answer to the decision. */
const undone = (number: number, id: string) => {
  const answer = m50.jansen.answers().findLast(m => m.text.includes(`Verzoek ${number} is goedgekeurd`))
  return presses(m50.jansen, answer ?? 'answer', 'request.undo', id)
}
const plans = (id: string) =>
  m50.database.query('select occurrence, state, due_at, reason from planned where subject_id = $1 order by due_at', [
    id,
  ])

it('[F67] [A45] reminds in the thread after two working days and writes to the deputy after four, once', async () => {
  const { id, number } = await asked()
  const decided = await asked()
  await m50.moveTo('2027-02-03T09:20:00+01:00')
  expect((await plans(id)).map(p => [p.occurrence, p.state, (p.due_at as Date).toISOString().slice(0, 10)])).toEqual([
    ['1.thread', 'open', '2027-02-05'],
    ['1.deputy', 'open', '2027-02-09'],
  ])
  await presses(m50.jansen, rootOf(decided.number), 'request.approve', decided.id)
  expect((await plans(decided.id)).map(p => [p.state, p.reason])).toEqual([
    ['void', 'approved'],
    ['void', 'approved'],
  ])
  await m50.moveTo('2027-02-05T09:30:00+01:00')
  await m50.shows(m50.secretariat, `Herinnering: verzoek ${number} wacht nog · lid worden van de pijler Bestuur`)
  expect(reminders(number)[0]?.text).toContain('Niet meer herinneren')
  await m50.moveTo('2027-02-05T10:00:00+01:00')
  await m50.moveTo('2027-02-09T09:30:00+01:00')
  const told = (await deputy.receives(`Herinnering: verzoek ${number} wacht nog`)).text
  expect(told).toContain('[Goedkeuren]')
  await m50.until(() => reminders(number).length === 2, { what: 'the second reminder' })
  expect(reminders(decided.number)).toHaveLength(0)
  expect((await plans(id)).map(p => p.state)).toEqual(['done', 'done'])
  expect(deputy.inbox().filter(m => m.text.includes('Herinnering'))).toHaveLength(1)
  expect(await says(m50.jansen, 'secretariaat')).toMatch(new RegExp(`Verzoek ${number}.*te laat`, 's'))
  expect(await presses(deputy, 'inbox', 'request.approve', id)).toContain(`Verzoek ${number} is goedgekeurd`)
  await m50.until(() => reminders(number).every(m => !m.text.includes('[Goedkeuren]')), {
    what: 'the reminders without buttons',
  })
})

it('[F67] no reminder while the requester is asked something, and none after [Niet meer herinneren]', async () => {
  const { id, number } = await asked()
  const waiting = await asked()
  await pressesOpen(m50.jansen, rootOf(waiting.number), 'request.ask', waiting.id)
  await submits(m50.jansen, { question: 'Voor welke gemeente?' })
  await m50.moveTo('2027-02-11T10:00:00+01:00')
  await m50.until(() => reminders(number).length === 1, { what: 'the first reminder' })
  expect(reminders(waiting.number)).toHaveLength(0)
  expect((await plans(waiting.id))[0]?.state).toBe('open')
  const [reminder] = reminders(number)
  expect(await presses(m50.jansen, reminder ?? m50.secretariat, 'request.hush', id)).toContain(
    `Over verzoek ${number} komt geen herinnering meer.`,
  )
  await m50.moveTo('2027-02-16T10:00:00+01:00')
  expect((await plans(id)).map(p => [p.state, p.reason])).toEqual([
    ['done', null],
    ['void', 'hushed'],
  ])
  expect(reminders(number)).toHaveLength(1)
})

it('[F73] whoever decided takes it back within ten minutes: the seat ends, and everyone who was told hears it', async () => {
  const { person, id, number } = await asked()
  const answer = await presses(m50.jansen, rootOf(number), 'request.approve', id)
  expect(answer).toContain('Verkeerd gedrukt? Terugdraaien kan tot 10.1')
  await person.receives('Welkom bij de pijler Bestuur')
  const early = await says(deputy, `verzoek ${number} terugdraaien`)
  expect(early).toContain('alleen wie besliste kan dat terugdraaien')
  expect(await says(m50.jansen, 'secretariaat')).toMatch(
    new RegExp(`Zojuist beslist: verzoek ${number}.*Terugdraaien`, 's'),
  )
  expect(await says(m50.jansen, `verzoek ${number} terugdraaien`)).toContain(`Verzoek ${number} ligt weer open`)
  const told = (await person.receives(`Verzoek ${number} ligt weer open`)).text
  expect(told).toContain('S. Jansen heeft de goedkeuring teruggedraaid')
  const seats = await m50.database.query('select ended_at from pillar_members where request_id = $1', [id])
  expect(seats.map(seat => seat.ended_at !== null)).toEqual([true])
  await m50.until(() => rootOf(number).text.includes('[Goedkeuren]'), { what: 'the card with its buttons' })
  await m50.until(() => inThread(number).some(m => m.text.includes('teruggedraaid')), { what: 'the thread' })
  expect(await presses(m50.jansen, rootOf(number), 'request.approve', id)).toContain('is goedgekeurd')
  const active = await m50.database.query('select from pillar_members where request_id = $1 and ended_at is null', [id])
  expect(active).toHaveLength(1)
  await m50.moveTo('2027-02-16T10:30:00+01:00')
  expect(await undone(number, id)).toContain('terugdraaien kan tien minuten')
  expect(await opens(m50.jansen, `verzoek ${number} heropenen`)).toContain('Waarom heropent u dit?')
  expect((await m50.jansen.submit({ reason: ' ' }, { unchecked: true })).errors).toEqual({
    reason: 'Geef een reden; de aanvrager krijgt die te lezen.',
  })
  expect((await m50.jansen.submit({ reason: 'Verkeerde pijler' })).errors).toEqual({})
  await person.receives('Reden: Verkeerde pijler')
  const history = await says(m50.jansen, `verzoek ${number} geschiedenis`)
  expect(history).toMatch(
    /gevraagd · V\. Vrager\d+ \(Zeist, lid\).*goedgekeurd · S\. Jansen \(Zeist, lid van het secretariaat\).*teruggedraaid · S\. Jansen.*heropend/s,
  )
  expect(await says(person, `verzoek ${number} geschiedenis`)).toBe(history)
  const acts = await m50.database.query('select action from audit where subject_id = $1 order by id', [id])
  expect(acts.map(act => act.action)).toEqual([
    'request.filed',
    'request.approve',
    'request.undo',
    'request.approve',
    'request.reopen',
  ])
})

it('[F73] refuses to take back what has been built upon, and says why', async () => {
  const { person, id, number } = await asked()
  await presses(m50.jansen, rootOf(number), 'request.approve', id)
  await person.receives('Welkom bij de pijler Bestuur')
  await says(person, 'pijler verlaat bestuur')
  expect(await undone(number, id)).toContain('het lid is er alweer uit')
  const [row] = await m50.database.query('select state from requests where id = $1', [id])
  expect(row?.state).toBe('approved')
})

it('[F68] "akkoord" in the thread decides nothing: whoever may decide gets the button', async () => {
  const { person, id, number } = await asked()
  const offered = await m50.jansen.mentions(m50.secretariat, 'akkoord!', rootOf(number))
  expect(offered.text).toContain(`Bedoelt u verzoek ${number} goedkeuren`)
  expect(offered.text).toContain('[Goedkeuren]')
  for (const line of ['ga akkoord', 'akkoord hoor', 'prima, akkoord'])
    expect((await m50.jansen.mentions(m50.secretariat, line, rootOf(number))).text, line).toContain(
      `Bedoelt u verzoek ${number} goedkeuren`,
    )
  expect((await m50.jansen.mentions(m50.secretariat, 'niet akkoord', rootOf(number))).text).not.toContain(
    '[Goedkeuren]',
  )
  const [row] = await m50.database.query('select state from requests where id = $1', [id])
  expect(row?.state).toBe('open')
  await presses(m50.jansen, offered, 'request.approve', id)
  await person.receives('Welkom bij de pijler Bestuur')
})

it('[A45] m50 planning shows what is to come; it is moved, skipped, and sent now', async () => {
  const [one, two, three] = [await asked(), await asked(), await asked()]
  await m50.moveTo('2027-02-17T10:00:00+01:00')
  const shown = await says(m50.jansen, 'planning')
  for (const { number } of [one, two, three])
    expect(shown).toMatch(
      new RegExp(`do 18 feb, 10\\.30 uur · Herinnering aan verzoek ${number},.*Aan: het secretariaat`, 's'),
    )
  const first = async (id: string) =>
    String(
      (await m50.database.query('select id from planned where subject_id = $1 order by due_at limit 1', [id]))[0]?.id,
    )
  const card = () => m50.jansen.answers().findLast(m => m.text.startsWith('Planning')) ?? expect.fail('no planning')
  /** Presses a button in the form, which says what came of it. */
  const pressed = async (name: string, words: string) =>
    expect(await presses(m50.jansen, 'form', name)).toContain(words)
  const change = async (id: string) => pressesOpen(m50.jansen, card(), 'planned.change', await first(id))

  expect(await change(one.id)).toContain(`Herinnering aan verzoek ${one.number}`)
  expect((await m50.jansen.submit({ date: '2027-02-16', time: '09:00' }, { unchecked: true })).errors).toEqual({
    time: 'Dat moment is al voorbij. Kies een later moment, of druk op Nu versturen.',
  })
  expect(await submits(m50.jansen, { date: '2027-02-17', time: '21:00' })).toContain(
    'Verplaatst naar wo 17 feb, 21.00 uur',
  )
  await change(two.id)
  await pressed('planned.skip', 'dit gaat niet uit')
  await change(three.id)
  await pressed('planned.now', 'Dit gaat nu uit')
  await m50.moveTo('2027-02-17T10:05:00+01:00')
  await m50.until(() => reminders(three.number).length === 1, { what: 'what was sent now' })
  expect(reminders(one.number)).toHaveLength(0)
  await m50.moveTo('2027-02-17T21:00:30+01:00')
  await m50.until(() => reminders(one.number).length === 1, { what: 'what was moved to the evening' })
  await m50.moveTo('2027-02-19T10:30:00+01:00')
  expect([one, two, three].map(({ number }) => reminders(number).length)).toEqual([1, 0, 1])
  expect(await says(one.person, 'planning')).toContain('is voor het secretariaat')
  // What the deputy may not set is no button for them.
  expect(await says(m50.jansen, 'planning')).toContain('[Stille uren]')
  const deputys = [await says(deputy, 'planning'), await says(deputy, 'planning vrije-dagen')].join('\n')
  expect(deputys).toContain('[Vrije dagen]')
  expect(deputys).not.toMatch(/\[(Stille uren|Dag toevoegen|Toch een werkdag)/)
})

it('[A45] quiet hours and days off are the secretariat’s to set, and a reminder goes by them', async () => {
  expect(await says(m50.jansen, 'planning vrije-dagen')).toMatch(/29 mrt 2027.*Tweede paasdag/s)
  expect(await opens(m50.jansen, 'planning stille-uren')).toContain('Vanaf dit uur gaat er iets uit')
  expect((await m50.jansen.submit({ until: '18', from: '9' }, { unchecked: true })).errors).toEqual({
    from: 'Het begin moet voor het eind liggen.',
  })
  expect(await submits(m50.jansen, { until: '11', from: '17', weekends: 'on', daysOff: 'on' })).toContain(
    'tussen 11 en 17 uur',
  )
  const days = m50.jansen.answers().findLast(m => m.text.startsWith('Vrije dagen')) ?? expect.fail('no days')
  await pressesOpen(m50.jansen, days, 'day.add')
  expect(await submits(m50.jansen, { date: '2027-02-23', name: 'Brugdag' })).toContain(
    '23 feb 2027 is nu een vrije dag',
  )
  const { id } = await asked()
  await m50.moveTo('2027-02-22T09:00:00+01:00')
  const due = (await plans(id)).map(p => (p.due_at as Date).toISOString())
  expect(due).toEqual(['2027-02-24T10:00:00.000Z', '2027-02-26T10:00:00.000Z'])
})

it('[F65] one queue holds all that waits, of every kind, oldest first and with how long it waits', async () => {
  const { number } = await asked()
  const unknown = m50.person('O. Nbekend', 'o.nbekend@elders.example')
  await says(unknown, 'aanmelden Tiel ambtenaar')
  await m50.moveTo('2027-02-25T12:00:00+01:00')
  const { number: last } = await asked()
  const queue = await says(m50.jansen, 'secretariaat')
  const order = [
    ...queue.matchAll(/Verzoek (\d+) · (lid worden|aanmelding)[^\n]*\n[^\n]* · (\d+ dag(?:en)?|vandaag)/g),
  ].map(found => found.slice(1))
  expect(order.slice(-3)).toEqual([
    [String(number), 'lid worden', '3 dagen'],
    [String(number + 1), 'aanmelding', '3 dagen'],
    [String(last), 'lid worden', 'vandaag'],
  ])
  const numbers = order.map(([each]) => Number(each))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(await says(m50.jansen, '')).toMatch(/WACHT OP U/)
})

it('[T46] [E51] each minute the audit is sealed and the tick noted', { timeout: 120_000 }, async () => {
  await m50.moveTo('2027-02-25T12:01:00+01:00')
  const state = async () => {
    const [row] = await m50.database.query(
      `select (select max(id) from audit) = (select max(audit_id) from audit_seals) as sealed, exists (select from settings where key = 'clock.tick') as ticked`,
    )
    return row
  }
  await expect.poll(state, { timeout: 90_000, interval: 200 }).toEqual({ sealed: true, ticked: true })
})
