// SPDX-License-Identifier: EUPL-1.2
// What is done with a meeting once it is over.
import { z } from 'zod'
import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Tx } from '#/database/db.ts'
import { evaluateForm, evaluationCard, linksForm } from '#/features/meetings/cards/aftermath.ts'
import {
  meetingOf,
  ofPressed,
  ofSubmitted,
  pressedLocked,
  pressedMeeting,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import { tooLong } from '#/features/meetings/commands/fields.ts'
import { mayPlan } from '#/features/meetings/commands/programme.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import {
  type Evaluation,
  evaluate,
  evaluationOf,
  mayEvaluate,
  opinions,
  questions,
} from '#/features/meetings/rules/evaluate.ts'
import { linkMeeting } from '#/features/meetings/rules/links.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal while it is not over */
function demandHeld({ state, number }: Meeting): void {
  if (state !== 'held') throw new Refusal('meetings.notHeld', { number })
}

const webAddress = z.url({ protocol: /^https$/ })

/** [Verslag en foto's]: who was registered hears of each once. */
export const linksHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    async run(_, turn, __, meeting: Meeting) {
      demandHeld(meeting)
      return { form: linksForm(meeting, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, meeting: Meeting) {
      demandHeld(meeting)
      const wrong = meetingTexts.in(turn.locale)('wrong.secureLink')
      const given = { report: fields.report?.trim() || null, photos: fields.photos?.trim() || null }
      const errors = Object.fromEntries(
        Object.entries(given).flatMap(([name, link]) => {
          if (link === null) return []
          const long = tooLong(link, 'onlineLink', turn).onlineLink
          return long || !webAddress.safeParse(link).success ? [[name, long ?? wrong]] : []
        }),
      )
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      const told = await linkMeeting(tx, meeting, given, turn.as, turn.now)
      return { code: told > 0 ? 'linkedTold' : 'linked', ids: { meeting: meeting.id, told } }
    },
    async answer(db, turn, outcome) {
      const t = meetingTexts.in(turn.locale)
      const told = Number(outcome.ids.told)
      const done = told > 0 ? t('done.linkedTold', { count: told }) : t('done.linked')
      return saidFirst(done, shown(turn, await meetingOf(db, turn, outcome)))
    },
  },
}

const opinion = z.enum(opinions)

/** Three questions, answered once and without a name. */
export const evaluateHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.register',
    async run(db, turn, value) {
      const meeting = await pressedMeeting(db, turn, value)
      if (mayEvaluate(meeting, turn.now)) return { form: evaluateForm(meeting, turn.locale) }
      throw meeting.own?.hasEvaluated
        ? new Refusal('meetings.evaluated')
        : new Refusal('meetings.notEvaluating', { number: meeting.number })
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const meeting = await pressedLocked(tx, turn, context)
      const errors = Object.fromEntries(
        questions
          .filter(name => !opinion.safeParse(fields[name]).success)
          .map(name => [name, meetingTexts.in(turn.locale)('wrong.opinion')]),
      )
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      await evaluate(
        tx,
        meeting,
        z.record(z.enum(questions), opinion).parse(fields) satisfies Evaluation,
        turn.as,
        turn.now,
      )
      return { code: 'evaluated', ids: { meeting: meeting.id } }
    },
    answer: async (db, turn, outcome) =>
      saidFirst(meetingTexts.in(turn.locale)('done.evaluated'), shown(turn, await meetingOf(db, turn, outcome))),
  },
}

/** `m50 bijeenkomst evaluatie <nr>`: what was said together, for who plans it; the questions for who came. */
export const evaluation: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const meeting = await typedMeeting(db, turn, typed)
    const asks = mayEvaluate(meeting, turn.now)
    if (!mayPlan(turn, meeting)) {
      if (asks) return { form: evaluateForm(meeting, turn.locale) }
      throw meeting.own?.hasEvaluated
        ? new Refusal('meetings.evaluated')
        : new Refusal('meetings.notEvaluating', { number: meeting.number })
    }
    demandHeld(meeting)
    return {
      card: evaluationCard(meeting, await evaluationOf(db, meeting.id), asks, turn.locale, turn.zone),
      to: 'me',
    }
  },
}
