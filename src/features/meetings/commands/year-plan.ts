// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection, Reads } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { turnoutCard } from '#/features/meetings/cards/turnout.ts'
import { unplannedLine, yearButton, yearPlanCard } from '#/features/meetings/cards/year-plan.ts'
import { turnoutOf } from '#/features/meetings/rules/attendance.ts'
import { readersOf } from '#/features/meetings/rules/meetings.ts'
import { unplanned, yearPlan } from '#/features/meetings/rules/year-plan.ts'
import { chairedPillar } from '#/network/actor.ts'
import type { PillarId } from '#/network/ids.ts'
import { may, mayEver } from '#/network/policy.ts'

/** The year that was typed; this one where that is none. */
export const yearIn = (typed: string, today: string): number =>
  Number(/^(20\d\d)$/.exec(typed.trim())?.[1] ?? today.slice(0, 4))

/** `m50 bijeenkomst jaarplan [jaar] [blad]`: what the agenda asks for, and what is planned. */
export const yearPlanLine: Reads<string, null> = {
  does: 'reads',
  asks: 'meeting.plan',
  of: async (_, __, turn) => ({ subject: null, pillar: chairedPillar(turn.actor) }),
  async run(db, turn, typed) {
    const [first = '', page = ''] = typed.trim().split(/\s+/)
    const year = yearIn(first, turn.today)
    const plan = await yearPlan(db, year, { readers: readersOf(turn.actor), today: turn.today, zone: turn.zone })
    const sight = {
      today: turn.today,
      mayPlan: (pillar: PillarId | null) => may(turn.actor, 'meeting.plan', { pillar }),
      maySeeTurnout: mayEver(turn.actor, 'desk.read'),
    }
    return { card: yearPlanCard(year, plan, sight, page, turn.locale, turn.zone), to: 'me' }
  },
}

/** `m50 bijeenkomst opkomst [jaar]`: at how many contact officers' meetings each municipality was. */
export const turnoutLine: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn, typed) {
    const year = yearIn(typed, turn.today)
    return { card: turnoutCard(year, await turnoutOf(db, year, turn.today, turn.zone), turn.locale), to: 'me' }
  },
}

/** What is not planned although it should be by now, for the secretariat. */
export async function unplannedHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  if (!mayEver(turn.actor, 'desk.read')) return []
  const slots = await unplanned(db, turn)
  const [first] = slots
  if (!first) return []
  return [
    {
      place: 'coming',
      items: [{ text: unplannedLine(slots, turn.locale), accessory: yearButton(first.year, turn.locale) }],
    },
  ]
}
