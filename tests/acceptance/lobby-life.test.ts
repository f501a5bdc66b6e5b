// SPDX-License-Identifier: EUPL-1.2
// How a point goes on: as one with another or in parts, in other hands where someone leaves or is forgotten, or no further; and who hears of it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbying, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

it('[F18] two points become one with the support of both, a part goes on by itself, and all involved are told', async () => {
  const { bakker, jansen } = m50
  const cites = { evidence: 'Het CBS telde er twaalf.', dossiers: '2027Z00012, kst-36600-B-12' }
  const one = await lobby.approved(bakker, 'Een punt dat opgaat', cites)
  const other = await lobby.approved(bakker, 'Een punt dat blijft', { dossiers: 'kst-36600-B-12, Lbr. 24/019' })
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `lobby steun ${one.number}`)
  const doubter = await lobby.someone('dronten.nl')
  await says(doubter, `lobby ${one.number}`)
  await pressesOpen(doubter, 'answer', 'lobby.reserve', one.id)
  await submits(doubter, { line: 'Nu nog niet.' })
  await opens(jansen, `lobby agendeer ${one.number}`)
  const placement = { target: 'provincie-utrecht', occasion: 'overleg wonen', spokesperson: 'W. de Vries' }
  await submits(jansen, { ...placement, placedOn: '2027-03-03', nextContact: '2027-04-01' })
  await says(bakker, `lobby contact ${one.number} gebeld met de verkeerde`)
  await presses(bakker, 'answer', 'lobby.unnote')
  await says(bakker, `lobby contact ${one.number} gebeld met de gedeputeerde`)
  const stayer = await lobby.someone('soest.nl')
  await says(stayer, `lobby steun ${other.number}`)
  await says(jansen, `lobby beheer ${one.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.merge', one.id)
  const wrong = await jansen.submit({ into: '999' })
  expect(wrong.errors).toEqual({ into: expect.stringContaining('Ik ken geen lobbypunt met dat nummer') })
  expect(await submits(jansen, { into: `LP ${other.number}` })).toContain(`LP ${one.number} is opgegaan in dit punt.`)
  const told = await tiel.receives(`LP ${one.number} gaat verder als LP ${other.number}`)
  expect(told.text).toContain('De steun van uw gemeente geldt nu daarvoor.')
  const heard = await doubter.receives(`LP ${one.number} gaat verder als LP ${other.number}`)
  expect(heard.text).not.toMatch(/steun/i)
  const stays = await stayer.receives(`LP ${one.number} is opgegaan in LP ${other.number}`)
  expect(stays.text).toContain(`De tekst van LP ${one.number} blijft daar te lezen.`)
  expect(stays.text).toContain('De steun van uw gemeente blijft staan.')
  expect(await lobby.stateOf(one.id)).toBe('archived')
  // What it rests on goes along: the dossiers of both, and the evidence where there was none.
  const rests = ['Het CBS telde er twaalf.', 'kst-36600-B-12, Lbr. 24/019, 2027Z00012']
  const joined = await says(jansen, `lobby ${other.number}`)
  for (const what of rests) expect(joined).toContain(what)
  // Where it was on an agenda and with whom it was talked about goes along.
  expect(await lobby.stateOf(other.id)).toBe('placed')
  const life = await says(jansen, `lobby stappen ${other.number}`)
  expect(life).toContain('Provincie Utrecht, overleg wonen')
  expect(life).toContain('gebeld met de gedeputeerde')
  expect(life).not.toContain('gebeld met de verkeerde')
  expect(await says(doubter, 'lobby provincies')).toMatch(new RegExp(`Utrecht: LP ${other.number}\\b`))
  // Whoever comes by what went on as another is led there.
  const went = `Ging op in LP ${other.number}. Wat daarna gebeurt, staat daar.`
  await m50.shows(lobby.society, went)
  await m50.shows(lobby.society, `LP ${one.number} gaat verder als LP ${other.number}`)
  const refused = await says(doubter, `lobby steun ${one.number}`)
  expect(refused).toContain(`LP ${one.number} ging op in LP ${other.number}.`)
  expect(refused).toContain(`[Naar LP ${other.number}]`)
  expect(await says(doubter, `lobby resultaat ${one.number}`)).not.toContain('gearchiveerd')
  const gone = await says(doubter, `lobby ${one.number}`)
  expect(gone).toContain(went)
  // Where nothing can be changed any more, nothing leads there.
  expect(await says(jansen, `lobby ${other.number}`)).toContain('Beheren')
  expect(await says(jansen, `lobby ${one.number}`)).not.toContain('Beheren')
  const gonesCourse = await says(doubter, `lobby verloop ${one.number}`)
  expect(gonesCourse).toContain(`opgegaan in LP ${other.number}, door S. Jansen`)
  expect(await presses(doubter, 'answer', `Naar LP ${other.number}`)).toContain('Een punt dat blijft')
  expect(await says(tiel, `lobby ${other.number}`)).toMatch(/Gesteund door .*Tiel/)
  const follower = await lobby.someone('kampen.nl')
  await says(follower, `volg LP ${other.number}`)
  await says(jansen, `lobby beheer ${other.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.split', other.id)
  const part = { ...words, title: 'Een deel dat alleen verdergaat' }
  const { pillar: _, ...text } = part
  const own = await submits(jansen, text)
  expect(own).toContain(`is afgesplitst van LP ${other.number}.`)
  for (const what of rests) expect(own).toContain(what)
  expect((await tiel.receives('Een deel dat alleen verdergaat')).text).toContain(
    'De steun van uw gemeente geldt ook daarvoor.',
  )
  expect((await doubter.receives('Een deel dat alleen verdergaat')).text).not.toMatch(/steun/i)
  await m50.shows(lobby.society, 'Een deel dat alleen verdergaat')
  // Who follows the whole follows its part, too.
  await follower.receives('Een deel dat alleen verdergaat')
  const [splitOff] = await m50.database.query<{ number: number }>(
    `select number from lobby_points where title = 'Een deel dat alleen verdergaat'`,
  )
  expect(await says(follower, 'volg')).toContain(`LP ${splitOff?.number}`)
  expect(await says(tiel, `lobby verloop ${other.number}`)).toContain(`LP ${one.number} ging hierin op, door S. Jansen`)
})

it('[F17] a point that is declined though others stand behind it tells its proposer why, and takes no more support', async () => {
  const { bakker, jansen } = m50
  await lobby.shares(bakker, 'Bruggen roesten door')
  const { id, number } = await lobby.bottleneck('Bruggen roesten door')
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `knelpunt herken ${number}`)
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: words.ask, whyMidsized: words.whyMidsized })
  await submits(bakker, { target: 'vws' })
  const point = await lobby.proposed('Bruggen roesten door')
  expect(await lobby.supporters(point.id)).toEqual(['Tiel', 'Zeist'])
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await pressesOpen(jansen, m50.secretariat, 'request.decline', point.requestId)
  await submits(jansen, { reason: 'Dit ligt bij het waterschap.' })
  await bakker.receives('Dit ligt bij het waterschap.')
  expect(await says(bakker, `lobby steun ${point.number}`)).toContain(`LP ${point.number} is afgewezen.`)
  expect(await says(tiel, `lobby ${point.number}`)).toContain(`Ik ken geen lobbypunt ${point.number}`)
  expect(await says(tiel, `knelpunt ${number}`)).not.toContain(`LP ${point.number}`)
})

it('[F06] [F29] the points of whoever leaves go to the successor, else to the contact officer, else the secretariat is asked; drafts to a successor alone', async () => {
  const { jansen, smit } = m50
  const [leaver, next] = [await lobby.someone('soest.nl'), await lobby.someone('soest.nl')]
  const proposedBy = ({ name }: Person) => new RegExp(`Voorgesteld door ${name}, Soest`, 'i')
  const open = await lobby.approved(leaver, 'Een punt van wie vertrekt')
  const hidden = await lobby.approved(leaver, 'Een stil punt van wie vertrekt', { confidential: true })
  await opens(leaver, 'lobby nieuw Een concept van wie vertrekt')
  await submits(leaver, { ...words, title: 'Een concept van wie vertrekt' })
  const form = await opens(jansen, `persoon stopt ${leaver.name}`)
  expect(form).toMatch(new RegExp(`Voorgesteld: LP ${open.number}, LP ${hidden.number} en LP \\d+`))
  await submits(jansen, { successor: next.name })
  expect(await says(smit, `lobby ${open.number}`)).toMatch(proposedBy(next))
  await next.asksPrivately(`lobby ${hidden.number}`, 'Een stil punt van wie vertrekt')
  await next.opensHome()
  await expect.poll(() => next.home(), { timeout: 20_000 }).toContain('Een concept van wie vertrekt')
  // Nobody succeeds: the contact officer does.
  const officer = await lobby.someone('soest.nl')
  await says(jansen, `rol geef ${officer.name} contactambtenaar`)
  await opens(jansen, `persoon stopt ${next.name}`)
  await submits(jansen, {})
  await officer.receives(`U bent nu indiener van LP ${open.number}`)
  expect(await says(smit, `lobby ${open.number}`)).toMatch(proposedBy(officer))
  // Nor is there another contact officer: what waits is not lost.
  const waiting = await lobby.proposes(officer, 'Zwembaden verwarmen')
  await opens(jansen, `persoon stopt ${officer.name}`)
  await submits(jansen, {})
  await m50.shows(m50.secretariat, `LP ${open.number} heeft geen indiener meer`)
  expect(await says(smit, `lobby ${open.number}`)).not.toContain('Voorgesteld door')
  await m50.shows(m50.secretariat, `Verzoek ${waiting.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', waiting.requestId)
  await m50.shows(lobby.society, 'Zwembaden verwarmen')
  expect(await says(smit, `lobby verloop ${open.number}`)).toContain(
    'overgedragen, omdat de indiener stopte, door S. Jansen',
  )
})

it('[F76] [F06] the points of whoever is forgotten go to the contact officer, else the secretariat is asked, also what waits for a decision; nobody is named', async () => {
  const { jansen, smit, database } = m50
  const [leaver, officer] = [await lobby.someone('dronten.nl'), await lobby.someone('dronten.nl')]
  await says(jansen, `rol geef ${officer.name} contactambtenaar`)
  const open = await lobby.approved(leaver, 'Een punt van wie vergeten wil worden')
  const waiting = await lobby.proposes(leaver, 'Bibliotheken op zondag')
  // What was taken back is a draft again: it goes with them, and its request says no number of what is no more.
  const taken = await lobby.proposes(leaver, 'Speeltuinen in de wijk')
  await says(leaver, `verzoek ${taken.request} intrekken`)
  const forgets = async (person: Person) => {
    const card = await person.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
    expect(await presses(person, card, 'privacy.forget')).toContain('U bent vergeten')
  }
  await forgets(leaver)
  const told = await officer.receives(`U bent nu indiener van LP ${open.number}`)
  expect(told.text).toContain('voormalig ambtenaar, Dronten is gestopt')
  await officer.receives(`U bent nu indiener van LP ${waiting.number}`)
  expect(await says(jansen, `verzoek ${taken.request}`)).toContain('Een lobbypunt dat er niet meer is')
  expect(await says(smit, `lobby ${open.number}`)).toMatch(new RegExp(`Voorgesteld door ${officer.name}, Dronten`, 'i'))
  await forgets(officer)
  await m50.shows(m50.secretariat, `LP ${waiting.number} heeft geen indiener meer`)
  expect(
    await database.query('select state, requester_id, requester_text from requests where id = $1', [waiting.requestId]),
  ).toEqual([{ state: 'open', requester_id: null, requester_text: 'voormalig ambtenaar, Dronten' }])
  await presses(jansen, m50.secretariat, 'request.approve', waiting.requestId)
  await m50.shows(lobby.society, 'Bibliotheken op zondag')
})

it('[F20] [F06] once whoever supported a point left, who succeeds them hears what becomes of it, or else the contact officer', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt waarvan de steun blijft')
  const [giver, next, officer] = [
    await lobby.someone('woerden.nl'),
    await lobby.someone('woerden.nl'),
    await lobby.someone('woerden.nl'),
  ]
  await says(giver, `lobby steun ${point.number}`)
  const asks = async (ask: string) => {
    await says(bakker, `lobby beheer ${point.number}`)
    await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
    await submits(bakker, { ask })
  }
  await opens(jansen, `persoon stopt ${giver.name}`)
  await submits(jansen, { successor: next.name })
  await asks('VWS financiert 80 opleidingsplaatsen.')
  expect((await next.receives('VWS financiert 80 opleidingsplaatsen.')).text).toContain('Uw gemeente steunt dit punt.')
  await says(jansen, `rol geef ${officer.name} contactambtenaar`)
  await opens(jansen, `persoon stopt ${next.name}`)
  await submits(jansen, {})
  await asks('VWS financiert 90 opleidingsplaatsen.')
  await officer.receives('VWS financiert 90 opleidingsplaatsen.')
  expect(await says(bakker, `lobby verloop ${point.number}`)).toContain(
    'omdat wie die gaf stopte, door S. Jansen, lid van het secretariaat',
  )
  expect(await lobby.supporters(point.id)).toEqual(['Woerden', 'Zeist'])
  // Where nobody is left to hear it, the secretariat does.
  await opens(jansen, `persoon stopt ${officer.name}`)
  await submits(jansen, {})
  const unheard = await m50.shows(m50.secretariat, 'In Woerden hoort niemand meer van lobbypunten')
  expect(unheard.text).toContain('Wat er gebeurt met 1 lobbypunt dat Woerden steunt')
})

it('[F18] [F26] [F74] who has a reservation at one of two points that become one and stands behind the other is told that the reservation goes on, with its words; own words go along where the other has none', async () => {
  const { bakker, jansen, smit } = m50
  const one = await lobby.approved(bakker, 'Laat de veerpont varen')
  const other = await lobby.approved(bakker, 'Herstel het gemaal')
  const [dronten, tiel, kampen, soest] = [
    await lobby.someone('dronten.nl'),
    await lobby.someone('tiel.nl'),
    await lobby.someone('kampen.nl'),
    await lobby.someone('soest.nl'),
  ]
  for (const person of [dronten, tiel]) await says(person, `lobby steun ${other.number}`)
  const writes = async (
    person: Person,
    { number, id }: typeof one,
    form: 'lobby.line' | 'lobby.reserve',
    line: string,
  ) => {
    await says(person, `lobby ${number}`)
    await pressesOpen(person, 'answer', form, id)
    await submits(person, { line })
  }
  await writes(dronten, one, 'lobby.reserve', 'Alleen met een vaste bijdrage.')
  await says(tiel, `lobby steun ${one.number}`)
  await pressesOpen(tiel, 'answer', 'lobby.line', one.id)
  await submits(tiel, { line: 'Wij varen elke dag.' })
  await writes(kampen, other, 'lobby.reserve', 'Eerst een onderzoek.')
  // The other way round: it stands behind the one that goes on.
  await says(soest, `lobby steun ${one.number}`)
  await writes(soest, other, 'lobby.reserve', 'Niet op onze kosten.')
  await says(jansen, `lobby beheer ${one.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.merge', one.id)
  await submits(jansen, { into: String(other.number) })
  expect(await lobby.supporters(other.id)).toEqual(['Tiel', 'Zeist'])
  const shown = await says(smit, `lobby ${other.number}`)
  expect(shown).toContain('Voorbehoud van Dronten: “Alleen met een vaste bijdrage.”')
  expect(shown).toContain('Tiel: “Wij varen elke dag.”')
  const course = await says(smit, `lobby verloop ${other.number}`)
  expect(course).toMatch(
    new RegExp(
      `wat Dronten bij LP ${one.number} zei, meegenomen, door S\\. Jansen[^\\n]*\\n“Alleen met een vaste bijdrage\\.”\\nDaarmee eindigde de steun\\.`,
    ),
  )
  const told = await dronten.receives(`LP ${one.number} gaat verder als LP ${other.number}`)
  expect(told.text).toContain(`Dat geldt nu voor LP ${other.number}; daarmee eindigde haar steun daar.`)
  expect(told.text).not.toContain('De steun van uw gemeente geldt nu daarvoor.')
  expect((await kampen.receives(`LP ${one.number} is opgegaan in LP ${other.number}`)).text).toContain(
    'Het voorbehoud van uw gemeente blijft staan.',
  )
  expect(course).toContain(
    `steun van Soest aan LP ${one.number} niet meegenomen, om het voorbehoud hier, door S. Jansen`,
  )
  const stood = (await soest.receives(`LP ${one.number} gaat verder als LP ${other.number}`)).text
  expect(stood).toContain('Dat blijft staan; de steun ging daarom niet mee.')
  expect(stood).not.toContain('geldt nu')
  expect(await presses(dronten, told, 'lobby.unreserve', other.id)).toContain(
    `Dronten heeft geen voorbehoud meer bij LP ${other.number}.`,
  )
})

it('[F15] [F27] [F76] a draft with which something was done already is thrown away, or goes with whoever is forgotten; what once was proposed is withdrawn then, and what municipalities said to it stays', async () => {
  const { jansen, database } = m50
  const leaver = await lobby.someone('soest.nl')
  const draftOf = async (title: string) => {
    await opens(leaver, 'lobby nieuw')
    // Where it is like a point, that is shown instead of the second step.
    if (!(await submits(leaver, { ...words, title })).includes('Lijkt dit op')) await leaver.closes()
    const [row] = await database.query<{ id: string; number: number }>(
      'select id, number from lobby_points where title = $1',
      [title],
    )
    if (!row) return expect.fail(`no draft ${title}`)
    expect(await says(leaver, `lobby contact ${row.number} gesproken met een Kamerlid`)).toContain('is genoteerd.')
    return row
  }
  const [thrown, kept] = [await draftOf('Watertorens verdwijnen'), await draftOf('Molens staan stil')]
  expect(await leaver.forgesPress(lobby.society, 'lobby.discard', thrown.id)).toContain(
    `Uw concept LP ${thrown.number} is weg.`,
  )
  // This one was voted on, and had a result; its approval was undone and it was taken back.
  const point = await lobby.approved(leaver, 'Vuurtorens gaan uit')
  const round = { question: 'Wat eerst?', until: '2035-06-04', pointA: 'on' }
  await jansen.forgesSubmission(m50.general, 'lobby.round', `samenleving:${point.number}`, round)
  await says(leaver, `lobby prioriteit ${point.number} 5`)
  const result = { ending: 'achievePartly', result: 'Er blijven er twee aan.', link: '' }
  await jansen.forgesSubmission(m50.general, 'lobby.result', point.id, result)
  await jansen.forgesPress(m50.general, 'lobby.resume', point.id)
  await says(jansen, `lobby contact ${point.number} gebeld met de wachter`)
  expect(await says(jansen, `verzoek ${point.request} terugdraaien`)).toContain('Teruggedraaid.')
  await says(leaver, `verzoek ${point.request} intrekken`)
  expect(await lobby.stateOf(point.id)).toBe('draft')
  const life = ['lobby_round_points', 'lobby_votes', 'lobby_results', 'lobby_contacts']
  for (const table of life)
    expect(await database.query(`select from ${table} where point_id = $1::uuid`, [point.id]), table).toHaveLength(1)
  await database.query(`update lobby_points set ask = 'Wat niemand nog las.' where id = $1::uuid`, [point.id])
  const card = await leaver.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
  expect(await presses(leaver, card, 'privacy.forget')).toContain('U bent vergeten')
  const ids = [thrown.id, kept.id, point.id]
  expect(await database.query('select id, state, ask from lobby_points where id = any($1::uuid[])', [ids])).toEqual([
    { id: point.id, state: 'withdrawn', ask: words.ask },
  ])
  for (const table of life)
    expect(await database.query(`select from ${table} where point_id = $1::uuid`, [point.id]), table).toHaveLength(1)
})

it('[F18] [F27] what was said of a contact is read by nobody else once its point became part of one of another municipality, or of a colleague who may not read it', async () => {
  const { bakker, jansen } = m50
  // Who is of the same municipality without speaking for it reads the contacts of their own points alone.
  const [stated, speaker] = [await lobby.someone('zeist.nl', 'wethouder'), await lobby.someone('zeist.nl')]
  for (const [proposer, title, isRead] of [
    [await lobby.someone('dronten.nl'), 'Betaal de veerman', false],
    [stated, 'Laat de pont op zondag varen', false],
    [speaker, 'Geef de pont een steiger', true],
  ] as const) {
    const one = await lobby.approved(bakker, `Houd de pont in de vaart: ${title}`)
    const other = await lobby.approved(proposer, title)
    await says(bakker, `lobby contact ${one.number} gesproken met schipper Storm`)
    await says(jansen, `lobby beheer ${one.number}`)
    expect(await pressesOpen(jansen, 'answer', 'lobby.merge', one.id)).toContain('Anders blijven ze hier staan')
    expect(await submits(jansen, { into: String(other.number) })).toContain('is opgegaan in dit punt.')
    expect((await says(proposer, `lobby stappen ${other.number}`)).includes('Storm'), title).toBe(isRead)
    expect(await says(jansen, `lobby stappen ${one.number}`)).toContain('gesproken met schipper Storm')
  }
})

it('[F18] [F27] a contact is not noted on a point that went on as another, where nobody would be reminded of the next: what was typed stays; and of what has its outcome no next contact is asked', async () => {
  const { bakker, jansen } = m50
  const one = await lobby.approved(bakker, 'Verdiep de vaargeul')
  const other = await lobby.approved(bakker, 'Baggeren om de drie jaar')
  expect(await opens(bakker, `lobby contact ${one.number}`)).toContain('Wanneer is het volgende contact?')
  await says(jansen, `lobby beheer ${one.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.merge', one.id)
  await submits(jansen, { into: String(other.number) })
  const went = `LP ${one.number} ging op in LP ${other.number}.`
  const given = { contact: 'gebeld met de waterschout', nextContact: '2035-03-01' }
  expect(Object.values((await bakker.submit(given)).errors)).toEqual([expect.stringContaining(went)])
  await bakker.closes()
  expect(await bakker.forgesPress(m50.general, 'lobby.contact', one.id)).toContain(went)
  for (const line of ['', ' gebeld met de waterschout'])
    expect(await says(bakker, `lobby contact ${one.number}${line}`)).toContain(went)
  expect(await opens(bakker, `lobby contact ${other.number}`)).toContain('Wanneer is het volgende contact?')
  // It has its outcome while the form is open.
  await opens(jansen, `lobby resultaat ${other.number}`)
  await submits(jansen, { ending: 'achieve', result: 'De geul is diep.', link: '' })
  const late = await bakker.submit(given)
  expect(late.errors).toEqual({
    nextContact: `LP ${other.number} loopt niet meer, dus er komt geen volgend contact. Laat dit leeg.`,
  })
  expect(await submits(bakker, { ...given, nextContact: null })).toContain(
    `Het contact over LP ${other.number} is genoteerd.`,
  )
  expect(await opens(bakker, `lobby contact ${other.number}`)).not.toContain('Wanneer is het volgende contact?')
  expect(await submits(bakker, { contact: 'bedankt' })).toContain(`Het contact over LP ${other.number} is genoteerd.`)
})

it('[F18] [T20] of two confidential points that become one the evidence of the one stays with those who know of it', async () => {
  const [one, another] = [await lobby.someone('tiel.nl'), await lobby.someone('dronten.nl')]
  const gone = await lobby.approved(one, 'Uil in de toren', {
    confidential: true,
    evidence: 'Nest 4',
    dossiers: '36600',
  })
  const kept = await lobby.approved(another, 'Zwaan in de gracht', { confidential: true })
  await m50.jansen.forgesSubmission(m50.secretariat, 'lobby.merge', gone.id, { into: String(kept.number) })
  const stand = (id: string) =>
    m50.database.query('select merged_into_id as into, evidence, dossiers from lobby_points where id = $1::uuid', [id])
  expect(await stand(gone.id)).toEqual([{ into: kept.id, evidence: 'Nest 4', dossiers: ['36600'] }])
  expect(await stand(kept.id)).toEqual([{ into: null, evidence: null, dossiers: [] }])
})
