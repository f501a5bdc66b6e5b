// SPDX-License-Identifier: EUPL-1.2
// What is reported of committees: reviewed, told, read.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { committeesOf, redrawn } from '../support/chat/vng.ts'

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

it('[A43] [T20] what is urgent reaches the chair at once and the channel by the chair’s press; what is confidential no channel', async () => {
  const { jansen, smit, kok, chair } = m50
  const urgent = await m50.reported(kok, 'Morgen stemming', { urgency: 'urgent', alsoPillar: ['financien'] })
  await m50.shows(m50.secretariat, `Verzoek ${urgent.asked} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', urgent.request)
  const told = await chair.receives(`VB ${urgent.number} · Morgen stemming`)
  expect(told.text).toContain('Dringend')
  const value = `${urgent.id}.samenleving`
  expect(await smit.forgesPress(m50.general, 'vng.announce', value)).toContain(
    'Alleen de voorzitter van de pijler of het secretariaat kan dit.',
  )
  // The pillar Financiën has no channel: nothing is posted, and that is said.
  expect(await jansen.forgesPress(m50.general, 'vng.announce', `${urgent.id}.financien`)).toContain(
    'De pijler Financiën heeft nog geen kanaal, dus er is niets geplaatst.',
  )
  expect(await presses(chair, told, 'vng.announce', value)).toContain(
    'Het staat in het kanaal van de pijler Samenleving.',
  )
  const posted = await m50.shows(m50.society, `VB ${urgent.number} · Morgen stemming`)
  expect(posted.text).toContain('Over Morgen stemming.')
  // Taken back, its words stand there no more.
  await says(jansen, `verzoek ${urgent.asked} terugdraaien`)
  await m50.shows(m50.society, `VB ${urgent.number} is teruggenomen.`, redrawn)
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
  expect(JSON.stringify(m50.stands(m50.society))).not.toContain('Over Morgen stemming.')
  await presses(chair, again, 'vng.announce', value)
  await m50.shows(m50.society, 'Over Morgen stemming.')

  await says(chair, 'vervang A. Bakker tot 2027-02-10')
  const hidden = await m50.reported(kok, 'Wielewaal', { confidential: true, urgency: 'urgent' })
  const card = await m50.shows(m50.secretariat, `vertrouwelijk bericht VB ${hidden.number}`)
  expect(card.text).not.toMatch(/wielewaal/i)
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
