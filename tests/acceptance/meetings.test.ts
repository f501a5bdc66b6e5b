// SPDX-License-Identifier: EUPL-1.2
// Meetings: planned from chat, with an invitation to whom they are for and registration in one press.
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it('[A18] [F32] the secretariat plans a members’ meeting in two steps, of which the first is kept; nobody else sees it before they are invited', async () => {
  const { jansen, deVries } = m50
  expect(await opens(jansen, 'bijeenkomst nieuw Democratie Dichtbij')).toContain('Er gaat nog niets uit')
  const wrong = await jansen.submit(
    { kind: 'ledenbijeenkomst', date: '2027-01-09', startsAt: '13:30', endsAt: '12:00' },
    { unchecked: true },
  )
  expect(wrong.errors).toEqual({
    date: 'Dat moment is al voorbij. Kies een later moment.',
    endsAt: 'Het einde ligt niet na het begin.',
  })
  const second = await submits(jansen, { kind: 'ledenbijeenkomst', ...when, date: '2027-04-09' })
  expect(second).toContain('Nog één stap')
  const { id, number } = await meetings.titled('Democratie Dichtbij')
  const late = await jansen.submit({ ways: 'onSite', registerUntil: '2027-02-01' }, { unchecked: true })
  expect(late.errors).toEqual({
    place: 'Vul in waar men bijeenkomt.',
    registerUntil: 'Kies een dag die nog komt.',
  })
  const card = await submits(jansen, { ...where, registerUntil: '2027-03-31', capacity: 40 })
  expect(card).toContain(`Bijeenkomst ${number} is gepland`)
  expect(card).toContain('Democratie Dichtbij · vr 9 apr, 13.30–17.00 uur')
  expect(card).toContain('Ledenbijeenkomst')
  expect(card).toContain('Gemeentehuis Zeist')
  expect(card).toContain('inschrijven kan straks tot wo 31 mrt, 17.00 uur')
  expect(await says(deVries, `bijeenkomst ${number}`)).toContain(`Ik ken geen bijeenkomst ${number}`)
  expect(await says(deVries, 'bijeenkomst')).not.toContain('Democratie Dichtbij')
  expect(await says(jansen, 'bijeenkomst')).toContain('nog niemand uitgenodigd')
  await says(jansen, `bijeenkomst ${number}`)
  expect(await pressesOpen(jansen, 'answer', 'meeting.details', id)).toContain('Gemeentehuis Zeist')
  expect(await submits(jansen, { ...where, place: 'Stadhuis Zeist', capacity: 40 })).toContain('Stadhuis Zeist')
  const [detailed] = await m50.database.query<{ fields: string }>(
    `select new->>'fields' as fields from audit where action = 'meeting.detailed' and subject_id = $1 order by id desc limit 1`,
    [id],
  )
  expect(detailed?.fields.split(' ')).toContain('place')
})

it('[A14] a chair plans a meeting of the own pillar, and of no other', async () => {
  const { jansen, deVries, smit } = m50
  expect(await says(smit, 'bijeenkomst nieuw')).toContain('Dat kan met uw rol niet.')
  await says(jansen, 'rol geef W. de Vries voorzitter bestuur')
  const form = await opens(deVries, 'bijeenkomst nieuw Voorjaar van Bestuur')
  expect(form).toContain('Pijleroverleg · Bestuur')
  expect(form).not.toContain('Financiën')
  expect(form).not.toContain('Ledenbijeenkomst')
  await submits(deVries, { kind: 'pijleroverleg:bestuur', ...when })
  const { sessions: _, ...online } = { ...where, ways: 'online', place: '', onlineLink: 'https://overleg.example/1' }
  expect(await submits(deVries, online)).toContain('Pijleroverleg, pijler Bestuur')
  const { id } = await meetings.titled('Voorjaar van Bestuur')
  const forged = await smit.forgesPress(m50.general, 'meeting.invite', id)
  expect(forged).toContain('Dat kan met uw rol niet.')
})

let spring: Planned

it('[A18] [F32] [F33] those whom it is for are invited, in the channels and each in their own conversation; one press registers', async () => {
  const { jansen, deVries, bakker } = m50
  const tiel = await meetings.someone('tiel.nl')
  spring = await meetings.open('Voorjaarsbijeenkomst', { capacity: 40 })
  const card = await m50.shows(meetings.board, 'Voorjaarsbijeenkomst')
  expect(card.text).toContain('Plaatsen: nog 40 van 40')
  expect(card.text).toContain('[Inschrijven]')
  const invitation = await deVries.receives('Voorjaarsbijeenkomst')
  expect(invitation.text).toContain('Inschrijven kan tot vr 19 mrt, 17.00 uur.')
  await tiel.receives('Voorjaarsbijeenkomst')
  // An official is not of those whom it is for, and hears that alone.
  expect(bakker.inbox().some(({ text }) => text.includes('Voorjaarsbijeenkomst'))).toBe(false)
  await bakker.joins(meetings.board)
  const refused = await presses(bakker, meetings.board, 'meeting.register', `${spring.id}.onSite`)
  expect(refused).toContain(
    'Deze bijeenkomst is voor burgemeesters, wethouders, gemeentesecretarissen en strategisch adviseurs.',
  )
  const answer = await presses(deVries, invitation, 'meeting.register')
  expect(answer).toContain('U bent ingeschreven')
  expect(answer).toContain('Voorjaarsbijeenkomst · vr 26 mrt, 13.30–17.00 uur')
  expect(answer).toContain('[Afmelden]')
  // In the own conversation the card follows; in the channel it counts.
  await expect
    .poll(() => deVries.inbox().find(({ id }) => id === invitation.id)?.text)
    .toContain('U bent ingeschreven, op locatie.')
  await m50.shows(meetings.board, 'Plaatsen: nog 39 van 40')
  expect(await says(deVries, `bijeenkomst inschrijven ${spring.number}`)).toContain('U was al ingeschreven')
  expect(await meetings.counts(spring)).toEqual({ registered: 1 })
  await deVries.opensHome()
  await expect.poll(() => deVries.home()).toContain('u bent ingeschreven')
  await tiel.opensHome()
  await expect.poll(() => tiel.home()).toContain('Komt u naar Voorjaarsbijeenkomst')
  expect(await says(jansen, `bijeenkomst deelnemers ${spring.number}`)).toContain('W. de Vries (Zeist)')
  expect(await says(bakker, `bijeenkomst deelnemers ${spring.number}`)).toContain('alleen de mensen voor wie die is')
})

it('[F33] one declines or cancels in one press, and may change one’s mind', async () => {
  const { deVries } = m50
  const dronten = await meetings.someone('dronten.nl')
  expect(await says(dronten, `bijeenkomst inschrijven ${spring.number}`)).toContain('U bent ingeschreven')
  expect(await says(dronten, `bijeenkomst ${spring.number}`)).toContain('U bent ingeschreven, op locatie.')
  expect(await presses(dronten, 'answer', 'meeting.cancel', spring.id)).toContain('U bent afgemeld')
  expect(await says(dronten, `bijeenkomst uitschrijven ${spring.number}`)).toContain('U had al laten weten')
  expect(await presses(dronten, meetings.board, 'meeting.register', `${spring.id}.onSite`)).toContain(
    'U bent ingeschreven',
  )
  const kampen = await meetings.someone('kampen.nl')
  expect(await presses(kampen, meetings.board, 'meeting.decline', spring.id)).toContain('U komt niet')
  expect(await meetings.counts(spring)).toEqual({ registered: 2 })
  const [noted] = await m50.database.query(
    `select array_agg(action order by id) as acts from audit where subject_id = $1 and person_id = (select person_id from identities where user_id = $2)`,
    [spring.id, dronten.id],
  )
  expect(noted).toEqual({ acts: ['meeting.registered', 'meeting.cancelled', 'meeting.registered'] })
  expect(await says(deVries, `bijeenkomst ${spring.number}`)).toContain('Er komen mensen uit 2 gemeenten.')
})

it('[A15] a members’ meeting asks to which pillar session one goes, and one can choose another', async () => {
  const { deVries } = m50
  const meeting = await meetings.open('Met sessies', { sessions: true, capacity: 10 })
  const invitation = await deVries.receives('Met sessies')
  expect(invitation.text).toContain('Daarna komen de pijlers bijeen.')
  expect(await pressesOpen(deVries, invitation, 'meeting.register')).toContain('Naar welke pijlersessie gaat u daarna?')
  expect(await submits(deVries, { session: 'samenleving' })).toContain('Pijlersessie: Samenleving')
  await says(deVries, `bijeenkomst ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.session', meeting.id)
  expect(await submits(deVries, { session: 'financien' })).toContain('Pijlersessie: Financiën')
  expect(await says(deVries, `bijeenkomst deelnemers ${meeting.number}`)).toContain(
    'W. de Vries (Zeist) · sessie Financiën',
  )
})

it('[F33] on site and online are apart, with a switch that loses nothing where the other is full', async () => {
  const { deVries } = m50
  const tiel = await meetings.someone('tiel.nl')
  const meeting = await meetings.open('Hybride', {
    ways: 'both',
    capacity: 2,
    capacityOnline: 1,
    onlineLink: 'https://overleg.example/2',
  })
  await deVries.receives('Hybride')
  expect(await presses(deVries, 'inbox', 'meeting.register', `${meeting.id}.onSite`)).toContain('Gemeentehuis Zeist')
  await tiel.receives('Hybride')
  expect(await presses(tiel, 'inbox', 'meeting.register', `${meeting.id}.online`)).toContain('U doet online mee.')
  await says(deVries, `bijeenkomst ${meeting.number}`)
  expect(await presses(deVries, 'answer', 'meeting.switch', `${meeting.id}.online`)).toContain(
    'Online is geen plaats vrij. Wat u had, houdt u.',
  )
  await says(tiel, `bijeenkomst ${meeting.number}`)
  expect(await presses(tiel, 'answer', 'meeting.switch', `${meeting.id}.onSite`)).toContain(
    'U bent ingeschreven, op locatie.',
  )
  await says(deVries, `bijeenkomst ${meeting.number}`)
  expect(await presses(deVries, 'answer', 'meeting.switch', `${meeting.id}.online`)).toContain(
    'U bent ingeschreven, online.',
  )
  expect(await meetings.counts(meeting)).toEqual({ registered: 1 })
  expect(await meetings.counts(meeting, 'online')).toEqual({ registered: 1 })
})

it('[F35] a full meeting gives a place on the waiting list, which one can leave', async () => {
  const { deVries, jansen } = m50
  const [one, two, three] = [
    await meetings.someone('tiel.nl'),
    await meetings.someone('dronten.nl'),
    await meetings.someone('kampen.nl'),
  ]
  const meeting = await meetings.open('Vol', { capacity: 1 })
  await m50.shows(meetings.board, 'Vol ·')
  const register = (person: typeof one) => says(person, `bijeenkomst inschrijven ${meeting.number}`)
  expect(await register(deVries)).toContain('U bent ingeschreven')
  expect(await register(one)).toContain('U staat 1e op de wachtlijst')
  expect(await register(two)).toContain('U staat 2e op de wachtlijst')
  expect(await register(three)).toContain('U staat 3e op de wachtlijst')
  expect(await register(three)).toContain('U staat 3e op de wachtlijst')
  await m50.shows(meetings.board, 'Plaatsen: vol, 3 op de wachtlijst')
  await one.opensHome()
  await expect.poll(() => one.home()).toContain('u staat 1e op de wachtlijst')
  await says(one, `bijeenkomst ${meeting.number}`)
  expect(await presses(one, 'answer', 'meeting.cancel', meeting.id)).toContain('U staat niet meer op de wachtlijst')
  expect(await register(three)).toContain('U staat 2e op de wachtlijst')
  const all = await says(jansen, `bijeenkomst deelnemers ${meeting.number}`)
  expect(all).toContain('1 ingeschreven')
  expect(all).toContain('2 op de wachtlijst.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 2, cancelled: 1 })
})

it('[F35] [T35] a place that comes free is offered to who waits longest for 24 hours, and then to the next', async () => {
  const { deVries, jansen } = m50
  const [one, two] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  const meeting = await meetings.open('Wie volgt', { capacity: 1 })
  const register = (person: typeof one) => says(person, `bijeenkomst inschrijven ${meeting.number}`)
  for (const person of [deVries, one, two]) await register(person)
  expect(await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)).toContain('U bent afgemeld')
  const offer = await one.receives('Er is een plaats voor u')
  expect(offer.text).toContain('Er is op locatie een plaats voor u. U kunt kiezen tot do 4 feb, 09.')
  // Whoever registers now does not go before those who wait, and the offered place is nobody else's.
  expect(await register(deVries)).toContain('U staat 2e op de wachtlijst')
  expect(await meetings.counts(meeting)).toEqual({ offered: 1, waiting: 2 })
  await m50.moveTo('2027-02-03T10:00:00+01:00')
  expect(await says(jansen, 'planning')).toContain('Een aangeboden plaats vervalt bij Wie volgt')
  await m50.moveTo('2027-02-04T10:30:00+01:00')
  await one.receives('is niet meer voor u vrij, omdat u niet op tijd koos')
  const next = await two.receives('Er is een plaats voor u')
  expect(await presses(one, offer, 'meeting.take', meeting.id)).toContain('Deze plaats is niet meer voor u vrij.')
  expect(await presses(two, next, 'meeting.take', meeting.id)).toContain('U hebt een plaats.')
  expect(await presses(two, next, 'meeting.take', meeting.id)).toContain('U hebt een plaats.')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, waiting: 1, cancelled: 1 })
  const offers = await m50.database.query(
    `select p.name, d.kind from deliveries d join people p on p.id = d.person_id where d.kind in ('meetings.offered', 'meetings.offerPassed') and d.facts->>'meeting' = $1 order by d.id`,
    [meeting.id],
  )
  const [first, , last] = offers.map(({ name }) => name)
  expect(first).not.toBe(last)
  expect(offers).toEqual([
    { name: first, kind: 'meetings.offered' },
    { name: first, kind: 'meetings.offerPassed' },
    { name: last, kind: 'meetings.offered' },
  ])
})

it('[F36] who waits is asked nothing; what else is asked comes with the place', async () => {
  const { deVries } = m50
  const one = await meetings.someone('tiel.nl')
  const meeting = await meetings.open('Later gevraagd', { capacity: 1, sessions: true })
  const invitation = await deVries.receives('Later gevraagd')
  await pressesOpen(deVries, invitation, 'meeting.register')
  await submits(deVries, { session: 'bestuur' })
  // The card still has the button of when there was a place.
  const waits = await presses(one, await one.receives('Later gevraagd'), 'meeting.register')
  expect(waits).toContain('U staat 1e op de wachtlijst')
  await says(deVries, `bijeenkomst uitschrijven ${meeting.number}`)
  const taken = await presses(one, await one.receives('Er is een plaats voor u'), 'meeting.take', meeting.id)
  expect(taken).toContain('[Pijlersessie kiezen]')
})

it('no more come from one municipality than may', async () => {
  const [one, two] = [await meetings.someone('tiel.nl'), await meetings.someone('tiel.nl')]
  const meeting = await meetings.open('Een per gemeente', { mostPerMunicipality: 1 })
  expect(await says(one, `bijeenkomst inschrijven ${meeting.number}`)).toContain('U bent ingeschreven')
  expect(await says(two, `bijeenkomst inschrijven ${meeting.number}`)).toContain(
    'Uit Tiel gaan er al zoveel als mogen (1).',
  )
  await says(one, `bijeenkomst uitschrijven ${meeting.number}`)
  expect(await says(two, `bijeenkomst inschrijven ${meeting.number}`)).toContain('U bent ingeschreven')
})

it('[A18] registration closes at its deadline, and a meeting is over at its end, by themselves', async () => {
  const tiel = await meetings.someone('tiel.nl')
  await m50.moveTo('2027-03-19T17:00:30+01:00')
  await m50.shows(meetings.board, 'De inschrijving is gesloten sinds vr 19 mrt, 17.00 uur.')
  expect(await says(tiel, `bijeenkomst inschrijven ${spring.number}`)).toContain('is gesloten')
  expect(await says(m50.deVries, `bijeenkomst uitschrijven ${spring.number}`)).toContain(
    'De inschrijving is gesloten sinds vr 19 mrt, 17.00 uur.',
  )
  await m50.moveTo('2027-03-26T17:00:30+01:00')
  const [state] = await m50.database.query('select state from meetings where id = $1::uuid', [spring.id])
  expect(state).toEqual({ state: 'held' })
  expect(await says(tiel, 'bijeenkomst')).not.toContain('Voorjaarsbijeenkomst')
})

it('[A22] to the meeting with the lobbyist all are invited; questions are sent in beforehand, others ask them as well, the most asked stand first, and the answered are marked', async () => {
  const { jansen, bakker, smit } = m50
  const tiel = await meetings.someone('tiel.nl')
  const lobbyist = { kind: 'lobbyistenoverleg', date: '2027-11-12' }
  const details = { registerUntil: '2027-11-05' }
  const { number, id } = await meetings.open('Met de lobbyist', details, lobbyist)
  const card = await m50.shows(meetings.board, 'Met de lobbyist')
  expect(card.text).toContain('[Vragen]')
  expect(await says(bakker, `bijeenkomst vragen ${number}`)).toContain('Er is nog geen vraag ingestuurd.')
  const first = await says(bakker, `bijeenkomst vraag ${number} Wat doet de VNG met de jeugdzorg?`)
  expect(first).toContain('Uw vraag staat erbij.')
  expect(first).toContain('[Vraag intrekken]')
  await says(tiel, `bijeenkomst vragen ${number}`)
  expect(await pressesOpen(tiel, 'answer', 'meeting.ask', id)).toContain('leest uw vraag en uw gemeente')
  const long = await tiel.submit({ question: 'x'.repeat(301) }, { unchecked: true })
  expect(long.errors.question).toContain('301')
  const two = await submits(tiel, { question: 'Komt er geld voor de energietransitie?' })
  expect(two).toContain('Zeist')
  const [youth] = await m50.database.query<{ id: string }>(
    `select id from meeting_questions where text like 'Wat doet%'`,
  )
  const question = youth?.id ?? ''
  expect(await presses(tiel, 'answer', 'meeting.back', question)).toContain('Zeist en 1 andere gemeente')
  expect(await presses(tiel, 'answer', 'meeting.unback', question)).not.toContain('andere gemeente')
  await presses(tiel, 'answer', 'meeting.back', question)
  const shared = await says(bakker, `bijeenkomst vragen ${number}`)
  expect(shared.indexOf('jeugdzorg')).toBeLessThan(shared.indexOf('energietransitie'))
  expect(shared).not.toContain('[Vraag intrekken]')
  expect(await bakker.forgesPress(m50.general, 'meeting.unask', question)).toContain(
    'Andere gemeenten hebben deze vraag ook',
  )
  expect(await smit.forgesPress(m50.general, 'meeting.answered', question)).toContain('Dat kan met uw rol niet.')
  await says(jansen, `bijeenkomst vragen ${number}`)
  const marked = await presses(jansen, 'answer', 'meeting.answered', question)
  expect(marked).toContain('Zeist en 1 andere gemeente · beantwoord')
  expect(marked.indexOf('energietransitie')).toBeLessThan(marked.indexOf('jeugdzorg'))
  expect(await presses(jansen, 'answer', 'meeting.unanswered', question)).toContain('De vraag staat weer open.')
  expect(await says(bakker, `bijeenkomst vragen ${spring.number}`)).toContain('stuurt niemand vooraf vragen in')
})
