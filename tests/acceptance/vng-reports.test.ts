// SPDX-License-Identifier: EUPL-1.2
// What is reported of committees: asked, reviewed, told and read; and what colleagues bring in.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { committeesOf } from '../support/chat/vng.ts'

let m50: Awaited<ReturnType<typeof committeesOf>>

beforeAll(async () => {
  m50 = await committeesOf()
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** All that is held of someone. */
async function ownData(person: Person): Promise<string> {
  const { links } = await person.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar')
  const url = links.find(link => link.includes('/files/')) ?? expect.fail('no link')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await fetch(url, { method: 'POST', headers, body: 'part=1' })).text()
}

it('[F48] [F49] a report is reviewed before anyone reads it; what is asked to be changed comes back with its text', async () => {
  const { jansen, smit, kok } = m50
  await opens(kok, 'vng meld zjo')
  const wrong = await kok.submit({ title: '', summary: '', link: 'x' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    title: 'Schrijf in een paar woorden waarover het gaat.',
    summary: 'Schrijf op wat er speelt.',
    link: 'Een link begint met https://.',
  })
  await kok.closes()
  const report = await m50.reported(kok, 'Herijking jeugdzorg')
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
  await m50.shows(m50.secretariat, 'Zonder namen.')
  await presses(jansen, m50.secretariat, 'request.approve', report.request)
  const published = await kok.receives(`VB ${report.number} is geplaatst`)
  expect(published.text).toContain('Gaat er een bericht van de pijler Samenleving uit, dan staat het daarin.')
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
  const declined = await m50.reported(kok, 'Te vroeg', { alsoPillar: 'financien' })
  await m50.shows(m50.secretariat, `Verzoek ${declined.asked} ·`)
  await pressesOpen(jansen, m50.secretariat, 'request.decline', declined.request)
  await submits(jansen, { reason: 'Dit is nog niet openbaar.' })
  await kok.receives('Dit is nog niet openbaar.')
  await says(kok, `verzoek ${declined.asked}`)
  expect(await pressesOpen(kok, 'answer', 'vng.report', `again.${declined.id}`)).toContain('Over Te vroeg.')
  // For the pillars that it was for, and two more.
  await submits(kok, { title: 'Nu wel', alsoPillar: ['Bestuur', 'Economie & Fysieke leefomgeving'] })
  const [again] = await m50.database.query<{ pillars: string }>(
    `select string_agg(k.pillar_id, ' ' order by k.pillar_id) as pillars from report_pillars k join reports r on r.id = k.report_id where r.title = 'Nu wel'`,
  )
  expect(again).toEqual({ pillars: 'bestuur economie-fysieke-leefomgeving financien samenleving' })
})

it('[A43] [T20] what is urgent reaches the chair at once, before its review, and the channel by the chair’s press after it; what is confidential no channel', async () => {
  const { jansen, smit, kok, chair } = m50
  const urgent = await m50.reported(kok, 'Morgen stemming', { urgency: 'urgent', alsoPillar: ['financien'] })
  // Where there is no chair nobody is said to read it: the secretariat has it, and sees that it is urgent.
  expect(urgent.answer).toContain('De voorzitter van de pijler Samenleving leest het nu al')
  expect(urgent.answer).toContain('De pijler Financiën heeft nu geen voorzitter; bij het secretariaat staat dat')
  expect((await m50.shows(m50.secretariat, `Verzoek ${urgent.asked} ·`)).text).toContain('Dringend')
  const value = `${urgent.id}.samenleving`
  const ahead = await chair.receives('Het secretariaat beoordeelt het nog.')
  expect(ahead.text).toContain(`VB ${urgent.number} · Morgen stemming`)
  expect(ahead.text).toContain('Over Morgen stemming.')
  expect(ahead.text).not.toContain('[Zet in het kanaal')
  expect(await presses(chair, ahead, 'chat.line', `vng ${urgent.number}`)).toContain('Ligt bij het secretariaat.')
  expect(await chair.forgesPress(m50.general, 'vng.announce', value)).toContain('kan niet in een kanaal')
  expect(await says(smit, `vng ${urgent.number}`)).toContain(`Ik ken geen VB ${urgent.number}`)
  // Who may read one that waits may no more once it is urgent no more.
  const calm = await m50.reported(kok, 'Waterhoentje')
  expect(await says(chair, `vng ${calm.number}`)).toContain(`Ik ken geen VB ${calm.number}`)
  const isNow = async (urgency: string) => {
    await pressesOpen(kok, await kok.says(`vng ${calm.number}`), 'vng.edit', calm.id)
    await submits(kok, { urgency })
  }
  await isNow('urgent')
  await chair.receives('Over Waterhoentje.')
  await isNow('normal')
  await chair.receives(`VB ${calm.number} ligt bij het secretariaat.`)
  expect(await says(chair, `vng ${calm.number}`)).toContain(`Ik ken geen VB ${calm.number}`)
  await presses(jansen, m50.secretariat, 'request.approve', urgent.request)
  await chair.receives(`VB ${urgent.number} is geplaatst.`)
  const told = await chair.receives(`VB ${urgent.number} · Morgen stemming`)
  expect(told.text).toContain('Dringend')
  expect(await smit.forgesPress(m50.general, 'vng.announce', value)).toContain(
    'Alleen de voorzitter van de pijler of het secretariaat kan dit.',
  )
  // The pillar Financiën has no channel but in a workspace that is not admitted: nothing is posted, and that is said.
  await m50.database.query(
    `with asleep as (insert into sources (platform, external_id, name) values ('slack', 'T0ASLEEP', 'Slaapt') returning id)
     insert into channels (source_id, external_id, name, purpose, pillar_id, bound_at) select id, 'C0ASLEEP', 'financien', 'pillar', 'financien', now() from asleep`,
  )
  expect(await jansen.forgesPress(m50.general, 'vng.announce', `${urgent.id}.financien`)).toContain(
    'De pijler Financiën heeft nog geen kanaal, dus er is niets geplaatst.',
  )
  await opens(smit, 'digest ontvang samenleving')
  await submits(smit, { rhythm: 'weekly' })
  expect(await presses(chair, told, 'vng.announce', value)).toContain(
    'Het staat in het kanaal van de pijler Samenleving.',
  )
  const posted = await m50.shows(m50.society, `VB ${urgent.number} · Morgen stemming`)
  expect(posted.text).toContain('Over Morgen stemming.')
  // Who reads the pillar's digest by direct message has it too: that tells it no more.
  expect((await smit.receives(`VB ${urgent.number} · Morgen stemming`)).text).not.toContain('[Zet in het kanaal')
  // Taken back, its words stand there no more.
  await says(jansen, `verzoek ${urgent.asked} terugdraaien`)
  await m50.shows(m50.society, `VB ${urgent.number} is teruggenomen.`)
  const takenBack = await chair.receives(`VB ${urgent.number} is teruggenomen.`)
  expect(takenBack.text).not.toContain('[Zet in het kanaal')
  // Approved again it stands there by the chair's press alone: what was posted before stays taken back.
  await says(jansen, `verzoek ${urgent.asked}`)
  await presses(jansen, 'answer', 'request.approve', urgent.request)
  const again = await chair.receives('[Zet in het kanaal')
  await expect
    .poll(() =>
      m50.database.query(
        'select from posted_messages p join reports r on r.id::text = p.subject_id and p.drawn_version < r.version',
      ),
    )
    .toEqual([])
  expect(JSON.stringify(m50.stands(m50.society))).not.toContain('Over Morgen stemming.')
  await presses(chair, again, 'vng.announce', value)
  await m50.shows(m50.society, 'Over Morgen stemming.')

  await says(chair, 'vervang A. Bakker tot 2027-02-10')
  const hidden = await m50.reported(kok, 'Wielewaal', { confidential: true, urgency: 'urgent' })
  // On Slack the answer comes by direct message; in Teams it is one.
  const answers = () => [hidden.answer, ...kok.inbox().map(({ text }) => text)].join()
  await expect.poll(answers).toContain('Wie de pijler Samenleving leidt, leest het nu al')
  const card = await m50.shows(m50.secretariat, `vertrouwelijk bericht VB ${hidden.number}`)
  expect(card.text).not.toMatch(/wielewaal/i)
  expect(card.text).toContain('Dringend')
  for (const leading of [chair, m50.bakker]) await leading.receives('Over Wielewaal.')
  expect((await jansen.asksPrivately(`vng ${hidden.number}`, 'Over Wielewaal.')).text).toContain('Vertrouwelijk')
  await presses(jansen, m50.secretariat, 'request.approve', hidden.request)
  // The search finds it for them alone, and what is for all for everyone.
  const open = await m50.reported(kok, 'Nachtegaal')
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
  const unled = await m50.reported(kok, 'Rietzanger', { confidential: true, pillar: 'financien' })
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
  expect(JSON.stringify([m50.stands(m50.society), m50.stands(m50.secretariat)])).not.toMatch(/wielewaal/i)
  // Where its title stands in a list, that is no answer for a channel either.
  expect((await chair.asksPrivately('vng zjo', 'Wielewaal', m50.general)).text).toContain(`VB ${hidden.number}`)
  // Nor does it go along with what the chair asks of themselves: that outlives the role.
  expect(await ownData(chair)).not.toMatch(/wielewaal/i)
  expect(await ownData(kok)).toMatch(/wielewaal/i)
})

it('[F49] a published report is put right by its writer or the secretariat: what it read is kept, who answered it is told', async () => {
  const { jansen, smit, bakker, kok } = m50
  const report = await m50.reported(kok, 'Te lage raming', { inputUntil: '2027-02-24' })
  await m50.shows(m50.secretariat, `Verzoek ${report.asked} ·`)
  expect(await kok.forgesPress(m50.general, 'vng.correct', report.id)).toContain('Ligt bij het secretariaat.')
  await presses(jansen, m50.secretariat, 'request.approve', report.request)
  const about = `report.${report.id}`
  await bakker.forgesSubmission(m50.general, 'vng.input', about, { summary: 'Bij ons ook.' })
  expect(await says(jansen, 'vng verstuur samenleving')).toContain('Verstuurd.')
  const digest = await m50.shows(m50.society, 'Verslag van R. Kok (Tiel), ')
  expect(digest.text).toContain(': Te lage raming.')
  // What the chair had posted in this channel stands in it once.
  expect(digest.text).toContain('Nachtegaal')
  expect(digest.text).not.toContain('Morgen stemming')
  // Posted later, it goes to who began to read the digest by direct message since, and not once more to whom that told it.
  await smit.receives(': Te lage raming.')
  await opens(bakker, 'digest ontvang samenleving')
  await submits(bakker, { rhythm: 'weekly' })
  await presses(jansen, await jansen.says(`vng ${report.number}`), 'vng.announce', `${report.id}.samenleving`)
  await m50.shows(m50.society, 'Over Te lage raming.')
  await bakker.receives('Over Te lage raming.')
  const sentTo = await m50.database.query<{ name: string }>(
    `select p.name from deliveries x join people p on p.id = x.person_id where x.kind = 'vng.report' and x.subject_id = $1`,
    [report.id],
  )
  expect(sentTo).toEqual([{ name: 'A. Bakker' }])
  // Nobody else puts it right.
  expect(await says(smit, `vng ${report.number}`)).not.toContain('[Corrigeren]')
  expect(await smit.forgesPress(m50.general, 'vng.correct', report.id)).toContain('of het is niet voor u.')
  await says(kok, `vng ${report.number}`)
  expect(await pressesOpen(kok, 'answer', 'vng.correct', report.id)).toContain('weekberichten die al uit zijn, blijven')
  expect((await kok.submit({ title: '', link: 'x' }, { unchecked: true })).errors).toEqual({
    title: 'Schrijf in een paar woorden waarover het gaat.',
    link: 'Een link begint met https://.',
  })
  const corrected = await submits(kok, { title: 'Te hoge raming', summary: 'Het is te hoog.', link: '' })
  expect(corrected).toContain('De tekst is gecorrigeerd.')
  expect(corrected).toContain('Gecorrigeerd op wo 3 feb')
  // The card in the channel follows, the digest that went out stays; who gave input hears of it, and the secretariat.
  const posted = await m50.shows(m50.society, 'Het is te hoog.')
  expect(posted.text).toContain('Gecorrigeerd op wo 3 feb')
  expect(m50.messagesIn(m50.society).find(({ id }) => id === digest.id)?.text).toContain('Te lage raming')
  const told = await bakker.receives(`VB ${report.number} is gecorrigeerd`)
  expect(told.text).toContain('U gaf hier inbreng bij. Lees of die nog past.')
  expect(await presses(bakker, told, 'chat.line', `vng ${report.number}`)).toContain('Het is te hoog.')
  const desk = await m50.shows(m50.secretariat, `VB ${report.number} is gecorrigeerd`)
  expect(desk.text).toContain('De schrijver heeft de geplaatste tekst aangepast.')
  expect(desk.text).not.toContain('raming')
  // What it read stands behind a button, for the secretariat and its writer alone.
  const before = await presses(jansen, m50.secretariat, 'vng.earlier', `${report.id}.1`)
  expect(before).toContain('toen gewijzigd door R. Kok.')
  expect(before).toMatch(/Te lage raming.*Over Te lage raming\./s)
  expect(before).not.toContain('Het is te hoog.')
  expect(await smit.forgesPress(m50.general, 'vng.earlier', `${report.id}.1`)).toContain('of het is niet voor u.')
  // The secretariat does so too, and its writer hears it; what another did meanwhile is not undone.
  await says(kok, `vng ${report.number}`)
  await pressesOpen(kok, 'answer', 'vng.correct', report.id)
  await says(jansen, `vng ${report.number}`)
  await pressesOpen(jansen, 'answer', 'vng.correct', report.id)
  await submits(jansen, { summary: 'Het is nu te hoog.' })
  const right = await kok.receives(`VB ${report.number} is gecorrigeerd`)
  expect(right.text).toContain('Het secretariaat heeft')
  expect((await kok.submit({ summary: 'Dit wist ik niet.' })).errors.summary).toContain('intussen gewijzigd')
  await kok.closes()
  expect(await presses(kok, right, 'vng.earlier')).toContain('Het is te hoog.')
  expect(await presses(kok, 'answer', 'vng.earlier', `${report.id}.2`)).toContain('Over Te lage raming.')
  const kept = await m50.database.query<{ summary: string }>(
    'select summary from report_wordings where report_id = $1::uuid order by wording',
    [report.id],
  )
  expect(kept.map(({ summary }) => summary)).toEqual(['Over Te lage raming.', 'Het is te hoog.'])
})

it('[F48] [F55] who sits there is asked a week before and two days after, by form or by just replying; colleagues’ input comes bundled', async () => {
  const { jansen, smit, bakker, deVries, kok } = m50
  const seatOf = (name: string) =>
    m50.idOf('select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1', name)
  await m50.gives('zjo', { person: 'R. Kok' })
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
