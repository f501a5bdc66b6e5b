// SPDX-License-Identifier: EUPL-1.2
// What whoever plans a meeting does with it once people were invited.
import type { FormHandler, Outcome, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Again, contextOf } from '#/features/meetings/cards/again.ts'
import { alterForm, callOffForm } from '#/features/meetings/cards/alter-forms.ts'
import { isRunning } from '#/features/meetings/cards/meeting.ts'
import { meetingOf, ofPressed, ofSubmitted } from '#/features/meetings/commands/about.ts'
import { meanwhile, warned } from '#/features/meetings/commands/again.ts'
import { alteredIn, filledIn, tooLong } from '#/features/meetings/commands/fields.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { alterMeeting } from '#/features/meetings/rules/alter.ts'
import { callOff } from '#/features/meetings/rules/call-off.ts'
import { marksOf } from '#/features/meetings/rules/meanwhile.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

async function done(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const code = outcome.code as 'same' | 'altered' | 'moved' | 'relinked' | 'calledOff'
  return saidFirst(meetingTexts.in(turn.locale)(`done.${code}`), shown(turn, await meetingOf(db, turn, outcome)))
}

/** The form, with how the meeting is now and what is filled in. */
const alterStep = (turn: Turn, meeting: Meeting, filled: Meeting, again: Again | null): Answer => ({
  form: alterForm(filled, { context: contextOf(meeting.id, again, marksOf(meeting)), again }, turn.locale, turn.zone),
})

/** [Wijzigen]: another time or place is told to everyone concerned. */
export const alterHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    run: async (_, turn, __, meeting: Meeting) =>
      isRunning(meeting) ? alterStep(turn, meeting, meeting, null) : shown(turn, meeting),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, meeting: Meeting) {
      const given = alteredIn(meeting, turn, fields)
      if ('fieldErrors' in given) return given
      const again =
        meanwhile(turn, context, meeting, given) ??
        (isRunning(meeting) ? await warned(tx, turn, context, given, meeting) : null)
      if (again) return alterStep(turn, meeting, filledIn(meeting, given), again)
      return { code: await alterMeeting(tx, meeting, given, turn.as, turn.now), ids: { meeting: meeting.id } }
    },
    answer: done,
  },
}

/** [Afgelasten]: the form asks for the reason, and is the question whether one is sure. */
export const callOffHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    run: async (_, turn, __, meeting: Meeting) =>
      isRunning(meeting) || meeting.state === 'planned'
        ? { form: callOffForm(meeting, turn.locale) }
        : shown(turn, meeting),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, meeting: Meeting) {
      const reason = fields.reason?.trim() ?? ''
      if (!reason) return { fieldErrors: { reason: meetingTexts.in(turn.locale)('wrong.reason') } }
      const errors = tooLong(reason, 'reason', turn)
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      await callOff(tx, meeting, reason, turn.as, turn)
      return { code: 'calledOff', ids: { meeting: meeting.id } }
    },
    answer: done,
  },
}
