// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { agendaCard } from '#/features/lobby/cards/agenda.ts'
import { pointCard } from '#/features/lobby/cards/point.ts'
import { agendaPage } from '#/features/lobby/rules/agenda.ts'
import { type Point, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { findPillar, type Pillar } from '#/features/pillars/rules/pillars.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** "12", "LP 12", "lp12" and "#12" are a point's number. */
export const numberIn = (typed: string): number | null => {
  const found = /^(?:lp\s*|#)?(\d{1,9})$/i.exec(typed.trim())
  return found ? Number(found[1]) : null
}

export const sightOf = (turn: Turn, point: Point) => ({
  municipality: turn.actor.municipality,
  maySupport: may(turn.actor, 'lobby.support', {}),
  mayEdit: may(turn.actor, 'lobby.edit', { person: point.proposer, pillar: point.pillar }),
  mayMerge: may(turn.actor, 'lobby.merge', { pillar: point.pillar }),
})

export const shown = (turn: Turn, point: Point): Answer => ({
  card: pointCard(point, sightOf(turn, point), turn.locale, turn.zone),
  to: 'me',
  ...(point.isConfidential && { secret: true }),
})

/** The point of a typed number, as the one who asks may see it. @throws Refusal */
export async function typedPoint(db: Db, turn: Turn, number: number): Promise<Point> {
  const point = await pointByNumber(db, number, readersOf(turn.actor), turn.today)
  if (!point) throw new Refusal('lobby.absent', { number })
  return point
}

async function agenda(db: Db, turn: Turn, pillar: Pillar | null, typedPage: string): Promise<Answer> {
  const asked = pageIn(typedPage, Number.POSITIVE_INFINITY)
  const readers = readersOf(turn.actor)
  const of = { pillar: pillar?.id ?? null, size: pageSize }
  const lines = await agendaPage(db, readers, turn.today, { ...of, from: asked.from })
  const page = pageIn(typedPage, lines[0]?.total ?? 0)
  return { card: agendaCard(lines, page, pillar, may(turn.actor, 'lobby.propose', {}), turn.locale), to: 'me' }
}

/** `m50 lobby lijst [pijler] [blad]`. */
export const list: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const words = typed.split(/\s+/).filter(Boolean)
    const page = /^\d+$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : ''
    if (words.length === 0) return agenda(db, turn, null, page)
    const match = await findPillar(db, turn.today, words.join(' '))
    if (match.found === 'exact' || match.found === 'near') return agenda(db, turn, match.item, page)
    throw new Refusal('lobby.unknown', { words: words.join(' ') })
  },
}

/** `m50 lobby [nr | pijler]`. */
export const lobby: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const number = numberIn(typed)
    return number === null ? list.run(db, turn, typed, undefined) : shown(turn, await typedPoint(db, turn, number))
  },
}
