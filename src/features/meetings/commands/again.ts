// SPDX-License-Identifier: EUPL-1.2
// When a form about a meeting comes again instead of being saved: someone else changed it meanwhile, or its date falls on something that was not read yet.
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { type Again, clashIntro, type Fallen, meanwhileIntro } from '#/features/meetings/cards/again.ts'
import { clashesOf, clashesSeen, type Proposed } from '#/features/meetings/rules/clashes.ts'
import { type Alterable, changedMeanwhile } from '#/features/meetings/rules/meanwhile.ts'
import { type Meeting, readersOf } from '#/features/meetings/rules/meetings.ts'

/** What a form carried with it: what was read of its date, and how the meeting was when it began. */
const carriedIn = (context: string) => {
  const [, seen = '', marks = ''] = context.split('.')
  return { seen, marks }
}

/** What someone else changed since a form began, of what would be changed back; null where that is nothing. */
export function meanwhile(turn: Turn, context: string, meeting: Meeting, given: Partial<Alterable>): Again | null {
  const { seen, marks } = carriedIn(context)
  const fields = changedMeanwhile(marks, meeting, given)
  return fields.length > 0 ? { seen, intro: meanwhileIntro(fields, meeting, turn.locale, turn.zone) } : null
}

/** What new dates fall on, of one or of several to choose from; null where that is nothing, or was read already. `meeting` is the one that they are for, where that is planned already. */
export async function warned(
  db: Db,
  turn: Turn,
  context: string,
  given: Proposed | readonly Proposed[],
  meeting: Meeting | null,
): Promise<Again | null> {
  const isOneOfSeveral = Array.isArray(given)
  const by = { readers: readersOf(turn.actor), zone: turn.zone, today: turn.today }
  const fallen: Fallen[] = []
  for (const { startsAt, endsAt } of [given].flat()) {
    // What stays as it is, was said before.
    if (meeting?.startsAt.getTime() === startsAt.getTime() && meeting.endsAt.getTime() === endsAt.getTime()) continue
    const clashes = await clashesOf(db, { startsAt, endsAt }, meeting?.id ?? null, by)
    if (clashes.length > 0) fallen.push({ startsAt, clashes })
  }
  const seen = clashesSeen(fallen)
  return fallen.length === 0 || seen === carriedIn(context).seen
    ? null
    : { seen, intro: clashIntro(fallen, isOneOfSeveral, turn.locale, turn.zone) }
}
