// SPDX-License-Identifier: EUPL-1.2
// A lobby point as its proposer writes it, the secretariat decides on it, and it is changed after that.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, words } from '../support/chat/lobby.ts'
import { filesOf } from '../support/chat/made-files.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { readDocx } from '../support/read-documents.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

it('[A28] [E11] [F15] a point is proposed in two steps, each kept, approved in the thread, and stands in the pillar’s channel', async () => {
  const { bakker, jansen } = m50
  expect(await opens(bakker, 'lobby nieuw Leid meer jeugdartsen op')).toContain(
    'Waarom juist voor middelgrote gemeenten?',
  )
  const second = await submits(bakker, words)
  expect(second).toContain('Aan wie is het gericht?')
  const [draft] = await m50.database.query<{ id: string; number: number }>(
    `select id, number from lobby_points where state = 'draft'`,
  )
  expect(second).toContain(`LP ${draft?.number}, “Leid meer jeugdartsen op”, is bewaard als concept.`)
  // The window is closed: nothing is lost, and nobody else sees it.
  await bakker.closes()
  await bakker.opensHome()
  await expect
    .poll(() => bakker.home(), { timeout: 20_000 })
    .toContain(`Uw concept: LP ${draft?.number} · Leid meer jeugdartsen op`)
  expect(await says(jansen, `lobby ${draft?.number}`)).toContain(`Ik ken geen lobbypunt ${draft?.number}`)
  const shown = await bakker.says(`lobby ${draft?.number}`)
  expect(shown.text).toContain('Concept, alleen u ziet het.')
  expect(await pressesOpen(bakker, 'answer', 'lobby.details', draft?.id)).toContain('Onderbouwing')
  const answer = await submits(bakker, { target: 'vws', theme: '4.3', dossiers: '2026Z01234, kst-36600-B-12' })
  expect(answer).toContain(`LP ${draft?.number} is voorgesteld`)
  const card = await m50.shows(m50.secretariat, `LP ${draft?.number} · Leid meer jeugdartsen op`)
  expect(card.text).toContain('Wij vragen: VWS financiert 60 extra opleidingsplaatsen')
  expect(card.text).toContain('Waarom middelgroot: Vacatures staan hier twee keer zo lang open')
  const [request] = await m50.database.query<{ id: string }>(`select id from requests where kind = 'lobby.point'`)
  expect(await presses(jansen, m50.secretariat, 'request.approve', request?.id)).toContain('Gedaan.')
  await bakker.receives(`LP ${draft?.number} verzamelt steun`)
  const posted = await m50.shows(lobby.society, `LP ${draft?.number} · Leid meer jeugdartsen op`)
  expect(posted.text).toContain('Zeist · pijler Samenleving')
  expect(posted.text).toContain('Gericht aan: Ministerie van Volksgezondheid, Welzijn en Sport')
  expect(posted.text).toContain('Steun: 1 gemeente')
  expect(posted.text).toContain('[Steunen]')
  expect(await presses(jansen, posted, 'chat.line', `lobby verloop ${draft?.number}`)).toContain(
    'goedgekeurd, door S. Jansen',
  )
  expect(await lobby.stateOf(draft?.id ?? '')).toBe('gathering')
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_kind = 'lobbyPoint' and subject_id = $1 order by id`,
    [draft?.id],
  )
  expect(acts.map(({ action }) => action)).toEqual([
    'lobby.drafted',
    'lobby.propose',
    'lobby.supported',
    'lobby.approve',
  ])
})

it('[F15] what brings both steps along is proposed at once, and what is wrong in either is said at its field', async () => {
  const { bakker } = m50
  const whole = { ...words, title: 'In één keer', target: 'vws' }
  const sends = (fields: Record<string, string>) => bakker.forgesSubmission(m50.general, 'lobby.new', '', fields)
  expect(await sends({ ...whole, ask: '', deadline: '2020-01-01' })).toContain('Schrijf op wat we vragen.')
  expect(await sends(whole)).toContain('is voorgesteld')
  const [point] = await m50.database.query(`select state from lobby_points where title = 'In één keer'`)
  expect(point).toEqual({ state: 'proposed' })
})

it('[F15] a point begins from any message, with its words as what is the matter', async () => {
  const said = 'Wij vinden al maanden geen jeugdarts & de wachtlijst groeit.'
  const form = await m50.bakker.begins('lobby.new', m50.general, said)
  expect(form).toContain('Lobbypunt voorstellen')
  expect(form).toContain(said)
  expect(await submits(m50.bakker, { ...words, title: 'Uit een bericht', problem: said })).toContain('Stap 2 van 2.')
  const [draft] = await m50.database.query(`select problem from lobby_points where title = 'Uit een bericht'`)
  expect(draft).toEqual({ problem: said })
})

it('[F05] who acts for someone goes on with that one’s draft in their name: their municipality stands behind it', async () => {
  const dronten = m50.person('D. Rontenaar', 'd.rontenaar@dronten.nl')
  const kampen = m50.person('K. Ampenaar', 'k.ampenaar@kampen.nl')
  for (const person of [dronten, kampen]) await says(person, 'aanmelden ambtenaar')
  const tomorrow = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 1 })
  expect(await says(dronten, `vervang K. Ampenaar tot ${tomorrow}`)).toContain('K. Ampenaar vervangt u van')
  const title = 'Een concept dat een ander afmaakt'
  await opens(dronten, `lobby nieuw ${title}`)
  await submits(dronten, { ...words, title })
  const [draft] = await m50.database.query<{ id: string; number: number }>(
    'select id, number from lobby_points where title = $1',
    [title],
  )
  if (!draft) expect.fail('no draft')
  expect(await says(kampen, `lobby ${draft.number}`)).toContain(title)
  await pressesOpen(kampen, 'answer', 'lobby.details', draft.id)
  expect(await submits(kampen, { target: 'vws' })).toContain(`LP ${draft.number} is voorgesteld`)
  expect(await lobby.supporters(draft.id)).toEqual(['Dronten'])
  const course = await says(m50.jansen, `lobby verloop ${draft.number}`)
  expect(course).toContain('voorgesteld, door K. Ampenaar namens D. Rontenaar, lid, Dronten')
  expect(course).toContain('gesteund, door K. Ampenaar namens D. Rontenaar, lid, Dronten')
})

it('[A28] what is wrong in a form is said at its field, all at once, and what was typed stays', async () => {
  const { bakker } = m50
  await opens(bakker, 'lobby nieuw')
  const first = await bakker.submit({ ...words, title: 't'.repeat(212), whyMidsized: '' }, { unchecked: true })
  expect(first.errors).toEqual({
    title: 'Dit zijn 212 tekens; er passen er 120.',
    whyMidsized: 'Schrijf op waarom dit juist middelgrote gemeenten raakt. Dat is waar het netwerk voor staat.',
  })
  const long = await bakker.submit({ ...words, problem: 'p'.repeat(10_000) }, { unchecked: true })
  expect(long.errors).toEqual({ problem: 'Dit zijn 10000 tekens; er passen er 3000.' })
  await submits(bakker, { ...words, title: 'Een punt met fouten' })
  const second = await bakker.submit({ deadline: '2020-01-01', dossiers: 'kamerstuk 5' }, { unchecked: true })
  expect(second.errors).toEqual({
    target: 'Kies aan wie het punt is gericht.',
    deadline: 'Die dag is al voorbij. Kies vandaag of later, of laat het leeg.',
    dossiers: expect.stringContaining('“kamerstuk 5” heeft niet de vorm van een dossiernummer.'),
  })
  for (const deadline of ['2027-02-31', '31 maart']) {
    const third = await bakker.submit({ target: 'vws', deadline, dossiers: '' }, { unchecked: true })
    expect(third.errors).toEqual({ deadline: 'Deze dag ken ik niet. Typ een dag die bestaat, zoals 2027-03-31.' })
  }
})

it('[F17] a point that the secretariat asks about says that it is back with its proposer, until there is an answer', async () => {
  const point = await lobby.proposes(m50.bakker, 'Een punt met een vraag')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  expect(await says(m50.bakker, `lobby ${point.number}`)).toContain('bij het secretariaat.')
  await pressesOpen(m50.jansen, m50.secretariat, 'request.ask', point.requestId)
  await submits(m50.jansen, { question: 'Speelt dit bij het waterschap?' })
  await m50.bakker.receives('“Speelt dit bij het waterschap?”')
  expect(await says(m50.bakker, `lobby ${point.number}`)).toContain('Terug bij de indiener')
  await m50.bakker.writes('Ja, ook daar.')
  await m50.bakker.receives('Uw antwoord staat bij verzoek')
  expect(await says(m50.bakker, `lobby ${point.number}`)).toContain('bij het secretariaat.')
  await m50.shows(m50.secretariat, '“Ja, ook daar.”')
})

it('[T21] what was asked and answered about a point stands in the channel no more once it is closed off; the secretariat reads it in its own name', async () => {
  const point = await lobby.proposes(m50.bakker, 'Een punt waarover wordt gevraagd')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await pressesOpen(m50.jansen, m50.secretariat, 'request.ask', point.requestId)
  await submits(m50.jansen, { question: 'Wie klaagt hierover?' })
  await m50.bakker.receives('“Wie klaagt hierover?”')
  await m50.bakker.writes('De wethouder van hiernaast.')
  await m50.shows(m50.secretariat, '“De wethouder van hiernaast.”')
  await m50.bakker.forgesPress(m50.general, 'lobby.confide', point.id)
  const stands = () =>
    m50
      .stands(m50.secretariat)
      .map(({ raw }) => raw)
      .join()
  await expect.poll(stands, { timeout: 30_000 }).not.toMatch(/hiernaast|Wie klaagt/)
  expect(stands()).toContain(`bij verzoek ${point.request}. Het is vertrouwelijk en staat hier niet.`)
  const own = await says(m50.jansen, `verzoek ${point.request}`)
  for (const said of ['Wie klaagt hierover?', 'De wethouder van hiernaast.']) expect(own).toContain(said)
})

it('[F17] a declined point says why to its proposer, and is laid before the secretariat again by reopening', async () => {
  const point = await lobby.proposes(m50.bakker, 'Een punt dat niet past')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', point.requestId)
  await submits(m50.jansen, { reason: 'Dit is iets voor het waterschap.' })
  await m50.bakker.receives('Dit is iets voor het waterschap.')
  expect(await lobby.stateOf(point.id)).toBe('declined')
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain('Ik ken geen lobbypunt')
})

it('[F73] an approval is undone until another municipality stands behind the point', async () => {
  const point = await lobby.approved(m50.bakker, 'Een goedkeuring die te snel ging')
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  expect(await says(m50.jansen, `verzoek ${point.request} terugdraaien`)).toContain('Teruggedraaid.')
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  expect(await lobby.stateOf(point.id)).toBe('proposed')
  await says(m50.jansen, `verzoek ${point.request}`)
  await presses(m50.jansen, 'answer', 'request.approve')
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `lobby steun ${point.number}`)
  expect(await says(m50.jansen, `verzoek ${point.request} terugdraaien`)).toContain(
    'heeft al steun van één andere gemeente. Terugdraaien',
  )
  // So it is where the support came with a point that became part of it, and is older than the approval.
  const before = await lobby.approved(m50.bakker, 'Een ouder punt met steun')
  await says(tiel, `lobby steun ${before.number}`)
  const later = await lobby.approved(m50.bakker, 'Zwemles onder schooltijd')
  await says(m50.jansen, `lobby beheer ${before.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.merge', before.id)
  await submits(m50.jansen, { into: String(later.number) })
  expect(await says(m50.jansen, `verzoek ${later.request} terugdraaien`)).toContain(
    'heeft al steun van één andere gemeente. Terugdraaien',
  )
})

it('[F18] of two who change the facts at once, the later one sees what the other changed, and keeps the own; where nothing differs nothing is noted', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt met twee onderbouwingen')
  const opensFacts = async (person: typeof bakker) => {
    await says(person, `lobby beheer ${point.number}`)
    return pressesOpen(person, 'answer', 'lobby.facts', point.id)
  }
  for (const person of [bakker, jansen]) await opensFacts(person)
  await submits(jansen, { evidence: 'Geteld door de secretaris.', deadline: '2031-05-01', dossiers: '2026Z01234' })
  const again = await submits(bakker, { evidence: 'Geteld door de indiener.' })
  expect(again).toContain('Iemand anders wijzigde dit punt')
  for (const words of ['Geteld door de secretaris.', 'Geteld door de indiener.', '1 mei 2031', '2026Z01234'])
    expect(again).toContain(words)
  const stands = async () =>
    (
      await m50.database.query(
        `select p.evidence, p.deadline::text as deadline, p.dossiers, p.version, p.moved_at as moved,
           (select count(*)::int from audit a where a.subject_id = p.id::text and a.action = 'lobby.recategorised') as noted
         from lobby_points p where p.id = $1::uuid`,
        [point.id],
      )
    )[0]
  expect(await stands()).toMatchObject({ evidence: 'Geteld door de secretaris.', deadline: '2031-05-01', noted: 1 })
  expect(await says(m50.smit, `lobby verloop ${point.number}`)).toContain('Nodig vóór: “leeg” werd “1 mei 2031”')
  await submits(bakker, { evidence: 'Geteld door de indiener.', deadline: '2031-05-01', dossiers: '2026Z01234' })
  const after = await stands()
  expect(after).toMatchObject({ evidence: 'Geteld door de indiener.', deadline: '2031-05-01', noted: 2 })
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  expect(course).toContain('Onderbouwing: “leeg” werd “Geteld door de secretaris.”')
  expect(course).toContain('Dossiernummers: “leeg” werd “2026Z01234”')
  const changed = 'Onderbouwing: “Geteld door de secretaris.” werd “Geteld door de indiener.”'
  expect(course).toContain(changed)
  const made = await m50.smit.asksPrivately(`lobby dossier ${point.number}`, 'Het dossier staat klaar', m50.general)
  const file = (await filesOf(made)).get(`LP-${point.number}.docx`)
  expect(readDocx(file ?? new Uint8Array()).text).toContain(changed)
  // What it was is found as earlier texts are.
  expect(await says(m50.smit, 'zoek secretaris geteld')).toMatch(/Zo stond het er tot .*Geteld/s)
  await opensFacts(bakker)
  await submits(bakker, {})
  expect(await stands()).toEqual(after)
  // Other evidence is no other text: who writes on in that keeps it.
  await says(jansen, `lobby beheer ${point.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.words', point.id)
  await opensFacts(bakker)
  await submits(bakker, { evidence: 'Geteld door beiden.' })
  const { problem, whyMidsized } = words
  const text = { title: 'Een punt met twee onderbouwingen', problem, whyMidsized, ask: 'Tel het zelf.' }
  expect(await submits(jansen, text)).toContain(`De nieuwe tekst van LP ${point.number} is bewaard.`)
})

it('[F18] a target that the form has no field for stays, and so does one that is none of today’s', async () => {
  const { bakker } = m50
  const point = await lobby.approved(bakker, 'Een punt aan velen', { secondTarget: 'provincie-groningen' })
  await m50.database.query(
    `insert into lobby_targets (id, name, kind, valid_to) values ('oud', 'Een ministerie van toen', 'ministry', '2020-01-01')`,
  )
  await m50.database.query(
    `insert into lobby_point_targets (point_id, target_id) select $1::uuid, id from lobby_targets where id in ('oud', 'provincie-utrecht')`,
    [point.id],
  )
  await says(bakker, `lobby beheer ${point.number}`)
  expect(await pressesOpen(bakker, 'answer', 'lobby.facts', point.id)).toContain(
    'Blijft ook gericht aan: Een ministerie van toen, Provincie Utrecht',
  )
  await submits(bakker, { target: 'financien' })
  const targets = await m50.database.query<{ id: string }>(
    'select target_id as id from lobby_point_targets where point_id = $1::uuid order by target_id',
    [point.id],
  )
  expect(targets.map(({ id }) => id)).toEqual(['financien', 'oud', 'provincie-groningen', 'provincie-utrecht'])
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.facts', point.id)
  await submits(bakker, { takeOff: true })
  expect(await says(bakker, `lobby ${point.number}`)).not.toContain('Een ministerie van toen')
})

it('[F18] a point that was put away while its form was open stays as it was', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Een punt dat werd weggelegd')
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  await opens(jansen, `lobby intrekken ${point.number}`)
  await submits(jansen, { reason: 'Dit is geregeld.' })
  await jansen.forgesPress(m50.general, 'lobby.archive', point.id)
  expect(await lobby.stateOf(point.id)).toBe('archived')
  const over = `LP ${point.number} is gearchiveerd.`
  expect((await bakker.submit({ title: 'Een andere titel' })).errors).toEqual({ title: over })
  expect(await bakker.forgesPress(m50.general, 'lobby.facts', point.id)).toContain(over)
  const facts = { pillar: 'financien', target: 'vws' }
  expect(await bakker.forgesSubmission(m50.general, 'lobby.facts', point.id, facts)).toContain(over)
  const kept = await m50.database.query('select title, pillar_id as pillar from lobby_points where id = $1::uuid', [
    point.id,
  ])
  expect(kept).toEqual([{ title: 'Een punt dat werd weggelegd', pillar: 'samenleving' }])
})
