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
import { unrecognised } from '#/features/people/rules/municipality.ts'
import { findMunicipality, type Municipality, membersOn } from '#/network/municipalities.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal for a meeting that nobody was invited to yet, or that is over */
function demandComing(meeting: Meeting): void {
  const { id, number, state } = meeting
  if (state === 'planned' || state === 'cancelled' || state === 'held')
    throw new Refusal(`meetings.is.${state}`, { number }, { stale: meetingRef(id) })
}

/** A meeting, and the municipality that prepares for it. */
interface Prepares {
  readonly meeting: Meeting
  readonly municipality: Pick<Municipality, 'id' | 'name'>
}

type AboutBriefing = (Relation & { readonly subject: Prepares }) | null

const about = (meeting: Meeting, municipality: Prepares['municipality']): AboutBriefing => ({
  subject: { meeting, municipality },
  municipality: municipality.id,
})

async function briefed(db: Db, turn: Turn, { meeting, municipality }: Prepares): Promise<Answer> {
  const briefing = await briefingOf(db, meeting.id, municipality.id, readersOf(turn.actor), turn.today)
  const mayNudge =
    isRunning(meeting) &&
    takesRegistrations(meeting, turn.now) &&
    may(turn.actor, 'meeting.nudge', { municipality: municipality.id })
  const sight = {
    ...turn,
    municipality,
    mayNudge,
    // A colleague is of one's own municipality.
    asksColleagues: mayNudge && municipality.id === turn.actor.municipality?.id,
  }
  return { card: briefingCard(meeting, briefing, sight), to: 'me' }
}

/** The member that a typed name means; without one, whoever types is of. @throws Refusal */
async function prepared(db: Db, turn: Turn, name: string, { number }: Meeting): Promise<Prepares['municipality']> {
  if (!name) {
    if (!turn.actor.municipality && may(turn.actor, 'meeting.brief', {}))
      throw new Refusal('meetings.briefWhose', { number })
    return registrant(turn).municipality
  }
  const match = await findMunicipality(db, turn.today, name)
  if (match.found !== 'exact') throw unrecognised(match, name)
  if (!match.item.memberSince) throw new Refusal('people.notMember', { municipality: match.item.name })
  return match.item
}

/** `m50 bijeenkomst briefing <nr> [gemeente]`. */
export const briefLine: Reads<string, Prepares> = {
  does: 'reads',
  asks: 'meeting.brief',
  async of(db, typed, turn) {
    const [number = '', ...name] = typed.split(/\s+/)
    if (!number) throw new Refusal('meetings.whichBriefing')
    const meeting = await typedMeeting(db, turn, number)
    return about(meeting, await prepared(db, turn, name.join(' '), meeting))
  },
  async run(db, turn, _, prepares) {
    demandComing(prepares.meeting)
    return briefed(db, turn, prepares)
  },
}

/** [Herinneren]: those of a municipality who did not answer; of one's own where the value names none. */
export const nudgePress: Writes<string, Prepares> = {
  does: 'writes',
  asks: 'meeting.nudge',
  async of(db, value, turn) {
    const [id = '', named] = value.split('.')
    const found = await ofPressed(db, id, turn)
    const municipality =
      named === undefined
        ? turn.actor.municipality
        : (await membersOn(db, turn.today)).find(member => member.id === named)
    return found && municipality ? about(found.subject, municipality) : null
  },
  async run(tx, turn, _, { meeting, municipality }) {
    demandComing(meeting)
    const { id, number, registerUntil } = meeting
    if (!takesRegistrations(meeting, turn.now))
      throw new Refusal('meetings.closed', { at: registerUntil, number }, { stale: meetingRef(id) })
    const { silent } = await briefingOf(tx, id, municipality.id, readersOf(turn.actor), turn.today)
    const asked = silent.map(({ person }) => person)
    const people = await nudge(tx, meeting, municipality.id, asked, turn.as, turn.now)
    return { code: people > 0 ? 'nudged' : 'nudgedBefore', ids: { meeting: id, municipality: municipality.id, people } }
  },
  async answer(db, turn, outcome) {
    const t = meetingTexts.in(turn.locale)
    const said =
      outcome.code === 'nudged' ? t('brief.nudged', { count: Number(outcome.ids.people) }) : t('brief.nudgedBefore')
    const municipality = (await membersOn(db, turn.today)).find(({ id }) => id === outcome.ids.municipality)
    if (!municipality) throw new Refusal('chat.absent')
    return saidFirst(said, await briefed(db, turn, { meeting: await meetingOf(db, turn, outcome), municipality }))
  },
}
