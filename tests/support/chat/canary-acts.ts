// SPDX-License-Identifier: EUPL-1.2
// Whatever can be done to lobby points, at random and by anybody, with texts that hold a canary wherever whoever writes may know it.
import { expect } from 'vitest'
import { factsDigest } from '#/features/lobby/rules/facts.ts'
import { wordsDigest } from '#/features/lobby/rules/wording.ts'
import type { cage, Kept } from './canaries.ts'
import type { Person, Sends } from './chat.ts'
import type { chatNetwork } from './network.ts'

/** What someone sends. */
export type Act = readonly [person: Person, sends: Sends]

interface Stage {
  readonly m50: Awaited<ReturnType<typeof chatNetwork>>
  readonly birds: ReturnType<typeof cage>
  readonly writers: readonly Person[]
  /** Who may leave, each with who may follow them. */
  readonly leavers: readonly (readonly [Person, Person])[]
  readonly everyone: readonly Person[]
  /** What each wrote themselves. */
  readonly written: Map<Person, string[]>
  readonly next: () => number
}

/** What a long series must have done. */
export const everyAct: readonly string[] =
  'drafted propose approve decline supported unsupported reserved reworded recategorised confided released withdraw merge merged split splitOff prioritise placementAdded contacted achievePartly resume archive exported voted roundClosed offered offerChanged unoffered discarded outcomeNoted lifted handedOver bottleneck.shared bottleneck.recognised bottleneck.exemplified bottleneck.lifted bottleneck.merged bottleneck.absorbed meeting.itemAdded'.split(
    ' ',
  )

/** Draws one act after another. */
export function canaryActs({ m50, birds, writers, leavers, everyone, written, next }: Stage) {
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] ?? expect.fail('nothing to choose from')

  /** Words that hold a canary of this point, or of one to come. */
  function says20(person: Person, point?: string): { word: string; text: string } {
    const word = birds.word(point)
    const text = `Walvis ${word} zingt`
    written.set(person, [...(written.get(person) ?? []), text])
    return { word, text }
  }

  const all = () => birds.points()
  const some = () => one(all())
  /** Who may do whatever can be done to a point, or (one in four) anybody. */
  const handFor = (point: Kept) => (next() < 0.25 ? one(everyone) : one([m50.jansen, m50.jansen, ...insiders(point)]))
  const insiders = (point: Kept) => everyone.filter(person => birds.mayKnow(person, point) && person !== m50.smit)
  const submits = (form: string, context: string, fields: Readonly<Record<string, string>>): Sends => ({
    does: 'submits',
    form,
    context,
    fields,
  })
  const types = (line: string): Sends => ({ does: 'types', line })
  const pressed = (name: string, value: string): Sends => ({ does: 'presses', name, value })

  type Act = readonly [person: Person, sends: Sends]

  /** Whoever may know of a point writes its canary; others, who can't know it, write something else. */
  const wordsFor = (person: Person, point: Kept) =>
    birds.mayKnow(person, point) ? says20(person, point.id).text : 'Walvis zingt'

  function proposes(): Act {
    const person = one(writers)
    const { text } = says20(person)
    const fields = {
      title: text,
      problem: text,
      ask: text,
      whyMidsized: text,
      pillar: one(['samenleving', 'financien']),
    }
    if (next() < 0.2) return [person, submits('lobby.new', '', fields)]
    const isHidden = next() < 0.4
    return [
      person,
      submits('lobby.new', '', {
        ...fields,
        target: 'vws',
        evidence: text,
        ...(isHidden && { confidential: 'on' }),
      }),
    ]
  }

  function decides(): Act {
    const waiting = all().filter(({ request }) => request)
    if (waiting.length === 0) return proposes()
    const { request } = one(waiting)
    if (next() < 0.15) return [m50.jansen, submits('request.decline', String(request), { reason: 'Dit past niet.' })]
    return [m50.jansen, pressed('request.approve', String(request))]
  }

  function rewords(): Act {
    const point = some()
    const person = handFor(point)
    const text = wordsFor(person, point)
    const fields = { title: text, problem: text, ask: text, whyMidsized: text }
    return [person, submits('lobby.words', `${point.id}.${wordsDigest(point)}`, fields)]
  }

  function refiles(): Act {
    const point = some()
    const person = handFor(point)
    const fields = { pillar: one(['samenleving', 'financien']), target: 'vws', evidence: wordsFor(person, point) }
    return [person, submits('lobby.facts', `${point.id}.${factsDigest(point)}`, fields)]
  }

  function stands(): Act {
    const point = some()
    const person = one(everyone)
    const how = one(['lobby.support', 'lobby.unsupport', 'lobby.unreserve', 'lobby.line', 'lobby.reserve'] as const)
    if (how === 'lobby.line' || how === 'lobby.reserve')
      return [person, submits(how, point.id, { line: wordsFor(person, point) })]
    return [person, pressed(how, point.id)]
  }

  async function offers(): Promise<Act> {
    const person = one(everyone)
    const [own] = await m50.database.query<{ id: string; version: number; point: string }>(
      `select o.id, o.version, o.point_id as point from lobby_offers o join people p on p.id = o.person_id
       where o.ended_at is null and lower(p.name) = $1 order by o.created_at desc limit 1`,
      [person.name.toLowerCase()],
    )
    const changed = next() < 0.6 ? all().find(({ id }) => id === own?.point) : undefined
    if (own && next() < 0.3) return [person, pressed('lobby.unoffer', own.id)]
    const point = changed ?? some()
    const text = wordsFor(person, point)
    const given = one([
      { offer: 'example', text },
      { offer: 'figure', text, source: text, year: '2026' },
      { offer: 'speaker', text, speaker: text, speakerRole: text },
    ])
    return [
      person,
      changed ? submits('lobby.reoffer', `${own?.id}.${own?.version}`, given) : submits('lobby.offer', point.id, given),
    ]
  }

  const confides = (): Act => {
    const point = some()
    return [handFor(point), pressed(point.isHidden ? 'lobby.release' : 'lobby.confide', point.id)]
  }

  function moves(): Act {
    const over = all().filter(({ state }) => ['achieved', 'partly', 'notAchieved', 'withdrawn'].includes(state))
    const point = over.length > 0 && next() < 0.4 ? one(over) : some()
    const isOver = over.includes(point)
    const person = isOver && next() < 0.7 ? m50.jansen : handFor(point)
    const text = () => wordsFor(person, point)
    const possible = isOver
      ? (['contact', point.state === 'withdrawn' ? 'archive' : 'resume', 'resume', 'archive'] as const)
      : (['place', 'contact', 'result', 'withdraw'] as const)
    switch (one<(typeof possible)[number]>(possible)) {
      case 'place':
        return [
          person,
          submits('lobby.place', point.id, {
            target: 'provincie-utrecht',
            occasion: text(),
            placedOn: '2035-03-03',
            spokesperson: text(),
          }),
        ]
      case 'contact':
        return [person, types(`lobby contact ${point.number} ${text()}`)]
      case 'result':
        return [person, submits('lobby.result', point.id, { ending: 'achievePartly', result: text(), link: '' })]
      case 'resume':
        return [person, pressed('lobby.resume', point.id)]
      case 'withdraw':
        return [person, submits('lobby.withdraw', point.id, { reason: text() })]
      case 'archive':
        return [person, pressed('lobby.archive', point.id)]
    }
  }

  function joins(): Act {
    const running = all().filter(({ state }) => ['gathering', 'prioritised', 'placed'].includes(state))
    const from = running.length > 0 ? one(running) : some()
    const alike = running.filter(point => point !== from && point.isHidden === from.isHidden)
    const into = alike.length > 0 && next() < 0.8 ? one(alike) : some()
    const person = handFor(from)
    if (next() < 0.5) return [person, submits('lobby.merge', from.id, { into: String(into.number) })]
    const text = wordsFor(person, from)
    return [person, submits('lobby.split', from.id, { title: text, problem: text, ask: text, whyMidsized: text })]
  }

  async function votes(): Promise<Act> {
    const pillar = one(['samenleving', 'financien'])
    const [round] = await m50.database.query<{ id: string; numbers: string }>(
      `select r.id, (select string_agg(p.number::text, '.' order by p.number) from lobby_round_points i join lobby_points p on p.id = i.point_id where i.round_id = r.id) as numbers
       from lobby_rounds r where r.pillar_id = $1 and r.state = 'open'`,
      [pillar],
    )
    if (!round) {
      const [over] = await m50.database.query<{ id: string }>(
        `select id from lobby_rounds where pillar_id = $1 and state = 'closed' and outcome is null order by closed_at desc limit 1`,
        [pillar],
      )
      if (over && next() < 0.5) return [m50.jansen, submits('lobby.outcome', over.id, { outcome: 'Dit eerst.' })]
      const numbers = all().filter(point => point.pillar === pillar && point.isOpened && !point.isHidden)
      const fields = Object.fromEntries(numbers.slice(0, 3).map((_, at) => [`point${'ABC'[at]}`, 'on']))
      const context = `${pillar}:${numbers
        .slice(0, 3)
        .map(({ number }) => number)
        .join('.')}`
      return [m50.jansen, submits('lobby.round', context, { question: 'Wat eerst?', until: '2035-06-04', ...fields })]
    }
    if (next() < 0.3) {
      await m50.database.query(`update lobby_rounds set closes_at = now() - interval '1 hour' where id = $1::uuid`, [
        round.id,
      ])
      return [m50.jansen, pressed('lobby.closeRound', round.id)]
    }
    return [one(everyone), submits('lobby.vote', `${round.id}:${round.numbers}`, { pointA: one(['1', '3', '5']) })]
  }

  /** What a meeting is about: put on its programme, proposed, decided on, read. */
  async function programmes(): Promise<Act> {
    const [meeting] = await m50.database.query<{ id: string; number: number; isOpen: boolean }>(
      'select id, number, opened_at is not null as "isOpen" from meetings order by number limit 1',
    )
    if (!meeting) {
      const day = { date: '2035-10-10', startsAt: '13:30', endsAt: '17:00' }
      return [m50.jansen, submits('meeting.new', '', { kind: 'ledenbijeenkomst', title: 'Ledendag', ...day })]
    }
    if (!meeting.isOpen) return [m50.jansen, pressed('meeting.invite', meeting.id)]
    const [asked] = await m50.database.query<{ id: string }>(
      `select id from requests where kind = 'meeting.item' and state = 'open' limit 1`,
    )
    if (asked && next() < 0.5) return [m50.jansen, pressed('request.approve', asked.id)]
    if (next() < 0.4) return [one(everyone), types(`bijeenkomst programma ${meeting.number}`)]
    const point = some()
    const person = handFor(point)
    const text = wordsFor(person, point)
    return [person, submits('meeting.propose', meeting.id, { title: text, about: text, point: String(point.number) })]
  }

  /** A draft is its proposer's to throw away; others try. */
  function discards(): Act {
    const drafts = all().filter(({ state }) => state === 'draft')
    if (drafts.length === 0) return proposes()
    const point = one(drafts)
    return [handFor(point), pressed('lobby.discard', point.id)]
  }

  /** What is shared is open to all members: a point that comes of it is not. */
  async function bottlenecks(): Promise<Act> {
    const rows = await m50.database.query<{ id: string; number: number; author: string }>(
      `select b.id, b.number, lower(a.name) as author from bottlenecks b join people a on a.id = b.author_id where b.merged_into_id is null order by b.number`,
    )
    const pillar = one(['samenleving', 'financien'])
    if (rows.length < 3 || next() < 0.1) {
      const said = { title: `Dolfijn ${rows.length}`, happens: 'Dat springt.', pillar }
      return [one(writers), submits('bottleneck.new', 'other', said)]
    }
    const bottleneck = one(rows)
    const author = everyone.find(({ name }) => name.toLowerCase() === bottleneck.author)
    const lead = next() < 0.25 ? one(everyone) : one([m50.jansen, author ?? m50.jansen])
    const point = some()
    switch (one(['recognise', 'unrecognise', 'example', 'lift', 'merge', 'feed'] as const)) {
      case 'recognise':
        return [one(everyone), pressed('bottleneck.recognise', bottleneck.id)]
      case 'unrecognise':
        return [one(everyone), pressed('bottleneck.unrecognise', bottleneck.id)]
      case 'example':
        return [one(everyone), submits('bottleneck.example', bottleneck.id, { example: 'Bij ons ook.' })]
      case 'lift': {
        const { text } = says20(lead)
        const given = { title: text, problem: text, ask: text, whyMidsized: text, pillar }
        return [lead, submits('lobby.lift', bottleneck.id, given)]
      }
      case 'merge':
        return [lead, submits('bottleneck.merge', bottleneck.id, { into: String(one(rows).number) })]
      case 'feed':
        return [lead, submits('bottleneck.merge', bottleneck.id, { into: `LP ${point.number}` })]
    }
  }

  /** Someone who proposed something leaves, with who follows them or without. */
  async function leaves(): Promise<Act> {
    const [leaver, follower] = one(leavers)
    const [row] = await m50.database.query<{ id: string }>(
      `select i.person_id as id from identities i where i.user_id = $1 and exists (select from lobby_points p where p.proposer_id = i.person_id and p.state in ('proposed', 'gathering', 'prioritised', 'placed'))`,
      [leaver.id],
    )
    if (!row) return proposes()
    return [m50.jansen, submits('person.end', row.id, { successor: next() < 0.5 ? follower.name : '' })]
  }

  const follows = (): Act => [one(everyone), pressed(one(['follow.give', 'follow.end']), some().id)]

  /** Whoever reads, by every way there is. */
  function reads(): Act {
    const { number, id } = some()
    const person = one(everyone)
    const lines = [
      '',
      'lobby',
      'lobby lijst samenleving',
      'lobby onze punten',
      `lobby ${number}`,
      `lobby verloop ${number}`,
      `lobby stappen ${number}`,
      `lobby beheer ${number}`,
      `lobby steun ${number}`,
      `lobby voorbeelden ${number}`,
      `lobby prioriteit ${number}`,
      `lobby agendeer ${number}`,
      'lobby volgorde samenleving',
      'lobby provincies',
      'lobby export xlsx',
      `lobby dossier ${number}`,
      'zoek walvis zingt',
      'zoek dolfijn',
      'zoek walvis soort:besluiten',
      'knelpunt',
      'knelpunt 1',
      'knelpunt verloop 2',
      'volg',
      `volg LP ${number}`,
      'verzoek',
      'secretariaat',
      'planning',
      'pijler samenleving',
      'mijn-gegevens',
    ]
    if (next() < 0.7) return [person, types(one(lines))]
    const forms = ['lobby.new', 'lobby.words', 'lobby.facts', 'lobby.merge', 'lobby.split', 'lobby.line', 'lobby.place']
    if (next() < 0.5) return [person, pressed(one(forms), id)]
    if (next() < 0.5)
      return [person, submits('lobby.statement', '', { points: `${number}`, title: 'Kracht', introduction: '' })]
    // What it is like is shown where something is begun.
    const like = { title: 'Walvis zingt weer', problem: 'Dat', ask: 'Dit', whyMidsized: 'Zo', pillar: 'samenleving' }
    return [person, submits('lobby.new', '', like)]
  }

  const acts: readonly (readonly [number, () => Act | Promise<Act>])[] = [
    [3, proposes],
    [4, decides],
    [3, rewords],
    [1, refiles],
    [4, stands],
    [3, offers],
    [6, confides],
    [6, moves],
    [2, joins],
    [3, votes],
    [3, programmes],
    [1, follows],
    [2, discards],
    [6, bottlenecks],
    [1, leaves],
    [12, reads],
  ]
  const deck = acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))
  return (): Act | Promise<Act> => (all().length < 3 ? proposes() : one(deck)())
}
