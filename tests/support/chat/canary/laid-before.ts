// SPDX-License-Identifier: EUPL-1.2
// What lies before the secretariat: decided on, asked about and answered, taken back, laid before it again.
import type { Act, Deck, Hand } from './hand.ts'

export function laidBefore({ m50, all, one, next, wordsFor, handFor, submits, pressed, types, everyone }: Hand): Deck {
  const waiting = () => all().filter(({ request }) => request)

  function decides(): Act | null {
    const open = waiting()
    if (open.length === 0) return null
    const { request } = one(open)
    if (next() < 0.15) return [m50.jansen, submits('request.decline', String(request), { reason: 'Dit past niet.' })]
    return [m50.jansen, pressed('request.approve', String(request))]
  }

  /** Something is asked of the proposer, who answers in words of the point; others try. */
  function asks(): Act | null {
    const open = waiting()
    if (open.length === 0) return null
    const asked = open.filter(({ isAsked }) => isAsked)
    const point = one(asked.length > 0 && next() < 0.7 ? asked : open)
    const request = String(point.request)
    const answerer = everyone.find(({ name }) => name.toLowerCase() === point.proposer)
    if (point.isAsked && answerer && next() < 0.8)
      return [answerer, submits('request.answer', request, { answer: wordsFor(answerer, point) })]
    return [handFor(point), submits('request.ask', request, { question: 'Wat kost het?' })]
  }

  /** What is taken back is a draft again: its proposer's alone. */
  function retracts(): Act | null {
    const open = waiting()
    if (open.length === 0) return null
    const point = one(open)
    const proposer = everyone.find(({ name }) => name.toLowerCase() === point.proposer)
    return [next() < 0.8 ? (proposer ?? m50.jansen) : one(everyone), pressed('request.withdraw', String(point.request))]
  }

  /** The last decision on a point is undone, or what was declined is laid before the secretariat again. */
  async function turnsBack(): Promise<Act | null> {
    const [last] = await m50.database.query<{ id: string; number: number; state: string }>(
      `select id, number, state from requests where kind = 'lobby.point' and state in ('approved', 'declined') order by decided_at desc nulls last limit 1`,
    )
    if (!last) return null
    if (last.state === 'declined' && next() < 0.6)
      return [m50.jansen, submits('request.reopen', last.id, { reason: 'Nog eens bezien.' })]
    return [next() < 0.8 ? m50.jansen : one(everyone), types(`verzoek ${last.number} terugdraaien`)]
  }

  return [
    [4, decides],
    [2, asks],
    [1, retracts],
    [2, turnsBack],
  ]
}
