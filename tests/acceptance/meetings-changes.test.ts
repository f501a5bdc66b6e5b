// SPDX-License-Identifier: EUPL-1.2
// Meetings: a colleague, a substitute, a change after the deadline, who leaves, and a meeting that changes, moves or is called off.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldValue } from '../support/chat/chat.ts'
import { meetingsIn, type Planned, when, where } from '../support/chat/meetings.ts'
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

/** The secretariat changes a meeting, and gives what the form says of it. */
async function alters(meeting: Planned, fields: Readonly<Record<string, FieldValue>>) {
  await says(m50.jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(m50.jansen, 'answer', 'meeting.alter', meeting.id)
  const { errors, next } = await m50.jansen.submit({ ...when, ...where, ...fields })
  return Object.keys(errors).length > 0 ? errors : next()
}

/** Who was told how often, of a meeting. */
const told = async ({ id }: Planned, kind: string) =>
  (
    await m50.database.query<{ state: string; told: number }>(
      `select r.state, count(d.id)::int as told from meeting_registrations r left join deliveries d on d.person_id = r.person_id and d.kind = $2 and d.facts->>'meeting' = $1
       where r.meeting_id = $1::uuid group by r.id order by r.state, told`,
      [id, kind],
    )
  ).map(({ state, told: times }) => `${state} ${times}`)

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
  await pressesOpen(deVries, 'answer', 'meeting.colleague', meeting.id)
  expect((await deVries.submit({ person: 'P. Persoon1' })).errors).toEqual({
    person: 'P. Persoon1 is al ingeschreven.',
  })
  expect(await says(elsewhere, `bijeenkomst ${meeting.number}`)).toContain('Uit Tiel gaan: nog niemand.')
})

it('[F34] a substitute, also one whom the meeting is not for, takes over the very place, however full it is', async () => {
  const { deVries, bakker } = m50
  const waiting = await meetings.someone('zeist.nl')
  const meeting = await meetings.open('Met een vervanger', { capacity: 1 })
  await deVries.receives('Met een vervanger')
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await says(waiting, `bijeenkomst inschrijven ${meeting.number}`)
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.substitute', meeting.id)
  expect((await deVries.submit({ person: waiting.name })).errors.person).toMatch(/ staat al op de wachtlijst\.$/)
  expect(await submits(deVries, { person: 'A. Bakker' })).toContain('Tot het antwoord komt, houdt u uw plaats.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1, asked: 1 })
  const asked = await bakker.receives('W. de Vries vraagt u als vervanger. Komt u in plaats van W. de Vries?')
  expect(await presses(bakker, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  const given = await deVries.receives('A. Bakker gaat in uw plaats naar Met een vervanger')
  expect(given.text).toContain('U bent daar niet meer ingeschreven.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1, cancelled: 1 })
  expect(await says(waiting, `bijeenkomst ${meeting.number}`)).toContain('U staat 1e op de wachtlijst.')
  // What comes free is offered to who waits, who is asked nothing else meanwhile.
  await says(bakker, `bijeenkomst uitschrijven ${meeting.number}`)
  await waiting.receives('Er is een plaats voor u')
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.colleague', meeting.id)
  expect((await deVries.submit({ person: waiting.name })).errors.person).toContain('heeft al een plaats aangeboden')
})

it('[F40] a late registration from a municipality that has all its places is refused with what to do, and nothing is lost', async () => {
  const { jansen } = m50
  const [one, two] = [await meetings.someone('lochem.nl'), await meetings.someone('lochem.nl')]
  const details = { mostPerMunicipality: 1, registerUntil: '2027-02-03' }
  const meeting = await meetings.open('Een per gemeente, te laat', details)
  await says(one, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-02-03T17:05:00+01:00')
  await says(two, `bijeenkomst ${meeting.number}`)
  await pressesOpen(two, 'answer', 'meeting.change', meeting.id)
  const number = Number(/als verzoek (\d+)/.exec(await submits(two, { wish: 'register.onSite' }))?.[1])
  const [request] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [number])
  await m50.shows(m50.secretariat, `Verzoek ${number} ·`)
  const full = await presses(jansen, m50.secretariat, 'request.approve', request?.id)
  expect(full).toContain('Uit Lochem gaan er al zoveel als mogen (1). Verhoog eerst het maximum')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  await submits(jansen, { mostPerMunicipality: 2 })
  await presses(jansen, m50.secretariat, 'request.approve', request?.id)
  await two.receives('Uw wijziging voor Een per gemeente, te laat')
  expect(await meetings.counts(meeting)).toEqual({ registered: 2 })
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

it('[F40] [F34] a substitute after the deadline is a request as well: once approved they are asked, and take the very place by saying so', async () => {
  const { deVries, jansen, bakker, secretariat } = m50
  const undecided = await meetings.someone('zeist.nl')
  const meeting = await meetings.open('Laat vervangen', { capacity: 2, registerUntil: '2027-02-10' })
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.colleague', meeting.id)
  await submits(deVries, { person: undecided.name })
  await m50.moveTo('2027-02-11T10:00:00+01:00')
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.change', meeting.id)
  const wish = 'substitute.onSite'
  expect((await deVries.submit({ wish })).errors).toEqual({ person: 'Vul in wie er in uw plaats gaat.' })
  const filed = await submits(deVries, { wish, person: 'A. Bakker' })
  const number = Number(/als verzoek (\d+)/.exec(filed)?.[1])
  const [request] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [number])
  const card = await m50.shows(secretariat, `Verzoek ${number} ·`)
  expect(card.text).toContain('een vervanger sturen')
  expect(card.text).toContain('Vervanger: A. Bakker')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, asked: 1 })
  await presses(jansen, secretariat, 'request.approve', request?.id)
  await deVries.receives('A. Bakker krijgt de vraag om in uw plaats te gaan.')
  const asked = await m50.until(
    () => bakker.inbox().find(({ text }) => text.includes('Laat vervangen') && text.includes('als vervanger')),
    { what: 'the question to the substitute' },
  )
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, asked: 2 })
  expect(await presses(bakker, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  await deVries.receives('A. Bakker gaat in uw plaats naar Laat vervangen')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, cancelled: 1, asked: 1 })
  // A colleague who was asked in time, and comes only now: who asked them hears that as well.
  await says(undecided, `bijeenkomst ${meeting.number}`)
  await pressesOpen(undecided, 'answer', 'meeting.change', meeting.id)
  const late = Number(/als verzoek (\d+)/.exec(await submits(undecided, { wish: 'register.onSite' }))?.[1])
  const [another] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [late])
  await m50.shows(secretariat, `Verzoek ${late} ·`)
  await presses(jansen, secretariat, 'request.approve', another?.id)
  await m50.until(() => deVries.inbox().find(({ text }) => /P\. Persoon\d+ komt naar Laat vervangen/.test(text)), {
    what: 'the answer of the colleague',
  })
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, cancelled: 1 })
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

it('[F38] who takes part online hears of another link, and nobody else does', async () => {
  const { deVries, jansen } = m50
  const [online, onSite] = [await meetings.someone('soest.nl'), await meetings.someone('soest.nl')]
  const both = { ways: 'both', onlineLink: 'https://overleg.example/een' }
  const meeting = await meetings.open('Met een link', both)
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  const wrong = await jansen.submit({ onlineLink: 'http://overleg.example/twee' }, { unchecked: true })
  expect(wrong.errors).toEqual({ onlineLink: 'Vul een link in die met https begint.' })
  await jansen.closes()
  for (const [person, way] of [
    [online, 'online'],
    [onSite, 'onSite'],
  ] as const)
    await presses(person, await person.receives('Met een link'), 'meeting.register', `${meeting.id}.${way}`)
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  expect(await submits(jansen, { onlineLink: 'https://overleg.example/twee' })).toContain(
    'Wie online meedoet, krijgt de nieuwe link.',
  )
  const news = await online.receives('De link om online mee te doen is gewijzigd.')
  expect(news.text).toContain('overleg.example/twee')
  const others = [onSite, deVries].flatMap(person => person.inbox())
  expect(others.filter(({ text }) => text.includes('De link om online'))).toEqual([])
})

it('[A18] another time and place are told once to who was invited and did not decline; a registration stands, and also after the deadline one says that one can’t come then', async () => {
  const { deVries, jansen } = m50
  const [declines, later] = [await meetings.someone('dronten.nl'), await meetings.someone('kampen.nl')]
  const meeting = await meetings.open('Wordt verzet', { capacity: 20, registerUntil: '2027-03-12' })
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await says(declines, `bijeenkomst uitschrijven ${meeting.number}`)
  await m50.moveTo('2027-03-12T17:01:00+01:00')
  expect(await says(later, `bijeenkomst inschrijven ${meeting.number}`)).toContain('is gesloten')
  const moved = { capacity: 20, registerUntil: '2027-03-12', date: '2027-04-02', place: 'Kulturhus Borne' }
  expect(await alters(meeting, { ...moved, date: '2027-03-01' })).toEqual({
    date: 'Dat moment is al voorbij. Kies een later moment.',
  })
  expect(await alters(meeting, moved)).toContain('Iedereen die is uitgenodigd of ingeschreven, krijgt bericht.')
  const news = await deVries.receives('Wordt verzet is gewijzigd')
  expect(news.text).toContain('Nu op vr 2 apr, 13.30–17.00 uur; het was vr 26 mrt, 13.30–17.00 uur.')
  expect(news.text).toContain('Nu: Kulturhus Borne; het was: Gemeentehuis Zeist.')
  expect(news.text).toContain('U bent ingeschreven, op locatie.')
  expect((await later.receives('Wordt verzet is gewijzigd')).text).not.toContain('[Ik kan dan niet]')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
  expect(await alters(meeting, moved)).toContain('Er is niets gewijzigd.')
  const before = await told(meeting, 'meetings.moved')
  expect(before).toContain('declined 0')
  expect(before).toContain('registered 1')
  expect(before.filter(one => one.startsWith('invited'))).not.toContain('invited 0')
  // What is no other time or place is seen on the cards, and a later deadline opens the registration again.
  const reopened = { ...moved, title: 'Wordt verzet en groter', capacity: 30, registerUntil: '2027-03-26' }
  expect(await alters(meeting, reopened)).toContain('De kaarten laten het zien.')
  expect(await told(meeting, 'meetings.moved')).toEqual(before)
  const card = await m50.shows(meetings.board, 'Wordt verzet en groter · vr 2 apr, 13.30–17.00 uur')
  expect(card.text).toContain('Inschrijven kan tot vr 26 mrt, 17.00 uur.')
  await says(later, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-03-26T17:01:00+01:00')
  expect(await says(later, `bijeenkomst uitschrijven ${meeting.number}`)).toContain('De inschrijving is gesloten')
  expect(await presses(deVries, news, 'meeting.cancel', meeting.id)).toContain('U bent afgemeld')
  expect(await meetings.counts(meeting)).toEqual({ cancelled: 1, registered: 1 })
  const acts = await m50.database.query(
    `select action, old, new from audit where subject_id = $1 and action in ('meeting.moved', 'meeting.altered', 'meeting.reopen') order by id`,
    [meeting.id],
  )
  expect(acts).toEqual([
    {
      action: 'meeting.moved',
      old: { startsAt: '2027-03-26T12:30:00.000Z' },
      new: { startsAt: '2027-04-02T11:30:00.000Z', fields: 'startsAt endsAt place' },
    },
    expect.objectContaining({ action: 'meeting.altered' }),
    expect.objectContaining({ action: 'meeting.reopen' }),
  ])
  expect(await deVries.forgesPress(m50.general, 'meeting.alter', meeting.id)).toContain('Dat kan met uw rol niet.')
  expect(jansen.inbox().filter(({ text }) => text.includes('Wordt verzet is gewijzigd'))).toHaveLength(0)
})

it('[F33] nobody loses a place or a way to come when a meeting changes; what is added goes to who waits', async () => {
  const { deVries } = m50
  const [one, two] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const later = { date: '2027-05-28', registerUntil: '2027-05-21' }
  const { date, ...details } = later
  const meeting = await meetings.open('Een andere zaal', { ...details, capacity: 2 }, { date })
  for (const person of [deVries, one, two]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  expect(await alters(meeting, { ...later, capacity: 1 })).toEqual({
    capacity: expect.stringMatching(
      /^Op locatie zijn al 2 plaatsen vergeven, aan P\. Persoon\d+ \(Tiel\), W\. de Vries \(Zeist\)\. Kies er minstens zoveel\.$/,
    ),
  })
  expect(await alters(meeting, { ...later, ways: 'online', place: '', capacity: '' })).toEqual({
    ways: 'Op locatie komen al 3 mensen, of wachten daarop. Houd die mogelijkheid open.',
  })
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, waiting: 1 })
  expect(await alters(meeting, { ...later, capacity: 3 })).toContain('De kaarten laten het zien.')
  await two.receives('Er is een plaats voor u')
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, offered: 1 })
})

it('[A18] a meeting is called off with a reason: everyone concerned hears it once, its cards say so, and no place is offered any more', async () => {
  const { deVries, jansen } = m50
  const [offered, waits] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const details = { capacity: 1, registerUntil: '2027-05-21' }
  const meeting = await meetings.open('Gaat niet door', details, { date: '2027-05-28' })
  for (const person of [deVries, offered, waits]) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)
  const offer = await offered.receives('Er is een plaats voor u')
  const form = () => pressesOpen(jansen, 'answer', 'meeting.callOff', meeting.id)
  await says(jansen, `bijeenkomst ${meeting.number}`)
  expect(await form()).toContain('krijgt bericht met de reden')
  expect((await jansen.submit({ reason: ' ' }, { unchecked: true })).errors).toEqual({
    reason: 'Schrijf in een zin waarom het niet doorgaat.',
  })
  expect(await submits(jansen, { reason: 'De spreker is ziek.' })).toContain('De bijeenkomst is afgelast.')
  const news = await waits.receives('Gaat niet door gaat niet door')
  expect(news.text).toContain('Reden: De spreker is ziek.')
  await m50.shows(meetings.board, 'Deze bijeenkomst gaat niet door.')
  expect(await presses(offered, offer, 'meeting.take', meeting.id)).toContain('gaat niet door.')
  expect(await says(offered, `bijeenkomst inschrijven ${meeting.number}`)).toContain('gaat niet door.')
  expect(
    await jansen.forgesSubmission(m50.secretariat, 'meeting.callOff', meeting.id, { reason: 'Nog eens.' }),
  ).toContain('gaat niet door.')
  const all = await told(meeting, 'meetings.calledOff')
  expect(all.filter(one => !one.endsWith(' 1'))).toEqual(['cancelled 0'])
  // Nobody hears later that they chose too late.
  await m50.moveTo('2027-05-12T10:00:00+02:00')
  expect(await told(meeting, 'meetings.offerPassed')).toEqual(all.map(one => one.replace(' 1', ' 0')))
})
