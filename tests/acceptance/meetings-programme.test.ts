// SPDX-License-Identifier: EUPL-1.2
// Meetings: what they are about, what is still to be done after them, and what came of them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn } from '../support/chat/lobby.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
/** One that is over, and who was there. */
let after: Planned & { readonly people: Person[] }

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  meetings = await meetingsIn(m50)
  lobby = await lobbyIn(m50)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** How many messages someone had with such words. */
const messages = (person: Person, words: string): number =>
  person.inbox().filter(({ text }) => text.includes(words)).length

const requestOf = async (title: string) =>
  (
    await m50.database.query<{ id: string; number: number }>(
      `select id, number from requests where kind = 'meeting.item' and subject->>'title' = $1`,
      [title],
    )
  )[0] ?? expect.fail(`no request ${title}`)

it('[F43] [A20] who plans a meeting fills its programme in order; a lobby point on it shows the date on its card, and stands in the briefing', async () => {
  const { jansen, smit } = m50
  const point = await lobby.approved(m50.bakker, 'Leid jeugdartsen op')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  const meeting = await meetings.open('Met een programma')
  expect(await says(smit, `bijeenkomst ${meeting.number}`)).toContain('[Programma]')
  const empty = await says(jansen, `bijeenkomst programma ${meeting.number}`)
  expect(empty).toContain('Er staat nog niets op het programma.')
  await pressesOpen(jansen, 'answer', 'meeting.propose', meeting.id)
  const wrong = await jansen.submit({ title: '', point: '999' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    title: 'Schrijf in een paar woorden waarover het gaat.',
    point: 'Ik ken geen LP 999.',
  })
  const first = await submits(jansen, { title: 'De jeugdartsen', about: 'Wat doen we nu?', point: point.number })
  expect(first).toContain('Het staat op het programma.')
  expect(first).toContain('1. De jeugdartsen')
  await opens(jansen, `agendapunt ${meeting.number} Opening`)
  expect(await submits(jansen, {})).toContain('2. Opening')
  const [item] = await m50.database.query<{ id: string }>(`select id from agenda_items where title = 'Opening'`)
  await pressesOpen(jansen, 'answer', 'meeting.item', item?.id)
  const far = await jansen.submit({ title: 'Opening', position: 3 }, { unchecked: true })
  expect(far.errors).toEqual({ position: 'Kies een plaats van 1 tot en met 2.' })
  expect(await submits(jansen, { title: 'Welkom', position: 1 })).toMatch(/1\. Welkom.*2\. De jeugdartsen/s)
  const read = await says(smit, `bijeenkomst programma ${meeting.number}`)
  expect(read).toContain(`LP ${point.number} · Leid jeugdartsen op`)
  expect(read).toContain(`[Bekijk LP ${point.number}]`)
  expect(read).not.toContain('[Wijzigen]')
  const date = 'Op het programma van Met een programma, vr 26 mrt'
  expect(await says(smit, `lobby ${point.number}`)).toContain(date)
  await m50.shows(lobby.society, date)
  // A second matter about it is talked about at the same meeting; one that becomes part of it brings a third.
  const other = await lobby.approved(m50.bakker, 'Betaal de schoolarts')
  for (const [title, about] of [
    ['De opleiding', point],
    ['De schoolarts', other],
  ] as const) {
    await opens(jansen, `agendapunt ${meeting.number} ${title}`)
    await submits(jansen, { point: about.number })
  }
  await says(jansen, `lobby beheer ${other.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.merge', other.id)
  await submits(jansen, { into: String(point.number) })
  expect((await says(smit, `lobby ${point.number}`)).split(date)).toHaveLength(2)
  expect(await says(smit, `bijeenkomst programma ${meeting.number}`)).toContain('4. De schoolarts')
  // Whose point it is reads it as theirs; everyone reads what the pillar will discuss.
  const ours = await says(m50.deVries, `bijeenkomst briefing ${meeting.number}`)
  expect(ours).toContain(`Onze lobbypunten op tafel: LP ${point.number}.`)
  expect(ours).toContain(`Pijler Samenleving bespreekt: LP ${point.number}.`)
  const others = await says(smit, `bijeenkomst briefing ${meeting.number}`)
  expect(others).not.toContain('Onze lobbypunten')
  expect(others).toContain(`Pijler Samenleving bespreekt: LP ${point.number}.`)
  // What becomes of the meeting becomes of what its points say.
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.callOff', meeting.id)
  await submits(jansen, { reason: 'De spreker is ziek.' })
  expect(await says(smit, `lobby ${point.number}`)).not.toContain('Op het programma')
  await expect.poll(async () => (await m50.shows(lobby.society, `LP ${point.number} ·`)).text).not.toContain(date)
})

it('[F43] [T22] a member proposes a matter, which the secretariat decides on; approving can be taken back', async () => {
  const { jansen, deVries, smit } = m50
  const meeting = await meetings.open('Met een voorstel')
  expect(await opens(deVries, 'agendapunt Samen inkopen')).toContain('Voor welke bijeenkomst?')
  const asked = await submits(deVries, { meeting: meeting.id, about: 'Dat scheelt geld.' })
  const request = await requestOf('Samen inkopen')
  expect(asked).toContain(`ligt bij het secretariaat als verzoek ${request.number}.`)
  await opens(deVries, `agendapunt ${meeting.number} Samen inkopen`)
  expect((await deVries.submit({})).errors.title).toContain('Dit hebt u al voorgesteld.')
  await deVries.closes()
  const card = await m50.shows(m50.secretariat, `Verzoek ${request.number} ·`)
  expect(card.text).toContain('agendapunt voor Met een voorstel')
  expect(card.text).toContain('“Samen inkopen”')
  await presses(jansen, m50.secretariat, 'request.approve', request.id)
  await deVries.receives('Uw agendapunt staat op het programma van Met een voorstel.')
  const programme = await says(smit, `bijeenkomst programma ${meeting.number}`)
  expect(programme).toContain('1. Samen inkopen')
  expect(programme).toContain('Voorgesteld door W. de Vries, Zeist')
  await says(jansen, `verzoek ${request.number} terugdraaien`)
  expect(await says(smit, `bijeenkomst programma ${meeting.number}`)).toContain('Er staat nog niets op het programma.')
  await says(jansen, `verzoek ${request.number}`)
  await presses(jansen, 'answer', 'request.approve', request.id)
  expect(await says(smit, `bijeenkomst programma ${meeting.number}`)).toContain('1. Samen inkopen')
})

it('[F43] [T20] what a programme says of a confidential point is read by those alone who may know of it', async () => {
  const { jansen, smit, bakker } = m50
  const hidden = await lobby.approved(bakker, 'Wielewaal', { confidential: true })
  const meeting = await meetings.open('Met een geheim')
  await opens(jansen, `agendapunt ${meeting.number} Over de wielewaal`)
  expect(await submits(jansen, { point: hidden.number })).toContain('1. Over de wielewaal')
  await opens(jansen, `agendapunt ${meeting.number} Rondvraag`)
  await submits(jansen, {})
  expect(await says(bakker, `bijeenkomst programma ${meeting.number}`)).toMatch(/1\. Over de wielewaal.*2\. Rondvraag/s)
  const read = await says(smit, `bijeenkomst programma ${meeting.number}`)
  expect(read).toContain('1. Rondvraag')
  expect(read).not.toMatch(/wielewaal/i)
  // Nor is one proposed for it: that lies before people who may not all know of it.
  await opens(bakker, `agendapunt ${meeting.number} Nog eens`)
  expect((await bakker.submit({ point: hidden.number }, { unchecked: true })).errors.point).toContain(
    'is nog niet voor iedereen te zien',
  )
  await bakker.closes()
  await opens(smit, `agendapunt ${meeting.number} Nog eens`)
  expect((await smit.submit({ point: hidden.number }, { unchecked: true })).errors).toEqual({
    point: `Ik ken geen LP ${hidden.number}.`,
  })
  await smit.closes()
  // What was proposed and became confidential since is not told on.
  const open = await lobby.approved(bakker, 'Nachtegaal')
  await opens(bakker, `agendapunt ${meeting.number} Over de nachtegaal`)
  await submits(bakker, { point: open.number })
  const request = await requestOf('Over de nachtegaal')
  await m50.shows(m50.secretariat, 'Over de nachtegaal')
  await jansen.sends({ does: 'presses', name: 'lobby.confide', value: open.id })
  await m50.shows(m50.secretariat, 'Het gaat over een lobbypunt dat hier niet te zien is.')
  await presses(jansen, m50.secretariat, 'request.approve', request.id)
  expect(await says(jansen, `bijeenkomst programma ${meeting.number}`)).toContain('Over de nachtegaal')
  expect(await says(smit, `bijeenkomst programma ${meeting.number}`)).not.toMatch(/nachtegaal/i)
})

it('[A21] [F44] an action is noted in one line, with who does it and before when; they are reminded until it is done by a press, which can be taken back', async () => {
  const { jansen, deVries, smit } = m50
  const meeting = await meetings.open('Met een actie', { registerUntil: '2027-06-11' }, { date: '2027-06-18' })
  const noted = await says(jansen, `actie nieuw ${meeting.number} Brief, aan VWS, W. de Vries, 21-5-2027`)
  expect(noted).toContain('De actie is genoteerd.')
  expect(noted).toContain('W. de Vries (Zeist), voor 21 mei 2027')
  expect(noted).toContain('Uit: Met een actie')
  const [row] = await m50.database.query<{ id: string; number: number }>(
    `select id, number from actions where text = 'Brief, aan VWS'`,
  )
  const title = `Actie ${row?.number} · Brief, aan VWS`
  const card = await deVries.receives(title)
  expect(card.text).toContain('Genoteerd door S. Jansen')
  // Sent a second time, as a client does that had no answer, it is still one.
  const again = await says(jansen, `actie nieuw ${meeting.number} Brief, aan VWS, W. de Vries, 21-5-2027`)
  expect(again).toContain(title)
  expect(await m50.database.query(`select from actions where text = 'Brief, aan VWS'`)).toHaveLength(1)
  expect(await says(deVries, `bijeenkomst ${meeting.number}`)).toContain('1 open actie.')
  expect(await says(smit, `actie lijst ${meeting.number}`)).toContain(title)
  // It is on the programme of the next meeting of that kind, and not of another's.
  const next = await meetings.open('Erna', { registerUntil: '2027-09-10' }, { date: '2027-09-17' })
  const other = await meetings.open('Iets anders', {}, { kind: 'partnersessie', date: '2027-09-24' })
  const programme = await says(smit, `bijeenkomst programma ${next.number}`)
  expect(programme).toContain('Nog te doen, ook van eerdere bijeenkomsten:')
  expect(programme).toContain(`${title} · W. de Vries (Zeist), voor 21 mei 2027`)
  expect(programme).toContain('[Open acties]')
  expect(await says(smit, `bijeenkomst programma ${other.number}`)).not.toContain(title)
  expect(await says(smit, 'actie')).toContain('Er zijn geen open acties.')
  await deVries.opensHome()
  await expect.poll(() => deVries.home()).toContain(title)
  // What a line leaves out is asked, and what it says is kept.
  expect(await opens(jansen, 'actie nieuw Zaal huren')).toContain('Zaal huren')
  const wrong = await jansen.submit({ text: 'Zaal huren', person: 'Niemand', dueOn: '2027-01-05' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    person: 'Ik ken niemand met een functie die zo heet. Vul de naam of het e-mailadres in.',
    dueOn: 'Kies een dag die nog komt.',
  })
  expect(await submits(jansen, { text: 'Zaal huren', person: 'S. Jansen', dueOn: '2027-12-01' })).toContain(
    'De actie is genoteerd.',
  )
  await m50.moveTo('2027-05-18T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toContain(`Een herinnering aan ${title}`)
  await m50.moveTo('2027-05-19T09:30:00+02:00')
  const reminders = async () =>
    (
      await m50.database.query<{ reminded: number }>(
        `select count(*)::int as reminded from deliveries where kind = 'meetings.actionDue' and subject_id = $1`,
        [row?.id ?? ''],
      )
    )[0]?.reminded
  await expect.poll(reminders).toBe(1)
  expect(await smit.forgesPress(m50.general, 'action.done', row?.id ?? '')).toContain('of het is niet voor u.')
  const done = await presses(deVries, card, 'action.done', row?.id)
  expect(done).toContain('Gedaan.')
  expect(done).toContain('[Toch niet klaar]')
  expect(await says(deVries, 'actie')).not.toContain(title)
  expect(await says(jansen, 'planning')).not.toContain(title)
  // Pressed by mistake, it is taken back by whoever may press it, once; reminders go on.
  expect(await smit.forgesPress(m50.general, 'action.reopen', row?.id ?? '')).toContain('of het is niet voor u.')
  expect(await presses(deVries, 'answer', 'action.reopen', row?.id)).toMatch(/De actie staat weer open\..*\[Klaar\]/s)
  expect(await deVries.forgesPress(m50.general, 'action.reopen', row?.id ?? '')).toContain('De actie staat weer open.')
  expect(await says(jansen, `actie klaar ${row?.number}`)).toContain('Gedaan.')
  await presses(jansen, 'answer', 'action.reopen', row?.id)
  const reopened = await deVries.receives('Deze actie is toch niet klaar')
  await m50.moveTo('2027-05-20T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toContain(`Een herinnering aan ${title}`)
  await m50.moveTo('2027-05-24T10:00:00+02:00')
  await expect.poll(reminders).toBe(2)
  expect(await presses(deVries, reopened, 'action.done', row?.id)).toContain('Gedaan.')
  expect(await says(deVries, `actie klaar ${row?.number}`)).toContain('Gedaan.')
  const acts = await m50.database.query<{ action: string }>(
    'select action from audit where subject_id = $1 order by id',
    [row?.id ?? ''],
  )
  expect(acts.map(({ action }) => action)).toEqual([
    'action.noted',
    ...['action.done', 'action.reopened', 'action.done', 'action.reopened', 'action.done'],
  ])
})

it('[F44] the report and the photos are told once to who was registered, by a link that is checked', async () => {
  const { jansen, deVries, smit } = m50
  const meeting = await meetings.open('Met een verslag', { registerUntil: '2027-05-31' }, { date: '2027-06-03' })
  after = { ...meeting, people: [deVries] }
  for (const domain of ['tiel.nl', 'dronten.nl', 'kampen.nl', 'soest.nl', 'lochem.nl'])
    after.people.push(await meetings.someone(domain))
  for (const person of after.people) await says(person, `bijeenkomst inschrijven ${meeting.number}`)
  expect((await meetings.counts(meeting)).registered).toBe(6)
  await m50.moveTo('2027-06-03T17:01:00+02:00')
  const held = async () => says(jansen, `bijeenkomst ${meeting.number}`)
  await expect.poll(held).toContain('[Verslag en foto’s] [Evaluatie]')
  await pressesOpen(jansen, 'answer', 'meeting.links', meeting.id)
  const wrong = await jansen.submit({ report: 'http://verslag.example', photos: 'foto' }, { unchecked: true })
  const link = 'Vul een link in die begint met https://.'
  expect(wrong.errors).toEqual({ report: link, photos: link })
  expect(await submits(jansen, { report: 'https://verslag.example/1', photos: '' })).toContain(
    '6 mensen krijgen bericht.',
  )
  const told = await deVries.receives('Na afloop van Met een verslag')
  expect(told.text).toContain('Verslag: ')
  expect(told.text).toContain('verslag.example/1')
  expect(told.text).not.toContain('Foto’s')
  await held()
  await pressesOpen(jansen, 'answer', 'meeting.links', meeting.id)
  expect(await submits(jansen, { report: 'https://verslag.example/2' })).toContain('De links zijn bewaard.')
  await held()
  await pressesOpen(jansen, 'answer', 'meeting.links', meeting.id)
  const both = { report: 'https://verslag.example/2', photos: 'https://foto.example' }
  expect(await submits(jansen, both)).toContain('6 mensen krijgen bericht.')
  await deVries.receives('foto.example')
  const often = () => after.people.map(person => messages(person, 'Na afloop van Met een verslag'))
  await expect.poll(often).toEqual([2, 2, 2, 2, 2, 2])
  expect(await says(smit, `bijeenkomst ${meeting.number}`)).toContain('verslag.example/2')
})

it('[F44] who was there, registered or not, is asked three questions the day after, and once more until they answer; sums are read from five answers up, and no names', async () => {
  const { jansen, smit } = m50
  const { id, number, people } = after
  const walkedIn = await meetings.someone('kampen.nl')
  await says(jansen, `bijeenkomst aanwezig ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.walkIn', id)
  await submits(jansen, { person: walkedIn.name })
  const asked = () => [...people, walkedIn].map(person => messages(person, 'Hoe was Met een verslag?'))
  expect(await says(jansen, 'planning')).toMatch(/vr 4 jun, 09\.00 uur.*Drie vragen over Met een verslag/s)
  await m50.moveTo('2027-06-04T09:00:30+02:00')
  await expect.poll(asked).toEqual([1, 1, 1, 1, 1, 1, 1])
  const [first, ...rest] = people
  if (!first) return expect.fail('nobody')
  const answers = async (person: Person, said: Readonly<Record<string, string>>) => {
    const card = await person.receives('Hoe was Met een verslag?')
    await pressesOpen(person, card, 'meeting.evaluate', id)
    return submits(person, said)
  }
  const all = { worth: 'yes', useful: 'partly', met: 'yes' }
  expect(await answers(first, all)).toContain('Uw antwoorden zijn bewaard, zonder uw naam.')
  expect(await says(first, `bijeenkomst evaluatie ${number}`)).toContain('U hebt de vragen al beantwoord.')
  for (const person of rest.slice(0, 3)) await answers(person, all)
  const few = await says(jansen, `bijeenkomst evaluatie ${number}`)
  expect(few).toContain('4 mensen antwoordden.')
  expect(few).toContain('Vanaf 5 antwoorden')
  expect(few).not.toContain('uw tijd waard')
  await m50.moveTo('2027-06-11T09:00:30+02:00')
  // Of the three who did not answer.
  await expect.poll(asked).toEqual([1, 1, 1, 1, 2, 2, 2])
  const late = rest[3] ?? expect.fail('nobody')
  await opens(late, `bijeenkomst evaluatie ${number}`)
  await submits(late, { worth: 'no', useful: 'no', met: 'partly' })
  const sums = await says(jansen, `bijeenkomst evaluatie ${number}`)
  expect(sums).toContain('Was de bijeenkomst uw tijd waard? Ja 4, deels 0, nee 1.')
  expect(sums).toContain('Kunt u er in uw gemeente mee verder? Ja 0, deels 4, nee 1.')
  for (const person of people) expect(sums).not.toContain(person.name)
  expect(await says(smit, `bijeenkomst evaluatie ${number}`)).not.toContain('uw tijd waard')
  // One more answer changes no sum: whose it is would show.
  const last = rest[4] ?? expect.fail('nobody')
  await opens(last, `bijeenkomst evaluatie ${number}`)
  await submits(last, { worth: 'no', useful: 'yes', met: 'no' })
  const same = await says(jansen, `bijeenkomst evaluatie ${number}`)
  expect(same).toContain('6 mensen antwoordden.')
  expect(same).toContain('Hieronder 5 daarvan')
  expect(same).toContain('Was de bijeenkomst uw tijd waard? Ja 4, deels 0, nee 1.')
  await answers(walkedIn, all)
  expect(await says(jansen, `bijeenkomst evaluatie ${number}`)).toContain('7 mensen antwoordden.')
  // Nothing that is kept of an answer leads to a person.
  const [row] = await m50.database.query<{ kept: string }>(
    `select string_agg(row_to_json(e)::text, ' ') as kept from meeting_evaluations e`,
  )
  const ids = await m50.database.query<{ id: string }>(
    'select person_id as id from meeting_registrations where meeting_id = $1::uuid union select id from meeting_registrations where meeting_id = $1::uuid',
    [id],
  )
  for (const one of ids) expect(row?.kept).not.toContain(one.id)
})

it('[F45] a poll asks on which day people can; it reminds who is silent, closes on time, and who can on the chosen day is registered with the invitation, in the order of the answers', async () => {
  const { deVries, jansen, smit } = m50
  const [tiel, tielToo] = [await meetings.someone('tiel.nl'), await meetings.someone('tiel.nl')]
  const late = await meetings.someone('dronten.nl')
  const { number, id } = await meetings.planned(
    'Heidag',
    { capacity: 1, mostPerMunicipality: 1, registerUntil: '2027-10-01' },
    { date: '2027-10-08' },
  )
  await says(jansen, `bijeenkomst ${number}`)
  expect(await pressesOpen(jansen, 'answer', 'meeting.poll', id)).toContain('vr 8 okt')
  const wrong = await jansen.submit({ second: '2027-10-08', until: '2027-10-09' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    second: 'Kies minstens één andere dag.',
    until: 'Kies een dag vóór de eerste dag die u voorstelt.',
  })
  // A proposed day is held against the calendar as well; what was filled in stands.
  const said = await submits(jansen, { second: '2027-12-25', until: '2027-07-23' })
  expect(said).toContain('za 25 dec: De datum valt op een vrije dag: Kerstmis.')
  expect(said).toContain('Toch vragen')
  expect(await m50.database.query('select 1 from meeting_dates where meeting_id = $1::uuid', [id])).toEqual([])
  expect(await submits(jansen, { second: '2027-10-15', until: '2027-07-23' })).toContain('De vraag gaat naar')
  const asked = await deVries.receives('Welke dag kunt u? Heidag')
  expect(asked.text).toContain('dan wordt u bij het uitnodigen ingeschreven, zolang er plaats is.')
  const dates = await m50.database.query<{ id: string }>(
    'select id from meeting_dates where meeting_id = $1::uuid order by starts_at',
    [id],
  )
  const [first = '', second = ''] = dates.map(one => one.id)
  const answer = await presses(deVries, asked, 'meeting.can', second)
  expect(answer).toContain('vr 15 okt, 13.30–17.00 uur · 1 kan · u kunt dan')
  await presses(deVries, 'answer', 'meeting.can', first)
  expect(await presses(deVries, 'answer', 'meeting.cannot', first)).toContain('vr 8 okt, 13.30–17.00 uur · 0 kunnen')
  const theirs = await tiel.receives('Welke dag kunt u? Heidag')
  expect(await presses(tiel, theirs, 'meeting.canNone', id)).toContain('U kunt op geen van deze dagen.')
  await presses(tiel, 'answer', 'meeting.can', second)
  await presses(tielToo, await tielToo.receives('Welke dag kunt u? Heidag'), 'meeting.can', second)
  expect(await smit.forgesPress(m50.general, 'meeting.can', second)).toContain('wordt u geen datum gevraagd')
  expect(await says(smit, `bijeenkomst peiling ${number}`)).toContain('wordt u geen datum gevraagd')

  await m50.moveTo('2027-07-12T09:00:00+02:00')
  const planning = await says(jansen, 'planning')
  expect(planning).toContain('Vraag nog eens welke dag Heidag uitkomt')
  expect(planning).toContain('Peiling van een datum voor Heidag sluit')
  await m50.moveTo('2027-07-22T09:00:00+02:00')
  const again = await late.receives('U hebt nog niet geantwoord.')
  expect(deVries.inbox().filter(message => message.text.includes('U hebt nog niet geantwoord.'))).toEqual([])
  await m50.moveTo('2027-07-23T17:00:30+02:00')
  const closed = await jansen.receives('De peiling is gesloten. Kies de datum')
  expect(closed.text).toContain('3 mensen hebben geantwoord.')
  expect(await presses(late, again, 'meeting.can', first)).toContain('De peiling is gesloten.')
  expect(await pressesOpen(jansen, closed, 'meeting.choose', id)).toContain('Heidag')
  expect(await submits(jansen, { date: 'vr 15 okt, 13.30–17.00 uur · 3 kunnen' })).toContain(
    '3 mensen konden dan, en worden bij het uitnodigen ingeschreven, zolang er plaats is.',
  )
  await says(jansen, `bijeenkomst ${number}`)
  const invited = await presses(jansen, 'answer', 'meeting.invite', id)
  expect(invited).toContain('1 persoon kon dan, en is ingeschreven.')
  expect(invited).toContain('1 persoon kon dan, en staat op de wachtlijst.')
  expect(invited).toContain('1 persoon kon dan, maar uit de eigen gemeente komen er al zoveel als mogen.')
  expect((await deVries.receives('Heidag · vr 15 okt')).text).toContain('U bent ingeschreven')
  expect((await tiel.receives('Heidag · vr 15 okt')).text).toContain('op de wachtlijst')
  expect((await late.receives('Heidag · vr 15 okt')).text).toContain('[Op de wachtlijst]')
  expect(await meetings.counts({ id, number })).toEqual({ registered: 1, waiting: 1 })
})
