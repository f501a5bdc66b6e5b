// SPDX-License-Identifier: EUPL-1.2
// Which meeting an act is about, as the one who acts may see it.
import type { Outcome, Submitted } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import {
  lockedMeeting,
  type Meeting,
  meetingById,
  meetingByNumber,
  readersOf,
} from '#/features/meetings/rules/meetings.ts'
import { isWay, type Way } from '#/features/meetings/rules/states.ts'
import type { Actor } from '#/network/actor.ts'
import { asId, type MeetingId } from '#/network/ids.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A meeting with what of it matters for the right to plan it; null where there is none for this one. */
export type About = (Relation & { readonly subject: Meeting }) | null

const about = (meeting: Meeting | null): About => meeting && { subject: meeting, pillar: meeting.led }

/** What a press names: a meeting, and then what follows it with full stops between. @throws Refusal */
export function pressedIn(value: string): { readonly id: MeetingId; readonly rest: readonly string[] } {
  const [first, ...rest] = value.split('.')
  const id = asId<MeetingId>(first)
  if (!id) throw new Refusal('chat.absent')
  return { id, rest }
}

/** The same where a way to take part follows. @throws Refusal */
export function pressedWay(value: string): { readonly id: MeetingId; readonly way: Way; readonly asks: boolean } {
  const { id, rest } = pressedIn(value)
  const [way, asks] = rest
  if (!isWay(way)) throw new Refusal('chat.absent')
  return { id, way, asks: asks === 'ask' }
}

function there(meeting: Meeting | null): Meeting {
  if (!meeting) throw new Refusal('chat.absent')
  return meeting
}

/** The meeting of a press or a form. @throws Refusal */
export const pressedMeeting = async (db: Db, turn: Turn, value: string): Promise<Meeting> =>
  there(await meetingById(db, pressedIn(value).id, readersOf(turn.actor), turn.today))

/** The same, locked. @throws Refusal */
export const pressedLocked = async (db: Db, turn: Turn, value: string): Promise<Meeting> =>
  there(await lockedMeeting(db, pressedIn(value).id, readersOf(turn.actor), turn.today))

/** The meeting that a turn left behind. @throws Refusal */
export const meetingOf = (db: Db, turn: Turn, { ids }: Outcome): Promise<Meeting> =>
  pressedMeeting(db, turn, String(ids.meeting))

/** Loads what a press or an open is about, for the policy. */
export async function ofPressed(db: Db, value: string, turn: Turn): Promise<About> {
  const id = asId<MeetingId>(value)
  return about(id && (await meetingById(db, id, readersOf(turn.actor), turn.today)))
}

/** The same, locked where it is written: of a form, what its context begins with. */
export async function ofLocked(db: Db, value: string, turn: Turn): Promise<About> {
  const id = asId<MeetingId>(value.split('.')[0])
  return about(id && (await lockedMeeting(db, id, readersOf(turn.actor), turn.today)))
}

export const ofSubmitted = (db: Db, { context }: Submitted, turn: Turn): Promise<About> => ofLocked(db, context, turn)

/** Whether someone asks colleagues to come: who is of those whom it is for, or comes, and who sees to it that their municipality does [F34]. */
export const asksColleagues = (actor: Actor, { own, isInvited }: Meeting): boolean =>
  isInvited ||
  own?.state === 'registered' ||
  (actor.municipality !== null && may(actor, 'meeting.nudge', { municipality: actor.municipality.id }))

/** "7" and "#7" are a meeting's number. */
export const numberIn = (typed: string): number | null => {
  const found = /^#?(\d{1,9})$/.exec(typed.trim())
  return found ? Number(found[1]) : null
}

/** The meeting of a typed number. @throws Refusal */
export async function typedMeeting(db: Db, turn: Turn, typed: string): Promise<Meeting> {
  const number = numberIn(typed)
  if (number === null) throw new Refusal('meetings.which')
  const meeting = await meetingByNumber(db, number, readersOf(turn.actor), turn.today)
  if (!meeting) throw new Refusal('meetings.absent', { number })
  return meeting
}
