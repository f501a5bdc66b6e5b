// SPDX-License-Identifier: EUPL-1.2
// On which day a planned meeting suits: asked, answered and chosen [F45].
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { chooseForm, otherDates, pollCard, pollForm } from '#/features/meetings/cards/poll.ts'
import { meetingOf, numberIn, ofPressed, ofSubmitted } from '#/features/meetings/commands/about.ts'
import { warned } from '#/features/meetings/commands/again.ts'
import { closingHour } from '#/features/meetings/commands/fields.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { type Meeting, meetingById, meetingRef, pollRef, readersOf } from '#/features/meetings/rules/meetings.ts'
import {
  answerPoll,
  chooseDate,
  lockPoll,
  openPoll,
  type Poll,
  type Proposed,
  pollBy,
} from '#/features/meetings/rules/poll.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { momentIn } from '#/network/clock-time.ts'
import { asId, type MeetingDateId, type MeetingId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal once people were invited, or it does not take place */
function demandPlanned({ id, number, state }: Meeting): void {
  if (state !== 'planned') throw new Refusal('meetings.notPlanned', { number }, { stale: meetingRef(id) })
}

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

/** The proposed days, each at the planned hours, and until when people answer; or what is wrong with them. */
function proposedIn(meeting: Meeting, turn: Turn, fields: Fields): Proposed | Wrong {
  const t = meetingTexts.in(turn.locale)
  const lasts = meeting.endsAt.getTime() - meeting.startsAt.getTime()
  const time = Temporal.Instant.fromEpochMilliseconds(meeting.startsAt.getTime())
    .toZonedDateTimeISO(turn.zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
  const errors: Record<string, string> = {}
  const others = otherDates.flatMap(name => {
    if (!fields[name]) return []
    const at = momentIn(fields[name], time, turn.zone)
    if (!at) errors[name] = t('wrong.date')
    else if (at <= turn.now) errors[name] = t('wrong.past')
    return at ? [at] : []
  })
  const starts = [...new Set([meeting.startsAt, ...others].map(at => at.getTime()))].toSorted((a, b) => a - b)
  if (starts.length < 2 && Object.keys(errors).length === 0) errors[otherDates[0]] = t('wrong.otherDate')
  const until = momentIn(fields.until, closingHour, turn.zone)
  if (!until) errors.until = t('wrong.date')
  else if (until <= turn.now) errors.until = t('wrong.until')
  else if (until.getTime() >= (starts[0] ?? 0)) errors.until = t('wrong.pollUntil')
  return Object.keys(errors).length > 0 || !until
    ? { fieldErrors: errors }
    : { dates: starts.map(at => ({ startsAt: new Date(at), endsAt: new Date(at + lasts) })), until }
}

const mayPlan = (turn: Turn, meeting: Meeting | null): boolean =>
  meeting !== null && may(turn.actor, 'meeting.plan', { pillar: meeting.led })

/** A poll as the one who asks may see it: whom the meeting is for, and who may plan it. @throws Refusal */
async function readable(db: Db, turn: Turn, poll: Poll | null) {
  const meeting = poll && (await meetingById(db, poll.meeting, readersOf(turn.actor), turn.today))
  const plans = mayPlan(turn, meeting)
  if (!poll || !(poll.isInvited || plans)) throw new Refusal('meetings.noPoll')
  const mayAnswer = poll.isInvited && poll.closedAt === null && poll.meetingState === 'planned'
  return { poll, sight: { mayPlan: plans && poll.meetingState === 'planned', mayAnswer } }
}

async function shownPoll(db: Db, turn: Turn, found: Poll | null): Promise<Answer> {
  const { poll, sight } = await readable(db, turn, found)
  return { card: pollCard(poll, sight, turn.locale, turn.zone), to: 'me' }
}

/** `m50 bijeenkomst peiling <nr>`. */
export const pollLine: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const number = numberIn(typed)
    if (number === null) throw new Refusal('meetings.whichPoll')
    return shownPoll(db, turn, await pollBy(db, 'number', number, turn.actor.person, turn.today))
  },
}

/** [Datum peilen]. */
export const pollHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    async run(_, turn, __, meeting: Meeting) {
      demandPlanned(meeting)
      return { form: pollForm(meeting, null, turn.locale, turn.zone) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, meeting: Meeting) {
      demandPlanned(meeting)
      const given = proposedIn(meeting, turn, fields)
      if ('fieldErrors' in given) return given
      const again = await warned(tx, turn, context, given.dates, meeting)
      if (again) return { form: pollForm(meeting, { ...again, fields }, turn.locale, turn.zone) }
      const people = await openPoll(tx, meeting, given, turn.as, turn)
      return { code: 'polled', ids: { meeting: meeting.id, people } }
    },
    async answer(db: Db, turn: Turn, { ids }: Outcome) {
      const said = meetingTexts.in(turn.locale)('poll.asked', { count: Number(ids.people) })
      const poll = await pollBy(db, 'meeting', String(ids.meeting), turn.actor.person, turn.today)
      return saidFirst(said, await shownPoll(db, turn, poll))
    },
  },
}

/** The poll of a press, locked, as one who is asked answers it. @throws Refusal */
async function answerable(tx: Tx, turn: Turn, by: 'meeting' | 'date', value: string): Promise<Poll> {
  const id = asId<MeetingDateId | MeetingId>(value)
  const first = id && (await pollBy(tx, by, id, turn.actor.person, turn.today))
  if (!first) throw new Refusal('chat.absent')
  await lockPoll(tx, first.meeting)
  const { poll, sight } = await readable(tx, turn, await pollBy(tx, by, value, turn.actor.person, turn.today))
  if (sight.mayAnswer) return poll
  const stale = { stale: pollRef(poll.meeting) }
  if (poll.meetingState === 'cancelled') throw new Refusal('meetings.is.cancelled', { number: poll.number }, stale)
  throw new Refusal('meetings.pollClosed', {}, stale)
}

const answering = (
  by: 'meeting' | 'date',
  chosen: (poll: Poll, value: string) => readonly MeetingDateId[],
): Writes<string> => ({
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const poll = await answerable(tx, turn, by, value)
    const { municipality } = registrant(turn)
    const as = { ...turn.as, municipalityId: municipality.id }
    await answerPoll(tx, poll.meeting, chosen(poll, value), as, turn.now)
    return { code: 'answered', ids: { meeting: poll.meeting } }
  },
  async answer(db, turn, { ids }) {
    const poll = await pollBy(db, 'meeting', String(ids.meeting), turn.actor.person, turn.today)
    return saidFirst(meetingTexts.in(turn.locale)('poll.kept'), await shownPoll(db, turn, poll))
  },
})

const own = ({ dates }: Poll): readonly MeetingDateId[] => dates.filter(({ isOwn }) => isOwn).map(({ id }) => id)

/** [Ik kan]. Twice is once. */
export const canPress = answering('date', (poll, value) => [
  ...own(poll).filter(id => id !== value),
  value as MeetingDateId,
])
/** [Toch niet]. */
export const cannotPress = answering('date', (poll, value) => own(poll).filter(id => id !== value))
/** [Geen van deze dagen]. */
export const canNonePress = answering('meeting', () => [])

/** [Datum kiezen]: who can then is registered with the invitation. */
export const chooseHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    async run(db, turn, value, meeting: Meeting) {
      demandPlanned(meeting)
      const poll = await pollBy(db, 'meeting', value, turn.actor.person, turn.today)
      if (!poll) throw new Refusal('meetings.noPoll')
      return { form: chooseForm(poll, turn.locale, turn.zone) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, meeting: Meeting) {
      demandPlanned(meeting)
      await lockPoll(tx, meeting.id)
      const poll = await pollBy(tx, 'meeting', meeting.id, turn.actor.person, turn.today)
      const chosen = poll?.dates.find(({ id }) => id === fields.date)
      const t = meetingTexts.in(turn.locale)
      if (!chosen) return { fieldErrors: { date: t('wrong.chosen') } }
      if (chosen.startsAt <= turn.now) return { fieldErrors: { date: t('wrong.past') } }
      await chooseDate(tx, meeting, chosen, turn.as, turn.now)
      return { code: 'chosen', ids: { meeting: meeting.id, people: chosen.count } }
    },
    async answer(db: Db, turn: Turn, outcome: Outcome) {
      const meeting = await meetingOf(db, turn, outcome)
      const said = meetingTexts.in(turn.locale)('poll.chosen', { count: Number(outcome.ids.people) })
      return saidFirst(said, shown(turn, meeting))
    },
  },
}
