// SPDX-License-Identifier: EUPL-1.2
// Meetings: who is reminded, of what and when; and who is briefed before them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { springMeeting } from '../support/chat/spring-meeting.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>
let silent: Person
let online: Person
let declines: Person
let spring: Planned

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-24T09:12:00+01:00', {
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl,b.ureau@bureau.example',
  })
  meetings = await meetingsIn(m50)
  ;({ silent, online, declines, spring } = await springMeeting(m50, meetings))
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** Who of all these had a message with such words, about a meeting where one is named. */
const told = (words: string, title = ''): readonly string[] =>
  Object.entries({ deVries: m50.deVries, bakker: m50.bakker, smit: m50.smit, silent, online, declines }).flatMap(
    ([name, who]) =>
      who
        .inbox()
        .filter(({ text }) => text.includes(words) && text.includes(title))
        .map(() => name),
  )

it('[F33] [T35] two weeks before, those alone are reminded for whom it is and who gave no answer; the planning shows it before', async () => {
  const { jansen } = m50
  await m50.moveTo('2027-02-24T10:00:00+01:00')
  const planned = await says(jansen, 'planning')
  expect(planned).toMatch(/vr 12 mrt, 09\.00 uur.*Herinnering om te antwoorden voor Voorjaarsbijeenkomst/s)
  expect(planned).toContain('1 persoon die nog niet antwoordde')
  expect(planned).toMatch(/wo 24 mrt, 09\.00 uur.*Herinnering met wat nodig is voor Voorjaarsbijeenkomst/s)
  expect(planned).toMatch(/vr 26 mrt, 08\.00 uur.*Herinnering op de dag zelf voor Voorjaarsbijeenkomst/s)
  expect(planned).toContain('2 mensen die komen')
  await m50.moveTo('2027-03-12T08:59:00+01:00')
  expect(told('nog niet laten weten')).toEqual([])
  await m50.moveTo('2027-03-12T09:00:30+01:00')
  const reminder = await silent.receives('U hebt nog niet laten weten of u komt.')
  expect(reminder.text).toContain('Inschrijven kan tot vr 19 mrt, 17.00 uur.')
  expect(await presses(silent, reminder, 'meeting.register', `${spring.id}.onSite`)).toContain('U bent ingeschreven')
  await m50.moveTo('2027-03-12T11:00:00+01:00')
  expect(told('nog niet laten weten')).toEqual(['silent'])
})

it('once all have answered there is nobody to remind, and the planning does not show it any more', async () => {
  const { deVries, jansen } = m50
  const meeting = await meetings.open('Iedereen antwoordt', { registerUntil: '2027-03-30' }, { date: '2027-04-01' })
  await m50.moveTo('2027-03-12T11:10:00+01:00')
  expect(await says(jansen, 'planning')).toContain('antwoorden voor Iedereen antwoordt')
  for (const who of [deVries, silent, online, declines]) await says(who, `bijeenkomst uitschrijven ${meeting.number}`)
  expect(await says(jansen, 'planning')).not.toContain('antwoorden voor Iedereen antwoordt')
  await m50.moveTo('2027-03-18T09:00:30+01:00')
  const settled = await m50.database.query(
    `select state, reason from planned where kind = 'meeting.remind' and subject_id = $1 and occurrence like '14.%'`,
    [meeting.id],
  )
  expect(settled).toEqual([{ state: 'void', reason: 'answered' }])
  expect(told('nog niet laten weten')).toEqual(['silent'])
})

it('[T35] two days before, and on the morning itself, who comes is told where, when and by which link', async () => {
  const { deVries, jansen } = m50
  await m50.moveTo('2027-03-24T09:00:30+01:00')
  const soon = await deVries.receives('Binnenkort is het zover: het begint om 13.30 uur.')
  expect(soon.text).toContain('Voorjaarsbijeenkomst · vr 26 mrt, 13.30–17.00 uur')
  expect(soon.text).toContain('Gemeentehuis Zeist')
  expect(soon.text).not.toContain('overleg.example')
  await online.receives('https://overleg.example/voorjaar')
  await silent.receives('Binnenkort is het zover')
  expect(told('Binnenkort')).toEqual(['deVries', 'silent', 'online'])
  await m50.moveTo('2027-03-26T08:00:30+01:00')
  await deVries.receives('Vandaag is het zover: het begint om 13.30 uur.')
  const today = await online.receives('Vandaag is het zover')
  expect(today.text).toContain('Online meedoen: https://overleg.example/voorjaar')
  await silent.receives('Vandaag is het zover')
  await m50.moveTo('2027-03-26T09:00:00+01:00')
  expect(told('Vandaag')).toEqual(['deVries', 'silent', 'online'])
  expect(await says(jansen, 'planning')).not.toContain('dag zelf voor Voorjaarsbijeenkomst')
})

it('[A19] of the contact officers’ meeting those are reminded whose municipality has nobody yet, and the secretariat reads which those are', async () => {
  const { jansen, bakker, smit, secretariat } = m50
  for (const name of ['A. Bakker', 'M. Smit']) await says(jansen, `rol geef ${name} contactambtenaar`)
  const meeting = await meetings.open(
    'Contactambtenaren bijeen',
    { registerUntil: '2027-04-12' },
    { kind: 'contactambtenarenoverleg', date: '2027-04-14' },
  )
  await bakker.receives('Contactambtenaren bijeen')
  expect(await says(bakker, `bijeenkomst inschrijven ${meeting.number}`)).toContain('U bent ingeschreven')
  // It is planned while there is time, and goes two weeks before, at nine, on the other side of the clock's change.
  await m50.moveTo('2027-03-26T10:00:00+01:00')
  await m50.moveTo('2027-03-31T09:00:30+02:00')
  const reminder = await smit.receives('U hebt nog niet laten weten of u komt.')
  expect(reminder.text).toContain('Contactambtenaren bijeen')
  expect(told('nog niet laten weten', 'Contactambtenaren bijeen')).toEqual(['smit'])
  const listed = await m50.shows(secretariat, 'komt nog niemand')
  expect(listed.text).toContain('Waalwijk')
  expect(listed.text).not.toContain('Zeist')
  expect(await says(jansen, `bijeenkomst deelnemers ${meeting.number}`)).toMatch(/komt nog niemand: .*Waalwijk/)
  expect(await says(bakker, `bijeenkomst deelnemers ${meeting.number}`)).not.toContain('komt nog niemand')
  await presses(smit, reminder, 'meeting.register', `${meeting.id}.onSite`)
  expect(await says(jansen, `bijeenkomst deelnemers ${meeting.number}`)).not.toMatch(/nog niemand: .*Waalwijk/)
})

it('a meeting that is moved takes its reminders along', async () => {
  const { jansen } = m50
  const meeting = await meetings.open('Verzet', { registerUntil: '2027-05-10' }, { date: '2027-05-12' })
  await m50.moveTo('2027-04-19T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toMatch(/wo 28 apr, 09\.00 uur.*antwoorden voor Verzet/s)
  await meetings.alters(meeting, { date: '2027-05-14', registerUntil: '2027-05-10' })
  await m50.moveTo('2027-04-19T10:10:00+02:00')
  const planned = await says(jansen, 'planning')
  expect(planned).toMatch(/vr 30 apr, 09\.00 uur.*antwoorden voor Verzet/s)
  expect(planned).not.toMatch(/wo 28 apr, 09\.00 uur/)
  await m50.moveTo('2027-04-28T10:00:00+02:00')
  expect(told('nog niet laten weten', 'Verzet')).toEqual([])
  await m50.moveTo('2027-04-30T09:00:30+02:00')
  await m50.until(() => told('nog niet laten weten', 'Verzet').length > 2, { what: 'the reminders of what was moved' })
  expect(told('nog niet laten weten', 'Verzet')).toEqual(['deVries', 'silent', 'online', 'declines'])
})

it('[T35] calling a meeting off by its form unplans its reminders: the planning shows none, and none goes out', async () => {
  const { jansen, deVries } = m50
  const meeting = await meetings.open('Wordt afgelast', { registerUntil: '2027-05-25' }, { date: '2027-05-27' })
  await m50.moveTo('2027-04-30T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toContain('antwoorden voor Wordt afgelast')
  const plans = (kind: string) =>
    m50.database.query<{ state: string; reason: string | null }>(
      'select state, reason from planned where subject_id = $1 and kind = $2 order by due_at',
      [meeting.id, kind],
    )
  expect(await plans('meeting.remind')).toEqual(Array(2).fill({ state: 'open', reason: null }))
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.callOff', meeting.id)
  expect(await submits(jansen, { reason: 'De zaal is dicht.' })).toContain('De bijeenkomst is afgelast.')
  await deVries.receives('Wordt afgelast gaat niet door')
  const gone = { state: 'void', reason: 'cancelled' }
  expect(await plans('meeting.remind')).toEqual([gone, gone])
  expect(await plans('meeting.today')).toEqual([gone])
  expect(await says(jansen, 'planning')).not.toContain('Wordt afgelast')
  const before = told('nog niet laten weten').length
  await m50.moveTo('2027-05-13T09:00:30+02:00')
  await m50.moveTo('2027-05-13T12:00:00+02:00')
  expect(await plans('meeting.remind')).toEqual([gone, gone])
  expect(told('nog niet laten weten')).toHaveLength(before)
})

it('[A20] [F34] a week before a meeting the contact officer reads who of the municipality goes and who did not answer, what is on the table and what is still to be done; and reminds the silent ones, once a day, or asks a colleague to come', async () => {
  const { jansen, deVries, bakker, smit } = m50
  const meeting = await meetings.open('Junibijeenkomst', { registerUntil: '2027-06-24' }, { date: '2027-06-25' })
  const colleague = await meetings.someone('zeist.nl')
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await opens(jansen, `agendapunt ${meeting.number} Jeugdzorg`)
  await submits(jansen, { title: 'Jeugdzorg' })
  await says(jansen, 'actie nieuw Brief sturen, W. de Vries, 2027-05-14')
  await m50.moveTo('2027-06-16T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toContain('Voorbereiding voor Junibijeenkomst')
  await m50.moveTo('2027-06-18T09:00:30+02:00')
  const briefing = await bakker.receives('Voorbereiding Junibijeenkomst')
  expect(briefing.text).toContain('voor Zeist')
  expect(briefing.text).toContain('Er gaan: W. de Vries.')
  expect(briefing.text).toMatch(/Nog geen antwoord: .*P\. Persoon/)
  expect(briefing.text).toContain('1. Jeugdzorg')
  expect(briefing.text).toContain('Open acties: 1, waarvan 1 te laat.')
  expect(briefing.text).toContain('[Herinneren]')
  expect((await smit.receives('Voorbereiding Junibijeenkomst')).text).toContain('voor Waalwijk')
  const before = colleague.inbox().length
  expect(await presses(bakker, briefing, 'meeting.nudge')).toMatch(/krijg(t|en) een herinnering/)
  await eventually(
    () =>
      colleague
        .inbox()
        .slice(before)
        .filter(({ text }) => text.includes('nog niet laten weten')).length,
    reminded => reminded === 1,
  )
  expect(await presses(bakker, briefing, 'meeting.nudge')).toContain('is vandaag al herinnerd')
  expect(await deVries.forgesPress(m50.general, 'meeting.nudge', meeting.id)).toContain('Dat kan met uw rol niet')
  // The meeting is not for officials: the one who sees to it that the municipality comes may ask all the same.
  const official = await meetings.someone('zeist.nl', 'ambtenaar')
  expect(await official.forgesPress(meetings.board, 'meeting.colleague', meeting.id)).toContain('niet ingeschreven')
  expect(await pressesOpen(bakker, briefing, 'meeting.colleague')).toContain('Uw collega krijgt bericht')
  expect(await submits(bakker, { person: colleague.name })).toContain('krijgt de vraag of hij of zij komt')
  await colleague.receives('A. Bakker wil u inschrijven. Komt u?')
  expect(await says(deVries, `bijeenkomst briefing ${meeting.number}`)).toContain('Er gaan: W. de Vries.')
})

it('[A20] [T14] the secretariat asks for the briefing of a municipality by its name, and reminds its people; others have that of their own alone', async () => {
  const { deVries } = m50
  const { number } = await meetings.open('Briefing op naam', { registerUntil: '2027-06-24' }, { date: '2027-06-25' })
  const bureau = m50.person('B. Ureau', 'b.ureau@bureau.example')
  const asks = (who: Person, name: string) => says(who, `bijeenkomst briefing ${number} ${name}`)
  expect(await asks(bureau, '')).toContain('Van welke gemeente?')
  const read = await asks(bureau, 'tiel')
  expect(read).toContain('voor Tiel')
  expect(read).toMatch(/Nog geen antwoord: P\. Persoon\d*\./)
  expect(read).toContain('[Herinneren]')
  expect(read).not.toContain('[Collega inschrijven]')
  expect(await presses(bureau, 'answer', 'meeting.nudge')).toMatch(/voor Tiel.*1 collega krijgt een herinnering/s)
  await eventually(
    () => told('nog niet laten weten', 'Briefing op naam'),
    who => who.join() === 'silent',
  )
  // A name is text, whatever it looks like [T14].
  const odd = m50.person('<!channel> & **x** [y](https://evil.example)', 'o.dd@soest.nl')
  await says(odd, 'aanmelden adviseur')
  await says(odd, `bijeenkomst inschrijven ${number}`)
  const named = await bureau.says(`bijeenkomst briefing ${number} Soest`)
  expect(named.text).toContain('Er gaan: <!channel> & **x** [y](https://evil.example).')
  expect(named).toMatchObject({ mentions: [], links: [] })
  expect(await asks(bureau, 'Nergenshuizen')).toContain('Ik ken geen gemeente “Nergenshuizen”.')
  expect(await asks(bureau, 'Tieel')).toContain('Bedoelt u Tiel?')
  expect(await asks(bureau, 'Aalsmeer')).toContain('Aalsmeer is geen lid van dit netwerk.')
  expect(await asks(deVries, 'Zeist')).toContain('voor Zeist')
  const others = await asks(deVries, 'Tiel')
  expect(others).toContain('lezen de mensen van die gemeente en het secretariaat')
  expect(others).not.toContain('Persoon')
})

it('[A20] before a meeting of a pillar those alone are briefed of whose municipality someone is concerned', async () => {
  const { jansen, deVries, bakker, smit } = m50
  await says(jansen, 'rol geef W. de Vries voorzitter bestuur')
  const step = { kind: 'pijleroverleg:bestuur', date: '2027-07-06' }
  await meetings.open('Pijler vooruit', { registerUntil: '2027-07-05' }, step, deVries)
  await m50.moveTo('2027-06-28T10:00:00+02:00')
  expect(await says(jansen, 'planning')).toMatch(/Voorbereiding voor Pijler vooruit.*?1 contactambtenaar/s)
  await m50.moveTo('2027-06-29T09:00:30+02:00')
  expect((await bakker.receives('Voorbereiding Pijler vooruit')).text).toContain('Nog geen antwoord: W. de Vries.')
  expect(smit.inbox().filter(({ text }) => text.includes('Voorbereiding Pijler vooruit'))).toEqual([])
})
