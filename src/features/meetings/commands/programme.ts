// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { programmeCard } from '#/features/meetings/cards/programme.ts'
import { typedMeeting } from '#/features/meetings/commands/about.ts'
import { actionsUntil } from '#/features/meetings/rules/actions.ts'
import { type Meeting, readersOf } from '#/features/meetings/rules/meetings.ts'
import { programmeOf, takesItems } from '#/features/meetings/rules/programme.ts'
import { takesProposals } from '#/features/meetings/rules/propose-item.ts'
import { may } from '#/network/policy.ts'

export const mayPlan = ({ actor }: Turn, { led }: Meeting): boolean => may(actor, 'meeting.plan', { pillar: led })

/** Whether this one can put something on a programme, or propose it. */
export const takesFrom = (turn: Turn, meeting: Meeting): boolean =>
  mayPlan(turn, meeting) ? takesItems(meeting) : takesProposals(meeting, turn.now)

export async function shownProgramme(db: Db, turn: Turn, meeting: Meeting): Promise<Answer> {
  const [items, actions] = await Promise.all([
    programmeOf(db, meeting.id, readersOf(turn.actor), turn.today),
    actionsUntil(db, meeting.id),
  ])
  const sight = { ...turn, mayPlan: mayPlan(turn, meeting), takes: takesFrom(turn, meeting) }
  return { card: programmeCard(meeting, items, actions, sight), to: 'me' }
}

/** `m50 bijeenkomst programma <nr>`. */
export const programme: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  run: async (db, turn, typed) => shownProgramme(db, turn, await typedMeeting(db, turn, typed)),
}
