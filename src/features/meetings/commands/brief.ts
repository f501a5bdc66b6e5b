// SPDX-License-Identifier: EUPL-1.2
// The briefing of a municipality before a meeting, and reminding who of it did not answer [A20].
import type { Reads, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { briefingCard } from '#/features/meetings/cards/brief.ts'
import { isRunning } from '#/features/meetings/cards/meeting.ts'
import { meetingOf, ofPressed, typedMeeting } from '#/features/meetings/commands/about.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { briefingOf, nudge } from '#/features/meetings/rules/brief.ts'
import { type Meeting, meetingRef, readersOf, takesRegistrations } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal for a meeting that nobody was invited to yet, or that is over */
function demandComing(meeting: Meeting): void {
  const { id, number, state } = meeting
  if (state === 'planned' || state === 'cancelled' || state === 'held')
    throw new Refusal(`meetings.is.${state}`, { number }, { stale: meetingRef(id) })
}

async function briefed(db: Db, turn: Turn, meeting: Meeting): Promise<Answer> {
  const { municipality } = registrant(turn)
  const briefing = await briefingOf(db, meeting.id, municipality.id, readersOf(turn.actor), turn.today)
  const sight = {
    ...turn,
    municipality: municipality.name,
    mayNudge:
      isRunning(meeting) &&
      takesRegistrations(meeting, turn.now) &&
      may(turn.actor, 'meeting.nudge', { municipality: municipality.id }),
  }
  return { card: briefingCard(meeting, briefing, sight), to: 'me' }
}

/** `m50 bijeenkomst briefing <nr>`. */
export const briefLine: Reads<string> = {
  does: 'reads',
  asks: 'meeting.register',
  async run(db, turn, typed) {
    if (!typed) throw new Refusal('meetings.whichBriefing')
    const meeting = await typedMeeting(db, turn, typed)
    demandComing(meeting)
    return briefed(db, turn, meeting)
  },
}

/** [Herinneren]: those of the own municipality who did not answer. */
export const nudgePress: Writes<string, Meeting> = {
  does: 'writes',
  asks: 'meeting.nudge',
  async of(db, value, turn) {
    const about = await ofPressed(db, value, turn)
    return about && { ...about, municipality: turn.actor.municipality?.id ?? null }
  },
  async run(tx, turn, _, meeting) {
    demandComing(meeting)
    const { id, number, registerUntil } = meeting
    if (!takesRegistrations(meeting, turn.now))
      throw new Refusal('meetings.closed', { at: registerUntil, number }, { stale: meetingRef(id) })
    const { municipality } = registrant(turn)
    const { silent } = await briefingOf(tx, id, municipality.id, readersOf(turn.actor), turn.today)
    const asked = silent.map(({ person }) => person)
    const people = await nudge(tx, meeting, asked, turn.as, turn.now)
    return { code: people > 0 ? 'nudged' : 'nudgedBefore', ids: { meeting: id, people } }
  },
  async answer(db, turn, outcome) {
    const t = meetingTexts.in(turn.locale)
    const said =
      outcome.code === 'nudged' ? t('brief.nudged', { count: Number(outcome.ids.people) }) : t('brief.nudgedBefore')
    return saidFirst(said, await briefed(db, turn, await meetingOf(db, turn, outcome)))
  },
}
