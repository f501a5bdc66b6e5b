// SPDX-License-Identifier: EUPL-1.2
// What municipalities run into: shared, recognised by others, told apart from what is like it, and made one with what is the same.
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it('[A26] [F05] of two who say more of a bottleneck at once, the later one sees what the other wrote, and keeps the own text', async () => {
  const dronten = m50.person('E. Rontenaar', 'e.rontenaar@dronten.nl')
  const kampen = m50.person('M. Ampenaar', 'm.ampenaar@kampen.nl')
  for (const person of [dronten, kampen]) await says(person, 'aanmelden ambtenaar')
  const tomorrow = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 1 })
  expect(await says(dronten, `vervang M. Ampenaar tot ${tomorrow}`)).toContain('M. Ampenaar vervangt u van')
  await lobby.shares(dronten, 'Muskusratten onder de dijk')
  const { id, number } = await lobby.bottleneck('Muskusratten onder de dijk')
  for (const person of [dronten, kampen]) {
    await says(person, `knelpunt ${number}`)
    await pressesOpen(person, 'answer', 'bottleneck.complete', id)
  }
  expect(await submits(dronten, { cost: 'Vier ton per jaar.' })).toContain(`Knelpunt ${number} is aangevuld.`)
  const again = await submits(kampen, { place: 'Langs de Vecht.' })
  expect(again).toContain('Iemand anders vulde dit knelpunt intussen aan.')
  expect(again).toContain('Wat kost het is nu: Vier ton per jaar.')
  expect(again).toContain('Waar is nu leeg.')
  expect(again).not.toContain('Wat gebeurt er is nu')
  expect(again).toContain('[Langs de Vecht.]')
  const before = await says(m50.smit, `knelpunt ${number}`)
  expect(before).toContain('Wat het kost: Vier ton per jaar.')
  expect(before).not.toContain('Langs de Vecht.')
  // What was shown is theirs to take over, and is asked about no second time.
  expect(await submits(kampen, { place: 'Langs de Vecht.', cost: 'Vier ton per jaar.' })).toContain(
    `Knelpunt ${number} is aangevuld.`,
  )
  const after = await says(m50.smit, `knelpunt ${number}`)
  expect(after).toContain('Wat het kost: Vier ton per jaar.')
  expect(after).toContain('Waar: Langs de Vecht.')
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
