// SPDX-License-Identifier: EUPL-1.2
// A pillar's points put in order: municipalities give each 1 to 5 until a date, and nobody sees what was given before.
import pg from 'pg'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, type Proposed } from '../support/chat/lobby.ts'
import { filesOf } from '../support/chat/made-files.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { readDocx } from '../support/read-documents.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let bus: Proposed
let care: Proposed
let tiel: Person
let dronten: Person

/** Someone of a municipality, with a seat in the pillar. */
async function seated(domain: string): Promise<Person> {
  const person = await lobby.someone(domain)
  await says(person, 'pijler word-lid samenleving')
  const [request] = await m50.database.query<{ id: string; number: number }>(
    `select id, number from requests where kind = 'pillar.join' order by number desc limit 1`,
  )
  await m50.shows(m50.secretariat, `Verzoek ${request?.number} ·`)
  await presses(m50.jansen, m50.secretariat, 'request.approve', request?.id)
  await person.receives('Welkom bij de pijler Samenleving')
  return person
}

/** The open round as it stands in the pillar's channel. */
const openCard = () =>
  m50.messagesIn(lobby.society).findLast(({ text }) => text.includes('Stemmen kan tot'))?.text ?? ''

const round = async () =>
  (await m50.database.query<{ id: string; state: string }>('select id, state from lobby_rounds order by opened_at'))[0]

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  bus = await lobby.approved(m50.bakker, 'Houd de bus')
  care = await lobby.approved(m50.bakker, 'Leid jeugdartsen op')
  tiel = await seated('tiel.nl')
  dronten = await seated('dronten.nl')
}, 120_000)

afterAll(() => m50.end())

it('[F22] the chair opens a round; who speaks for a municipality in the pillar gets a ballot, and its last vote counts', async () => {
  expect(await says(m50.deVries, 'lobby volgorde')).toContain('In de pijler Samenleving is nog geen ronde geweest.')
  const form = await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  expect(form).toContain(`LP ${bus.number} · Houd de bus`)
  const weekend = await m50.deVries.submit({ until: '2027-02-13' }, { unchecked: true })
  expect(weekend.errors).toEqual({ until: 'Dat is geen werkdag. Kies een werkdag.' })
  const over = await m50.deVries.submit({ until: '2027-02-02' }, { unchecked: true })
  expect(over.errors).toEqual({ until: 'Het is die dag al 17.00 uur geweest. Kies een latere werkdag.' })
  const noDay = await m50.deVries.submit({ until: '2027-02-31' }, { unchecked: true })
  expect(noDay.errors).toEqual({ until: 'Deze dag ken ik niet. Typ een dag die bestaat, zoals 2027-03-31.' })
  expect(await submits(m50.deVries, { until: '2027-02-10' })).toContain('De ronde is open.')
  const card = await m50.shows(lobby.society, 'Prioriteiten van de pijler Samenleving')
  expect(card.text).toContain('Stemmen kan tot wo 10 feb, 17.00 uur.')
  expect(card.text).toMatch(/0 van \d+ gemeenten stemden\./)
  const ballot = await tiel.receives('Wat vindt uw gemeente het belangrijkst')
  expect(ballot.text).toContain('Tiel stemde nog niet.')
  await dronten.receives('Dronten stemde nog niet.')
  await dronten.opensHome()
  await expect
    .poll(() => dronten.home(), { timeout: 20_000 })
    .toContain('Uw gemeente stemde nog niet in de pijler Samenleving: stemmen kan tot wo 10 feb, 17.00 uur')
  const id = (await round())?.id
  expect(await pressesOpen(tiel, ballot, 'lobby.vote', id)).toContain('U stemt voor Tiel')
  const answer = await submits(tiel, { pointA: '5', pointB: '2' })
  expect(answer).toContain('De cijfers van uw gemeente zijn bewaard.')
  expect(answer).toMatch(/1 van \d+ gemeenten stemde\./)
  // A colleague's ballot that came meanwhile is shown, with the own choice kept, and not overwritten unseen.
  const colleague = await lobby.someone('tiel.nl')
  await says(colleague, 'lobby volgorde samenleving')
  await pressesOpen(colleague, 'answer', 'lobby.vote', id)
  expect(await says(tiel, `lobby prioriteit ${bus.number} 4`)).toContain('De cijfers van uw gemeente zijn bewaard.')
  const shown = await submits(colleague, { pointA: '1', pointB: '2' })
  expect(shown).toMatch(/Een collega stemde intussen voor Tiel: LP \d+: [24] en LP \d+: [24]\./)
  expect(shown).toContain('Wat u koos, staat er nog.')
  await colleague.closes()
  expect(await says(tiel, `lobby prioriteit ${bus.number} 6`)).toContain('een cijfer van 1 tot en met 5')
  const votes = await m50.database.query(
    `select p.title, v.municipality_id as municipality, v.score from lobby_votes v join lobby_points p on p.id = v.point_id order by p.number`,
  )
  expect(votes.map(({ title, score }) => [title, score])).toEqual([
    ['Houd de bus', 4],
    ['Leid jeugdartsen op', 2],
  ])
  await m50.shows(lobby.society, '1 van')
})

it('[F22] until a round closes nobody reads what was given: not its chair, in the planning, the course of a point or the audit', async () => {
  expect(await says(m50.deVries, 'lobby volgorde samenleving')).not.toContain('gemiddeld')
  await m50.moveTo('2027-02-03T10:00:00+01:00')
  expect(await says(m50.jansen, 'planning')).toContain('Prioriteitsronde van de pijler Samenleving sluit')
  expect(await says(m50.jansen, `lobby verloop ${bus.number}`)).not.toMatch(/volgorde|stem|gemiddeld/)
  const noted = await m50.database.query<{ action: string; new: unknown }>(
    `select a.action, a.new from audit a where a.subject_kind = 'lobbyRound' order by a.id`,
  )
  expect(noted.map(({ action }) => action)).toEqual(['lobby.roundOpened', 'lobby.voted', 'lobby.voted'])
  expect(noted.slice(1).map(row => Object.keys(row.new ?? {}).toSorted())).toEqual([
    ['municipality', 'points'],
    ['municipality', 'points'],
  ])
})

it('[F23] only those whose municipality gave nothing are reminded, and not once it has', async () => {
  await m50.moveTo('2027-02-08T09:05:00+01:00')
  const reminder = await dronten.receives('Uw gemeente stemde nog niet in de pijler Samenleving')
  await pressesOpen(dronten, reminder, 'lobby.vote', (await round())?.id)
  await submits(dronten, { pointA: '5', pointB: '1' })
  const told = await m50.database.query(
    `select m.name from deliveries d join people p on p.id = d.person_id join municipalities m on m.id = p.municipality_id where d.kind = 'lobby.ballotReminder'`,
  )
  expect(told).toEqual([{ name: 'Dronten' }])
})

it('[F24] [F74] the round closes on time by itself: the points get their places, the ranking is shown, and the chair is asked for the outcome at that moment; put right it keeps what stood there', async () => {
  await says(tiel, `lobby steun ${care.number}`)
  await says(m50.smit, `volg LP ${bus.number}`)
  await m50.moveTo('2027-02-10T17:00:30+01:00')
  const ranking = await m50.shows(lobby.society, 'De volgorde van de pijler Samenleving')
  expect(ranking.text).toContain(`Plaats 1: LP ${bus.number} · Houd de bus, gemiddeld 4,5 van 2 gemeenten`)
  expect(ranking.text).toContain(`Plaats 2: LP ${care.number} · Leid jeugdartsen op, gemiddeld 1,5 van 2 gemeenten`)
  const asked = await m50.deVries.receives('De ronde van de pijler Samenleving is gesloten')
  expect(await Promise.all([bus, care].map(({ id }) => lobby.stateOf(id)))).toEqual(['prioritised', 'prioritised'])
  // Whom its points matter to reads the places of their own in one message; who is asked for the outcome read them all.
  const own = await m50.bakker.receives('Uw punten in de volgorde van de pijler Samenleving')
  expect(own.text).toContain(`Plaats 1: LP ${bus.number} · Houd de bus`)
  expect(own.text).toContain(`Plaats 2: LP ${care.number} · Leid jeugdartsen op`)
  expect((await tiel.receives('Uw punten in de volgorde')).text).not.toContain('Houd de bus')
  expect((await m50.smit.receives('Uw punten in de volgorde')).text).not.toContain('Leid jeugdartsen op')
  const told = await m50.database.query<{ name: string }>(
    `select p.name from deliveries d join people p on p.id = d.person_id where d.kind = 'lobby.ranked' order by p.name`,
  )
  expect(told.map(({ name }) => name)).toEqual(['A. Bakker', 'M. Smit', tiel.name.replace(/^p\. p/, 'P. P')].toSorted())
  expect(await says(tiel, `lobby prioriteit ${bus.number} 1`)).toContain('Deze ronde is gesloten.')
  expect(await pressesOpen(m50.deVries, asked, 'lobby.outcome', (await round())?.id)).toContain('Uitkomst')
  expect(await submits(m50.deVries, { outcome: 'Eerst de bus, in maart bij de provincie.' })).toContain(
    'De uitkomst is vastgelegd.',
  )
  await m50.shows(lobby.society, 'Uitkomst: Eerst de bus, in maart bij de provincie.')
  // What was noted wrongly is put right; of two at once the later one sees what the other wrote.
  for (const person of [m50.deVries, m50.jansen]) {
    expect(await says(person, 'lobby volgorde samenleving')).toContain('[Uitkomst wijzigen]')
    const form = await pressesOpen(person, 'answer', 'lobby.outcome', (await round())?.id)
    expect(form).toContain('Eerst de bus, in maart bij de provincie.')
  }
  await submits(m50.deVries, { outcome: 'Eerst de bus, in april bij de provincie.' })
  const again = await submits(m50.jansen, { outcome: 'Eerst de bus, in mei bij de provincie.' })
  expect(again).toContain('Iemand anders legde intussen een uitkomst vast: “Eerst de bus, in april bij de provincie.”')
  expect(again).toContain('Eerst de bus, in mei bij de provincie.')
  await submits(m50.jansen, {})
  await m50.shows(lobby.society, 'Uitkomst: Eerst de bus, in mei bij de provincie.')
  // What stood there before is kept, and stands in the course of its points from what to what.
  const course = await says(m50.smit, `lobby verloop ${bus.number}`)
  const line = (month: string) => `“Eerst de bus, in ${month} bij de provincie.”`
  const at = [
    /uitkomst van de prioriteitsronde gewijzigd, door S\. Jansen/,
    `Uitkomst: ${line('april')} werd ${line('mei')}`,
    /uitkomst van de prioriteitsronde gewijzigd, door W\. de Vries/,
    `Uitkomst: ${line('maart')} werd ${line('april')}`,
    /uitkomst van de prioriteitsronde vastgelegd, door W\. de Vries/,
    `\n${line('maart')}\n`,
  ].map(words => course.search(typeof words === 'string' ? RegExp.escape(words) : words))
  expect(at).not.toContain(-1)
  expect(at).toEqual(at.toSorted((one, other) => one - other))
  expect(await says(m50.smit, 'lobby volgorde samenleving')).not.toContain('[Uitkomst wijzigen]')
  expect(await says(m50.smit, 'lobby volgorde samenleving')).toContain('Plaats 1: LP')
  const planned = await m50.database.query(
    `select kind, state from planned where subject_kind = 'lobbyRound' order by kind`,
  )
  expect(planned).toEqual([
    { kind: 'lobby.ballots', state: 'done' },
    { kind: 'lobby.close', state: 'done' },
    { kind: 'lobby.watch', state: 'open' },
  ])
})

it('[F24] a round that should have closed and did not is told to its chair and the secretariat once, stands on its chair’s home, and is closed by hand', async () => {
  await says(m50.deVries, 'lobby volgorde samenleving')
  await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  await submits(m50.deVries, { until: '2027-02-12' })
  const id = (await m50.database.query<{ id: string }>(`select id from lobby_rounds where state = 'open'`))[0]?.id
  for (const person of [tiel, dronten]) await says(person, `lobby prioriteit ${care.number} 3`)
  await m50.moveTo('2027-02-12T10:00:00+01:00')
  // All have voted: nobody is reminded.
  expect(
    await m50.database.query(`select state, reason from planned where subject_id = $1 and kind = 'lobby.ballots'`, [
      id,
    ]),
  ).toEqual([{ state: 'void', reason: 'voted' }])
  await m50.database.query(`update planned set state = 'skipped' where subject_id = $1 and kind = 'lobby.close'`, [id])
  await m50.moveTo('2027-02-12T17:30:00+01:00')
  const alarm = await m50.deVries.receives('De ronde van de pijler Samenleving sloot niet op tijd')
  expect(alarm.text).toContain('Zij had op vr 12 feb, 17.00 uur moeten sluiten.')
  await m50.shows(m50.secretariat, 'De ronde van de pijler Samenleving sloot niet op tijd')
  await m50.deVries.opensHome()
  await expect
    .poll(() => m50.deVries.home(), { timeout: 20_000 })
    .toContain('De prioriteitsronde van de pijler Samenleving had op vr 12 feb, 17.00 uur moeten sluiten')
  expect(await says(m50.deVries, 'lobby volgorde samenleving')).toContain('Stemmen kan niet meer')
  expect(await presses(m50.deVries, 'answer', 'lobby.closeRound', id)).toContain('De ronde is gesloten.')
  expect(await lobby.stateOf(bus.id)).toBe('prioritised')
})

it('[F22] a point that gets its result while the round is open leaves it: what it was given counts no more, who gave it something hears that, and the ranking is without it', async () => {
  const pool = await lobby.approved(m50.bakker, 'Houd het zwembad open')
  await says(m50.deVries, 'lobby volgorde samenleving')
  await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  await submits(m50.deVries, { until: '2027-02-19' })
  await says(tiel, `lobby prioriteit ${pool.number} 5`)
  for (const { number } of [pool, bus, care]) await says(dronten, `lobby prioriteit ${number} 3`)
  await expect.poll(openCard, { timeout: 20_000 }).toMatch(/2 van \d+ gemeenten stemden/)
  // Files that are made meanwhile tell nothing of it.
  const agenda = await filesOf(await m50.smit.asksPrivately('lobby export xlsx docx', 'De lobbyagenda staat klaar'))
  const [head = [], ...rows] = await readSheet(Buffer.from(agenda.get('lobbyagenda.xlsx') ?? []))
  const row = rows.find(([number]) => number === pool.number) ?? expect.fail('no row')
  for (const label of ['Plaats in de volgorde', 'Uitkomst van de ronde'])
    expect(row[head.indexOf(label)], label).toBeNull()
  const dossier = await filesOf(
    await m50.jansen.asksPrivately(`lobby dossier ${pool.number}`, 'Het dossier staat klaar'),
  )
  const words = [
    readDocx(agenda.get('lobbyagenda.docx') ?? new Uint8Array()).text.split('Houd het zwembad open')[1] ?? '',
    readDocx(dossier.get(`LP-${pool.number}.docx`) ?? new Uint8Array()).text,
  ]
  for (const text of words) expect(text).not.toMatch(/gemiddeld|gestemd|Plaats \d|Volgorde van de pijler/)

  await opens(m50.deVries, `lobby resultaat ${pool.number}`)
  await submits(m50.deVries, { ending: 'achieve', result: 'Het blijft open.', link: '' })
  const told = await tiel.receives(`LP ${pool.number} doet niet meer mee in de prioriteitsronde`)
  expect(told.text).toContain('“Houd het zwembad open”: gelukt.')
  expect(told.text).toContain('Het cijfer dat Tiel ervoor gaf, telt niet meer.')
  // It has voted on nothing else: its home says so again, and the round counts it no more.
  expect(told.text).toContain('Tiel stemde nog niet.')
  expect((await dronten.receives(`LP ${pool.number} doet niet meer mee`)).text).not.toContain('stemde nog niet')
  await expect.poll(openCard, { timeout: 20_000 }).toMatch(/1 van \d+ gemeenten stemde/)
  expect(openCard()).not.toContain('zwembad')
  expect(await says(tiel, `lobby prioriteit ${pool.number} 4`)).toContain(
    `Over LP ${pool.number} wordt nu niet gestemd.`,
  )
  expect(await pressesOpen(tiel, told, 'lobby.vote')).not.toContain('zwembad')
  // While few may know of it nobody votes on a point; opened again it has what it was given.
  const press = (name: string) => m50.jansen.sends({ does: 'presses', name, value: care.id })
  await press('lobby.confide')
  await expect.poll(() => says(dronten, `lobby volgorde samenleving`), { timeout: 20_000 }).not.toContain('jeugdartsen')
  expect(await says(m50.jansen, `lobby prioriteit ${care.number} 1`)).toContain('wordt nu niet gestemd.')
  await press('lobby.release')
  await expect.poll(() => says(dronten, `lobby volgorde samenleving`), { timeout: 20_000 }).toContain('jeugdartsen')
  await says(tiel, `lobby prioriteit ${care.number} 5`)
  await m50.moveTo('2027-02-19T17:00:30+01:00')
  await expect
    .poll(() => says(m50.smit, 'lobby volgorde samenleving'), { timeout: 20_000 })
    .toContain(`Plaats 1: LP ${care.number} · Leid jeugdartsen op, gemiddeld 4,0 van 2 gemeenten`)
  const ranking = await says(m50.smit, 'lobby volgorde samenleving')
  expect(ranking).toContain(`Plaats 2: LP ${bus.number} · Houd de bus, gemiddeld 3,0 van 1 gemeente`)
  expect(ranking).not.toContain('zwembad')
  expect(await lobby.stateOf(pool.id)).toBe('achieved')
  // A ranking that names what few may know of goes to those who may by direct message.
  await press('lobby.confide')
  await m50.jansen.asksPrivately('lobby volgorde samenleving', 'Leid jeugdartsen op', m50.general)
})

it('[F23] [T20] who voted on nothing but what became confidential since has given nothing: they are reminded and counted no more, until it is opened again', async () => {
  const dike = await lobby.approved(m50.bakker, 'Verhoog de dijk')
  await says(m50.deVries, 'lobby volgorde samenleving')
  await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')
  await submits(m50.deVries, { until: '2027-03-05' })
  const id = (await m50.database.query<{ id: string }>(`select id from lobby_rounds where state = 'open'`))[0]?.id
  await says(tiel, `lobby prioriteit ${dike.number} 5`)
  await says(dronten, `lobby prioriteit ${bus.number} 3`)
  await expect.poll(openCard, { timeout: 20_000 }).toMatch(/2 van \d+ gemeenten stemden/)
  const press = (name: string) => m50.jansen.sends({ does: 'presses', name, value: dike.id })
  await press('lobby.confide')
  await expect.poll(openCard, { timeout: 20_000 }).toMatch(/1 van \d+ gemeenten stemde/)
  expect(openCard()).not.toContain('Verhoog de dijk')
  await tiel.opensHome()
  await expect
    .poll(() => tiel.home(), { timeout: 20_000 })
    .toContain('Uw gemeente stemde nog niet in de pijler Samenleving: stemmen kan tot vr 5 mrt, 17.00 uur')
  const silent = await says(tiel, 'lobby volgorde samenleving')
  expect(silent).toContain('Tiel stemde nog niet.')
  const form = await pressesOpen(tiel, 'answer', 'lobby.vote', id)
  expect(form).toContain('U stemt voor Tiel')
  expect(form).not.toContain('Wat uw gemeente eerder gaf')
  await tiel.closes()
  await m50.moveTo('2027-03-03T09:05:00+01:00')
  const reminded = await m50.until(() =>
    tiel
      .inbox()
      .find(({ text }) => text.includes('Uw gemeente stemde nog niet') && text.includes('Stemmen kan tot vr 5 mrt')),
  )
  for (const text of [silent, form, reminded.text]) expect(text).not.toMatch(new RegExp(`dijk|LP ${dike.number}\\b`))
  await press('lobby.release')
  await expect.poll(() => says(tiel, 'lobby volgorde samenleving'), { timeout: 20_000 }).toContain('Tiel stemde. ')
  await expect.poll(openCard, { timeout: 20_000 }).toMatch(/2 van \d+ gemeenten stemden/)
  await m50.moveTo('2027-03-05T17:00:30+01:00')
  await expect
    .poll(() => says(m50.smit, 'lobby volgorde samenleving'), { timeout: 20_000 })
    .toContain(`Plaats 1: LP ${dike.number} · Verhoog de dijk, gemiddeld 5,0 van 1 gemeente`)
  // Who was counted then stays so where few may know of the point afterwards.
  await press('lobby.confide')
  await expect
    .poll(() => says(m50.smit, 'lobby volgorde samenleving'), { timeout: 20_000 })
    .not.toContain('Verhoog de dijk')
  expect(await says(m50.smit, 'lobby volgorde samenleving')).toMatch(/2 van \d+ gemeenten stemden/)
  await press('lobby.release')
  await expect
    .poll(() => says(m50.smit, 'lobby volgorde samenleving'), { timeout: 20_000 })
    .toContain('Verhoog de dijk')
})

it('[F22] what stops while it is chosen for a round, or scored in one, is waited for and left out, and the answer names it', async () => {
  const [stops, stays, stopsLater] = [
    await lobby.approved(m50.bakker, 'Houd het gemaal droog'),
    await lobby.approved(m50.bakker, 'Houd de brug open'),
    await lobby.approved(m50.bakker, 'Houd de sluis dicht'),
  ]
  const withdrawn = `update lobby_points set state = 'withdrawn' where id = $1::uuid`
  await says(m50.deVries, 'lobby volgorde samenleving')
  expect(await pressesOpen(m50.deVries, 'answer', 'lobby.round', 'samenleving')).toContain('Houd het gemaal droog')
  const other = new pg.Client(m50.database.url)
  await other.connect()
  try {
    await other.query('begin')
    await other.query(withdrawn, [stops.id])
    const opened = submits(m50.deVries, { until: '2027-03-19' })
    const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(() => m50.database.query(waits), { timeout: 20_000, interval: 10 }).toHaveLength(1)
    await other.query('commit')
    expect(await opened).toMatch(new RegExp(`doen niet mee, want .*: LP ${stops.number}\\.`))
  } finally {
    await other.end()
  }
  const inRound = await m50.database.query<{ number: number }>(
    `select p.number from lobby_round_points i join lobby_rounds r on r.id = i.round_id join lobby_points p on p.id = i.point_id where r.state = 'open' order by p.number`,
  )
  const numbers = inRound.map(({ number }) => number)
  expect(numbers).toContain(stays.number)
  expect(numbers).not.toContain(stops.number)
  // Scored, and over before the ballot came in.
  await says(tiel, 'lobby volgorde samenleving')
  expect(await pressesOpen(tiel, 'answer', 'lobby.vote')).toContain('Houd de sluis dicht')
  const all = Object.fromEntries(numbers.map((_, at) => [`point${'ABCDEFGH'.charAt(at)}`, '3']))
  await m50.bakker.forgesSubmission(m50.general, 'lobby.withdraw', stopsLater.id, { reason: 'Opgelost.' })
  await expect.poll(() => lobby.stateOf(stopsLater.id), { timeout: 20_000 }).toBe('withdrawn')
  expect(await submits(tiel, all)).toContain(`doen niet meer mee: LP ${stopsLater.number}.`)
})
