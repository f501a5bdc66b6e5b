// SPDX-License-Identifier: EUPL-1.2
// What becomes of a point: put on agendas, talked about, raised when it stands still, and what it came to.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageSize } from '#/chat/page.ts'
import { longestContact } from '#/features/lobby/rules/contacts.ts'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, words } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let tiel: Person

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  tiel = await lobby.someone('tiel.nl')
}, 120_000)

afterAll(() => m50.end())

async function supported(title: string) {
  const point = await lobby.approved(m50.bakker, title)
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  await says(tiel, `lobby steun ${point.number}`)
  return point
}

it('[A28] [A40] [F19] [F20] a point is put on several agendas, who supports it hears each, and the coverage over the twelve provinces counts it', async () => {
  const point = await supported('Houd de bus')
  expect(await opens(m50.jansen, `lobby agendeer ${point.number}`)).toContain('Wie brengt het in?')
  const wrong = await m50.jansen.submit({ target: 'provincie-utrecht', nextContact: '2020-01-01' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    occasion: 'Noem de vergadering of de brief.',
    spokesperson: 'Noem wie het inbrengt.',
    nextContact: 'Die dag is al voorbij. Kies vandaag of later, of laat het leeg.',
  })
  const noDays = { occasion: 'overleg', spokesperson: 'W. de Vries', placedOn: '2027-02-31', nextContact: 'morgen' }
  const noDay = 'Deze dag ken ik niet. Typ een dag die bestaat, zoals 2027-03-31.'
  expect((await m50.jansen.submit(noDays, { unchecked: true })).errors).toEqual({ placedOn: noDay, nextContact: noDay })
  const given = { target: 'provincie-utrecht', occasion: 'overleg mobiliteit', spokesperson: 'W. de Vries' }
  expect(await submits(m50.jansen, { ...given, placedOn: '2027-03-03', nextContact: '2027-04-01' })).toContain(
    `LP ${point.number} staat op de agenda.`,
  )
  const told = await tiel.receives(`LP ${point.number} staat op de agenda`)
  expect(told.text).toContain('Op de agenda: Provincie Utrecht, overleg mobiliteit, 3 mrt 2027, door W. de Vries')
  expect(told.text).not.toContain('Volgend contact')
  expect(await lobby.stateOf(point.id)).toBe('placed')
  await says(m50.jansen, `lobby stappen ${point.number}`)
  expect(await pressesOpen(m50.jansen, 'answer', 'lobby.place', point.id)).toContain('Waar?')
  await submits(m50.jansen, { ...given, target: 'vng-alv', occasion: 'motie', placedOn: '2027-06-16' })
  const shown = await says(m50.smit, `lobby ${point.number}`)
  expect(shown).toContain('Op de agenda: Provincie Utrecht')
  expect(shown).toContain('Een motie hiervoor moet uiterlijk 3 jun 2027 om 12.00 uur bij de VNG zijn.')
  const provinces = await says(m50.smit, 'lobby provincies')
  expect(provinces).toContain('In 1 van de 12 provincies op de agenda')
  expect(provinces).toContain(`Utrecht: LP ${point.number}`)
  expect(provinces).toMatch(/Nog niets bij: Drenthe, .* en Zuid-Holland/)
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  expect(course).toMatch(/op een agenda gezet, door S\. Jansen/)
  expect(course).toContain('Provincie Utrecht, overleg mobiliteit, 3 mrt 2027, door W. de Vries')
  const card = () => m50.messagesIn(lobby.society).find(({ text }) => text.startsWith(`LP ${point.number} ·`))
  await m50.until(() => card()?.replies.length === 2, { what: 'a reply for each beneath the card' })
})

it('[F27] past the third, what became of a point is read a page at a time, its contacts by who may read them; a line that is too long stands in the form', async () => {
  const point = await supported('Plant een bos')
  for (let day = 1; day <= pageSize + 1; day += 1) {
    await says(m50.bakker, `lobby contact ${point.number} gesprek ${day}.`)
  }
  await opens(m50.jansen, `lobby agendeer ${point.number}`)
  const motion = { target: 'vng-alv', occasion: 'motie', spokesperson: 'W. de Vries', placedOn: '2027-02-10' }
  expect(await submits(m50.jansen, motion)).toContain(
    'Een motie hiervoor kon tot 28 jan 2027 om 12.00 uur naar de VNG.',
  )
  const first = await says(m50.bakker, `lobby stappen ${point.number}`)
  expect(first).toContain('Blad 1 van 2')
  expect(first).toContain(`gesprek ${pageSize + 1}.`)
  expect(first).not.toContain('gesprek 1.')
  const second = await presses(m50.bakker, 'answer', 'chat.line', `lobby stappen ${point.number} 2`)
  expect(second).toContain('gesprek 1.')
  expect(second).not.toContain('gesprek 2.')
  expect(await says(m50.bakker, `lobby stappen LP ${point.number} 9`)).toContain('gesprek 1.')
  // Its pages tell nobody how many contacts there were.
  expect(await says(tiel, `lobby stappen ${point.number}`)).not.toContain('Blad')
  const long = `Lang gesprek ${'x'.repeat(longestContact)}.`
  const form = await opens(m50.bakker, `lobby contact ${point.number} ${long}`)
  expect(form).toContain(`Dit zijn ${long.length} tekens; er passen er ${longestContact}.`)
  expect(form).toContain(long)
  expect(await submits(m50.bakker, { contact: 'Kort gesprek.' })).toContain('Kort gesprek.')
})

it('[F27] a moment of contact is noted in one line, and read by the secretariat, the chair and the proposer’s municipality alone', async () => {
  const point = await supported('Leid jeugdartsen op')
  const colleague = await lobby.someone('zeist.nl')
  expect(await says(m50.bakker, `lobby contact ${point.number} gesproken met de gedeputeerde`)).toContain(
    `Het contact over LP ${point.number} is genoteerd.`,
  )
  for (const reader of [colleague, m50.jansen, m50.deVries])
    expect(await says(reader, `lobby ${point.number}`), reader.name).toContain('gesproken met de gedeputeerde')
  for (const line of [`lobby ${point.number}`, `lobby stappen ${point.number}`, `lobby verloop ${point.number}`])
    expect(await says(tiel, line), line).not.toContain('gedeputeerde')
  await says(tiel, `lobby contact ${point.number} dit mag niet`)
  const rows = await m50.database.query('select text from lobby_contacts where point_id = $1::uuid', [point.id])
  expect(rows).toEqual([{ text: 'gesproken met de gedeputeerde' }])
})

it('[A28] [F20] [F74] a result is told to everyone whose municipality supported the point; it goes on after all with the result kept in its course, and is withdrawn with a reason and put away', async () => {
  const point = await supported('Geef ons meer tijd')
  const colleague = await lobby.someone('tiel.nl')
  const dronten = await lobby.someone('dronten.nl')
  const english = m50.person('E. Nglish', 'e.nglish@tiel.nl', { locale: 'en' })
  await says(english, 'register official')
  expect(await says(tiel, `lobby resultaat ${point.number}`)).not.toContain('Is het gelukt?')
  expect(await opens(m50.deVries, `lobby resultaat ${point.number}`)).toContain('Is het gelukt?')
  const wrong = await m50.deVries.submit({ ending: 'achievePartly', result: '', link: 'brief 5' }, { unchecked: true })
  expect(wrong.errors).toEqual({
    result: 'Schrijf in één zin wat het resultaat is.',
    link: 'Dit is geen link. Een link begint met https://',
  })
  const given = { ending: 'achievePartly', result: 'VWS neemt 45 plaatsen op.', link: 'https://rijksoverheid.nl/brief' }
  expect(await submits(m50.deVries, given)).toContain(`Het resultaat van LP ${point.number} is vastgelegd.`)
  for (const person of [tiel, colleague]) {
    const told = await person.receives(`LP ${point.number} is deels gelukt`)
    expect(told.text).toContain('VWS neemt 45 plaatsen op.')
    expect(told.text).toContain('Uw gemeente steunde dit punt sinds wo 3 feb, samen met 1 andere.')
    expect(told.links).toContain('https://rijksoverheid.nl/brief')
  }
  const said = await english.receives(`LP ${point.number} was partly achieved`)
  expect(said.text).toContain('VWS neemt 45 plaatsen op.')
  expect(said.text).toMatch(/Your municipality supported this point since Wed 3 Feb, together with 1 other\./)
  expect(dronten.inbox().filter(({ text }) => text.includes('deels gelukt'))).toEqual([])
  expect(await says(tiel, `lobby steun ${point.number}`)).toContain('is deels gelukt; dit kan daarom niet meer.')
  // Who stood behind it then, does for good.
  const behind = await lobby.supporters(point.id)
  await m50.jansen.forgesPress(m50.general, 'lobby.unsupport', point.id)
  expect(await lobby.supporters(point.id)).toEqual(behind)
  await says(m50.jansen, `lobby stappen ${point.number}`)
  expect(await presses(m50.jansen, 'answer', 'lobby.resume', point.id)).toContain(`LP ${point.number} gaat verder.`)
  await tiel.receives('gaat toch verder')
  // It was on no agenda before.
  expect(await lobby.stateOf(point.id)).toBe('gathering')
  expect(await says(m50.smit, `lobby ${point.number}`)).toContain('Verzamelt steun sinds wo 3 feb.')
  expect(await says(m50.smit, `lobby ${point.number}`)).not.toContain('VWS neemt 45 plaatsen op.')
  const course = await says(m50.smit, `lobby verloop ${point.number}`)
  expect(course).toContain('verzamelt weer steun, door S. Jansen')
  expect(course).toContain('Uitkomst: VWS neemt 45 plaatsen op.')
  expect(course).toContain('https://rijksoverheid.nl/brief')
  expect(await opens(m50.bakker, `lobby intrekken ${point.number}`)).toContain('Waarom trekt u het in?')
  expect(await submits(m50.bakker, { reason: 'Het is geregeld in de wet.' })).toContain('is ingetrokken')
  expect((await tiel.receives(`LP ${point.number} is ingetrokken`)).text).toContain('Het is geregeld in de wet.')
  await says(m50.jansen, `lobby stappen ${point.number}`)
  expect(await presses(m50.jansen, 'answer', 'lobby.archive', point.id)).toContain('is gearchiveerd')
  const away = await tiel.receives(`LP ${point.number}, “Geef ons meer tijd”, is gearchiveerd.`)
  expect(away.text).toContain('Het staat niet meer op de lobbyagenda')
  expect(await says(m50.smit, 'lobby')).not.toContain('Geef ons meer tijd')
})

it('[A28] a point that was on an agenda is so again where its result was no end', async () => {
  const point = await supported('Geef ons nog meer tijd')
  await opens(m50.jansen, `lobby agendeer ${point.number}`)
  const given = { target: 'provincie-drenthe', occasion: 'overleg', spokesperson: 'W. de Vries' }
  await submits(m50.jansen, { ...given, placedOn: '2027-03-03' })
  await opens(m50.deVries, `lobby resultaat ${point.number}`)
  await submits(m50.deVries, { ending: 'fail', result: 'Het kabinet zei nee.', link: '' })
  await says(m50.jansen, `lobby stappen ${point.number}`)
  await presses(m50.jansen, 'answer', 'lobby.resume', point.id)
  expect(await lobby.stateOf(point.id)).toBe('placed')
})

it('[F29] [T21] a point that went to another pillar while few knew of it is shown in that pillar’s channel once it is opened, and not twice where it stood before', async () => {
  const finance = m50.channel('financien', [m50.jansen])
  await says(m50.jansen, 'kanaal pijler financien', finance)
  const point = await supported('Merel op een ander dak')
  const press = (name: string) => m50.jansen.sends({ does: 'presses', name, value: point.id })
  const about = (channel: string) =>
    m50
      .messagesIn(channel)
      .filter(({ text }) => text.includes('Merel') || text.startsWith(`LP ${point.number} is hier`))
  await press('lobby.confide')
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  await m50.jansen.asksPrivately(`lobby beheer ${point.number}`, 'Merel op een ander dak')
  await pressesOpen(m50.jansen, 'inbox', 'lobby.facts', point.id)
  await m50.jansen.submit({ pillar: 'financien', target: 'vws' })
  await expect
    .poll(() => m50.database.query('select pillar_id as pillar from lobby_points where id = $1::uuid', [point.id]), {
      timeout: 20_000,
    })
    .toEqual([{ pillar: 'financien' }])
  await press('lobby.release')
  await m50.shows(finance, 'Merel op een ander dak')
  await press('lobby.confide')
  await m50.shows(finance, `LP ${point.number} is hier nu niet te zien.`)
  await press('lobby.release')
  await m50.shows(finance, 'Merel op een ander dak')
  expect(about(finance)).toHaveLength(1)
  expect(about(lobby.society)).toHaveLength(1)
})

it('[F29] [T21] a point that was taken back or put away is not posted anew where it is opened', async () => {
  const gone = await lobby.approved(m50.bakker, 'Specht in het dode hout', { confidential: true })
  await opens(m50.jansen, `lobby intrekken ${gone.number}`)
  await submits(m50.jansen, { reason: 'Het hoeft niet meer.' })
  await m50.jansen.sends({ does: 'presses', name: 'lobby.release', value: gone.id })
  // What is opened after it is posted after it.
  const open = await lobby.approved(m50.bakker, 'Specht in het groene hout')
  await m50.shows(lobby.society, `LP ${open.number} ·`)
  expect(await says(tiel, `lobby ${gone.number}`)).toContain('Ingetrokken op')
  expect(m50.messagesIn(lobby.society).filter(({ text }) => text.includes('dode hout'))).toEqual([])
  const steps = await says(tiel, `lobby verloop ${gone.number}`)
  expect(steps).toContain('ingetrokken, door S. Jansen')
  expect(steps).not.toContain('Het hoeft niet meer.')
  // Nor does its card say so, or the search find it; whoever knew it still reads it.
  expect(await says(tiel, `lobby ${gone.number}`)).not.toContain('Het hoeft niet meer.')
  expect(await says(tiel, 'zoek hoeft')).not.toContain(`LP ${gone.number}`)
  expect(await says(tiel, 'zoek specht')).toContain(`LP ${gone.number}`)
  expect(await says(tiel, 'zoek specht soort:besluiten')).not.toContain(`LP ${gone.number}`)
  expect(await says(m50.jansen, `lobby ${gone.number}`)).toContain('Het hoeft niet meer.')
})

it('[T20] what becomes of a confidential point is told to nobody who may not know of it', async () => {
  const point = await lobby.approved(m50.bakker, 'Kanarie in de mijn', { confidential: true })
  await opens(m50.jansen, `lobby agendeer ${point.number}`)
  const given = { target: 'provincie-drenthe', occasion: 'Kanarie overleg', spokesperson: 'W. de Vries' }
  await submits(m50.jansen, { ...given, placedOn: '2027-03-03' })
  await m50.bakker.receives(`LP ${point.number} staat op de agenda`)
  expect(await says(m50.smit, 'lobby provincies')).not.toContain(`LP ${point.number}`)
  for (const line of ['stappen', 'agendeer', 'contact', 'resultaat', 'intrekken', 'prioriteit'])
    expect(await says(m50.smit, `lobby ${line} ${point.number}`), line).toContain('Ik ken geen lobbypunt')
  const told = [m50.secretariat, lobby.society].flatMap(channel => m50.messagesIn(channel))
  expect(told.map(({ text, replies }) => [text, ...replies.map(reply => reply.text)].join()).join()).not.toContain(
    'Kanarie',
  )
})

it('[T21] what was told of a point by itself is a stub where the point is made confidential, and reads as it did once it is opened again', async () => {
  const point = await supported('Roodborst op het dak')
  await opens(m50.jansen, `lobby agendeer ${point.number}`)
  const given = { target: 'provincie-drenthe', occasion: 'Roodborst overleg', spokesperson: 'W. de Vries' }
  await submits(m50.jansen, { ...given, placedOn: '2027-03-03' })
  await tiel.receives(`LP ${point.number} staat op de agenda`)
  await m50.shows(lobby.society, 'Roodborst overleg')
  const told = () =>
    [...tiel.inbox(), ...m50.messagesIn(lobby.society)].flatMap(({ text, replies }) => [
      text,
      ...replies.map(reply => reply.text),
    ])
  const opened = told().filter(text => text.includes('Roodborst')).length
  expect(opened).toBe(3)
  const press = (name: string) => m50.jansen.sends({ does: 'presses', name, value: point.id })
  await press('lobby.confide')
  await expect
    .poll(told, { timeout: 20_000 })
    .toEqual(expect.not.arrayContaining([expect.stringContaining('Roodborst')]))
  expect(told().filter(text => text.startsWith(`LP ${point.number} is hier nu niet te zien.`))).toHaveLength(opened)
  await press('lobby.release')
  await expect.poll(() => told().filter(text => text.includes('Roodborst')).length, { timeout: 20_000 }).toBe(opened)
})

it('[F19] a point without movement for sixty days is raised with its chair once, and not when it moved: another became part of it, a part of it went on by itself, or a bottleneck came to it', async () => {
  const [stands, moves] = [await supported('Een punt dat stilstaat'), await supported('Een punt dat beweegt')]
  const [gone, stays] = [await supported('Een punt dat opgaat'), await supported('Een punt dat verdergaat')]
  const [whole, fed] = [await supported('Een punt met een deel'), await supported('Een punt met een knelpunt')]
  await lobby.shares(tiel, 'Dit speelt bij ons')
  const bottleneck = await lobby.bottleneck('Dit speelt bij ons')
  await m50.moveTo('2027-03-25T10:00:00+01:00')
  await says(m50.bakker, `lobby contact ${moves.number} gebeld met het ministerie`)
  await says(m50.jansen, `lobby beheer ${whole.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.split', whole.id)
  const { pillar: _, ...text } = words
  await submits(m50.jansen, { ...text, title: 'Een deel van een punt' })
  await says(m50.jansen, `knelpunt ${bottleneck.number}`)
  await pressesOpen(m50.jansen, 'answer', 'bottleneck.merge', bottleneck.id)
  await submits(m50.jansen, { into: `LP ${fed.number}` })
  await says(m50.jansen, `lobby beheer ${gone.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.merge', gone.id)
  await submits(m50.jansen, { into: String(stays.number) })
  // What moved last comes first.
  const listed = (await says(m50.smit, 'lobby lijst samenleving')).matchAll(/LP (\d+) ·/g)
  expect([...listed].map(([, number]) => Number(number)).slice(0, 2)).toEqual([stays.number, fed.number])
  await m50.moveTo('2027-04-07T10:00:00+02:00')
  const raised = await m50.deVries.receives(`LP ${stands.number} staat stil`)
  expect(raised.text).toContain('Sinds 3 feb 2027 gebeurde er niets met dit punt.')
  await m50.moveTo('2027-04-20T10:00:00+02:00')
  const about = m50.deVries.inbox().filter(({ text }) => text.includes('staat stil'))
  expect(about.filter(({ text }) => text.includes(`LP ${stands.number} `))).toHaveLength(1)
  for (const { number } of [moves, stays, whole, fed])
    expect(about.filter(({ text }) => text.includes(`LP ${number} `))).toHaveLength(0)
})

it('[F27] whoever noted when a point is talked about next is reminded that morning, and not where it was talked about on that day or the day became another; a contact before it leaves it to come', async () => {
  const [due, done, later] = [
    await supported('Bel de provincie'),
    await supported('Al gebeld'),
    await supported('Bel later'),
  ]
  const given = {
    target: 'provincie-utrecht',
    occasion: 'overleg',
    spokesperson: 'W. de Vries',
    placedOn: '2027-05-03',
  }
  for (const { number } of [due, done, later]) {
    await opens(m50.jansen, `lobby agendeer ${number}`)
    await submits(m50.jansen, { ...given, nextContact: '2027-05-12' })
  }
  expect(await says(m50.jansen, `lobby stappen ${due.number}`)).toContain('Volgend contact: 12 mei 2027')
  await m50.moveTo('2027-05-03T09:05:00+02:00')
  expect(await says(m50.jansen, 'planning')).toContain(`Contact over LP ${done.number}`)
  // It ends nothing that somebody else planned for later, and says so.
  for (const { number } of [due, done])
    expect(await says(m50.bakker, `lobby contact ${number} alvast gebeld`)).toContain('Volgend contact: 12 mei 2027')
  expect(await says(m50.jansen, 'planning')).toContain(`Contact over LP ${done.number}`)
  await opens(m50.bakker, `lobby contact ${later.number}`)
  const wrong = await m50.bakker.submit({ contact: 'volgt nog', nextContact: '2020-01-01' }, { unchecked: true })
  expect(wrong.errors).toEqual({ nextContact: 'Die dag is al voorbij. Kies vandaag of later, of laat het leeg.' })
  const noDay = await m50.bakker.submit({ contact: 'volgt nog', nextContact: '2027-05-32' }, { unchecked: true })
  expect(noDay.errors).toEqual({ nextContact: 'Deze dag ken ik niet. Typ een dag die bestaat, zoals 2027-03-31.' })
  expect(await submits(m50.bakker, { contact: 'volgt nog', nextContact: '2027-05-20' })).toContain(
    'Volgend contact: 20 mei 2027',
  )
  await m50.moveTo('2027-05-12T08:30:00+02:00')
  expect(await says(m50.bakker, `lobby contact ${done.number} gebeld, het komt goed`)).not.toContain('Volgend contact')
  expect(await says(m50.jansen, 'planning')).not.toContain(`Contact over LP ${done.number}`)
  await m50.moveTo('2027-05-12T09:05:00+02:00')
  const told = await m50.jansen.receives(`Contact over LP ${due.number}`)
  expect(told.text).toContain('[Contact noteren]')
  await m50.moveTo('2027-05-20T09:05:00+02:00')
  await m50.bakker.receives(`Contact over LP ${later.number}`)
  const about = (person: Person) =>
    [due, done, later].filter(({ number }) =>
      person.inbox().some(({ text }) => text.includes(`Contact over LP ${number}\n`)),
    )
  expect(about(m50.jansen)).toEqual([due])
  expect(about(m50.bakker)).toEqual([later])
})

it('[F19] [F24] where a pillar has no chair, what would go to the chair goes to the secretariat: what stands still, and a round that closed', async () => {
  const point = await lobby.approved(m50.bakker, 'Een punt zonder voorzitter', { target: 'financien' })
  await says(m50.jansen, `lobby beheer ${point.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.facts', point.id)
  await submits(m50.jansen, { pillar: 'financien', target: 'financien' })
  await says(m50.jansen, 'lobby volgorde financien')
  await pressesOpen(m50.jansen, 'answer', 'lobby.round', 'financien')
  await submits(m50.jansen, { until: '2027-05-27' })
  await m50.moveTo('2027-05-27T17:00:30+02:00')
  const asked = await m50.shows(m50.secretariat, 'De ronde van de pijler Financiën is gesloten')
  expect(asked.text).toContain('[Uitkomst vastleggen]')
  await m50.moveTo('2027-07-28T09:05:00+02:00')
  await m50.shows(m50.secretariat, `LP ${point.number} staat stil`)
})

it('[F19] [F24] a point keeps the day of its ranking and of its agenda where one is taken back or a result was no end, and its ranking the pillar that held the round', async () => {
  const point = await supported('Zet de klok goed')
  const round = { question: 'Wat eerst?', until: '2027-08-05', pointA: 'on' }
  await m50.jansen.forgesSubmission(m50.general, 'lobby.round', `samenleving:${point.number}`, round)
  await says(tiel, `lobby prioriteit ${point.number} 5`)
  await m50.moveTo('2027-08-05T17:00:30+02:00')
  await expect.poll(() => lobby.stateOf(point.id), { timeout: 20_000 }).toBe('prioritised')
  const places = async () => {
    await opens(m50.jansen, `lobby agendeer ${point.number}`)
    const given = { target: 'provincie-utrecht', occasion: 'overleg', spokesperson: 'W. de Vries' }
    await submits(m50.jansen, { ...given, placedOn: '2027-09-03' })
  }
  const shown = () => says(m50.smit, `lobby ${point.number}`)
  await places()
  await m50.moveTo('2027-08-10T10:00:00+02:00')
  await presses(m50.jansen, 'answer', 'lobby.unnote')
  expect(await shown()).toContain('Kreeg op do 5 aug een plaats in de volgorde van de pijler.')
  await places()
  expect(await shown()).toContain('Staat sinds di 10 aug op een agenda.')
  await opens(m50.deVries, `lobby resultaat ${point.number}`)
  await submits(m50.deVries, { ending: 'achievePartly', result: 'De wijzers lopen.', link: '' })
  await m50.moveTo('2027-08-12T10:00:00+02:00')
  await says(m50.deVries, `lobby stappen ${point.number}`)
  await presses(m50.deVries, 'answer', 'lobby.resume', point.id)
  expect(await shown()).toContain('Staat sinds di 10 aug op een agenda.')
  await says(m50.jansen, `lobby beheer ${point.number}`)
  await pressesOpen(m50.jansen, 'answer', 'lobby.facts', point.id)
  await submits(m50.jansen, { pillar: 'financien', target: 'financien' })
  expect(await shown()).toContain('Plaats 1 in de volgorde van de pijler Samenleving, do 5 aug')
})

it('[A10] two municipalities become one: support, votes, recognitions and proposals go on in the name of the one that stays, each once, with what was said before kept', async () => {
  const dronten = await lobby.someone('dronten.nl')
  const kampen = await lobby.someone('kampen.nl')
  const [both, alone] = [await supported('Steun van beide'), await supported('Steun van één')]
  for (const person of [dronten, kampen]) await says(person, `lobby steun ${both.number}`)
  await says(dronten, `lobby steun ${alone.number}`)
  const own = await lobby.approved(dronten, 'Voorstel van wie ophoudt')
  await lobby.shares(dronten, 'Dijken zakken weg')
  const bottleneck = await lobby.bottleneck('Dijken zakken weg')
  await says(m50.jansen, 'lobby volgorde samenleving')
  await pressesOpen(m50.jansen, 'answer', 'lobby.round', 'samenleving')
  await submits(m50.jansen, { until: '2028-01-20' })
  await says(dronten, `actie nieuw Dijk bekijken, ${dronten.name}, 2028-06-01`)
  // Where both voted, what the one that stays said stands.
  await says(dronten, `lobby prioriteit ${both.number} 5`)
  await says(dronten, `lobby prioriteit ${alone.number} 4`)
  await says(kampen, `lobby prioriteit ${both.number} 2`)
  const [round] = await m50.database.query<{ members: number }>(
    `select municipalities as members from lobby_rounds where state = 'open'`,
  )
  await m50.shows(lobby.society, `2 van ${round?.members} gemeenten stemden`)
  await says(kampen, `knelpunt herken ${bottleneck.number}`)
  await m50.database.query(
    `update municipalities set valid_to = '2027-12-31', successor_id = (select id from municipalities where name = 'Kampen') where name = 'Dronten'`,
  )
  await m50.moveTo('2027-12-10T10:00:00+01:00')
  expect(await says(m50.jansen, 'planning')).toContain('Steun en knelpunten van Dronten gaan naar Kampen')
  expect(await lobby.supporters(alone.id)).toContain('Dronten')
  await m50.moveTo('2028-01-01T00:01:00+01:00')
  const told = await m50.shows(m50.secretariat, 'Dronten gaat verder als Kampen')
  expect(told.text).toContain('staat nu op naam van Kampen: 3 lobbypunten en 1 knelpunt.')
  expect(await lobby.supporters(both.id)).toEqual(['Kampen', 'Tiel', 'Zeist'])
  expect(await lobby.supporters(alone.id)).toEqual(['Kampen', 'Tiel', 'Zeist'])
  expect(await lobby.recognitions(bottleneck.id)).toEqual(['Kampen'])
  expect(await says(kampen, 'actie')).toMatch(/Dijk bekijken\s+P\. Persoon\d+ \(Kampen\)/)
  const votes = await m50.database.query(
    `select p.number, m.name, v.score from lobby_votes v join lobby_rounds r on r.id = v.round_id and r.state = 'open'
     join lobby_points p on p.id = v.point_id join municipalities m on m.id = v.municipality_id order by v.score`,
  )
  expect(votes).toEqual([
    { number: both.number, name: 'Kampen', score: 2 },
    { number: alone.number, name: 'Kampen', score: 4 },
  ])
  // The card that counted both counts the one that is left.
  await m50.shows(lobby.society, `1 van ${round?.members} gemeenten stemde.`)
  expect(await says(m50.smit, `lobby ${own.number}`)).toContain('Voorgesteld door P. Persoon')
  expect(await says(m50.smit, `lobby ${own.number}`)).toContain('· Kampen ·')
  const course = await says(m50.smit, `lobby verloop ${alone.number}`)
  expect(course).toContain('overgegaan op een andere gemeente, door een herindeling, door de bot')
  expect(course).toContain('Gemeente: “Dronten” werd “Kampen”')
  expect(course).toMatch(
    /gesteund, door P\. Persoon\d+, ambtenaar, Dronten|gesteund, door P\. Persoon\d+, lid, Dronten/,
  )
})
