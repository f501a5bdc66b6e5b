// SPDX-License-Identifier: EUPL-1.2
// What becomes of a point: placed, spoken of, with a result; voted on, on a programme.
import type { Act, Deck, Hand } from './hand.ts'

/** With a word beside each canary that stands nowhere else, for whoever guesses at it: typed again, it is no canary that was read. */
const guessable = (text: string): string => text.replace(/kanarie(\d+)x/g, '$& bultrug$1x')

export function moved({ m50, all, some, one, next, wordsFor, handFor, submits, pressed, types, everyone }: Hand): Deck {
  async function moves(): Promise<Act> {
    const over = all().filter(({ state }) => ['achieved', 'partly', 'notAchieved', 'withdrawn'].includes(state))
    const point = over.length > 0 && next() < 0.4 ? one(over) : some()
    const isOver = over.includes(point)
    const person = isOver && next() < 0.7 ? m50.jansen : handFor(point)
    const text = () => wordsFor(person, point)
    if (next() < 0.15) {
      const [noted] = await m50.database.query<{ id: string }>(
        `select id from (select id, created_at from lobby_placements where point_id = $1::uuid
           union all select id, created_at from lobby_contacts where point_id = $1::uuid) noted order by created_at desc limit 1`,
        [point.id],
      )
      if (noted) return [person, pressed('lobby.unnote', noted.id)]
    }
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
        return [
          person,
          submits('lobby.result', point.id, { ending: 'achievePartly', result: guessable(text()), link: '' }),
        ]
      case 'resume':
        return [person, pressed('lobby.resume', point.id)]
      case 'withdraw':
        return [person, submits('lobby.withdraw', point.id, { reason: text() })]
      case 'archive':
        return [person, pressed('lobby.archive', point.id)]
    }
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

  return [
    [6, moves],
    [3, votes],
    [3, programmes],
  ]
}
