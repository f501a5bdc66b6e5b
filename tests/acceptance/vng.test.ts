// SPDX-License-Identifier: EUPL-1.2
// Committees of the VNG: who sits there, when they meet, what is reported of them and what colleagues bring in.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
/** Sits in the committee Zorg, Jeugd en Onderwijs, of the pillar Samenleving. */
let kok: Person
let chair: Person
const redrawn = 30_000

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  kok = m50.person('R. Kok', 'r.kok@tiel.nl')
  chair = m50.person('V. Oorzitter', 'v.oorzitter@kampen.nl')
  for (const person of [kok, chair]) await says(person, 'aanmelden ambtenaar')
  await says(m50.jansen, 'rol geef V. Oorzitter voorzitter samenleving')
  for (const person of [m50.bakker, m50.smit]) await person.joins(lobby.society)
  for (const person of [kok, chair]) await person.joins(m50.general)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

const seat = { function: 'member', startsOn: '2027-01-01' }

async function gives(committee: string, fields: Readonly<Record<string, string>>): Promise<string> {
  await opens(m50.jansen, `vng zetel ${committee}`)
  return submits(m50.jansen, { ...seat, ...fields })
}

const idOf = async (query: string, value: string): Promise<string> =>
  (await m50.database.query<{ id: string }>(query, [value]))[0]?.id ?? expect.fail(`nothing for ${value}`)

/** All that is held of someone. */
async function ownData(person: Person): Promise<string> {
  const { links } = await person.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar')
  const url = links.find(link => link.includes('/files/')) ?? expect.fail('no link')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await fetch(url, { method: 'POST', headers, body: 'part=1' })).text()
}

/** Someone reports; gives the report with the request by which it is reviewed. */
async function reported(person: Person, title: string, fields: Readonly<Record<string, string | boolean>> = {}) {
  await opens(person, 'vng meld zjo')
  await submits(person, { title, summary: `Over ${title}.`, ...fields })
  const [row] = await m50.database.query<{ id: string; number: number; request: string; asked: number }>(
    `select r.id, r.number, q.id as request, q.number as asked from reports r join requests q on q.subject->>'report' = r.id::text where r.title = $1`,
    [title],
  )
  return row ?? expect.fail(`no report ${title}`)
}

it('[A43] [F47] the secretariat gives and ends seats; a committee says who sits there, and what to look after', async () => {
  const { jansen, smit } = m50
  expect(await says(smit, 'vng')).toContain('Namens ons: nog niemand')
  expect(await says(smit, 'vng rwm')).toContain('Er zit nog niemand van het netwerk in.')
  expect(await says(smit, 'vng zetel rwm')).not.toContain('Zetel geven')
  await opens(jansen, 'vng zetel')
  const wrong = await jansen.submit({ committee: 'rwm', person: 'R. Kok', holder: 'X', ...seat, endsOn: '2026-12-01' })
  expect(wrong.errors).toEqual({
    holder: 'Vul één van de twee in: iemand van het netwerk, of iemand van buiten.',
    endsOn: 'Het einde komt na de eerste dag.',
  })
  const unknown = await jansen.submit({ person: 'Niemand', holder: '', endsOn: '' })
  expect(unknown.errors).toEqual({ person: 'Ik ken niemand met de naam of het adres “Niemand”.' })
  const given = await submits(jansen, { person: 'R. Kok', endsOn: '2027-03-01' })
  expect(given).toContain('R. Kok (Tiel), lid, tot 1 mrt 2027')
  expect(given).toContain('De zetel van R. Kok (Tiel) loopt af op 1 mrt 2027, en een opvolger is er nog niet.')
  expect(given).toContain('Voor de pijler Economie')
  // Two of one municipality, and someone of no municipality of ours.
  const colleague = m50.person('T. Weede', 't.weede@tiel.nl')
  await says(colleague, 'aanmelden ambtenaar')
  const double = await gives('rwm', { person: 't.weede@tiel.nl' })
  expect(double).toContain('Uit Tiel zitten er R. Kok en T. Weede. De VNG laat per gemeente één lid toe.')
  await gives('rwm', { person: '', holder: 'J. Pieters (Utrecht)' })
  const read = await says(smit, 'vng ruimte')
  expect(read).toContain('Verder zit er J. Pieters (Utrecht).')
  expect(read).not.toContain('[Wijzigen]')
  await opens(jansen, 'vng zetel rwm')
  expect((await jansen.submit({ ...seat, person: 'T. Weede' })).errors.startsOn).toContain('zit er in die tijd al')
  await jansen.closes()
  await says(jansen, 'vng rwm')
  const held = await idOf(
    'select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1',
    'T. Weede',
  )
  await pressesOpen(jansen, 'answer', 'vng.seatChange', held)
  expect(await submits(jansen, { endsOn: '2027-02-03' })).not.toContain('T. Weede')
  expect(await says(smit, 'vng')).toContain('Namens ons: R. Kok (Tiel)')
  expect(await says(smit, 'vng kamer van zaken')).toContain('Ik ken geen commissie “kamer van zaken”.')
  // Who leaves the network leaves no seat behind, and no successor gets it.
  await gives('ekem', { person: 'T. Weede' })
  expect(await opens(jansen, 'persoon stopt T. Weede')).toContain(
    'een zetel in commissie Economie, Klimaat, Energie en Milieu; die eindigt',
  )
  await submits(jansen, { successor: 'R. Kok' })
  expect(await says(smit, 'vng ekem')).toContain('Er zit nog niemand van het netwerk in.')
  // Nor does who asks to be forgotten.
  const leaver = m50.person('Z. Zetel', 'z.zetel@dronten.nl')
  await says(leaver, 'aanmelden ambtenaar')
  await gives('ekem', { person: 'Z. Zetel' })
  expect(await says(smit, 'vng ekem')).toContain('Z. Zetel (Dronten), lid')
  await presses(leaver, await leaver.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?'), 'privacy.forget')
  const freed = await m50.shows(m50.secretariat, 'een zetel bij de VNG: Economie, Klimaat, Energie en Milieu')
  expect(freed.text).not.toContain('Zetel,')
  expect(await says(smit, 'vng ekem')).toContain('Er zit nog niemand van het netwerk in.')
  // Of a municipality that is no member any more nobody sits there for the network.
  await gives('ekem', { person: 'W. de Vries' })
  expect(await says(smit, 'vng ekem')).toContain('W. de Vries (Zeist), lid')
  const membership = `update memberships n set ends_on = $1::date from municipalities m where m.id = n.municipality_id and m.name = 'Zeist'`
  await m50.database.query(membership, ['2027-02-01'])
  const left = await says(smit, 'vng ekem')
  expect(left).toContain('Er zit nog niemand van het netwerk in.')
  expect(left).toContain('Verder zit er W. de Vries (Zeist).')
  await m50.database.query(membership, [null])
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_id = $1 order by id`,
    [held],
  )
  expect(acts.map(({ action }) => action)).toEqual(['committee.seatGiven', 'committee.seatChanged'])
})

it('[A43] when a committee meets is typed in, with until when input is welcome; changed and cancelled', async () => {
  const { jansen, smit } = m50
  await says(jansen, 'vng vergadering rwm')
  await pressesOpen(jansen, 'answer', 'vng.meeting', 'rwm')
  const wrong = await jansen.submit({ date: '2027-02-01', startsAt: '10:00', endsAt: '09:00', link: 'vng.nl' })
  expect(wrong.errors).toEqual({
    date: 'Kies een moment dat nog komt.',
    endsAt: 'Het einde komt na het begin.',
    link: 'Een link begint met https://.',
  })
  const when = { date: '2027-06-14', endsAt: '12:00', link: '', place: 'Den Haag', about: 'Woningbouw' }
  const added = await submits(jansen, when)
  expect(added).toContain('ma 14 jun, 10.00–12.00 uur, Den Haag')
  const read = await says(smit, 'vng rwm')
  expect(read).toContain('Op de agenda: Woningbouw')
  // The working day before it.
  expect(read).toContain('Inbreng kan tot vr 11 jun, 12.00 uur')
  const id = await idOf('select id from committee_meetings where about = $1', 'Woningbouw')
  await says(jansen, 'vng vergadering')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  expect(await submits(jansen, { date: '2027-06-15' })).toContain('di 15 jun, 10.00–12.00 uur')
  expect(await says(smit, 'vng rwm')).toContain('Inbreng kan tot ma 14 jun, 12.00 uur')
  await says(jansen, 'vng vergadering rwm')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  // A colleague was first: what stands in this form is no more what holds.
  const colleague = m50.person('C. Ollega', 'c.ollega@waalwijk.nl')
  await says(colleague, 'aanmelden ambtenaar')
  await says(jansen, 'rol geef C. Ollega plaatsvervanger')
  await says(colleague, 'vng vergadering rwm')
  await pressesOpen(colleague, 'answer', 'vng.meeting', id)
  expect(await submits(colleague, { cancelled: true })).toContain('De vergadering gaat niet door.')
  expect((await jansen.submit({ place: 'Utrecht' })).errors.date).toContain('intussen gewijzigd')
  await jansen.closes()
  expect(await says(smit, 'vng rwm')).toContain('Er is nog geen vergadering bekend.')
})

it('[F48] [F49] a report is reviewed before anyone reads it; what is asked to be changed comes back with its text', async () => {
  const { jansen, smit } = m50
  await opens(kok, 'vng meld zjo')
  const wrong = await kok.submit({ title: '', summary: '', link: 'x' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    title: 'Schrijf in een paar woorden waarover het gaat.',
    summary: 'Schrijf op wat er speelt.',
    link: 'Een link begint met https://.',
  })
  await kok.closes()
  const report = await reported(kok, 'Herijking jeugdzorg')
  expect(await says(smit, `vng ${report.number}`)).toContain(`Ik ken geen VB ${report.number}`)
  const card = await m50.shows(m50.secretariat, `Verzoek ${report.asked} ·`)
  expect(card.text).toContain('Over Herijking jeugdzorg.')
  expect(card.text).toContain('Voor de pijler Samenleving')
  expect(await presses(jansen, m50.secretariat, 'chat.line', `vng ${report.number}`)).toContain(
    'Ligt bij het secretariaat.',
  )
  await pressesOpen(jansen, m50.secretariat, 'request.ask', report.request)
  await submits(jansen, { question: 'Kunt u de namen weglaten?' })
  const question = await kok.receives('Kunt u de namen weglaten?')
  const form = await pressesOpen(kok, question, 'vng.edit', report.id)
  expect(form).toContain('Over Herijking jeugdzorg.')
  expect(await submits(kok, { summary: 'Zonder namen.', decisions: 'Uitstel.' })).toContain(
    'Uw nieuwe tekst ligt bij het secretariaat',
  )
  await m50.shows(m50.secretariat, 'Ik heb de tekst aangepast.')
  await m50.shows(m50.secretariat, 'Zonder namen.', redrawn)
  await presses(jansen, m50.secretariat, 'request.approve', report.request)
  const published = await kok.receives(`VB ${report.number} is geplaatst`)
  expect(published.text).toContain('staat in het weekbericht van de pijler Samenleving')
  const read = await says(smit, `vng VB ${report.number}`)
  expect(read).toContain('R. Kok (Tiel)')
  expect(read).toContain('Besloten: Uitstel.')
  expect(await says(smit, 'vng zjo')).toContain(`VB ${report.number} · Herijking jeugdzorg`)
  const kept = await m50.database.query<{ summary: string }>(
    'select summary from report_wordings where report_id = $1::uuid',
    [report.id],
  )
  expect(kept).toEqual([{ summary: 'Over Herijking jeugdzorg.' }])
  // Nobody puts words into another's report, nor into one that is there already.
  expect(await smit.forgesPress(m50.general, 'vng.edit', report.id)).toContain('of het is niet voor u.')
  expect(
    await kok.forgesSubmission(m50.general, 'vng.edit', report.id, { title: 'X', summary: 'Y', pillar: 'same' }),
  ).toContain('wacht niet meer')
  // Declined, it comes back in the form as well.
  const declined = await reported(kok, 'Te vroeg', { alsoPillar: 'financien' })
  await m50.shows(m50.secretariat, `Verzoek ${declined.asked} ·`)
  await pressesOpen(jansen, m50.secretariat, 'request.decline', declined.request)
  await submits(jansen, { reason: 'Dit is nog niet openbaar.' })
  await kok.receives('Dit is nog niet openbaar.')
  await says(kok, `verzoek ${declined.asked}`)
  expect(await pressesOpen(kok, 'answer', 'vng.report', `again.${declined.id}`)).toContain('Over Te vroeg.')
  // For the pillars that it was for, and one more.
  await submits(kok, { title: 'Nu wel', alsoPillar: 'bestuur' })
  const [again] = await m50.database.query<{ pillars: string }>(
    `select string_agg(k.pillar_id, ' ' order by k.pillar_id) as pillars from report_pillars k join reports r on r.id = k.report_id where r.title = 'Nu wel'`,
  )
  expect(again).toEqual({ pillars: 'bestuur financien samenleving' })
})

it('[A43] [T20] what is urgent reaches the chair at once and the channel by the chair’s press; what is confidential no channel', async () => {
  const { jansen, smit } = m50
  const urgent = await reported(kok, 'Morgen stemming', { urgency: 'urgent' })
  await m50.shows(m50.secretariat, `Verzoek ${urgent.asked} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', urgent.request)
  const told = await chair.receives(`VB ${urgent.number} · Morgen stemming`)
  expect(told.text).toContain('Dringend')
  const value = `${urgent.id}.samenleving`
  expect(await smit.forgesPress(m50.general, 'vng.announce', value)).toContain(
    'Alleen de voorzitter van de pijler of het secretariaat kan dit.',
  )
  expect(await presses(chair, told, 'vng.announce', value)).toContain(
    'Het staat in het kanaal van de pijler Samenleving.',
  )
  const posted = await m50.shows(lobby.society, `VB ${urgent.number} · Morgen stemming`)
  expect(posted.text).toContain('Over Morgen stemming.')
  // Taken back, its words stand there no more.
  await says(jansen, `verzoek ${urgent.asked} terugdraaien`)
  await m50.shows(lobby.society, `VB ${urgent.number} is teruggenomen.`, redrawn)
  const takenBack = await chair.receives(`VB ${urgent.number} is teruggenomen.`, redrawn)
  expect(takenBack.text).not.toContain('[Zet in het kanaal')
  // Approved again it stands there by the chair's press alone: what was posted before stays taken back.
  await says(jansen, `verzoek ${urgent.asked}`)
  await presses(jansen, 'answer', 'request.approve', urgent.request)
  const again = await chair.receives('Over Morgen stemming.')
  await expect
    .poll(
      () =>
        m50.database.query(
          'select from posted_messages p join reports r on r.id::text = p.subject_id and p.drawn_version < r.version',
        ),
      { timeout: redrawn },
    )
    .toEqual([])
  expect(JSON.stringify(m50.stands(lobby.society))).not.toContain('Over Morgen stemming.')
  await presses(chair, again, 'vng.announce', value)
  await m50.shows(lobby.society, 'Over Morgen stemming.')

  await says(chair, 'vervang A. Bakker tot 2027-02-10')
  const hidden = await reported(kok, 'Wielewaal', { confidential: true, urgency: 'urgent' })
  const card = await m50.shows(m50.secretariat, `vertrouwelijk bericht VB ${hidden.number}`)
  expect(card.text).not.toMatch(/wielewaal/i)
  expect((await jansen.asksPrivately(`vng ${hidden.number}`, 'Over Wielewaal.')).text).toContain('Vertrouwelijk')
  await presses(jansen, m50.secretariat, 'request.approve', hidden.request)
  // The search finds it for them alone, and what is for all for everyone.
  const open = await reported(kok, 'Nachtegaal')
  await m50.shows(m50.secretariat, `Verzoek ${open.asked} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', open.request)
  const found = await says(smit, 'zoek nachtegaal soort:verslagen pijler:samenleving')
  expect(found).toContain('1 verslag gevonden.')
  expect(found).toContain(`Verslag VB ${open.number} · Nachtegaal`)
  expect(await presses(smit, 'answer', 'chat.line', `vng ${open.number}`)).toContain('Over Nachtegaal.')
  expect(await says(smit, 'zoek wielewaal')).toContain('Niets gevonden.')
  expect((await chair.asksPrivately('zoek wielewaal', '1 verslag gevonden.', m50.general)).text).toContain(
    'Vertrouwelijk',
  )
  const chairs = await chair.receives(`VB ${hidden.number} · Wielewaal`)
  // Whoever acts for the chair has it too; of a pillar that nobody leads the secretariat, each by themselves.
  await m50.bakker.receives(`VB ${hidden.number} · Wielewaal`)
  expect((await m50.bakker.asksPrivately(`vng ${hidden.number}`, 'Over Wielewaal.')).text).toContain('Vertrouwelijk')
  const unled = await reported(kok, 'Rietzanger', { confidential: true, pillar: 'financien' })
  await m50.shows(m50.secretariat, `vertrouwelijk bericht VB ${unled.number}`)
  await presses(jansen, m50.secretariat, 'request.approve', unled.request)
  await jansen.receives(`VB ${unled.number} · Rietzanger`)
  const placed = await kok.receives(`VB ${unled.number} is geplaatst`)
  expect(placed.text).toContain('De pijler Financiën heeft nu niemand die leidt; daarvoor leest het secretariaat het.')
  expect(chairs.text).not.toContain('[Zet in het kanaal')
  expect(await chair.forgesPress(m50.general, 'vng.announce', `${hidden.id}.samenleving`)).toContain(
    'kan niet in een kanaal',
  )
  expect(await says(smit, `vng ${hidden.number}`)).toContain(`Ik ken geen VB ${hidden.number}`)
  expect(await says(smit, 'vng zjo')).not.toMatch(/wielewaal/i)
  expect(JSON.stringify([m50.stands(lobby.society), m50.stands(m50.secretariat)])).not.toMatch(/wielewaal/i)
  // Where its title stands in a list, that is no answer for a channel either.
  expect((await chair.asksPrivately('vng zjo', 'Wielewaal', m50.general)).text).toContain(`VB ${hidden.number}`)
  // Nor does it go along with what the chair asks of themselves: that outlives the role.
  expect(await ownData(chair)).not.toMatch(/wielewaal/i)
  expect(await ownData(kok)).toMatch(/wielewaal/i)
})

it('[F48] [F55] who sits there is asked a week before and two days after, by form or by just replying; colleagues’ input comes bundled', async () => {
  const { jansen, smit, bakker, deVries } = m50
  await gives('zjo', { person: 'R. Kok' })
  for (const [date, about] of [
    ['2027-03-12', 'Jeugdwet'],
    ['2027-03-19', 'Vervallen'],
    ['2027-03-26', 'Herleefd'],
  ] as const) {
    await says(jansen, 'vng vergadering zjo')
    await pressesOpen(jansen, 'answer', 'vng.meeting', 'zjo')
    await submits(jansen, { date, startsAt: '10:00', endsAt: '12:00', about })
  }
  const id = await idOf('select id from committee_meetings where about = $1', 'Jeugdwet')
  const gone = await idOf('select id from committee_meetings where about = $1', 'Vervallen')
  await m50.moveTo('2027-03-04T10:00:00+01:00')
  expect(await says(jansen, 'planning')).toContain('De vraag wat M50 inbrengt in commissie Zorg, Jeugd en Onderwijs')
  await m50.moveTo('2027-03-05T09:30:00+01:00')
  const before = await kok.receives('Wat moet M50 weten of inbrengen?')
  expect(before.text).toContain('vergadert vr 12 mrt')
  const asked = await m50.shows(lobby.society, 'Wat moet R. Kok (Tiel) daar inbrengen?')
  expect(asked.text).toContain('Op de agenda: Jeugdwet')
  // Colleagues say what to bring in, until noon of the working day before.
  for (const [person, text] of [
    [bakker, 'Meer geld voor wijkteams.'],
    [smit, 'Denk aan de regio.'],
    [bakker, 'Meer geld voor de wijkteams.'],
  ] as const) {
    await pressesOpen(person, lobby.society, 'vng.input', `meeting.${id}`)
    expect(await submits(person, { summary: text })).toContain('Uw inbreng gaat op do 11 mrt, 12.00 uur')
  }
  // Others read their own alone.
  const own = await deVries.forgesPress(m50.general, 'vng.inputs', `meeting.${id}`)
  expect(own).not.toContain('wijkteams')
  // Moved by a day, what was asked follows it, and nobody is asked twice.
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  await submits(jansen, { date: '2027-03-11', inputUntil: '2027-03-10' })
  await kok.receives('vergadert do 11 mrt', redrawn)
  // Cancelled and on again, it is asked about as before; who gets a seat meanwhile is asked too.
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  await submits(jansen, { cancelled: true })
  await kok.receives('van do 11 mrt gaat niet door', redrawn)
  const [{ version } = expect.fail()] = await m50.database.query<{ version: number }>(
    'select version from committee_meetings where id = $1::uuid',
    [id],
  )
  const when = { date: '2027-03-12', startsAt: '10:00', endsAt: '12:00', about: 'Jeugdwet', inputUntil: '2027-03-11' }
  expect(await jansen.forgesSubmission(m50.general, 'vng.meeting', `${id}.${version}`, when)).toContain('vr 12 mrt')
  const newcomer = m50.person('N. Ieuw', 'n.ieuw@dronten.nl')
  await says(newcomer, 'aanmelden ambtenaar')
  await gives('zjo', { person: 'N. Ieuw', startsOn: '2027-03-05' })
  await m50.moveTo('2027-03-05T09:45:00+01:00')
  await newcomer.receives('Wat moet M50 weten of inbrengen?')
  await kok.receives('vergadert vr 12 mrt', redrawn)
  // A plain reply is the answer.
  await kok.writes('De VNG wil de eigen bijdrage terug.')
  await kok.receives('Uw tekst ligt bij het secretariaat')
  await m50.shows(m50.secretariat, 'De VNG wil de eigen bijdrage terug.')
  expect(await kok.forgesPress(m50.general, 'vng.report', `ask.${id}.before`)).toContain('Hier is al op geantwoord')
  expect(await smit.forgesPress(m50.general, 'vng.report', `ask.${id}.after`)).toContain('of de vraag geldt niet meer')

  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', gone)
  await submits(jansen, { cancelled: true })
  await m50.moveTo('2027-03-11T12:00:30+01:00')
  const bundle = await kok.receives('Inbreng voor commissie Zorg, Jeugd en Onderwijs, vr 12 mrt')
  expect(bundle.text).toContain('2 collega’s willen dit inbrengen:')
  expect(bundle.text).toContain('A. Bakker (Zeist): “Meer geld voor de wijkteams.”')
  expect(bundle.text).toContain('M. Smit (Waalwijk): “Denk aan de regio.”')
  expect(await smit.forgesPress(m50.general, 'vng.input', `meeting.${id}`)).toContain(
    'De tijd voor inbreng is voorbij.',
  )

  // Another that was cancelled takes place after all, and is asked about.
  const revived = await idOf('select id from committee_meetings where about = $1', 'Herleefd')
  await expect
    .poll(() => m50.database.query('select kind from planned where subject_id = $1', [revived]), { timeout: redrawn })
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
  expect(await submits(kok, { summary: 'Het ging over geld.', decisions: 'Niets.' })).toContain(
    'Uw tekst ligt bij het secretariaat',
  )
  // Of the one that stayed cancelled nothing was asked, and nothing twice.
  await m50.moveTo('2027-03-23T10:00:00+01:00')
  await kok.receives('vergadert vr 26 mrt')
  const told = await m50.database.query<{ kind: string; told: number }>(
    `select kind, count(*)::int as told from deliveries where kind like 'vng.ask%' or kind = 'vng.bundle' group by kind order by kind`,
  )
  expect(told).toEqual([
    { kind: 'vng.ask', told: 6 },
    { kind: 'vng.askPillar', told: 2 },
    { kind: 'vng.bundle', told: 2 },
  ])
})
