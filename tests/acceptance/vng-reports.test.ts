// SPDX-License-Identifier: EUPL-1.2
// What is reported of committees: reviewed, told, read and put right.
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
