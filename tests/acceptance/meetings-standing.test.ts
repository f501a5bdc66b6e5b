// SPDX-License-Identifier: EUPL-1.2
// Meetings: what someone has, asked or was promised stands, whatever others do meanwhile.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { idOf } from '../support/chat/newcomers.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

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

/** What the network calls someone, and where it writes to. */
const known = async (person: Person): Promise<{ readonly name: string; readonly email: string }> =>
  (
    await m50.database.query<{ name: string; email: string }>('select name, email from people where id = $1', [
      await idOf(m50, person),
    ])
  )[0] ?? expect.fail('nobody')

/** The secretariat makes two entries of one person one. */
async function merges(kept: Person, gone: Person): Promise<void> {
  await opens(m50.jansen, `persoon samenvoegen ${(await known(kept)).email}`)
  expect(await submits(m50.jansen, { person: (await known(gone)).email })).toContain('Samengevoegd.')
}

/** How they stood before, of whom something was noted at a meeting. */
const noted = async ({ id }: Planned, action: string) =>
  (
    await m50.database.query<{ was: string }>(
      `select old->>'state' as was from audit where action = $2 and subject_id = $1`,
      [id, action],
    )
  ).map(({ was }) => was)

const registers = (person: Person, { number }: Planned) => says(person, `bijeenkomst inschrijven ${number}`)

it('[F04] [F35] two entries of one person who become one keep the place that one of them had, with what was said for it; of two places one is free again', async () => {
  const [kept, gone, waiting] = [
    await meetings.someone('tiel.nl'),
    await meetings.someone('tiel.nl'),
    await meetings.someone('dronten.nl'),
  ]
  const one = await meetings.open('Twee keer bekend', { needs: true })
  const two = await meetings.open('Twee plaatsen', { capacity: 2 })
  const three = await meetings.open('Twee keer wachten', { capacity: 1 })
  await registers(gone, one)
  await pressesOpen(gone, 'answer', 'meeting.needs', one.id)
  await submits(gone, { diet: 'vegan', consent: true })
  for (const person of [kept, gone, waiting]) await registers(person, two)
  for (const person of [m50.deVries, gone, waiting, kept]) await registers(person, three)
  // A calendar that had the other entry's place takes what comes now for newer.
  await says(gone, `bijeenkomst afmelden ${two.number}`)
  await registers(gone, two)
  const versions = () =>
    m50.database.query<{ version: number }>(
      `select version from meeting_registrations where meeting_id = $1::uuid and state <> 'waiting' order by version desc`,
      [two.id],
    )
  const [before = expect.fail('nobody stands')] = await versions()
  await merges(kept, gone)
  expect((await versions())[0]?.version).toBeGreaterThan(before.version)
  expect(await meetings.counts(one)).toEqual({ registered: 1 })
  expect(await says(m50.jansen, `bijeenkomst wensen ${one.number}`)).toContain('Veganistisch: 1')
  expect(await says(kept, `bijeenkomst ${one.number}`)).toContain('U bent ingeschreven, op locatie.')
  await m50.moveTo('2027-02-03T09:30:00+01:00')
  await waiting.receives('Er is een plaats voor u')
  expect(await meetings.counts(two)).toEqual({ registered: 1, offered: 1 })
  expect(await says(kept, `bijeenkomst ${three.number}`)).toContain('U staat 1e op de wachtlijst.')
})

it('[F45] who said that they can on the day that it is are registered, also where that day was never chosen; nobody answers any more then', async () => {
  const { deVries, jansen } = m50
  const { number, id } = await meetings.planned('Meteen uitgenodigd')
  await says(jansen, `bijeenkomst ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.poll', id)
  await submits(jansen, { second: '2027-04-09', until: '2027-03-12' })
  const asked = await deVries.receives('Welke dag kunt u? Meteen uitgenodigd')
  const [first] = await m50.database.query<{ id: string }>(
    'select id from meeting_dates where meeting_id = $1::uuid order by starts_at',
    [id],
  )
  await presses(deVries, asked, 'meeting.can', first?.id)
  await says(jansen, `bijeenkomst ${number}`)
  await presses(jansen, 'answer', 'meeting.invite', id)
  expect((await deVries.receives('Meteen uitgenodigd · vr 26 mrt')).text).toContain('U bent ingeschreven')
  expect(await meetings.counts({ id, number })).toEqual({ registered: 1 })
  const redrawn = () => deVries.inbox().find(message => message.id === asked.id)?.text
  await expect.poll(redrawn).toContain('De peiling is gesloten.')
  expect(redrawn()).not.toContain('[Ik kan]')
  expect(await deVries.forgesPress(m50.general, 'meeting.can', first?.id ?? '')).toContain('De peiling is gesloten.')
  const acts = await m50.database.query(`select from audit where subject_id = $1 and action = 'meeting.pollClosed'`, [
    id,
  ])
  expect(acts).toHaveLength(1)
})

it('[F45] [A18] a planned meeting that is called off is told to who was asked for a day, and asks nothing any more', async () => {
  const { deVries, jansen, smit } = m50
  const { number, id } = await meetings.planned('Toch maar niet')
  await says(jansen, `bijeenkomst ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.poll', id)
  await submits(jansen, { second: '2027-04-09', until: '2027-03-12' })
  const asked = await deVries.receives('Welke dag kunt u? Toch maar niet')
  await says(jansen, `bijeenkomst ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.callOff', id)
  await submits(jansen, { reason: 'De zaal is weg.' })
  const news = await deVries.receives('Toch maar niet gaat niet door')
  expect(news.text).toContain('Een dag is niet meer nodig.')
  expect(news.text).toContain('Reden: De zaal is weg.')
  // It is worth saying until the last of the days that people keep free, which is after the one that was planned.
  const until = await m50.database.query<{ at: Date }>(
    `select distinct not_after as at from deliveries where kind = 'meetings.pollOff' and facts->>'meeting' = $1`,
    [id],
  )
  expect(until).toEqual([{ at: new Date('2027-04-09T13:30:00+02:00') }])
  const redrawn = () => deVries.inbox().find(message => message.id === asked.id)?.text
  await expect.poll(redrawn).toContain('Deze bijeenkomst gaat niet door.')
  expect(redrawn()).not.toContain('[Geen van deze dagen]')
  expect(await deVries.forgesPress(m50.general, 'meeting.canNone', id)).toContain(
    `Bijeenkomst ${number} gaat niet door`,
  )
  expect(smit.inbox().filter(({ text }) => text.includes('Toch maar niet'))).toEqual([])
})

it('[A45] what only turns a meeting, or an offered place, is seen in the planning at the moment that it has by now, and nobody moves or skips it', async () => {
  const { deVries, jansen } = m50
  const next = await meetings.someone('kampen.nl')
  const meeting = await meetings.open('Vast in de planning', { capacity: 1, registerUntil: '2027-02-24' })
  for (const person of [deVries, next]) await registers(person, meeting)
  await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)
  const offer = await next.receives('Er is een plaats voor u')
  await m50.moveTo('2027-02-03T09:40:00+01:00')
  const closes = 'De inschrijving sluit voor Vast in de planning'
  const passes = 'Een aangeboden plaats vervalt bij Vast in de planning'
  const before = await says(jansen, 'planning')
  expect(before).toContain(closes)
  expect(before).toContain(passes)
  const planned = await m50.database.query<{ id: string; kind: string }>(
    `select p.id, p.kind from planned p where p.state = 'open' and (p.subject_id = $1 or p.subject_id in (select id::text from meeting_registrations where meeting_id = $1::uuid)) and p.kind in ('meeting.close', 'meeting.offer')`,
    [meeting.id],
  )
  expect(planned.map(({ kind }) => kind).toSorted()).toEqual(['meeting.close', 'meeting.offer'])
  for (const { id } of planned) {
    for (const press of ['planned.now', 'planned.skip'])
      expect(await jansen.forgesPress(m50.secretariat, press, id)).toContain('Dit gebeurt vanzelf op dit moment.')
    const moved = { date: '2027-03-01', time: '10:00' }
    expect(await jansen.forgesSubmission(m50.secretariat, 'planned.change', id, moved)).toContain('gebeurt vanzelf')
  }
  await presses(next, offer, 'meeting.take', meeting.id)
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  await submits(jansen, { registerUntil: '2027-02-17' })
  await m50.moveTo('2027-02-03T09:50:00+01:00')
  const after = await says(jansen, 'planning')
  expect(after).not.toContain(passes)
  expect(after.split(closes)).toHaveLength(2)
  // Who gave no answer is reminded before the deadline that it has by now, and of no other.
  expect(after.match(/.*Herinnering om te antwoorden voor Vast in de planning/g)).toEqual([
    expect.stringContaining('vr 12 feb, 09.00 uur'),
  ])
  expect(after).toContain(`wo 17 feb, 17.00 uur · ${closes}`)
})

it('[F34] a colleague who was asked is asked once: not by another as well, nor the same again; and says yes by registering too', async () => {
  const { deVries } = m50
  const [colleague, other] = [await meetings.someone('zeist.nl'), await meetings.someone('zeist.nl')]
  const meeting = await meetings.open('Al gevraagd')
  const { name, email } = await known(colleague)
  await registers(deVries, meeting)
  const asks = async (person: Person, form: string) => {
    await says(person, `bijeenkomst ${meeting.number}`)
    await pressesOpen(person, 'answer', `meeting.${form}`, meeting.id)
    return person.submit({ person: email })
  }
  expect((await asks(deVries, 'substitute')).errors).toEqual({})
  await colleague.receives('W. de Vries vraagt u als vervanger')
  expect((await asks(deVries, 'substitute')).errors.person).toContain(`U hebt ${name} dit al gevraagd.`)
  expect((await asks(other, 'colleague')).errors.person).toContain(
    `W. de Vries heeft ${name} dit al gevraagd. Wacht het antwoord af.`,
  )
  const kept = await m50.database.query<{ by: string }>(
    `select p.name as by from meeting_registrations r join people p on p.id = r.by_id and r.instead_of_id = p.id where r.meeting_id = $1::uuid and r.state = 'asked'`,
    [meeting.id],
  )
  expect(kept).toEqual([{ by: 'W. de Vries' }])
  // Registering as anyone does is a yes as well: whoever asked hears it, and their place goes over.
  expect(await registers(colleague, meeting)).toContain('U hebt een plaats.')
  await deVries.receives(`${name} gaat in uw plaats naar Al gevraagd`)
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, cancelled: 1 })
  expect(await noted(meeting, 'meeting.placeGiven')).toEqual(['registered'])
})

it('[F38] [F35] [F34] with a first place that was offered, or that a colleague asked for, a calendar that reads along is proposed as well; not with the next', async () => {
  const { deVries } = m50
  const [next, colleague] = [await meetings.someone('tiel.nl'), await meetings.someone('zeist.nl')]
  const proposed = 'Alleen een agenda-abonnement neemt ze vanzelf op'
  const full = await meetings.open('Eerste plaats', { capacity: 1 })
  await registers(deVries, full)
  await registers(next, full)
  await says(deVries, `bijeenkomst uitschrijven ${full.number}`)
  const taken = await presses(next, await next.receives('Er is een plaats voor u'), 'meeting.take', full.id)
  expect(taken).toContain(proposed)
  expect(taken).toContain('Agenda-abonnement')
  const { email } = await known(colleague)
  const accepts = async (title: string) => {
    const meeting = await meetings.open(title)
    await registers(deVries, meeting)
    await says(deVries, `bijeenkomst ${meeting.number}`)
    await pressesOpen(deVries, 'answer', 'meeting.colleague', meeting.id)
    await submits(deVries, { person: email })
    await colleague.receives('W. de Vries wil u inschrijven')
    await says(colleague, `bijeenkomst ${meeting.number}`)
    return presses(colleague, 'answer', 'meeting.accept', meeting.id)
  }
  const first = await accepts('Samen erheen')
  expect(first).toContain(proposed)
  expect(first).toContain('Agenda-abonnement')
  expect(await accepts('Nog eens samen')).not.toContain(proposed)
})

it('[A22] a question is taken back by whoever sent it in, and by no colleague; the same typed twice is one', async () => {
  const { bakker, deVries } = m50
  const lobbyist = { kind: 'lobbyistenoverleg', date: '2027-11-12' }
  const { number, id } = await meetings.open('Vragen staan', { registerUntil: '2027-11-05' }, lobbyist)
  for (const _ of [1, 2]) await says(bakker, `bijeenkomst vraag ${number} Wat kost het?`)
  const all = await m50.database.query<{ id: string }>('select id from meeting_questions where meeting_id = $1::uuid', [
    id,
  ])
  expect(all).toHaveLength(1)
  const read = await says(deVries, `bijeenkomst vragen ${number}`)
  expect(read).toContain('Wat kost het?')
  expect(read).not.toContain('[Niet meer onze vraag]')
  expect(await deVries.forgesPress(m50.general, 'meeting.unback', all[0]?.id ?? '')).toContain(
    'Deze vraag stuurde uw gemeente zelf in.',
  )
  expect(await says(bakker, `bijeenkomst vragen ${number}`)).toContain('[Vraag intrekken]')
})

it('[F37] [T45] single wishes are read by whoever arranges the meeting, also where they do so for another; of who was offered a place nobody counts on', async () => {
  const { bakker, deVries, jansen } = m50
  const next = await meetings.someone('tiel.nl')
  await says(jansen, 'vervang A. Bakker tot 2027-12-31')
  const details = { needs: true, capacity: 1 }
  const meeting = await meetings.open('Namens het secretariaat', details, {}, bakker)
  await registers(deVries, meeting)
  await pressesOpen(deVries, 'answer', 'meeting.needs', meeting.id)
  await submits(deVries, { diet: 'halal', consent: true })
  const read = await says(jansen, `bijeenkomst wensen ${meeting.number}`)
  expect(read).toContain('Op locatie komt 1 persoon. Iets doorgegeven: 1.')
  expect(read).toContain('De losse wensen leest alleen A. Bakker')
  expect(await jansen.forgesPress(m50.general, 'meeting.needsRead', meeting.id)).toContain('leest alleen A. Bakker')
  expect(await says(bakker, `bijeenkomst wensen ${meeting.number}`)).toContain('[Losse wensen lezen]')
  // Once they do that no more, who may plan the meeting arranges it, and they read nothing.
  await says(jansen, 'vervang beeindig')
  expect(await bakker.forgesPress(m50.general, 'meeting.needsRead', meeting.id)).toContain('Dat kan met uw rol niet.')
  await says(jansen, `bijeenkomst wensen ${meeting.number}`)
  expect(await pressesOpen(jansen, 'answer', 'meeting.needsRead', meeting.id)).toContain('W. de Vries, Zeist: Halal')
  await jansen.closes()
  await registers(next, meeting)
  await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)
  await next.receives('Er is een plaats voor u')
  expect(await says(jansen, `bijeenkomst wensen ${meeting.number}`)).toContain('Op locatie komen 0 mensen.')
})

it('[A20] a briefing counts all that is still to be done, and names who has no certain place yet', async () => {
  const { deVries, jansen, bakker } = m50
  const meeting = await meetings.open('Veel te doen', { capacity: 1 })
  await registers(await meetings.someone('tiel.nl'), meeting)
  await registers(deVries, meeting)
  for (let at = 1; at <= 23; at++) await says(jansen, `actie nieuw Zaak ${at}, W. de Vries, 2027-03-0${at > 5 ? 1 : 2}`)
  const read = await says(bakker, `bijeenkomst briefing ${meeting.number}`)
  expect(read).toContain('Open acties: 23, waarvan 0 te laat.')
  expect(read).toContain('Nog geen vaste plaats: W. de Vries.')
  expect(read).not.toContain('Er gaat nog niemand.')
})

it('[F45] a poll that closes is for the secretariat where whoever planned the meeting has left', async () => {
  const { jansen, smit } = m50
  await says(jansen, 'rol geef M. Smit voorzitter bestuur')
  const step = { kind: 'pijleroverleg:bestuur', date: '2027-04-16' }
  const { id, number } = await meetings.planned('Zonder voorzitter', { registerUntil: '2027-04-15' }, step, smit)
  await says(smit, `bijeenkomst ${number}`)
  await pressesOpen(smit, 'answer', 'meeting.poll', id)
  await submits(smit, { second: '2027-04-23', until: '2027-02-12' })
  await m50.database.query('update identities set is_deactivated = true where user_id = $1', [smit.id])
  await m50.moveTo('2027-02-12T17:00:30+01:00')
  await m50.shows(m50.secretariat, 'Welke dag kunt u? Zonder voorzitter')
  await m50.database.query('update identities set is_deactivated = false where user_id = $1', [smit.id])
})

it('[F41] [F44] who came without a place reads that they were there, and hears of the report as well', async () => {
  const { jansen } = m50
  const came = await meetings.someone('kampen.nl')
  const details = { capacity: 1, registerUntil: '2027-02-18' }
  const meeting = await meetings.open('Zomaar gekomen', details, { date: '2027-02-19' })
  for (const person of [m50.deVries, came]) await registers(person, meeting)
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1 })
  await m50.moveTo('2027-02-19T14:00:00+01:00')
  await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.walkIn', meeting.id)
  await submits(jansen, { person: (await known(came)).email })
  expect(await noted(meeting, 'meeting.cancelled')).toEqual(['waiting'])
  const read = await says(came, `bijeenkomst ${meeting.number}`)
  expect(read).toContain('U staat als aanwezig op de lijst.')
  expect(read).not.toContain('U komt niet.')
  await m50.moveTo('2027-02-19T17:01:00+01:00')
  await expect.poll(() => says(jansen, `bijeenkomst ${meeting.number}`)).toContain('[Verslag en foto’s]')
  await pressesOpen(jansen, 'answer', 'meeting.links', meeting.id)
  expect(await submits(jansen, { report: 'https://verslag.example/1' })).toContain('2 mensen krijgen bericht.')
  await came.receives('Na afloop van Zomaar gekomen')
})

it('[F04] [F41] of two entries of one person who become one, what was said of the one is said of the other only where it fits: who cancelled as the one and comes as the other is not excused', async () => {
  const { jansen } = m50
  const both = async () => [await meetings.someone('tiel.nl'), await meetings.someone('tiel.nl')] as const
  const [[comes, cancelled], [waits, left], [waited, walkedIn]] = [await both(), await both(), await both()]
  const details = { capacity: 2, registerUntil: '2027-02-22' }
  const meeting = await meetings.open('Twee keer gezegd', details, { date: '2027-02-23' })
  for (const person of [cancelled, left]) {
    await registers(person, meeting)
    await says(person, `bijeenkomst afmelden ${meeting.number}`)
  }
  for (const person of [comes, m50.deVries, waits, waited]) await registers(person, meeting)
  await merges(comes, cancelled)
  await merges(waits, left)
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, waiting: 2 })
  expect(await says(waits, `bijeenkomst ${meeting.number}`)).toContain('U staat 1e op de wachtlijst.')
  await m50.moveTo('2027-02-23T14:00:00+01:00')
  await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.walkIn', meeting.id)
  await submits(jansen, { person: (await known(walkedIn)).email })
  await merges(waited, walkedIn)
  expect(await says(waited, `bijeenkomst ${meeting.number}`)).toContain('U staat als aanwezig op de lijst.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 2, waiting: 1 })
  await says(comes, `bijeenkomst ${meeting.number}`)
  expect(await presses(comes, 'answer', 'meeting.here', meeting.id)).toContain('U staat als aanwezig op de lijst van')
})

it('[A18] what went by without anyone having been invited is no meeting of the year', async () => {
  const { jansen } = m50
  const step = { kind: 'contactambtenarenoverleg', date: '2027-02-24' }
  await meetings.planned('Nooit uitgenodigd', { registerUntil: '2027-02-23' }, step)
  const planned = await says(jansen, 'bijeenkomst jaarplan 2027')
  expect(planned).toContain('Nooit uitgenodigd')
  await m50.moveTo('2027-02-25T10:00:00+01:00')
  const after = await says(jansen, 'bijeenkomst jaarplan 2027')
  expect(after).not.toContain('Nooit uitgenodigd')
  expect(after).toMatch(/Contactambtenarenoverleg 2027 \(1 van 2\)\nNog niet gepland/)
})

it('[A10] who comes, what is asked and what was requested go on in the name of the municipality that another became, and of the one to which someone moves', async () => {
  const { jansen } = m50
  const [dronten, kampen, moves] = [
    await meetings.someone('dronten.nl'),
    await meetings.someone('kampen.nl'),
    await meetings.someone('tiel.nl'),
  ]
  const lobbyist = { kind: 'lobbyistenoverleg', date: '2027-05-28' }
  const meeting = await meetings.open('Na de herindeling', { registerUntil: '2027-05-21' }, lobbyist)
  for (const person of [dronten, moves]) await registers(person, meeting)
  await says(dronten, `bijeenkomst vraag ${meeting.number} Wie betaalt het?`)
  const [question] = await m50.database.query<{ id: string }>(
    'select id from meeting_questions where meeting_id = $1::uuid',
    [meeting.id],
  )
  await says(kampen, `bijeenkomst vragen ${meeting.number}`)
  await presses(kampen, 'answer', 'meeting.back', question?.id ?? '')
  await opens(dronten, `agendapunt ${meeting.number} Het geld`)
  await submits(dronten, { title: 'Het geld' })
  const of = async () =>
    (
      await m50.database.query<{ of: string }>(
        `select m.name || ' ' || x.what as of from municipalities m join (
           select municipality_id, 'komt' as what from meeting_registrations where meeting_id = $1::uuid and state = 'registered'
           union all select municipality_id, 'vraagt' from meeting_questions where meeting_id = $1::uuid
           union all select municipality_id, 'vraagt ook' from meeting_question_backers
             where question_id in (select id from meeting_questions where meeting_id = $1::uuid)
           union all select municipality_id, 'verzoekt' from requests where kind = 'meeting.item' and subject->>'meeting' = $1::text) x
         on x.municipality_id = m.id order by 1`,
        [meeting.id],
      )
    ).map(row => row.of)
  expect(await of()).toEqual([
    'Dronten komt',
    'Dronten verzoekt',
    'Dronten vraagt',
    'Dronten vraagt ook',
    'Kampen vraagt ook',
    'Tiel komt',
  ])
  await opens(jansen, `persoon verbeter ${(await known(moves)).name}`)
  await submits(jansen, { municipality: 'Zeist', function: 'adviser' })
  await m50.database.query(
    `update municipalities set valid_to = '2027-03-31', successor_id = (select id from municipalities where name = 'Kampen') where name = 'Dronten'`,
  )
  await m50.moveTo('2027-03-31T10:00:00+02:00')
  await m50.moveTo('2027-03-31T10:10:00+02:00')
  expect(await says(jansen, 'planning')).toContain(
    'Wie er naar bijeenkomsten gaat uit Dronten, gaat op naam van Kampen',
  )
  await m50.moveTo('2027-04-01T00:01:00+02:00')
  await eventually(of, all => all.includes('Kampen komt'))
  expect(await of()).toEqual(['Kampen komt', 'Kampen verzoekt', 'Kampen vraagt', 'Kampen vraagt ook', 'Zeist komt'])
})
