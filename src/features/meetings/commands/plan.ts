// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { detailsForm, longest, planForm } from '#/features/meetings/cards/forms.ts'
import { meetingOf, ofLocked, ofPressed, ofSubmitted } from '#/features/meetings/commands/about.ts'
import { chosenKind, detailsIn, kindsFor, planningIn } from '#/features/meetings/commands/fields.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { inviteAll } from '#/features/meetings/rules/invite.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { planMeeting, replanMeeting, setDetails } from '#/features/meetings/rules/plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { chairedPillar } from '#/network/actor.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type Begun = (Relation & { readonly subject: Meeting | null }) | null

/** @throws Refusal where people were invited already, or it is over */
function demandPlanned(meeting: Meeting): void {
  if (meeting.state !== 'planned') throw new Refusal('meetings.notPlanned', { number: meeting.number })
}

async function firstStep(db: Db, turn: Turn, begun: Meeting | null, title = ''): Promise<Answer> {
  if (begun) demandPlanned(begun)
  const kinds = await kindsFor(db, turn)
  if (kinds.length === 0) throw new Refusal('meetings.noKinds')
  return { form: planForm(kinds, begun, title, turn.locale, turn.zone) }
}

const short = (title: string): string => [...title].slice(0, longest.title).join('')

/** `m50 bijeenkomst nieuw [titel]`. */
export const newLine: Reads<string, null> = {
  does: 'reads',
  asks: 'meeting.plan',
  of: async (_, __, turn) => ({ subject: null, pillar: chairedPillar(turn.actor) }),
  run: (db, turn, title) => firstStep(db, turn, null, short(title)),
}

const titled = 'title '
const isNew = (value: string): boolean => value === 'new' || value.startsWith(titled)

async function ofBegun(db: Db, value: string, turn: Turn): Promise<Begun> {
  return isNew(value) ? { subject: null, pillar: chairedPillar(turn.actor) } : ofPressed(db, value, turn)
}

/** Of which pillar what is planned will be: the right to plan it is asked of that one, and of the one that it was of. */
async function ofPlanned(db: Db, { context, fields }: Submitted, turn: Turn): Promise<Begun> {
  if (context) return ofLocked(db, context, turn)
  const of = await chosenKind(db, turn.today, fields)
  return { subject: null, pillar: of ? of.led : chairedPillar(turn.actor) }
}

/** After the first step comes the second. */
async function plannedAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const meeting = await meetingOf(db, turn, outcome)
  if (meeting.state !== 'planned') return shown(turn, meeting)
  const intro = meetingTexts.in(turn.locale)('form.kept', { number: meeting.number, title: meeting.title })
  return { form: detailsForm(meeting, intro, turn.locale, turn.zone) }
}

/** The first step: kept at once, so that nothing of it is lost [A14] [A18]. */
export const newHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofBegun,
    run: (db, turn, value, begun: Meeting | null) =>
      firstStep(db, turn, begun, value.startsWith(titled) ? short(value.slice(titled.length)) : ''),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofPlanned,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, begun: Meeting | null) {
      if (begun) demandPlanned(begun)
      const given = await planningIn(tx, turn, fields)
      if ('fieldErrors' in given) return given
      // Nobody hands a meeting of theirs to a pillar that is not.
      if (!(await kindsFor(tx, turn)).some(({ kind, led }) => kind === given.of.kind && led === given.of.led))
        return { fieldErrors: { kind: meetingTexts.in(turn.locale)('wrong.kind') } }
      if (begun) await replanMeeting(tx, begun, given, turn.as)
      const id = begun?.id ?? (await planMeeting(tx, given, turn.as, turn.now))
      return { code: 'planned', ids: { meeting: id } }
    },
    answer: plannedAnswer,
  },
}

/** The second step: where, for how many, until when. */
export const detailsHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPressed,
    async run(_, turn, __, meeting: Meeting) {
      demandPlanned(meeting)
      return { form: detailsForm(meeting, meeting.title, turn.locale, turn.zone) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, meeting: Meeting) {
      demandPlanned(meeting)
      const details = detailsIn(meeting, turn, fields)
      if ('fieldErrors' in details) return details
      await setDetails(tx, meeting.id, details)
      return { code: 'detailed', ids: { meeting: meeting.id } }
    },
    async answer(db, turn, outcome) {
      const meeting = await meetingOf(db, turn, outcome)
      const done = meetingTexts.in(turn.locale)('done.planned', { number: meeting.number })
      return saidFirst(done, shown(turn, meeting))
    },
  },
}

/** [Uitnodigen]. */
export const invitePress: Writes<string, Meeting> = {
  does: 'writes',
  asks: 'meeting.plan',
  of: ofLocked,
  async run(tx, turn, _, meeting) {
    const people = await inviteAll(tx, meeting, turn.as, turn)
    return { code: 'invited', ids: { meeting: meeting.id, people } }
  },
  async answer(db, turn, outcome) {
    const done = meetingTexts.in(turn.locale)('done.invited', { count: Number(outcome.ids.people) })
    return saidFirst(done, shown(turn, await meetingOf(db, turn, outcome)))
  },
}
