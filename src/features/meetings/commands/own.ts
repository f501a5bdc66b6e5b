// SPDX-License-Identifier: EUPL-1.2
// What someone does about their own registration, once they have one or were asked.
import type { FormHandler, Outcome, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { leftCard } from '#/features/meetings/cards/answers.ts'
import { noSession, sessionForm } from '#/features/meetings/cards/forms.ts'
import {
  meetingOf,
  pressedIn,
  pressedLocked,
  pressedMeeting,
  pressedWay,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { registrant, sessionsFor } from '#/features/meetings/commands/register.ts'
import { chooseSession, switchWay } from '#/features/meetings/rules/change.ts'
import { leaveMeeting } from '#/features/meetings/rules/leave.ts'
import { isMovedSince, type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { takeOffer } from '#/features/meetings/rules/offers.ts'
import { isFirstPlace } from '#/features/meetings/rules/register.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { pillarById } from '#/features/pillars/rules/pillars.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal where nobody comes (any more) */
function demandRunning({ id, number, state }: Meeting): void {
  if (state === 'cancelled' || state === 'held' || state === 'planned')
    throw new Refusal(`meetings.is.${state}`, { number }, { stale: meetingRef(id) })
}

/** Who holds a place or waits changes that until the deadline; who only says that they can't come, or won't take an offer, always may. @throws Refusal */
function demandOpen(meeting: Meeting, now: Date): void {
  demandRunning(meeting)
  const { id, number, state, registerUntil, own } = meeting
  const isFixed = own?.state === 'registered' || own?.state === 'waiting'
  if (isFixed && (state === 'closed' || now >= registerUntil))
    throw new Refusal('meetings.closed', { at: registerUntil, number }, { stale: meetingRef(id) })
}

async function leave(tx: Tx, turn: Turn, meeting: Meeting): Promise<Outcome> {
  const { person, municipality } = registrant(turn)
  if (isMovedSince(meeting) && turn.now < meeting.startsAt) demandRunning(meeting)
  else demandOpen(meeting, turn.now)
  const was = await leaveMeeting(tx, meeting.id, person, municipality.id, turn.as, turn.now)
  const code =
    was === null ? 'already' : was === 'waiting' ? 'unwaited' : was === 'registered' ? 'cancelled' : 'declined'
  return { code, ids: { meeting: meeting.id } }
}

async function left(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const meeting = await meetingOf(db, turn, outcome)
  const code = outcome.code as Parameters<typeof leftCard>[1]
  return { card: leftCard(meeting, code, turn.locale, turn.zone), to: 'me' }
}

/** [Ik kan niet], [Afmelden], [Van de wachtlijst af] and [Nee]. Twice is once. */
export const leavePress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  run: async (tx, turn, value) => leave(tx, turn, await pressedMeeting(tx, turn, value)),
  answer: left,
}

/** `m50 bijeenkomst uitschrijven <nr>`. */
export const leaveLine: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, typed) {
    if (!typed) throw new Refusal('meetings.whichCancel')
    return leave(tx, turn, await typedMeeting(tx, turn, typed))
  },
  answer: left,
}

/** What was done, above the meeting as it is now. */
async function done(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const meeting = await meetingOf(db, turn, outcome)
  const code = outcome.code as 'taken' | 'switched' | 'session'
  return saidFirst(meetingTexts.in(turn.locale)(`done.${code}`), shown(turn, meeting, outcome.ids.isFirst === 1))
}

/** [Ja, ik kom], to an offered place: what else is asked is asked only now [F36]. */
export const takePress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { person } = registrant(turn)
    const { id } = pressedIn(value)
    demandRunning(await pressedMeeting(tx, turn, value))
    const isFirst = await isFirstPlace(tx, id, person, turn.today)
    await takeOffer(tx, id, person, turn.as, turn.now)
    return { code: 'taken', ids: { meeting: id, isFirst: Number(isFirst) } }
  },
  answer: done,
}

/** [Toch online] and [Toch op locatie] [F33]. */
export const switchPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { id, way } = pressedWay(value)
    const meeting = await pressedLocked(tx, turn, value)
    demandOpen(meeting, turn.now)
    await switchWay(tx, meeting, way, turn.as, turn.now)
    return { code: 'switched', ids: { meeting: id } }
  },
  answer: done,
}

/** @throws Refusal for who does not come, and where nobody comes any more */
function demandPlace(meeting: Meeting): void {
  demandRunning(meeting)
  if (meeting.own?.state !== 'registered') throw new Refusal('meetings.notIn')
}

/** [Pijlersessie kiezen] [A15]. */
export const sessionHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.register',
    async run(db, turn, value) {
      const { person } = registrant(turn)
      const meeting = await pressedMeeting(db, turn, value)
      demandPlace(meeting)
      const { all, own } = await sessionsFor(db, turn, person)
      const chosen = all.find(({ name }) => name === meeting.own?.session)?.id ?? own
      return { form: sessionForm(meeting, all, chosen, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const meeting = await pressedLocked(tx, turn, context)
      demandPlace(meeting)
      const chosen = fields.session === noSession ? null : await pillarById(tx, turn.today, fields.session ?? '')
      if (!chosen && fields.session !== noSession)
        return { fieldErrors: { session: meetingTexts.in(turn.locale)('wrong.session') } }
      await chooseSession(tx, meeting, chosen?.id ?? null, turn.as, turn.now)
      return { code: 'session', ids: { meeting: meeting.id } }
    },
    answer: done,
  },
}
