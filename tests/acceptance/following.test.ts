// SPDX-License-Identifier: EUPL-1.2
// Who hears what becomes of lobby points and bottlenecks: those who follow them, and whom else it matters to.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nextState, type PointEvent, type PointState } from '#/features/lobby/rules/states.ts'
import { transitions } from '#/features/lobby/rules/transitions.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import type { Person, Sends } from '../support/chat/chat.ts'
import { lobbying, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
})

afterAll(() => m50.end())

const follows = (kind: string) =>
  m50.database.query('select p.name from follows f join people p on p.id = f.person_id where f.subject_kind = $1', [
    kind,
  ])

it('[F13] a lobby point is followed by number and from its card; who follows counts, hears what changes, and stops', async () => {
  const { bakker, smit } = m50
  const title = 'Houd het zwembad open'
  const point = await lobby.approved(bakker, title)
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  expect(await says(smit, `volg LP ${point.number}`)).toContain(`U volgt LP ${point.number}, als eerste.`)
  const tiel = await lobby.someone('tiel.nl')
  for (const _ of [1, 2])
    expect(await presses(tiel, lobby.society, 'follow.give', point.id)).toContain('dat nu 2 volgers heeft')
  expect(await says(tiel, `lobby ${point.number}`)).toContain('2 volgers')
  expect(await says(smit, 'volg')).toContain(`Lobbypunten die u volgt: LP ${point.number}.`)
  await says(bakker, `lobby ${point.number}`)
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  await submits(bakker, {
    title,
    problem: words.problem,
    whyMidsized: words.whyMidsized,
    ask: 'Vergoed de energiekosten van zwembaden.',
  })
  for (const person of [smit, tiel]) await person.receives(`De vraag van LP ${point.number} is gewijzigd`)
  await says(tiel, `lobby ${point.number}`)
  expect(await presses(tiel, 'answer', 'follow.end', point.id)).toContain(`U volgt LP ${point.number} niet meer.`)
  expect(await follows('lobbyPoint')).toEqual([{ name: expect.stringMatching(/smit/i) }])
})

it('[F13] a bottleneck is followed, and its followers hear of the point that comes of it', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Accountants zijn onvindbaar')
  const { id, number } = await lobby.bottleneck('Accountants zijn onvindbaar')
  expect(await says(smit, `volg knelpunt ${number}`)).toContain(`U volgt knelpunt ${number}, als eerste.`)
  expect(await says(smit, `knelpunt ${number}`)).toContain('1 volger')
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: 'Leid er meer op.', whyMidsized: 'Ze kiezen de grote steden.' })
  await submits(bakker, { target: 'vws' })
  const point = await lobby.proposed('Accountants zijn onvindbaar')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  const told = await smit.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(told.text).toContain('U kunt het punt bekijken, en namens uw gemeente steunen.')
  expect(await says(smit, 'volg 987654')).toContain('Ik ken geen pijler, lobbypunt of knelpunt “987654”.')
})

/** Who was sent what about points and requests since so many messages, each once: by notice, a channel by its name, `beneath` a card, `thread` of a request. */
async function toldSince(known: readonly string[]): Promise<Record<string, readonly string[]>> {
  const rows = await m50.database.query<{ kind: string; who: string }>(
    `select distinct d.kind, case when d.thread_of is null then coalesce(lower(p.name), '#' || c.name) when d.kind like 'request.%' then 'thread' else 'beneath' end as who
     from deliveries d left join people p on p.id = d.person_id left join channels c on c.id = d.channel_id
     where d.id <> all($1::uuid[]) and d.kind ~ '^(lobby|request)[.]' order by 1, 2`,
    [known],
  )
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  return Object.fromEntries([...byKind].map(([kind, all]) => [kind, all.map(({ who }) => who)]))
}

const names = (people: readonly Person[], ...more: readonly string[]) =>
  [...people.map(({ name }) => name.toLowerCase()), ...more].toSorted()

it('[F19] [F20] [F74] each thing that happens to a lobby point tells exactly those whom it matters to, and leads where it should', async () => {
  const { jansen, deVries, database, general } = m50
  const someone = async (domain: string) => {
    const person = await lobby.someone(domain)
    await person.joins(general)
    return person
  }
  const [proposer, colleague] = [await someone('lochem.nl'), await someone('lochem.nl')]
  const [supporter, neighbour] = [await someone('woerden.nl'), await someone('woerden.nl')]
  const [offerer, follower, fan] = [await someone('dronten.nl'), await someone('soest.nl'), await someone('tiel.nl')]
  const watcher = await someone('kampen.nl')
  const walked = new Set<PointEvent>()
  const latest = async (table: string) =>
    (await database.query<{ id: string }>(`select id from ${table} limit 1`))[0]?.id ?? expect.fail(`no ${table}`)
  const presses = (name: string, value: string): Sends => ({ does: 'presses', name, value })
  const sends = (form: string, context: string, fields: Record<string, string>): Sends => ({
    does: 'submits',
    form,
    context,
    fields,
  })

  /** Something is done by someone: it happens to the point, and is told to these by the notices that stand in the code. */
  async function happens(
    event: PointEvent,
    id: string,
    by: Person,
    what: Sends,
    told: Record<string, readonly string[]>,
  ): Promise<void> {
    const was = ((await lobby.stateOf(id)) ?? 'draft') as PointState
    const known = (await database.query<{ id: string }>('select id from deliveries')).map(one => one.id)
    await by.sends(what)
    await expect
      .poll(async () => [await lobby.stateOf(id), await toldSince(known)], { timeout: 30_000, message: event })
      .toEqual([nextState(was, event), told])
    expect(Object.values(transitions[event].tells), event).toEqual(expect.arrayContaining(Object.keys(told)))
    walked.add(event)
  }

  await lobby.shares(proposer, 'De pont valt uit')
  const bottleneck = await lobby.bottleneck('De pont valt uit')
  await says(watcher, `volg knelpunt ${bottleneck.number}`)
  await says(fan, 'volg samenleving')
  await says(proposer, `knelpunt ${bottleneck.number}`)
  await pressesOpen(proposer, 'answer', 'lobby.lift', bottleneck.id)
  await submits(proposer, { ask: 'Betaal de pont.', whyMidsized: 'Wij hebben geen brug.' })
  const id = await latest(`lobby_points where title = 'De pont valt uit'`)
  const request = () => latest('requests order by number desc')
  const details = sends('lobby.details', id, { target: 'vws' })
  const filed = { 'request.new': ['#secretariaat'] }
  await happens('propose', id, proposer, details, filed)
  await happens('retract', id, proposer, presses('request.withdraw', await request()), {})
  await happens('propose', id, proposer, details, filed)
  const asked = await request()
  const undone = { 'request.undone': names([proposer], 'thread') }
  const declined = { 'request.declined': names([proposer]) }
  await happens('decline', id, jansen, sends('request.decline', asked, { reason: 'Te vroeg.' }), declined)
  await happens('reconsider', id, jansen, presses('request.undo', asked), undone)
  const approved = {
    'lobby.approved': names([proposer]),
    'lobby.lifted': names([watcher]),
    'lobby.open': names([fan], '#samenleving'),
  }
  await happens('approve', id, jansen, presses('request.approve', asked), approved)
  await happens('unapprove', id, jansen, presses('request.undo', asked), {
    'lobby.unlifted': names([watcher]),
    ...undone,
  })
  await happens('approve', id, jansen, presses('request.approve', asked), approved)

  const number = (await lobby.proposed('De pont valt uit')).number
  await says(supporter, `lobby steun ${number}`)
  await says(follower, `volg LP ${number}`)
  const offers = async (person: Person, point: string) => {
    await person.sends(sends('lobby.offer', point, { offer: 'example', text: 'Hier ook.' }))
    await expect
      .poll(() => database.query('select from lobby_offers where point_id = $1::uuid', [point]), { timeout: 20_000 })
      .toHaveLength(1)
  }
  await offers(offerer, id)
  const involved = [proposer, supporter, follower, offerer]
  const all = [...involved, colleague, neighbour]
  const placed = { 'lobby.placed': names(involved, 'beneath') }
  const unplaced = { 'lobby.unplaced': names(involved, 'beneath') }
  const given = { occasion: 'overleg', placedOn: '2035-03-03', spokesperson: 'W. de Vries' }
  const place = (target: string) => sends('lobby.place', id, { ...given, target })
  const unnote = async () =>
    presses('lobby.unnote', await latest('lobby_placements where taken_back_at is null order by created_at desc'))
  await happens('place', id, jansen, place('provincie-utrecht'), placed)
  await happens('place', id, jansen, place('provincie-drenthe'), placed)
  await happens('unplace', id, jansen, await unnote(), unplaced)
  await happens('unplaceLast', id, jansen, await unnote(), unplaced)

  const ends = (ending: string) => sends('lobby.result', id, { ending, result: 'Zo is het.', link: '' })
  const ended = { 'lobby.ended': names(all, 'beneath') }
  const goesOn = { 'lobby.resumed': names(all, 'beneath') }
  await happens('fail', id, jansen, ends('fail'), ended)
  await happens('regather', id, jansen, presses('lobby.resume', id), goesOn)

  const until = addWorkingDays(new Date().toISOString().slice(0, 10), 7, new Set())
  const opensRound = async () => {
    await deVries.sends(sends('lobby.round', `samenleving:${number}`, { question: 'Wat eerst?', until, pointA: 'on' }))
    await expect
      .poll(() => database.query(`select from lobby_rounds where state = 'open'`), { timeout: 20_000 })
      .toHaveLength(1)
    expect(await says(supporter, `lobby prioriteit ${number} 5`)).toContain('De cijfers van uw gemeente zijn bewaard.')
  }
  await opensRound()
  await database.query(`update lobby_rounds set closes_at = now() - interval '1 second'`)
  await happens('prioritise', id, deVries, presses('lobby.closeRound', await latest('lobby_rounds')), {
    'lobby.outcomeAsked': names([deVries]),
    'lobby.ranked': names(involved),
    'lobby.ranking': ['#samenleving'],
  })
  await happens('place', id, jansen, place('provincie-utrecht'), placed)
  await happens('unplaceRanked', id, jansen, await unnote(), unplaced)

  await opensRound()
  await happens('achieve', id, deVries, ends('achieve'), { ...ended, 'lobby.leftRound': names([supporter]) })
  // It keeps its place in the ranking, with or without an agenda.
  await happens('rerank', id, jansen, presses('lobby.resume', id), goesOn)
  await happens('place', id, jansen, place('provincie-utrecht'), placed)
  await happens('achievePartly', id, jansen, ends('achievePartly'), ended)
  await happens('resume', id, jansen, presses('lobby.resume', id), goesOn)
  await happens('fail', id, jansen, ends('fail'), ended)
  await happens('unplace', id, jansen, await unnote(), unplaced)
  await happens('rerank', id, jansen, presses('lobby.resume', id), goesOn)
  // Whoever does it hears it by the answer.
  await happens('withdraw', id, proposer, sends('lobby.withdraw', id, { reason: 'Er komt een brug.' }), {
    'lobby.ended': names(all.slice(1), 'beneath'),
  })
  await happens('archive', id, jansen, presses('lobby.archive', id), { 'lobby.archived': names(involved, 'beneath') })

  const [goes, stays] = [await lobby.approved(offerer, 'Een punt dat opgaat'), await lobby.approved(watcher, 'De rest')]
  await says(supporter, `lobby steun ${goes.number}`)
  await offers(neighbour, goes.id)
  await happens('merge', goes.id, jansen, sends('lobby.merge', goes.id, { into: String(stays.number) }), {
    'lobby.merged': names([offerer, supporter, neighbour, watcher], 'beneath'),
  })
  expect([...walked].toSorted()).toEqual(Object.keys(transitions).toSorted())
}, 120_000)
