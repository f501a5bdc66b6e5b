// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { colleagueForm } from '#/features/meetings/cards/forms.ts'
import { showMeeting } from '#/features/meetings/cards/meeting.ts'
import {
  asksColleagues,
  meetingOf,
  pressedIn,
  pressedLocked,
  pressedMeeting,
} from '#/features/meetings/commands/about.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { acceptAsked, askColleague, namedColleague } from '#/features/meetings/rules/colleagues.ts'
import { takesRequests } from '#/features/meetings/rules/late-changes.ts'
import {
  isAskedLate,
  type Meeting,
  meetingRef,
  takesRegistrations,
  waysOf,
} from '#/features/meetings/rules/meetings.ts'
import { isFirstPlace } from '#/features/meetings/rules/register.ts'
import { isWay, type Way } from '#/features/meetings/rules/states.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { pillarById } from '#/features/pillars/rules/pillars.ts'
import { personName } from '#/network/person-name.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal where people do not register by themselves any more */
function demandOpen(meeting: Meeting, now: Date): void {
  const { id, number, state, registerUntil } = meeting
  if (takesRegistrations(meeting, now)) return
  const stale = { stale: meetingRef(id) }
  if (state === 'open') throw new Refusal('meetings.closed', { at: registerUntil, number }, stale)
  throw new Refusal(`meetings.is.${state}`, { number }, stale)
}

/** Who gives their place away has one. @throws Refusal */
function demandPart(turn: Turn, meeting: Meeting, isInstead: boolean): void {
  if (isInstead ? meeting.own?.state !== 'registered' : !asksColleagues(turn.actor, meeting))
    throw new Refusal('meetings.notIn')
}

function wayIn(meeting: Meeting, isInstead: boolean, typed: string | undefined): Way | null {
  if (isInstead) return meeting.own?.way ?? null
  const all = waysOf(meeting)
  if (all.length === 1) return all[0] ?? null
  return isWay(typed) && all.includes(typed) ? typed : null
}

async function asked(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const meeting = await meetingOf(db, turn, outcome)
  const name = await personName(db, String(outcome.ids.person))
  const text = meetingTexts.in(turn.locale)(`asked.${outcome.code as 'colleague' | 'substitute'}`, { name })
  return { card: { version: 1, text, buttons: [showMeeting(meeting.number, turn.locale)] }, to: 'me' }
}

const asking = (isInstead: boolean): FormHandler => ({
  open: {
    does: 'reads',
    asks: 'meeting.register',
    async run(db, turn, value) {
      const { municipality } = registrant(turn)
      const meeting = await pressedMeeting(db, turn, value)
      demandOpen(meeting, turn.now)
      demandPart(turn, meeting, isInstead)
      return { form: colleagueForm(meeting, isInstead, municipality.name, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const by = registrant(turn)
      const meeting = await pressedLocked(tx, turn, context)
      demandOpen(meeting, turn.now)
      demandPart(turn, meeting, isInstead)
      const way = wayIn(meeting, isInstead, fields.way)
      if (!way) return { fieldErrors: { way: meetingTexts.in(turn.locale)('wrong.ways') } }
      const colleague = await namedColleague(tx, meeting.id, by, fields.person ?? '', isInstead, turn.today)
      const given = { way, isInstead, asker: by.person, municipality: by.municipality.id }
      await askColleague(tx, meeting, colleague, given, turn.as, turn.now)
      return { code: isInstead ? 'substitute' : 'colleague', ids: { meeting: meeting.id, person: colleague.id } }
    },
    answer: asked,
  },
})

/** [Collega inschrijven] [F34]. */
export const colleagueHandler = asking(false)
/** [Vervanger sturen] [F34]. */
export const substituteHandler = asking(true)

/** [Ja, ik kom], by the colleague who was asked: nobody is registered without saying so. They may say in which way, and to which session they go. */
export const acceptPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { person } = registrant(turn)
    const meeting = await pressedLocked(tx, turn, value)
    const [way, session] = pressedIn(value).rest
    if (!isAskedLate(meeting) || !takesRequests(meeting, turn.now)) demandOpen(meeting, turn.now)
    const wanted = {
      way: isWay(way) && waysOf(meeting).includes(way) ? way : null,
      session: session && meeting.hasSessions ? await pillarById(tx, turn.today, session) : null,
    }
    const isFirst = await isFirstPlace(tx, meeting.id, person, turn.today)
    const state = await acceptAsked(tx, meeting, person, wanted, turn.as, turn.now)
    return { code: state, ids: { meeting: meeting.id, isFirst: Number(isFirst && state === 'registered') } }
  },
  async answer(db, turn, outcome) {
    const done = meetingTexts.in(turn.locale)(outcome.code === 'waiting' ? 'done.waits' : 'done.taken')
    return saidFirst(done, shown(turn, await meetingOf(db, turn, outcome), outcome.ids.isFirst === 1))
  },
}
