// SPDX-License-Identifier: EUPL-1.2
// What is asked around a committee's meeting: who sits there before and after it, and colleagues for what they want brought in.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { committeesOf } from '../support/chat/vng.ts'

let m50: Awaited<ReturnType<typeof committeesOf>>

beforeAll(async () => {
  m50 = await committeesOf()
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

it('[F48] [F55] who sits there is asked a week before and two days after, by form or by just replying; colleagues’ input comes bundled', async () => {
  const { jansen, smit, bakker, deVries, kok } = m50
  const seatOf = (name: string) =>
    m50.idOf('select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1', name)
  await m50.gives('zjo', { person: 'R. Kok' })
  // Few may read this one: with it the committee's card is shown to them in their own conversation.
  const few = await m50.reported(kok, 'Wielewaal', { confidential: true })
  await m50.shows(m50.secretariat, `vertrouwelijk bericht VB ${few.number}`)
  await presses(jansen, m50.secretariat, 'request.approve', few.request)
  const id = await m50.meets('zjo', '2027-03-12', 'Jeugdwet')
  const gone = await m50.meets('zjo', '2027-03-19', 'Vervallen')
  const revived = await m50.meets('zjo', '2027-03-26', 'Herleefd')
  // Whoever acts for them is asked too; who has a seat from its own day on is asked, and who has it no more by then is not.
  const { chair } = m50
  expect(await says(kok, 'vervang V. Oorzitter tot 2027-03-14')).toContain('V. Oorzitter')
  const [comes, goes] = [m50.person('K. Omt', 'k.omt@soest.nl'), m50.person('G. Aat', 'g.aat@dronten.nl')]
  for (const person of [comes, goes]) await says(person, 'aanmelden ambtenaar')
  await m50.gives('zjo', { person: 'K. Omt', startsOn: '2027-03-12', endsOn: '2027-03-13' })
  await m50.gives('zjo', { person: 'G. Aat', endsOn: '2027-03-11' })
  // Of a committee that has ended by then nothing is asked.
  await m50.gives('psi', { person: 'R. Kok' })
  await m50.meets('psi', '2027-03-12', 'Opgeheven')
  await m50.database.query(`update committees set valid_to = '2027-03-11' where id = 'psi'`)
  await m50.moveTo('2027-03-04T10:00:00+01:00')
  expect(await says(jansen, 'planning')).toContain('De vraag wat M50 inbrengt in commissie Zorg, Jeugd en Onderwijs')
  await m50.moveTo('2027-03-05T09:30:00+01:00')
  const before = await kok.receives('Wat moet M50 weten of inbrengen?')
  expect(before.text).toContain('vergadert vr 12 mrt')
  await comes.receives('Wat moet M50 weten of inbrengen?')
  await chair.receives('Wat moet M50 weten of inbrengen?')
  const asked = await m50.shows(m50.society, 'Wat moeten R. Kok (Tiel) en K. Omt (Soest) daar inbrengen?')
  expect(asked.text).toContain('Op de agenda: Jeugdwet')
  // Colleagues say what to bring in, until noon of the working day before.
  for (const [person, text] of [
    [bakker, 'Meer geld voor wijkteams.'],
    [smit, 'Denk aan de regio.'],
    [bakker, 'Meer geld voor de wijkteams.'],
  ] as const) {
    await pressesOpen(person, m50.society, 'vng.input', `meeting.${id}`)
    expect(await submits(person, { summary: text })).toContain('Uw inbreng gaat op do 11 mrt, 12.00 uur')
  }
  // Handed over early, it is handed over again with what comes after that.
  const bundled = await m50.idOf(`select id from planned where kind = 'vng.bundle' and subject_id = $1`, id)
  expect(await jansen.forgesPress(m50.general, 'planned.now', bundled)).toContain('Dit gaat nu uit')
  await m50.moveTo('2027-03-05T09:32:00+01:00')
  await kok.receives('2 collega’s willen dit inbrengen:')
  // Only who may speak for a municipality says what it would bring in; a second one of Zeist does so beside the first.
  expect(await deVries.forgesPress(m50.general, 'vng.input', `meeting.${id}`)).toContain(
    'Inbreng geeft u namens een gemeente',
  )
  const second = m50.person('T. Weede', 't.weede@zeist.nl')
  await second.joins(m50.general)
  await says(second, 'aanmelden ambtenaar')
  expect(
    await second.forgesSubmission(m50.general, 'vng.input', `meeting.${id}`, { summary: 'En minder regels.' }),
  ).toContain('Uw inbreng gaat op')
  // Others read their own alone.
  const own = await deVries.forgesPress(m50.general, 'vng.inputs', `meeting.${id}`)
  expect(own).not.toContain('wijkteams')
  // Moved by a day, what was asked follows it, and nobody is asked twice.
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  await submits(jansen, { date: '2027-03-11', inputUntil: '2027-03-10' })
  await kok.receives('vergadert do 11 mrt')
  // Cancelled and on again, it is asked about as before; who gets a seat meanwhile is asked too.
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  await submits(jansen, { cancelled: true })
  await kok.receives('van do 11 mrt gaat niet door')
  const [{ version } = expect.fail()] = await m50.database.query<{ version: number }>(
    'select version from committee_meetings where id = $1::uuid',
    [id],
  )
  const when = { date: '2027-03-12', startsAt: '10:00', endsAt: '12:00', about: 'Jeugdwet', inputUntil: '2027-03-11' }
  expect(await jansen.forgesSubmission(m50.general, 'vng.meeting', `${id}.${version}`, when)).toContain('vr 12 mrt')
  const newcomer = m50.person('N. Ieuw', 'n.ieuw@dronten.nl')
  await says(newcomer, 'aanmelden ambtenaar')
  await m50.gives('zjo', { person: 'N. Ieuw', startsOn: '2027-03-05' })
  const longer = await m50.idOf(
    'select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1',
    'G. Aat',
  )
  await pressesOpen(jansen, await jansen.asksPrivately('vng zjo', 'G. Aat'), 'vng.seatChange', longer)
  await submits(jansen, { endsOn: '2027-03-13' })
  expect(goes.inbox().some(({ text }) => text.includes('Wat moet M50'))).toBe(false)
  await m50.moveTo('2027-03-05T09:45:00+01:00')
  await goes.receives('Wat moet M50 weten of inbrengen?')
  await newcomer.receives('Wat moet M50 weten of inbrengen?')
  await kok.receives('vergadert vr 12 mrt')
  // So is whose seat had ended by mistake.
  const back = m50.person('T. Erug', 't.erug@soest.nl')
  await says(back, 'aanmelden ambtenaar')
  await m50.gives('zjo', { person: 'T. Erug', endsOn: '2027-03-01' })
  await presses(jansen, await jansen.says('vng beheer'), 'vng.seatsEnded')
  await pressesOpen(jansen, 'answer', 'vng.seatChange', await seatOf('T. Erug'))
  await submits(jansen, { endsOn: '2027-03-13' })
  await m50.moveTo('2027-03-05T09:50:00+01:00')
  await back.receives('Wat moet M50 weten of inbrengen?')
  // A plain reply is the answer.
  await kok.writes('De VNG wil de eigen bijdrage terug.')
  await kok.receives('Uw tekst ligt bij het secretariaat')
  await m50.shows(m50.secretariat, 'De VNG wil de eigen bijdrage terug.')
  // It is called what it says; before the meeting it is no report of it.
  const replied = await m50.idOf(
    `select q.id from reports r join requests q on q.subject->>'report' = r.id::text where r.title = $1`,
    'De VNG wil de eigen bijdrage terug',
  )
  await presses(jansen, m50.secretariat, 'request.approve', replied)
  expect(await says(jansen, 'vng digest samenleving')).toMatch(
    /Vooraf, van R\. Kok \(Tiel\)\W*, commissie Zorg, Jeugd en Onderwijs van \w+ \d+ \w+: De VNG wil de eigen bijdrage terug\.\s+\[Lees\]/i,
  )
  expect(await kok.forgesPress(m50.general, 'vng.report', `ask.${id}.before`)).toContain('Hier is al op geantwoord')
  expect(await smit.forgesPress(m50.general, 'vng.report', `ask.${id}.after`)).toContain('of de vraag geldt niet meer')

  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', gone)
  await submits(jansen, { cancelled: true })
  await m50.moveTo('2027-03-11T12:00:30+01:00')
  const bundle = await kok.receives('3 collega’s willen dit inbrengen:')
  expect(bundle.text).toContain('Inbreng voor commissie Zorg, Jeugd en Onderwijs, vr 12 mrt')
  for (const person of [chair, comes]) await person.receives('M. Smit (Waalwijk): “Denk aan de regio.”')
  expect(bundle.text).toContain('A. Bakker (Zeist): “Meer geld voor de wijkteams.”')
  expect(bundle.text).toContain('T. Weede (Zeist): “En minder regels.”')
  expect(bundle.text).toContain('M. Smit (Waalwijk): “Denk aan de regio.”')
  expect(await smit.forgesPress(m50.general, 'vng.input', `meeting.${id}`)).toContain(
    'De tijd voor inbreng is voorbij.',
  )

  // Handed over later than the meeting begins it would be of no use.
  const [late] = await m50.database.query<{ until: string }>(
    `select to_char(not_after at time zone 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') as until from deliveries where kind = 'vng.bundle' and facts->>'about' = 'meeting' limit 1`,
  )
  expect(late).toEqual({ until: '2027-03-12 10:00' })
  // Who sat there on its day is asked how it went, and who came the day after is not.
  const latecomer = m50.person('L. Aat', 'l.aat@soest.nl')
  await says(latecomer, 'aanmelden ambtenaar')
  await m50.gives('zjo', { person: 'L. Aat', startsOn: '2027-03-13' })
  // A report that few may read stands on the card: it is shown in their own conversation.
  const card = await jansen.asksPrivately('vng zjo', 'N. Ieuw')
  await pressesOpen(jansen, card, 'vng.seatChange', await seatOf('N. Ieuw'))
  await submits(jansen, { endsOn: '2027-03-13' })

  // Another that was cancelled takes place after all, and is asked about.
  await expect
    .poll(() => m50.database.query('select kind from planned where subject_id = $1', [revived]))
    .toContainEqual({ kind: 'vng.before' })
  const again = { date: '2027-03-26', startsAt: '10:00', endsAt: '12:00', about: 'Herleefd', inputUntil: '' }
  expect(
    await jansen.forgesSubmission(m50.general, 'vng.meeting', `${revived}.1`, { ...again, cancelled: 'on' }),
  ).toContain('gaat niet door')
  expect(await jansen.forgesSubmission(m50.general, 'vng.meeting', `${revived}.2`, again)).toContain('vr 26 mrt')

  // Friday and two days is Sunday: asked on Monday.
  await m50.moveTo('2027-03-15T09:30:00+01:00')
  const after = await kok.receives('Wat is er gezegd of besloten?')
  expect(await pressesOpen(kok, after, 'vng.report', `ask.${id}.after`)).toContain('Kansen voor middelgrote gemeenten')
  await newcomer.receives('Wat is er gezegd of besloten?')
  // Answered from two screens at once, it is answered once.
  const said = { title: 'Twee schermen', summary: 'Het ging over geld.', decisions: 'Niets.', pillar: 'linked' }
  const form = { form: 'vng.report', context: `ask.${id}.after` }
  await Promise.all([1, 2].map(() => newcomer.sends({ does: 'submits', ...form, fields: said })))
  const answers = `select count(*)::int as reports from reports where title = 'Twee schermen'`
  await expect.poll(() => m50.database.query(answers)).toEqual([{ reports: 1 }])
  await m50.until(() =>
    [...newcomer.inbox(), ...newcomer.answers()].find(({ text }) => text.includes('Hier is al op geantwoord')),
  )
  expect(await m50.database.query(answers)).toEqual([{ reports: 1 }])
  const sent = await submits(kok, { summary: 'Het ging over geld. Er komt meer.', decisions: 'Niets.' })
  expect(sent).toMatch(/VB \d+ · Het ging over geld\s/)
  expect(sent).toContain('Uw tekst ligt bij het secretariaat')
  // Of the one that stayed cancelled nothing was asked, and nothing twice.
  await m50.moveTo('2027-03-23T10:00:00+01:00')
  await kok.receives('vergadert vr 26 mrt')
  await latecomer.receives('vergadert vr 26 mrt')
  expect(latecomer.inbox().some(({ text }) => text.includes('Wat is er gezegd'))).toBe(false)
  const told = `select kind, count(*)::int as told from deliveries where kind like 'vng.ask%' or kind = 'vng.bundle' and facts->>'about' = 'meeting' group by kind order by kind`
  expect(await m50.database.query(told)).toEqual([
    { kind: 'vng.ask', told: 13 },
    { kind: 'vng.askPillar', told: 2 },
    { kind: 'vng.bundle', told: 9 },
  ])
  // Moved by more than ten days, it is asked about anew.
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', revived)
  await submits(jansen, { date: '2027-04-16', inputUntil: '' })
  await kok.receives('vergadert vr 16 apr')
  await m50.moveTo('2027-04-09T09:30:00+02:00')
  await expect
    .poll(() => m50.database.query(told))
    .toEqual([
      { kind: 'vng.ask', told: 15 },
      { kind: 'vng.askPillar', told: 3 },
      { kind: 'vng.bundle', told: 9 },
    ])
  // Where nobody of us sits any more, nobody is asked what they should bring in.
  await m50.database.query(
    `update committee_seats set ends_on = '2027-04-12' where committee_id = 'zjo' and ends_on is null`,
  )
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', revived)
  await submits(jansen, { about: 'Zonder ons' })
  const empty = await m50.shows(m50.society, 'Zonder ons')
  expect(empty.text).toContain('Er zit nog niemand van het netwerk in.')
  expect(empty.text).not.toMatch(/inbrengen|Geef inbreng/)
})
