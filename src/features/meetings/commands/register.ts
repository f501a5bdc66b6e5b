// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Stampedes, Submitted } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { notInvitedCard, registeredCard } from '#/features/meetings/cards/answers.ts'
import { noSession, registerForm } from '#/features/meetings/cards/forms.ts'
import { isRunning } from '#/features/meetings/cards/meeting.ts'
import { asksFirst } from '#/features/meetings/cards/own.ts'
import { numberIn, pressedMeeting, pressedWay, typedMeeting } from '#/features/meetings/commands/about.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { invitationRef, meetingRef, takesRegistrations, waysOf } from '#/features/meetings/rules/meetings.ts'
import { isIn, type Pressed, plainMeeting, pressRegister } from '#/features/meetings/rules/register.ts'
import type { Way } from '#/features/meetings/rules/states.ts'
import { pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import type { MeetingId, PersonId, PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

type Keyed = Turn & { readonly key: string }

/** Who registers, and of which municipality. @throws Refusal for who is of none */
export function registrant(turn: Turn) {
  const { person, municipality } = turn.actor
  if (!person || !municipality) throw new Refusal('meetings.noMunicipality')
  return { person, municipality }
}

/** Why nothing came of it. */
function refused(pressed: Pressed, way: Way, { municipality }: ReturnType<typeof registrant>, turn: Turn): Answer {
  const { number, state, registerUntil, most, own } = pressed
  if (!pressed.isInvited) return { card: notInvitedCard(pressed, turn.locale, turn.zone), to: 'me' }
  const stale = { stale: meetingRef(pressed.id) }
  if (state !== 'open') throw new Refusal(`meetings.is.${state}`, { number }, stale)
  if (turn.now >= registerUntil) throw new Refusal('meetings.closed', { at: registerUntil, number }, stale)
  if (!pressed.isWay) throw new Refusal(`meetings.noWay.${way}`, {}, stale)
  throw new Refusal('meetings.municipalityFull', { municipality: municipality.name, count: most ?? own }, stale)
}

/** [Ja, ik kom], in a way and with a session. */
const acceptAct = (meeting: MeetingId, way: Way, session: PillarId | null) =>
  ({ kind: 'press', name: 'meeting.accept', value: [meeting, way, ...(session ? [session] : [])].join('.') }) as const

async function register(
  db: Db,
  turn: Keyed,
  meeting: MeetingId,
  way: Way,
  session: PillarId | null,
): ReturnType<Stampedes<string>['run']> {
  const { person, municipality } = registrant(turn)
  const by = { ...turn.as, personId: person, municipalityId: municipality.id }
  const pressed = await pressRegister(db, { meeting, way, session }, by, turn)
  if (!pressed) throw new Refusal('chat.absent')
  // Registering is a yes to the colleague who asked.
  if (pressed.stands === 'asked') return { answer: { next: acceptAct(meeting, way, session) }, touched: [] }
  // Who has a place, or waits, at what was called off or is over reads that instead.
  const stands = isIn(pressed) && (pressed.isGiven || isRunning(pressed))
  const answer: Answer = stands
    ? { card: registeredCard(pressed, turn.locale, turn.zone), to: 'me' }
    : refused(pressed, way, { person, municipality }, turn)
  const given = pressed.isGiven && pressed.registration
  if (!given) return { answer, touched: [] }
  // Of whoever comes uninvited no card stands.
  return { answer, touched: [meetingRef(meeting), ...(pressed.wasThere ? [invitationRef(given)] : [])] }
}

/** The pillars to choose a session of, and the one of whoever registers where that is one. */
export async function sessionsFor(db: Db, turn: Turn, person: PersonId) {
  const [all, seats] = await Promise.all([pillars(db, turn.today), pillarsOf(db, person)])
  return { all, own: seats.length === 1 ? (seats[0] ?? null) : null }
}

/** The form, where there is still something to ask; null where whoever registers now waits, or can't. */
async function question(db: Db, turn: Turn, value: string, way: Way): Promise<Answer | null> {
  const { person } = registrant(turn)
  const meeting = await pressedMeeting(db, turn, value)
  const isOut = meeting.own === null || ['invited', 'asked', 'declined', 'cancelled'].includes(meeting.own.state)
  const takes = takesRegistrations(meeting, turn.now) && meeting.isInvited && waysOf(meeting).includes(way)
  if (!isOut || !takes || !asksFirst(meeting, way)) return null
  const { all, own } = await sessionsFor(db, turn, person)
  return { form: registerForm(meeting, way, all, own, turn.locale) }
}

const press: Stampedes<string> = {
  does: 'stampedes',
  asks: 'meeting.register',
  async run(db, turn, value) {
    const { id, way, asks } = pressedWay(value)
    const form = asks ? await question(db, turn, value, way) : null
    return form ? { answer: form, touched: [] } : register(db, turn, id, way, null)
  },
}

/** [Inschrijven]: a press where the meeting asks nothing, else a form [F33]. Twice is once. */
export const registerHandler: FormHandler = {
  open: press,
  submit: {
    does: 'stampedes',
    asks: 'meeting.register',
    async run(db: Db, turn: Keyed, { context, fields }: Submitted) {
      const { id, way } = pressedWay(context)
      const session = fields.session && fields.session !== noSession ? (fields.session as PillarId) : null
      return register(db, turn, id, way, session)
    },
  },
}

/** `m50 bijeenkomst inschrijven <nr>`: at once where there is nothing to choose. */
export const registerLine: Stampedes<string> = {
  does: 'stampedes',
  asks: 'meeting.register',
  async run(db, turn, typed) {
    if (!typed) throw new Refusal('meetings.whichRegister')
    const number = numberIn(typed)
    const plain = number === null ? null : await plainMeeting(db, number)
    if (plain) return register(db, turn, plain.id, plain.way, null)
    const meeting = await typedMeeting(db, turn, typed)
    const [way, another] = waysOf(meeting)
    if (!way || another || asksFirst(meeting, way) || meeting.openedAt === null)
      return { answer: shown(turn, meeting), touched: [] }
    return register(db, turn, meeting.id, way, null)
  },
}
