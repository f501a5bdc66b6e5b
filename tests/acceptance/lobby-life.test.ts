// SPDX-License-Identifier: EUPL-1.2
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

it('[F18] an edit keeps what was there before, and tells who stands behind the point when what we ask changes', async () => {
  const { bakker } = m50
  const point = await lobby.approved(bakker, 'Een punt dat beter kan')
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `lobby steun ${point.number}`)
  const follower = await lobby.someone('kampen.nl')
  await says(follower, `lobby ${point.number}`)
  await presses(follower, 'answer', 'follow.give', point.id)
  await says(bakker, `lobby beheer ${point.number}`)
  expect(await pressesOpen(bakker, 'answer', 'lobby.words', point.id)).toContain('blijft bewaard')
  const text = { title: 'Een punt dat beter is', problem: words.problem, whyMidsized: words.whyMidsized }
  expect(await submits(bakker, { ...text, ask: 'VWS financiert 80 opleidingsplaatsen.' })).toContain(
    `De nieuwe tekst van LP ${point.number} is bewaard.`,
  )
  const told = await tiel.receives(`De vraag van LP ${point.number} is gewijzigd`)
  expect(told.text).toContain('VWS financiert 80 opleidingsplaatsen.')
  expect(told.text).toContain('VWS financiert 60 extra opleidingsplaatsen')
  expect(told.text).toContain('Uw gemeente steunt dit punt. Klopt dat nog?')
  expect(told.text).toContain('[Steun intrekken]')
  // Whose municipality does not stand behind it reads what changed, and nothing of support.
  const heard = await follower.receives(`De vraag van LP ${point.number} is gewijzigd`)
  expect(heard.text).toContain('VWS financiert 80 opleidingsplaatsen.')
  expect(heard.text).not.toMatch(/Uw gemeente steunt|Steun intrekken/)
  const redrawn = await m50.shows(lobby.society, 'VWS financiert 80 opleidingsplaatsen.')
  expect(redrawn.text).toContain('Gewijzigd (v2)')
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  expect(course).toContain('tekst gewijzigd, door A. Bakker, lid, Zeist')
  expect(course).toContain('Titel: “Een punt dat beter kan” werd “Een punt dat beter is”')
  expect(course).toMatch(/goedgekeurd, door S\. Jansen, lid van het secretariaat/)
  expect(
    await m50.database.query('select wording, title from lobby_wordings where point_id = $1::uuid', [point.id]),
  ).toEqual([{ wording: 1, title: 'Een punt dat beter kan' }])
})

it('[F18] [F19] since when a point stands as it does stays so where it is edited', async () => {
  const { bakker } = m50
  const point = await lobby.proposes(bakker, 'Zonnepanelen op scholen')
  await m50.database.query(
    `update lobby_points set state_at = state_at - interval '28 days', moved_at = moved_at - interval '28 days' where id = $1::uuid`,
    [point.id],
  )
  const since = async () => /Ligt sinds .* bij het secretariaat/.exec(await says(bakker, `lobby ${point.number}`))?.[0]
  const before = await since()
  expect(before).toBeDefined()
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  const { pillar: _, ...text } = words
  await submits(bakker, { ...text, title: 'Zonnepanelen op alle scholen' })
  expect(await says(bakker, `lobby ${point.number}`)).toContain('Zonnepanelen op alle scholen')
  expect(await since()).toBe(before)
})

it('[F18] of two who edit at once, the later one sees what the other wrote, and keeps the own text', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt van twee schrijvers')
  for (const person of [bakker, jansen]) {
    await says(person, `lobby beheer ${point.number}`)
    await pressesOpen(person, 'answer', 'lobby.words', point.id)
  }
  const text = { title: 'Een punt van twee schrijvers', problem: words.problem, whyMidsized: words.whyMidsized }
  await submits(jansen, { ...text, ask: 'Van de secretaris.' })
  const again = await submits(bakker, { ...text, ask: 'Van de indiener.' })
  expect(again).toContain('Iemand anders wijzigde dit punt')
  expect(again).toContain('Van de secretaris.')
  expect(again).toContain('Van de indiener.')
  expect(await submits(bakker, { ...text, ask: 'Van de indiener.' })).toContain('Van de indiener.')
  const asks = await m50.database.query(
    `select ask from lobby_wordings where point_id = $1::uuid union all select ask from lobby_points where id = $1::uuid`,
    [point.id],
  )
  expect(asks.map(({ ask }) => ask)).toEqual([words.ask, 'Van de secretaris.', 'Van de indiener.'])
})

it('[F18] a point is put in another pillar, with its course telling from what to what', async () => {
  const { jansen, bakker } = m50
  const point = await lobby.approved(bakker, 'Een punt in de verkeerde pijler')
  const finance = m50.channel('financien', [jansen])
  await says(jansen, 'kanaal pijler financien', finance)
  await says(jansen, `lobby beheer ${point.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.facts', point.id)
  await submits(jansen, { pillar: 'financien', target: 'financien', deadline: '2031-05-01' })
  await m50.shows(finance, 'Een punt in de verkeerde pijler')
  const course = await says(bakker, `lobby verloop ${point.number}`)
  expect(course).toContain('Pijler: “Samenleving” werd “Financiën”')
  expect(course).toContain('“Ministerie van Volksgezondheid, Welzijn en Sport” werd “Ministerie van Financiën”')
})

it('[F16] a proposal that is like a point shows it before step two, to be supported instead or told apart, and never one that its proposer may not know', async () => {
  const { bakker, database } = m50
  const point = await lobby.approved(bakker, 'Houd de regionale busdienst in stand')
  await lobby.approved(bakker, 'Vertrouwelijk over busdiensten', { confidential: true })
  const tiel = await lobby.someone('tiel.nl')
  await opens(tiel, 'lobby nieuw Regionale busdiensten in het buitengebied')
  const title = 'Regionale busdiensten in het buitengebied'
  const shown = await submits(tiel, { ...words, title })
  expect(shown).toContain('Lijkt dit op iets wat er al is?')
  expect(shown).toContain(`LP ${point.number} · Houd de regionale busdienst in stand`)
  expect(shown).toContain('verzamelt steun · 1 gemeente')
  expect(shown).not.toContain('Vertrouwelijk')
  const [draft] = await database.query<{ id: string }>(
    `select id from lobby_points where title = $1 and state = 'draft'`,
    [title],
  )
  expect(await pressesOpen(tiel, 'answer', 'lobby.details', draft?.id)).toContain('Stap 2 van 2.')
  await tiel.closes()
  expect(await presses(tiel, 'answer', 'lobby.support', point.id)).toContain(
    `Tiel steunt LP ${point.number}, als 2e gemeente.`,
  )
  await opens(tiel, 'lobby nieuw')
  expect(await submits(tiel, { ...words, title: 'Maak crisisnoodopvang betaalbaar' })).toContain('Stap 2 van 2.')
})

it('[F15] [F18] a draft that is changed in two places at once shows what the other became, and each change stands in its course', async () => {
  const { bakker } = m50
  const title = 'Zeehonden op het strand'
  await opens(bakker, 'lobby nieuw')
  await submits(bakker, { ...words, title })
  await bakker.closes()
  const [draft] = await m50.database.query<{ id: string; number: number }>(
    'select id, number from lobby_points where title = $1',
    [title],
  )
  await says(bakker, `lobby ${draft?.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.new', draft?.id)
  // What stands on another device is sent first.
  await m50.database.query(`update lobby_points set ask = 'Van de telefoon.' where id = $1::uuid`, [draft?.id])
  const again = await submits(bakker, { ...words, title, ask: 'Van de computer.' })
  expect(again).toContain('Iemand anders wijzigde dit punt')
  expect(again).toContain('Van de telefoon.')
  expect(again).toContain('Van de computer.')
  expect(await submits(bakker, { ...words, title, ask: 'Van de computer.' })).toContain('Stap 2 van 2.')
  await bakker.closes()
  expect(await says(bakker, `lobby verloop ${draft?.number}`)).toContain('concept gewijzigd, door A. Bakker')
  expect(await m50.database.query('select ask from lobby_points where id = $1::uuid', [draft?.id])).toEqual([
    { ask: 'Van de computer.' },
  ])
  await says(bakker, `lobby ${draft?.number}`)
  await presses(bakker, 'answer', 'lobby.discard', draft?.id)
})

it('[F15] a draft says how to go on or throw it away, and is thrown away by its proposer alone; what lay before the secretariat is withdrawn, for its request tells of it', async () => {
  const { bakker, jansen } = m50
  const draftOf = async (title: string) => {
    await opens(bakker, 'lobby nieuw')
    await submits(bakker, { ...words, title })
    await bakker.closes()
    const [row] = await m50.database.query<{ id: string; number: number }>(
      'select id, number from lobby_points where title = $1',
      [title],
    )
    return row ?? expect.fail(`no draft ${title}`)
  }
  const draft = await draftOf('Zomaar een inval')
  expect(await says(bakker, `lobby intrekken ${draft.number}`)).toMatch(/om verder te gaan of het weg te gooien/)
  expect(await jansen.forgesPress(m50.general, 'lobby.discard', draft.id)).toContain('Dat kan ik niet vinden')
  expect(await lobby.stateOf(draft.id)).toBe('draft')
  expect(await says(bakker, `lobby ${draft.number}`)).not.toContain('Steun:')
  expect(await presses(bakker, 'answer', 'lobby.discard', draft.id)).toContain(`Uw concept LP ${draft.number} is weg.`)
  expect(await says(bakker, `lobby ${draft.number}`)).toContain(`Ik ken geen lobbypunt ${draft.number}`)
  expect(await m50.database.query('select 1 from lobby_points where id = $1::uuid', [draft.id])).toEqual([])

  const title = 'Een voorstel dat terugkomt'
  expect(await bakker.forgesSubmission(m50.general, 'lobby.new', '', { ...words, title, target: 'vws' })).toContain(
    'is voorgesteld',
  )
  const proposed = await lobby.proposed(title)
  const card = await m50.shows(m50.secretariat, `LP ${proposed.number} · ${title}`)
  expect(card.text).toContain('Gericht aan: Ministerie van Volksgezondheid, Welzijn en Sport')
  await says(bakker, `verzoek ${proposed.request}`)
  await presses(bakker, 'answer', 'request.withdraw', proposed.requestId)
  // What the proposer writes in it from now on is seen by nobody else: not while it is a draft, and not once it is thrown away [T20].
  await says(bakker, `lobby ${proposed.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.new', proposed.id)
  await submits(bakker, { ...words, title: 'Een gedachte voor mij alleen' })
  await bakker.closes()
  expect(await says(bakker, `lobby ${proposed.number}`)).toContain('Een gedachte voor mij alleen')
  expect(await says(jansen, `verzoek ${proposed.request}`)).toContain(title)
  expect(await presses(bakker, 'answer', 'lobby.discard', proposed.id)).toContain(
    'het secretariaat houdt het voorstel zoals het was ingediend.',
  )
  expect(await lobby.stateOf(proposed.id)).toBe('withdrawn')
  for (const line of [`lobby ${proposed.number}`, `verzoek ${proposed.request}`]) {
    const kept = await says(jansen, line)
    expect(kept).toContain(title)
    expect(kept).not.toContain('voor mij alleen')
  }
  expect(await says(bakker, 'm50')).not.toContain('Uw concept')
})

it('[T07] who reads a point and may not do something to it hears who may', async () => {
  const point = await lobby.approved(m50.bakker, 'Een punt van anderen')
  for (const [line, who] of [
    ['contact', 'Alleen de gemeente van de indiener, de voorzitter van de pijler of het secretariaat'],
    ['agendeer', 'Alleen de indiener, de voorzitter van de pijler of het secretariaat'],
    ['resultaat', 'Alleen de voorzitter van de pijler of het secretariaat'],
    ['intrekken', 'Alleen de indiener of het secretariaat'],
  ])
    expect(await says(m50.smit, `lobby ${line} ${point.number}`), line).toContain(who)
})

it('[F18] two points become one with the support of both, a part goes on by itself, and all involved are told', async () => {
  const { bakker, jansen } = m50
  const one = await lobby.approved(bakker, 'Een punt dat opgaat')
  const other = await lobby.approved(bakker, 'Een punt dat blijft')
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
  expect(stays.text).toContain('De steun van uw gemeente blijft staan.')
  expect(await lobby.stateOf(one.id)).toBe('archived')
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
  expect(await submits(jansen, text)).toContain(`is afgesplitst van LP ${other.number}.`)
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

it('[F18] a target that is renamed is called by its new name, and in the course what it was called then', async () => {
  const { bakker, jansen, smit } = m50
  const point = await lobby.approved(bakker, 'Een punt met een ander adres')
  await says(jansen, `lobby beheer ${point.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.facts', point.id)
  await submits(jansen, { pillar: 'samenleving', target: 'provincie-drenthe' })
  await m50.database.query(`update lobby_targets set name = 'Nieuw-Drenthe' where id = 'provincie-drenthe'`)
  expect(await says(smit, `lobby ${point.number}`)).toContain('Gericht aan: Nieuw-Drenthe')
  expect(await says(smit, `lobby verloop ${point.number}`)).toContain('werd “Provincie Drenthe”')
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

it('[F15] [F18] a pillar that there is not, a theme of another one, and a day that is over, are said at their fields when a point is changed', async () => {
  const { bakker } = m50
  const point = await lobby.approved(bakker, 'Een punt met verkeerde gegevens')
  const sends = (fields: Record<string, string>) =>
    bakker.forgesSubmission(m50.general, 'lobby.facts', point.id, { target: 'vws', ...fields })
  expect(await sends({ pillar: 'wonen' })).toContain('Kies een pijler.')
  expect(await sends({ pillar: 'samenleving', deadline: '2020-01-01' })).toContain('Die dag is al voorbij.')
  expect(await sends({ pillar: 'samenleving', theme: '4.2.C' })).toContain(
    'Dit thema hoort bij een andere pijler dan Samenleving.',
  )
  expect(await says(bakker, 'lobby volgorde wonen')).toContain('Ik ken geen pijler “wonen”.')
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

it('[F18] [F20] once a point has its outcome what it asks stays, for nobody can take back any more that they stood behind it; other words may change', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt met een uitkomst')
  const { pillar: _, ...text } = words
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  await opens(jansen, `lobby resultaat ${point.number}`)
  await submits(jansen, { ending: 'achieve', result: 'De plaatsen zijn er.', link: '' })
  // Someone else changes other words in between: that takes nothing of what was typed either.
  await says(jansen, `lobby beheer ${point.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.words', point.id)
  await submits(jansen, { problem: 'De plaatsen waren er niet.' })
  const again = await submits(bakker, {
    ...text,
    title: 'Een punt met een goede uitkomst',
    ask: 'Nog eens 600 plaatsen.',
  })
  expect(again).toContain('De vraag blijft daarom zoals zij was. U schreef: “Nog eens 600 plaatsen.”')
  expect(again).not.toContain('Wat vragen we?')
  const collided = await submits(bakker, {})
  for (const shown of ['Iemand anders wijzigde dit punt', 'De plaatsen waren er niet.', words.problem])
    expect(collided).toContain(shown)
  expect(await submits(bakker, {})).toContain(`De nieuwe tekst van LP ${point.number} is bewaard.`)
  const stands = () =>
    m50.database.query('select title, ask, problem from lobby_points where id = $1::uuid', [point.id])
  const kept = { title: 'Een punt met een goede uitkomst', ask: words.ask }
  expect(await stands()).toEqual([{ ...kept, problem: words.problem }])
  await says(bakker, `lobby beheer ${point.number}`)
  const form = await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  expect(form).toContain('Wie het steunde, stond achter deze vraag; zij blijft daarom zoals zij was.')
  expect(form).not.toContain('Wat vragen we?')
  await submits(bakker, { problem: 'Dit speelde.' })
  expect(await stands()).toEqual([{ ...kept, problem: 'Dit speelde.' }])
})

it('[F18] of two who edit long texts at once the later one sees of each what differs, and where the rest of it stands', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt met veel tekst')
  for (const person of [bakker, jansen]) {
    await says(person, `lobby beheer ${point.number}`)
    await pressesOpen(person, 'answer', 'lobby.words', point.id)
  }
  const long = 'Zo gaat het hier al jaren. '.repeat(100)
  const { pillar: _, ...text } = words
  const title = 'Een punt met veel tekst'
  const theirs = {
    title,
    problem: `${long}Dat zei de secretaris.`,
    ask: `${long.slice(0, 1900)} Graag snel.`,
    whyMidsized: `${long.slice(0, 1900)} Juist hier.`,
  }
  await submits(jansen, theirs)
  const again = await submits(bakker, {
    ...text,
    title,
    problem: `${long}Dat zei de indiener.`,
    ask: 'Van de indiener.',
  })
  for (const words of [
    'Dat zei de secretaris.',
    'Wat vragen we? is nu: Zo gaat',
    'Waarom juist voor middelgrote gemeenten? is nu: Zo gaat',
    `lobby tekst ${point.number}`,
  ])
    expect(again, words).toContain(words)
  expect(again).toContain('Van de indiener.')
})

it('[F15] [F27] [A26] what was typed in one line is not lost: a refused command gives it back, and what is more than a form has place for is shown', async () => {
  const { bakker, smit } = m50
  const point = await lobby.approved(bakker, 'Een punt met lange regels')
  const said = 'gesproken met de gedeputeerde, die in april antwoordt'
  for (const [person, line] of [
    [bakker, `lobby contact 4711 ${said}`],
    [bakker, `lobby contact ${point.number}: ${said}`],
    [smit, `lobby contact ${point.number} ${said}`],
  ] as const) {
    const refused = await says(person, line)
    // In Teams it stands in the conversation.
    if (m50.platform === 'slack') expect(refused).toContain(`Dit typte u:\n> ${line}`)
    else expect(refused).not.toContain('Dit typte u')
  }
  const long = (length: number) => 'Zo gaat het hier al jaren. '.repeat(200).slice(0, length)
  // What a button carries is less: that it was cut shows.
  const end = (words: string) => (m50.platform === 'slack' ? words : '…')
  for (const line of [`lobby nieuw ${long(2_000)}`, `knelpunt nieuw ${long(1_600)}`]) {
    expect(await opens(bakker, `${line} Tot slot de kern.`)).toContain(end('Tot slot de kern.'))
    await bakker.closes()
  }
  for (const line of [`lobby nieuw ${long(3_100)}`, `knelpunt nieuw ${long(2_100)}`]) {
    const form = await opens(bakker, `${line} Tot slot de kern.`)
    expect(form).toMatch(m50.platform === 'slack' ? /Hiervoor is geen plaats meer: “.*Tot slot de kern\.”/ : /…/)
    await bakker.closes()
  }
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
