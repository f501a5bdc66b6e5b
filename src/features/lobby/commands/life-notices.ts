// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import type { Feature } from '#/chat/feature.ts'
import { endedCard, placedCard, resumedCard, staleCard } from '#/features/lobby/cards/ended.ts'
import { type About, about, record, seen } from '#/features/lobby/commands/seen.ts'
import { homeOf } from '#/features/lobby/rules/conclude.ts'
import { motionDeadline, placementOf } from '#/features/lobby/rules/placements.ts'
import { bareOf } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { workingHours } from '#/network/days-off.ts'

const placed = about.extend({ placement: z.uuid() })
const came = about.extend({ state: z.string() })
const stale = about.extend({ since: z.iso.date() })

/** What became of a point, to whom it matters [F20]: void where it came otherwise since. */
export const lifeNotices: NonNullable<Feature['notices']> = {
  'lobby.placed': {
    ...record,
    facts: placed,
    async draw(db, facts: z.infer<typeof placed>, reader) {
      const point = await seen(db, facts, reader)
      const placement = point && (await placementOf(db, point, facts.placement))
      if (!point || !placement) return null
      const { off } = await workingHours(db, reader.zone)
      return placedCard(point, { ...placement, motionBy: motionDeadline(placement, off, reader.today) }, reader.locale)
    },
  },
  'lobby.ended': {
    ...record,
    facts: came,
    async draw(db, facts: z.infer<typeof came>, reader) {
      const point = await seen(db, facts, reader)
      if (point?.state !== facts.state || isRunning(point.state) || point.result === null) return null
      const home = reader.person && (await homeOf(db, reader.person))
      return endedCard(point, home, reader.locale, reader.zone)
    },
  },
  'lobby.resumed': {
    ...record,
    facts: about,
    async draw(db, facts: About, reader) {
      const point = await seen(db, facts, reader)
      return point && isRunning(point.state) ? resumedCard(point, reader.locale) : null
    },
  },
  'lobby.stale': {
    ...record,
    facts: stale,
    async draw(db, facts: z.infer<typeof stale>, reader) {
      const point = await seen(db, facts, reader)
      if (point && !isRunning(point.state)) return null
      const number = point?.number ?? (await bareOf(db, facts.point))?.number
      return number === undefined ? null : staleCard(number, point, facts.since, reader.locale)
    },
  },
}
