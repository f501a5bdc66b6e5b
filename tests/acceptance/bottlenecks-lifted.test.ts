// SPDX-License-Identifier: EUPL-1.2
// What becomes of bottlenecks: a lobby point is made of them, with the support of who recognised them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageSize } from '#/chat/page.ts'
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

it('[A27] [F73] one press makes a lobby point of a bottleneck: its recognitions become support of who may speak, and both cards keep where it came from', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Vergunningen duren eindeloos')
  const { id, number } = await lobby.bottleneck('Vergunningen duren eindeloos')
  const tiel = await lobby.someone('tiel.nl')
  const dronten = await lobby.someone('dronten.nl')
  // An alderman whose function nobody confirmed yet recognises it, and does not speak for the municipality.
  const stated = await lobby.someone('barneveld.nl', 'wethouder')
  for (const person of [tiel, dronten, stated]) await says(person, `knelpunt herken ${number}`)
  expect((await smit.says(`knelpunt ${number}`)).text).not.toContain('[Maak er een lobbypunt van]')
  await says(bakker, `knelpunt ${number}`)
  const first = await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  expect(first).toContain(`gemaakt van knelpunt ${number}`)
  expect(first).toContain('Dat gaat zo niet langer.')
  await submits(bakker, { ask: 'Verkort de beroepstermijn.', whyMidsized: 'Hier is geen eigen jurist.' })
  const answer = await submits(bakker, { target: 'vws' })
  expect(answer).toContain('2 andere gemeenten herkenden het knelpunt, en steunen het punt nu.')
  expect(answer).toContain('1 gemeente herkende het ook, maar wie dat zei, mag nog niet namens de gemeente spreken.')
  const point = await lobby.proposed('Vergunningen duren eindeloos')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  // Who leads its pillar would see the point; anyone else who may make one hears that there is one.
  const successor = await lobby.someone('zeist.nl')
  await m50.database.query(
    `update bottlenecks set author_id = (select person_id from identities where user_id = $2) where id = $1::uuid`,
    [id, successor.id],
  )
  const offered = await says(successor, `knelpunt ${number}`)
  expect(offered).toContain('Verloop')
  expect(offered).not.toMatch(/Maak er een lobbypunt van|Intrekken/)
  expect(await successor.forgesPress(lobby.society, 'lobby.lift', id)).toContain(
    `Uit knelpunt ${number} wordt al een punt gemaakt; het ligt bij het secretariaat.`,
  )
  await m50.database.query(
    `update bottlenecks set author_id = (select person_id from identities where user_id = $2) where id = $1::uuid`,
    [id, bakker.id],
  )
  // Whoever recognises it while the secretariat reads the point stands behind that once it is approved.
  const late = await lobby.someone('kampen.nl')
  await says(late, `knelpunt herken ${number}`)
  expect(await lobby.supporters(point.id)).toEqual(['Dronten', 'Tiel', 'Zeist'])
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  expect((await late.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)).text).toContain(
    'Uw gemeente herkende het knelpunt, en steunt dit punt daarom.',
  )
  const told = await tiel.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(told.text).toContain('Uw gemeente herkende het knelpunt, en steunt dit punt daarom.')
  const soon = await stated.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(soon.text).toContain('Namens uw gemeente steunen kan zodra uw functie is bevestigd.')
  expect(soon.text).not.toContain('Uw gemeente')
  expect(await says(stated, `lobby steun ${point.number}`)).toContain(
    'zodra het secretariaat, de contactambtenaar of een collega uw functie bevestigt.',
  )
  const posted = await m50.shows(lobby.society, `LP ${point.number} · Vergunningen duren eindeloos`)
  expect(posted.text).toContain(`Komt uit knelpunt ${number}.`)
  expect(posted.text).toContain('Steun: 4 gemeenten')
  await m50.shows(lobby.society, `Hieruit kwam LP ${point.number}.`)
  // Whoever recognises it only now is led to the point, which counts who supports it.
  const last = await lobby.someone('soest.nl')
  const led = await says(last, `knelpunt herken ${number}`)
  expect(led).toContain(`Hieruit kwam LP ${point.number}`)
  expect(led).toContain(`[Steun LP ${point.number}]`)
  const course = await says(smit, `lobby verloop ${point.number}`)
  expect(course).toContain(`herkomst: knelpunt ${number}, door A. Bakker`)
  expect(course).toContain('steun van 2 gemeenten overgenomen van het knelpunt')
  expect(await says(bakker, `knelpunt ${number}`)).not.toContain('[Maak er een lobbypunt van]')
  // Nobody came after it was approved: what the bottleneck brought keeps nothing from being taken back, and its card tells of no point then.
  expect(await says(jansen, `verzoek ${point.request} terugdraaien`)).toContain('Teruggedraaid.')
  for (const person of [tiel, dronten, stated, late]) {
    const corrected = await person.receives(`LP ${point.number} ligt weer bij het secretariaat`)
    expect(corrected.text).toContain(`Dit punt kwam uit knelpunt ${number}. De goedkeuring is teruggedraaid`)
    expect(corrected.text).not.toContain('Vergunningen')
  }
  await expect
    .poll(() => m50.messagesIn(lobby.society).map(({ text }) => text))
    .not.toContainEqual(expect.stringContaining(`Hieruit kwam LP ${point.number}`))
})

it('[A27] of two who began a point of one bottleneck the first to propose does so; the draft of the other stays', async () => {
  const { bakker, jansen } = m50
  await lobby.shares(bakker, 'Kermis zonder stroom')
  const { id, number } = await lobby.bottleneck('Kermis zonder stroom')
  const text = { ask: 'Leg kabels.', whyMidsized: 'Hier is één plein.' }
  for (const person of [jansen, bakker]) {
    await says(person, `knelpunt ${number}`)
    await pressesOpen(person, 'answer', 'lobby.lift', id)
    expect(await submits(person, text)).toContain('Stap 2 van 2.')
  }
  expect(await submits(bakker, { target: 'vws' })).toContain('is voorgesteld')
  const { errors } = await jansen.submit({ target: 'vws' }, { unchecked: true })
  expect(Object.values(errors).join(' ')).toContain(
    `Uit knelpunt ${number} wordt al een punt gemaakt; het ligt bij het secretariaat.`,
  )
  const states = await m50.database.query<{ state: string }>(
    `select state from lobby_points where title = 'Kermis zonder stroom' order by state`,
  )
  expect(states.map(({ state }) => state)).toEqual(['draft', 'proposed'])
})

it('[A27] several bottlenecks feed one point, each with its recognitions', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Betaal de opvang van ontheemden')
  const tiel = await lobby.someone('tiel.nl')
  await lobby.shares(tiel, 'Sporthal bezet door noodopvang')
  const { id, number } = await lobby.bottleneck('Sporthal bezet door noodopvang')
  await says(jansen, `knelpunt ${number}`)
  await pressesOpen(jansen, 'answer', 'bottleneck.merge', id)
  expect(await submits(jansen, { into: `LP ${point.number}` })).toContain(
    `Knelpunt ${number} hoort nu bij LP ${point.number}, dat 1 andere gemeente daardoor steunt.`,
  )
  await tiel.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  await m50.shows(lobby.society, `Komt uit knelpunt ${number}.`)
  // One that only the point's own municipality shared brings nobody who is not there.
  await lobby.shares(bakker, 'Gymzaal zit vol')
  const own = await lobby.bottleneck('Gymzaal zit vol')
  await says(jansen, `knelpunt ${own.number}`)
  await pressesOpen(jansen, 'answer', 'bottleneck.merge', own.id)
  expect(await submits(jansen, { into: `LP ${point.number}` })).toContain(
    `Knelpunt ${own.number} hoort nu bij LP ${point.number}.`,
  )
  // Whoever shared it may be gone.
  await m50.database.query('update bottlenecks set author_id = null where id = $1::uuid', [own.id])
  expect(await says(jansen, `knelpunt ${own.number}`)).toContain('Gedeeld door Zeist op ')
  await m50.shows(lobby.society, `Hieruit kwam LP ${point.number}.`)
  // Another that goes on in it brings its recognitions too; who took back their support is not put there again.
  await says(tiel, `lobby ${point.number}`)
  await presses(tiel, 'answer', 'lobby.unsupport', point.id)
  const kampen = await lobby.someone('kampen.nl')
  await lobby.shares(kampen, 'Turnvereniging zoekt onderdak')
  const from = await lobby.bottleneck('Turnvereniging zoekt onderdak')
  await says(jansen, `knelpunt ${from.number}`)
  await pressesOpen(jansen, 'answer', 'bottleneck.merge', from.id)
  await submits(jansen, { into: String(number) })
  const told = await kampen.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(told.text).toContain('Uw gemeente herkende het knelpunt, en steunt dit punt daarom.')
  expect(await lobby.supporters(point.id)).toEqual(['Kampen', 'Zeist'])
})

it('[A27] [T20] behind a confidential point nobody stands who may not know of it, and the bottleneck tells nothing of it, until it is opened', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Datacenters verdringen woningbouw')
  const { id, number } = await lobby.bottleneck('Datacenters verdringen woningbouw')
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `knelpunt herken ${number}`)
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: 'Wijs plekken aan.', whyMidsized: 'Hier is de grond nog vrij.' })
  await submits(bakker, { target: 'vws', confidential: true })
  const point = await lobby.proposed('Datacenters verdringen woningbouw')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  await bakker.receives(`LP ${point.number} verzamelt steun`)
  expect(await says(smit, `knelpunt ${number}`)).not.toContain('LP ')
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
  await jansen.asksPrivately(`lobby beheer ${point.number}`, 'Wat wilt u doen?')
  await presses(jansen, 'inbox', 'lobby.release', point.id)
  await tiel.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(await lobby.supporters(point.id)).toEqual(['Tiel', 'Zeist'])
  expect(await says(smit, `knelpunt ${number}`)).toContain(`Hieruit kwam LP ${point.number}.`)
})

it('[F74] the course of a bottleneck tells who did what and when, and of the point that came of it only to who may know of that', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Speelplaatsen verdwijnen')
  const { id, number } = await lobby.bottleneck('Speelplaatsen verdwijnen')
  const [tiel, dronten] = [await lobby.someone('tiel.nl'), await lobby.someone('dronten.nl')]
  for (const person of [tiel, dronten]) await says(person, `knelpunt herken ${number}`)
  // In three municipalities it waits for whoever may make a point of it.
  await bakker.opensHome()
  await expect
    .poll(() => bakker.home(), { timeout: 20_000 })
    .toContain(`Knelpunt ${number} · Speelplaatsen verdwijnen, speelt in 3 gemeenten. Maak er een lobbypunt van.`)
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: 'Betaal ze.', whyMidsized: 'Hier is ruimte.' })
  await submits(bakker, { target: 'vws', confidential: true })
  const point = await lobby.proposed('Speelplaatsen verdwijnen')
  const course = await says(smit, `knelpunt verloop ${number}`)
  expect(course).toContain('gedeeld met de pijler, door A. Bakker, lid, Zeist')
  expect(course).toMatch(/herkend, door P\. Persoon\d+, lid, Tiel/)
  expect(course).not.toContain('LP ')
  expect(await says(jansen, `knelpunt verloop ${number}`)).toContain(`LP ${point.number} ervan gemaakt, door A. Bakker`)
  // Nor do its pages count the step that is left out.
  await m50.database.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select a.at, a.action, a.subject_kind, a.subject_id, a.person_id, a.acted_role, a.app from audit a,
       generate_series(1, $2::int - (select count(*)::int from audit where subject_id = $1 and action <> 'bottleneck.lifted'))
     where a.action = 'bottleneck.shared' and a.subject_id = $1`,
    [id, pageSize],
  )
  expect(await says(smit, `knelpunt verloop ${number}`)).not.toContain('blad')
  expect(await says(jansen, `knelpunt verloop ${number}`)).toContain(`${pageSize + 1} stappen`)
  await bakker.opensHome()
  await expect.poll(() => bakker.home(), { timeout: 20_000 }).not.toContain('Speelplaatsen verdwijnen, speelt')
})

it('[F74] what came of a bottleneck stays in its course once that point ended', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Buurtbussen vallen uit')
  const { id, number } = await lobby.bottleneck('Buurtbussen vallen uit')
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: 'Betaal ze.', whyMidsized: 'Hier is ruimte.' })
  await submits(bakker, { target: 'vws' })
  const point = await lobby.proposed('Buurtbussen vallen uit')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  await opens(bakker, `lobby intrekken ${point.number}`)
  await submits(bakker, { reason: 'Het is geregeld.' })
  expect(await says(smit, `knelpunt ${number}`)).not.toContain(`LP ${point.number}`)
  expect(await says(smit, `knelpunt verloop ${number}`)).toContain(`LP ${point.number} ervan gemaakt, door A. Bakker`)
})

it('[A42] the pillar Financiën is a sounding board on the distribution system: what municipalities run into is shared with it, recognised, and becomes a point for the ministry with their support', async () => {
  const { bakker, deVries, jansen, smit } = m50
  const finance = m50.channel('financien', [jansen])
  await says(jansen, 'kanaal pijler financien', finance)
  await says(jansen, 'rol geef W. de Vries voorzitter financien')
  await opens(bakker, 'knelpunt nieuw Verdeelmodel kent geen middelgrote gemeente')
  await submits(bakker, { happens: 'De herverdeling kost ons twee miljoen.', pillar: 'financien' })
  const { id, number } = await lobby.bottleneck('Verdeelmodel kent geen middelgrote gemeente')
  await m50.shows(finance, `Knelpunt ${number} · Verdeelmodel`)
  const others = [await lobby.someone('tiel.nl'), await lobby.someone('kampen.nl')]
  for (const person of others) await says(person, `knelpunt herken ${number}`)
  await deVries.opensHome()
  await expect
    .poll(() => deVries.home(), { timeout: 20_000 })
    .toContain(`Knelpunt ${number} · Verdeelmodel kent geen middelgrote gemeente, speelt in 3 gemeenten.`)
  await says(deVries, `knelpunt ${number}`)
  await pressesOpen(deVries, 'answer', 'lobby.lift', id)
  await submits(deVries, { ask: 'Herijk het gemeentefonds.', whyMidsized: 'Wij vallen tussen groot en klein.' })
  await submits(deVries, { target: 'financien' })
  const point = await lobby.proposed('Verdeelmodel kent geen middelgrote gemeente')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  const posted = await m50.shows(finance, `LP ${point.number} · Verdeelmodel`)
  expect(posted.text).toContain('Gericht aan: Ministerie van Financiën')
  expect(posted.text).toContain(`Komt uit knelpunt ${number}.`)
  expect(await lobby.supporters(point.id)).toEqual(['Kampen', 'Tiel', 'Zeist'])
  expect(await says(smit, 'lobby financien')).toContain(`LP ${point.number}`)
})

it('[A27] [T20] a bottleneck waits on the home of its author for whoever makes a point of it, also while someone else drafts one or a confidential one came of it', async () => {
  const { bakker, deVries, jansen } = m50
  await says(jansen, 'rol geef W. de Vries voorzitter samenleving')
  const [tiel, dronten] = [await lobby.someone('tiel.nl'), await lobby.someone('dronten.nl')]
  const ripens = async (title: string) => {
    await lobby.shares(bakker, title)
    const { id, number } = await lobby.bottleneck(title)
    for (const person of [tiel, dronten]) await says(person, `knelpunt herken ${number}`)
    return { id, number, waits: `Knelpunt ${number} · ${title}, speelt in 3 gemeenten. Maak er een lobbypunt van.` }
  }
  /** The home once something else waits on it too: it was drawn after what came before. */
  const homeWith = async (title: string) => {
    const { waits } = await ripens(title)
    const opened = async () => {
      await bakker.opensHome()
      return bakker.home()
    }
    await expect.poll(opened, { timeout: 20_000 }).toContain(waits)
    return opened()
  }
  const bridge = await ripens('Brug blijft dicht')
  await says(deVries, `knelpunt ${bridge.number}`)
  await pressesOpen(deVries, 'answer', 'lobby.lift', bridge.id)
  await submits(deVries, { ask: 'Open hem.', whyMidsized: 'Hier is maar één brug.' })
  expect(await homeWith('Kade verzakt')).toContain(bridge.waits)
  await submits(deVries, { target: 'vws', confidential: true })
  const point = await lobby.proposed('Brug blijft dicht')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  expect(await homeWith('Steiger rot weg')).toContain(bridge.waits)
  await jansen.sends({ does: 'presses', name: 'lobby.release', value: point.id })
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  expect(await homeWith('Dijk lekt door')).not.toContain(bridge.waits)
})

it('[A27] [F18] who took back their word is put behind nothing that came of that point: not behind its part, not behind what it went on as, and not for a recognition that they took back', async () => {
  const { bakker, jansen } = m50
  const [dronten, tiel, kampen] = [
    await lobby.someone('dronten.nl'),
    await lobby.someone('tiel.nl'),
    await lobby.someone('kampen.nl'),
  ]
  const shared = async (person: Person, title: string) => {
    await lobby.shares(person, title)
    return lobby.bottleneck(title)
  }
  const merges = async (from: { id: string; number: number }, into: string) => {
    await says(jansen, `knelpunt ${from.number}`)
    await pressesOpen(jansen, 'answer', 'bottleneck.merge', from.id)
    await submits(jansen, { into })
  }
  const whole = await lobby.approved(bakker, 'Houd de veerdienst in de vaart')
  const ferry = await shared(dronten, 'Pont vaart niet meer')
  await merges(ferry, `LP ${whole.number}`)
  expect(await lobby.supporters(whole.id)).toEqual(['Dronten', 'Zeist'])
  await says(dronten, `lobby ${whole.number}`)
  await presses(dronten, 'answer', 'lobby.unsupport', whole.id)
  // A part of it, of which a part goes on by itself in its turn.
  const splits = async (of: { id: string; number: number }, title: string) => {
    await says(jansen, `lobby beheer ${of.number}`)
    await pressesOpen(jansen, 'answer', 'lobby.split', of.id)
    const { pillar: _, ...text } = words
    await submits(jansen, { ...text, title })
    const [row] = await m50.database.query<{ id: string; number: number }>(
      'select id, number from lobby_points where title = $1',
      [title],
    )
    return row ?? expect.fail(`no part ${title}`)
  }
  const part = await splits(whole, 'Vaar ook in de avond')
  const partOfIt = await splits(part, 'Vaar ook op zondag')
  const other = await lobby.approved(bakker, 'Leg een brug over de rivier')
  await says(jansen, `lobby beheer ${whole.number}`)
  await pressesOpen(jansen, 'answer', 'lobby.merge', whole.id)
  await submits(jansen, { into: String(other.number) })
  // What feeds them all brings who recognises that, and not who took it back.
  await merges(await shared(tiel, 'Fietser staat voor het water'), String(ferry.number))
  for (const { id } of [part, partOfIt, other]) expect(await lobby.supporters(id)).toEqual(['Tiel', 'Zeist'])

  // A draft of one that went on in another since: who took back their recognition there is put behind nothing.
  const quay = await shared(bakker, 'Kade brokkelt af')
  const wall = await shared(kampen, 'Muur langs het water zakt')
  for (const person of [dronten, tiel]) await says(person, `knelpunt herken ${quay.number}`)
  await says(bakker, `knelpunt ${quay.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', quay.id)
  await submits(bakker, { ask: 'Herstel de kades.', whyMidsized: 'Hier is geen eigen havenbedrijf.' })
  await merges(quay, String(wall.number))
  await says(dronten, `knelpunt ${wall.number}`)
  await presses(dronten, 'answer', 'bottleneck.unrecognise', wall.id)
  expect(await submits(bakker, { target: 'vws' })).toContain('2 andere gemeenten herkenden het knelpunt')
  const point = await lobby.proposed('Kade brokkelt af')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  await tiel.receives(`gaat verder als LP ${point.number}`)
  expect(await lobby.supporters(point.id)).toEqual(['Kampen', 'Tiel', 'Zeist'])
  expect(dronten.inbox().map(({ text }) => text)).not.toContainEqual(
    expect.stringContaining(`gaat verder als LP ${point.number}`),
  )
})
