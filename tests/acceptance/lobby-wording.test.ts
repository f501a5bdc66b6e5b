// SPDX-License-Identifier: EUPL-1.2
// What a point says: while it is a draft, when its words or facts are changed, by two at once as well, and what is not lost of what was typed.
import { afterAll, beforeAll, expect, it } from 'vitest'
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
