// SPDX-License-Identifier: EUPL-1.2
// Questions sent in before a meeting: asked, asked as well, marked as answered [A22].
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { type Page, pageIn, pageSize } from '#/chat/page.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { isRunning } from '#/features/meetings/cards/meeting.ts'
import { askForm, questionsCard } from '#/features/meetings/cards/questions.ts'
import {
  type About,
  meetingOf,
  numberIn,
  ofLocked,
  pressedMeeting,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import {
  askQuestion,
  backQuestion,
  countQuestions,
  lockedQuestion,
  longestQuestion,
  markAnswered,
  type Question,
  questionsOf,
  withdrawQuestion,
} from '#/features/meetings/rules/questions.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { asId, type MeetingQuestionId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal where nobody sends in questions */
function demandQuestions({ takesQuestions, number }: Meeting): void {
  if (!takesQuestions) throw new Refusal('meetings.noQuestions', { number })
}

/** @throws Refusal for whom the meeting is not, and once it is over */
function demandAsks(meeting: Meeting): void {
  demandQuestions(meeting)
  const { id, number, state } = meeting
  if (state === 'planned' || state === 'cancelled' || state === 'held')
    throw new Refusal(`meetings.is.${state}`, { number }, { stale: meetingRef(id) })
  if (!meeting.isInvited) throw new Refusal('meetings.questionsNotYours', { number })
}

async function listed(db: Db, turn: Turn, meeting: Meeting, typed = ''): Promise<Answer> {
  const municipality = turn.actor.municipality?.id ?? null
  const page: Page = pageIn(typed, await countQuestions(db, meeting.id))
  const found = await questionsOf(db, meeting.id, municipality, { from: page.from, most: pageSize })
  const sight = {
    person: turn.actor.person,
    mayPlan: may(turn.actor, 'meeting.plan', { pillar: meeting.led }),
    mayAsk: meeting.isInvited && isRunning(meeting) && municipality !== null,
  }
  return { card: questionsCard(meeting, found, page, sight, turn.locale, turn.zone), to: 'me' }
}

/** `m50 bijeenkomst vragen <nr> [blad]`. */
export const questionsLine: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const [first = '', page = ''] = typed.split(/\s+/)
    if (numberIn(first) === null) throw new Refusal('meetings.whichQuestions')
    const meeting = await typedMeeting(db, turn, first)
    demandQuestions(meeting)
    return listed(db, turn, meeting, page)
  },
}

type Said = 'asked' | 'backed' | 'unbacked' | 'answered' | 'unanswered' | 'unasked'

/** What was done, above the questions as they are now. */
async function done(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const said = meetingTexts.in(turn.locale)(`questions.done.${outcome.code as Said}`)
  return saidFirst(said, await listed(db, turn, await meetingOf(db, turn, outcome)))
}

async function ask(tx: Tx, turn: Turn, meeting: Meeting, text: string): Promise<Outcome> {
  demandAsks(meeting)
  const { municipality } = registrant(turn)
  await askQuestion(tx, meeting, text, { ...turn.as, municipalityId: municipality.id }, turn.now)
  return { code: 'asked', ids: { meeting: meeting.id } }
}

/** `m50 bijeenkomst vraag <nr> <vraag>`: what is too long for a question comes back in the form. */
export const askLine: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, typed) {
    const [, first = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(typed.trim()) ?? []
    if (numberIn(first) === null) throw new Refusal('meetings.whichQuestion')
    const meeting = await typedMeeting(tx, turn, first)
    if (text && [...text].length <= longestQuestion) return ask(tx, turn, meeting, text)
    demandAsks(meeting)
    return { form: askForm(meeting, text, turn.locale) }
  },
  answer: done,
}

/** [Vraag insturen]. */
export const askHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.register',
    async run(db, turn, value) {
      const meeting = await pressedMeeting(db, turn, value)
      demandAsks(meeting)
      return { form: askForm(meeting, '', turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const t = meetingTexts.in(turn.locale)
      const meeting = await pressedMeeting(tx, turn, context)
      const text = fields.question?.trim() ?? ''
      const { length } = [...text]
      if (!text) return { fieldErrors: { question: t('wrong.question') } }
      if (length > longestQuestion) return { fieldErrors: { question: t('tooLong', { length, max: longestQuestion }) } }
      return ask(tx, turn, meeting, text)
    },
    answer: done,
  },
}

/** The question of a press, locked, with its meeting. @throws Refusal */
async function pressed(tx: Tx, turn: Turn, value: string): Promise<{ question: Question; meeting: Meeting }> {
  const id = asId<MeetingQuestionId>(value)
  const question = id && (await lockedQuestion(tx, id, turn.actor.municipality?.id ?? null))
  if (!question) throw new Refusal('chat.absent')
  return { question, meeting: await pressedMeeting(tx, turn, question.meeting) }
}

const backing = (isGiven: boolean): Writes<string> => ({
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { question, meeting } = await pressed(tx, turn, value)
    demandAsks(meeting)
    const { municipality } = registrant(turn)
    await backQuestion(tx, question, isGiven, { ...turn.as, municipalityId: municipality.id }, turn.now)
    return { code: isGiven ? 'backed' : 'unbacked', ids: { meeting: meeting.id } }
  },
  answer: done,
})

/** [Ook onze vraag]. Twice is once. */
export const backPress = backing(true)
/** [Niet meer onze vraag]. */
export const unbackPress = backing(false)

/** [Vraag intrekken], by whoever asked it, as long as no other municipality does. */
export const unaskPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { question, meeting } = await pressed(tx, turn, value)
    demandAsks(meeting)
    if (question.person === null || question.person !== turn.actor.person) throw new Refusal('chat.absent')
    if (!(await withdrawQuestion(tx, question, turn.as, turn.now))) throw new Refusal('meetings.questionShared')
    return { code: 'unasked', ids: { meeting: meeting.id } }
  },
  answer: done,
}

async function ofQuestion(db: Db, value: string, turn: Turn): Promise<About> {
  const id = asId<MeetingQuestionId>(value)
  const question = id && (await lockedQuestion(db, id, null))
  return question ? ofLocked(db, question.meeting, turn) : null
}

const marking = (isAnswered: boolean): Writes<string, Meeting> => ({
  does: 'writes',
  asks: 'meeting.plan',
  of: ofQuestion,
  async run(tx, turn, value, meeting) {
    const { question } = await pressed(tx, turn, value)
    await markAnswered(tx, question, isAnswered, turn.as, turn.now)
    return { code: isAnswered ? 'answered' : 'unanswered', ids: { meeting: meeting.id } }
  },
  answer: done,
})

/** [Beantwoord], at the meeting or after it. */
export const answeredPress = marking(true)
/** [Nog niet beantwoord]. */
export const unansweredPress = marking(false)
