// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageSize } from '#/chat/page.ts'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork({ settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl, b.ureau@bureau.example' } })
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

it('[A26] a bottleneck is shared by a form, stands in its pillar’s channel, and municipalities recognise it once each', async () => {
  expect(await opens(m50.bakker, 'knelpunt nieuw Wachttijd jeugdzorg loopt op')).toContain('Wat gebeurt er?')
  const answer = await submits(m50.bakker, {
    happens: 'Kinderen wachten gemiddeld 43 weken.',
    frequency: 'Elke week.',
    pillar: 'samenleving',
  })
  const { id, number } = await lobby.bottleneck('Wachttijd jeugdzorg loopt op')
  expect(answer).toContain('Uw knelpunt is gedeeld met de pijler Samenleving.')
  const posted = await m50.shows(lobby.society, `Knelpunt ${number} · Wachttijd jeugdzorg loopt op`)
  expect(posted.text).toContain('Zeist · pijler Samenleving')
  expect(posted.text).toContain('Nog geen andere gemeente heeft gereageerd.')
  const tiel = await lobby.someone('tiel.nl')
  const dronten = await lobby.someone('dronten.nl')
  const given = `Tiel herkent knelpunt ${number}, met 1 andere gemeente.`
  expect(await presses(tiel, lobby.society, 'bottleneck.recognise', id)).toContain(given)
  expect(await presses(tiel, lobby.society, 'bottleneck.recognise', id)).toContain(given)
  expect(await says(dronten, `knelpunt herken ${number}`)).toContain(
    `Dronten herkent knelpunt ${number}, met 2 andere gemeenten.`,
  )
  await m50.shows(lobby.society, 'Speelt ook in 2 andere gemeenten: Tiel en Dronten.')
  await pressesOpen(dronten, 'answer', 'bottleneck.example', id)
  expect(await submits(dronten, { example: 'In Dronten zijn het er 51.' })).toContain('Het voorbeeld van Dronten staat')
  expect(await says(m50.smit, `knelpunt ${number}`)).toContain('Dronten: “In Dronten zijn het er 51.”')
  // A colleague who wrote at the same time sees it, and keeps the own text.
  const colleague = await lobby.someone('dronten.nl')
  const forged = await colleague.forgesSubmission(lobby.society, 'bottleneck.example', id, {
    example: 'Het zijn er 52.',
  })
  expect(forged).toContain('Een collega schreef intussen namens uw gemeente: Dronten: “In Dronten zijn het er 51.”')
  expect(forged).toContain('Het zijn er 52.')
  expect(await says(m50.smit, `knelpunt ${number}`)).not.toContain('Het zijn er 52.')
  // Whoever speaks for the same municipality takes it back.
  const also = await lobby.someone('tiel.nl')
  await presses(also, lobby.society, 'bottleneck.recognise', id)
  expect(await presses(also, 'answer', 'bottleneck.unrecognise', id)).toContain(
    `Tiel herkent knelpunt ${number} niet meer.`,
  )
  await m50.shows(lobby.society, 'Speelt ook in Dronten.')
  expect(await lobby.recognitions(id)).toEqual(['Dronten', 'Zeist'])
})

it('[A26] one line shares a bottleneck where it says its pillar, and more is said of it in the form, filled in; what others recognised keeps its title', async () => {
  const [kampen, tiel] = [await lobby.someone('kampen.nl'), await lobby.someone('tiel.nl')]
  const answer = await says(kampen, 'knelpunt nieuw Zandwinning zet straten blank, samenleving')
  const { id, number } = await lobby.bottleneck('Zandwinning zet straten blank')
  expect(answer).toContain('Uw knelpunt is gedeeld met de pijler Samenleving.')
  expect(answer).toContain('[Aanvullen]')
  await m50.shows(lobby.society, `Knelpunt ${number} · Zandwinning zet straten blank`)
  // A last word that may be a pillar or not is asked about, with the pillar filled in.
  expect(await opens(kampen, 'knelpunt nieuw Wij zijn een lerende samenleving')).toContain('Samenleving')
  await kampen.closes()
  expect(await m50.database.query(`select from bottlenecks where title like 'Wij zijn een%'`)).toEqual([])
  // A word that is nearly the verb writes nothing before it is asked.
  expect(await says(kampen, 'knelpunt nieuv Molens draaien niet, samenleving')).toContain('Bedoelt u')
  expect(await m50.database.query(`select from bottlenecks where title like 'Molens%'`)).toEqual([])
  const form = await pressesOpen(kampen, 'answer', 'bottleneck.complete', id)
  expect(form).toContain('Zandwinning zet straten blank')
  expect(
    await submits(kampen, { title: 'Zandwinning zet wijken blank', happens: 'De riolen kunnen het niet aan.' }),
  ).toContain(`Knelpunt ${number} is aangevuld.`)
  await m50.shows(lobby.society, 'De riolen kunnen het niet aan.')
  const course = await says(m50.smit, `knelpunt verloop ${number}`)
  expect(course).toContain('aangevuld, door P. Persoon')
  expect(course).toContain('Titel, was: “Zandwinning zet straten blank”')
  // Nobody else is offered it, and a form that was forged changes nothing.
  expect(await says(tiel, `knelpunt ${number}`)).not.toContain('[Aanvullen]')
  await says(tiel, `knelpunt herken ${number}`)
  const said = { title: 'Iets anders', happens: 'Vol.', pillar: 'bestuur' }
  await tiel.forgesSubmission(lobby.society, 'bottleneck.complete', id, said)
  // What its author sends from a form of before it was recognised is asked once more, with its title as it stays.
  const forged = await kampen.forgesSubmission(lobby.society, 'bottleneck.complete', id, said)
  expect(forged).toContain('Dit speelt ook in Tiel: de titel en de pijler blijven daarom zoals zij zijn.')
  expect(forged).toContain('Vol.')
  const shown = await says(m50.smit, `knelpunt ${number}`)
  expect(shown).toContain('Zandwinning zet wijken blank')
  expect(shown).toContain('De riolen kunnen het niet aan.')
  expect(shown).toContain('pijler Samenleving')
})

it('[A26] what a new one is like is shown first, to be recognised, or told apart with nothing typed twice', async () => {
  await lobby.shares(m50.bakker, 'Stroomnet zit vol')
  const { id } = await lobby.bottleneck('Stroomnet zit vol')
  const tiel = await lobby.someone('tiel.nl')
  const similar = await says(tiel, 'knelpunt nieuw Het stroomnetwerk is vol')
  expect(similar).toContain('Lijkt dit op iets wat er al is?')
  expect(similar).toContain('Stroomnet zit vol')
  await presses(tiel, 'answer', 'bottleneck.recognise', id)
  expect(await lobby.recognitions(id)).toEqual(['Tiel', 'Zeist'])
  // The other way: a form from nothing, with a title that is like it.
  await opens(tiel, 'knelpunt nieuw')
  const text = { title: 'Stroomnet is onveilig', happens: 'Kabels liggen bloot.', pillar: 'samenleving' }
  const again = await submits(tiel, text)
  expect(again).toContain('verstuur het dan nog eens')
  expect(again).toContain('Stroomnet zit vol')
  expect(again).toContain('Kabels liggen bloot.')
  expect(await submits(tiel, text)).toContain('Stroomnet is onveilig')
  await lobby.bottleneck('Stroomnet is onveilig')
})

it('[A26] what is wrong in the form is said at its field', async () => {
  await opens(m50.bakker, 'knelpunt nieuw')
  const { errors } = await m50.bakker.submit(
    { title: 't'.repeat(130), happens: '', pillar: 'samenleving', theme: '4.2.C' },
    { unchecked: true },
  )
  expect(errors).toEqual({
    title: 'Dit zijn 130 tekens; er passen er 120.',
    happens: 'Schrijf op wat er gebeurt.',
    theme: expect.stringContaining('hoort bij een andere pijler dan Samenleving'),
  })
  expect(await says(m50.smit, 'knelpunt 4711')).toContain('Ik ken geen knelpunt 4711.')
})

it('[A26] [A28] who is of no municipality is offered nothing that is done for one, and hears why before anything is typed', async () => {
  await lobby.shares(m50.bakker, 'Bruggen zijn op')
  const { number } = await lobby.bottleneck('Bruggen zijn op')
  const bureau = m50.person('B. Ureau', 'b.ureau@bureau.example')
  expect(await says(bureau, 'knelpunt')).not.toContain('[Deel een knelpunt]')
  expect(await says(bureau, `knelpunt ${number}`)).not.toContain('[Speelt bij ons ook]')
  expect(await says(bureau, 'lobby')).not.toContain('[Stel een lobbypunt voor]')
  expect(await says(bureau, 'zoek zeespiegelstijging')).not.toContain('[Stel een lobbypunt voor]')
  const none = 'Dit gaat namens een gemeente, en bij u staat er geen.'
  expect(await says(bureau, 'knelpunt nieuw Sluizen ook')).toContain(none)
  expect(await says(bureau, 'lobby nieuw Sluizen ook')).toContain(none)
  // A secretary of none lifts one: the point is of that municipality, and does not say that its proposer is.
  await says(m50.jansen, 'rol geef B. Ureau secretariaat')
  const bridge = await lobby.bottleneck('Bruggen zijn op')
  await says(bureau, `knelpunt ${number}`)
  await pressesOpen(bureau, 'answer', 'lobby.lift', bridge.id)
  await submits(bureau, { ask: 'Betaal de brug.', whyMidsized: 'Hier zijn er veel.' })
  await submits(bureau, { target: 'vws' })
  const lifted = await lobby.proposed('Bruggen zijn op')
  expect(await says(m50.jansen, `lobby ${lifted.number}`)).toContain('Voorgesteld door B. Ureau · Zeist · pijler')
  await says(m50.jansen, 'rol eindig B. Ureau secretariaat')
  // Whoever is of one is offered all of it.
  expect(await says(m50.smit, 'knelpunt')).toContain('[Deel een knelpunt]')
  expect(await says(m50.smit, 'lobby')).toContain('[Stel een lobbypunt voor]')
  expect(await says(m50.smit, 'zoek zeespiegelstijging')).toContain('[Stel een lobbypunt voor]')
})

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
  await says(successor, `knelpunt ${number}`)
  expect(await presses(successor, 'answer', 'lobby.lift', id)).toContain(
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

it('[A26] two that are the same go on in one: recognitions are united, both keep their text, and the one that went on points to the other', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Leerlingenvervoer valt uit')
  const tiel = await lobby.someone('tiel.nl')
  await lobby.shares(tiel, 'Taxibusjes rijden niet')
  const into = await lobby.bottleneck('Leerlingenvervoer valt uit')
  const from = await lobby.bottleneck('Taxibusjes rijden niet')
  const dronten = await lobby.someone('dronten.nl')
  await says(dronten, `knelpunt herken ${from.number}`)
  // A colleague gives an example at the other, while this one writes.
  const colleague = await lobby.someone('dronten.nl')
  await says(colleague, `knelpunt herken ${into.number}`)
  await pressesOpen(colleague, 'answer', 'bottleneck.example', into.id)
  await submits(colleague, { example: 'De bus komt een uur te laat.' })
  await pressesOpen(dronten, 'answer', 'bottleneck.example', from.id)
  // One who gave an example at the one that goes on, and none at the other, is read there with it.
  const soest = await lobby.someone('soest.nl')
  await says(soest, `knelpunt herken ${into.number}`)
  await m50.database.query(
    `update bottleneck_recognitions r set created_at = r.created_at - interval '28 days' from municipalities m
     where m.name = 'Soest' and m.id = r.municipality_id and r.bottleneck_id = $1::uuid`,
    [into.id],
  )
  await says(soest, `knelpunt herken ${from.number}`)
  await pressesOpen(soest, 'answer', 'bottleneck.example', from.id)
  await submits(soest, { example: 'De chauffeurs zijn op.' })
  await says(jansen, `knelpunt ${from.number}`)
  await pressesOpen(jansen, 'answer', 'bottleneck.merge', from.id)
  expect((await jansen.submit({ into: String(from.number) }, { unchecked: true })).errors).toEqual({
    into: `Knelpunt ${from.number} is dit knelpunt zelf. Vul een ander nummer in.`,
  })
  expect(await submits(jansen, { into: String(into.number) })).toContain(
    `Knelpunt ${from.number} gaat verder in knelpunt ${into.number}.`,
  )
  const again = await submits(dronten, { example: 'Ouders rijden zelf.' })
  expect(again).toContain('De bus komt een uur te laat.')
  expect(again).toContain('Ouders rijden zelf.')
  expect(await says(smit, `knelpunt verloop ${into.number}`)).toMatch(
    new RegExp(
      `ook knelpunt ${from.number} herkende, daarvan meegenomen, door S\\. Jansen[^\\n]*\\nVoorbeeld: “De chauffeurs zijn op\\.”`,
    ),
  )
  const shown = await says(smit, `knelpunt ${into.number}`)
  expect(shown).toContain('Dronten: “De bus komt een uur te laat.”')
  expect(shown).toContain('Soest: “De chauffeurs zijn op.”')
  await dronten.closes()
  await m50.shows(lobby.society, `Samengevoegd met knelpunt ${into.number}.`)
  // It recognised that one first, and so stands first.
  await m50.shows(lobby.society, 'Speelt ook in 3 andere gemeenten: Soest, Tiel en Dronten.')
  // A press on an old drawing counts where it goes on now.
  const kampen = await lobby.someone('kampen.nl')
  expect(await says(kampen, `knelpunt herken ${from.number}`)).toContain(
    `Kampen herkent knelpunt ${into.number}, met 4`,
  )
  expect(await lobby.recognitions(into.id)).toEqual(['Dronten', 'Kampen', 'Soest', 'Tiel', 'Zeist'])
  expect(await lobby.recognitions(from.id)).toEqual(['Dronten', 'Soest', 'Tiel'])
  const old = await says(smit, `knelpunt ${from.number}`)
  expect(old).toContain('Dat gaat zo niet langer.')
  expect(old).toContain(`Samengevoegd met knelpunt ${into.number}.`)
  expect(await says(smit, `knelpunt ${into.number}`)).toContain(`Hierin ging op: knelpunt ${from.number}.`)
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
