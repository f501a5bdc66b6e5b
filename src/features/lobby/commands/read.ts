// SPDX-License-Identifier: EUPL-1.2

import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { agendaCard, strangeCard } from '#/features/lobby/cards/agenda.ts'
import { pointCard, type Way } from '#/features/lobby/cards/point-read.ts'
import { numberIn, secretOf, typedPoint } from '#/features/lobby/commands/about.ts'
import { filterIn } from '#/features/lobby/commands/filter.ts'
import { wayOf } from '#/features/lobby/commands/life.ts'
import { agendaPage } from '#/features/lobby/rules/agenda.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { may, standsFor } from '#/network/policy.ts'

export const sightOf = (turn: Turn, point: Point) => ({
  municipality: standsFor(turn.actor, 'lobby.support'),
  isFollowing: point.followers.some(person => person === turn.actor.person),
  maySupport: may(turn.actor, 'lobby.support', {}),
  mayEdit: may(turn.actor, 'lobby.edit', { person: point.proposer, pillar: point.pillar }),
  mayMerge: may(turn.actor, 'lobby.merge', { pillar: point.pillar }),
  mayExport: may(turn.actor, 'lobby.export', {}),
})

const noWay: Way = { lines: [], buttons: [] }

export const shown = (turn: Turn, point: Point, way = noWay): Answer => ({
  card: pointCard(point, sightOf(turn, point), way, turn.locale, turn.zone),
  to: 'me',
  ...secretOf(point),
})

/** No filter is longer; its words stand on a button. */
const mostTyped = 200

/** `m50 lobby lijst [woorden] [blad]`: by pillar, theme, target, state, municipality, in any order [A29]. */
export const list: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const words = typed.slice(0, mostTyped).split(/\s+/).filter(Boolean)
    const typedPage = words.length > 0 && /^\d+$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : ''
    const asked = words.join(' ')
    const { found: only, strange } = await filterIn(db, turn, asked)
    if (strange.length > 0) return { card: strangeCard(strange, asked, turn.locale), to: 'me' }
    const { from } = pageIn(typedPage, Number.POSITIVE_INFINITY)
    const found = await agendaPage(db, readersOf(turn.actor), turn.today, { only, size: pageSize, from })
    // Past the last page there is nothing, as where there are none at all.
    if (from > 0 && found.lines.length === 0) return list.run(db, turn, asked, undefined)
    const page = pageIn(typedPage, found.total + Number(found.isMore))
    const offered = {
      own: turn.actor.municipality !== null,
      mayPropose: turn.actor.municipality !== null && may(turn.actor, 'lobby.propose', {}),
      mayExport: may(turn.actor, 'lobby.export', {}),
    }
    return {
      card: agendaCard(found, page, { only, words: asked }, offered, turn.locale),
      to: 'me',
      ...(found.lines.some(({ isConfidential }) => isConfidential) && { secret: true }),
    }
  },
}

/** `m50 lobby [nr | woorden]`. */
export const lobby: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const number = numberIn(typed)
    if (number === null) return list.run(db, turn, typed, undefined)
    const point = await typedPoint(db, turn, number)
    return shown(turn, point, await wayOf(db, turn, point))
  },
}
