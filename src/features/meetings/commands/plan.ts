// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Again, contextOf } from '#/features/meetings/cards/again.ts'
import { detailsForm, longest, planForm } from '#/features/meetings/cards/forms.ts'
import { meetingOf, ofLocked, ofPressed, ofSubmitted } from '#/features/meetings/commands/about.ts'
import { meanwhile, warned } from '#/features/meetings/commands/again.ts'
import { chosenKind, detailsIn, filledIn, kindsFor, planningIn } from '#/features/meetings/commands/fields.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { detailMeeting } from '#/features/meetings/rules/alter.ts'
import { inviteAll } from '#/features/meetings/rules/invite.ts'
import { kindValue } from '#/features/meetings/rules/kinds.ts'
import { marksOf } from '#/features/meetings/rules/meanwhile.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { type Planning, planMeeting, replanMeeting } from '#/features/meetings/rules/plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { chairedPillar } from '#/network/actor.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type Begun = (Relation & { readonly subject: Meeting | null }) | null

/** @throws Refusal where people were invited already, or it is over */
function demandPlanned(meeting: Meeting): void {
  if (meeting.state !== 'planned') throw new Refusal('meetings.notPlanned', { number: meeting.number })
}

const short = (title: string): string => [...title].slice(0, longest.title).join('')

const titled = 'title '
const ofKind = 'kind '

/** What a new one begins with: `title <title>`, `kind <kind>`, or nothing. */
const begunWith = (value: string) =>
  value.startsWith(titled)
    ? { title: value.slice(titled.length) }
    : value.startsWith(ofKind)
      ? { kind: value.slice(ofKind.length) }
      : {}

async function firstStep(db: Db, turn: Turn, begun: Meeting | null, value = 'new'): Promise<Answer> {
  if (begun) demandPlanned(begun)
  const kinds = await kindsFor(db, turn)
  if (kinds.length === 0) throw new Refusal('meetings.noKinds')
  const given = begun ? { ...begun, kind: kindValue(begun) } : begunWith(value)
  const carries = {
    context: contextOf(begun?.id ?? '', null, begun ? marksOf(begun) : ''),
    reopen: begun?.id ?? value,
    again: null,
  }
  return { form: planForm(kinds, given, carries, turn.locale, turn.zone) }
}

/** The same once more, with all that was filled in and what is to be read first. */
async function firstStepAgain(
  db: Db,
  turn: Turn,
  begun: Meeting | null,
  { of, ...given }: Planning,
  again: Again,
): Promise<Answer> {
  const carries = {
    context: contextOf(begun?.id ?? '', again, begun ? marksOf(begun) : ''),
    reopen: begun?.id ?? 'new',
    again,
  }
  const step = { ...given, kind: kindValue(of) }
  return { form: planForm(await kindsFor(db, turn), step, carries, turn.locale, turn.zone) }
}

const detailsStep = (turn: Turn, meeting: Meeting, intro: string, again: Again | null = null): Answer => ({
  form: detailsForm(
    meeting,
    { intro: again?.intro ?? intro, context: contextOf(meeting.id, again, marksOf(meeting)) },
    turn.locale,
    turn.zone,
  ),
})

/** `m50 bijeenkomst nieuw [titel]`. */
export const newLine: Reads<string, null> = {
  does: 'reads',
  asks: 'meeting.plan',
  of: async (_, __, turn) => ({ subject: null, pillar: chairedPillar(turn.actor) }),
  run: (db, turn, title) => firstStep(db, turn, null, title ? `${titled}${short(title)}` : 'new'),
}

const isNew = (value: string): boolean => value === 'new' || value.startsWith(titled) || value.startsWith(ofKind)

async function ofBegun(db: Db, value: string, turn: Turn): Promise<Begun> {
  return isNew(value) ? { subject: null, pillar: chairedPillar(turn.actor) } : ofPressed(db, value, turn)
}

/** The meeting that a first step is about, where it is planned already. */
const beganIn = (context: string): string => context.split('.')[0] ?? ''

/** Of which pillar what is planned will be: the right to plan it is asked of that one, and of the one that it was of. */
async function ofPlanned(db: Db, { context, fields }: Submitted, turn: Turn): Promise<Begun> {
  if (beganIn(context)) return ofLocked(db, context, turn)
  const of = await chosenKind(db, turn.today, fields)
  return { subject: null, pillar: of ? of.led : chairedPillar(turn.actor) }
}

/** After the first step comes the second. */
async function plannedAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const meeting = await meetingOf(db, turn, outcome)
  if (meeting.state !== 'planned') return shown(turn, meeting)
  const intro = meetingTexts.in(turn.locale)('form.kept', { number: meeting.number, title: meeting.title })
  return detailsStep(turn, meeting, intro)
}

/** The first step: kept at once, so that nothing of it is lost [A14] [A18]. */
export const newHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofBegun,
    run: (db, turn, value, begun: Meeting | null) =>
      firstStep(db, turn, begun, value.startsWith(titled) ? `${titled}${short(value.slice(titled.length))}` : value),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofPlanned,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, begun: Meeting | null) {
      if (begun) demandPlanned(begun)
      const given = await planningIn(tx, turn, fields)
      if ('fieldErrors' in given) return given
      // Nobody hands a meeting of theirs to a pillar that is not.
      if (!(await kindsFor(tx, turn)).some(({ kind, led }) => kind === given.of.kind && led === given.of.led))
        return { fieldErrors: { kind: meetingTexts.in(turn.locale)('wrong.kind') } }
      const again =
        (begun && meanwhile(turn, context, begun, { ...given, kind: kindValue(given.of) })) ??
        (await warned(tx, turn, context, given, begun))
      if (again) return firstStepAgain(tx, turn, begun, given, again)
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
      return detailsStep(turn, meeting, meeting.title)
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, meeting: Meeting) {
      demandPlanned(meeting)
      const details = detailsIn(meeting, turn, fields)
      if ('fieldErrors' in details) return details
      const again = meanwhile(turn, context, meeting, details)
      if (again) return detailsStep(turn, filledIn(meeting, details), '', again)
      await detailMeeting(tx, meeting, details, turn.as)
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
    const invited = await inviteAll(tx, meeting, turn.as, turn)
    return { code: 'invited', ids: { meeting: meeting.id, ...invited } }
  },
  async answer(db, turn, outcome) {
    const t = meetingTexts.in(turn.locale)
    const { ids } = outcome
    const became = (['registered', 'waiting', 'full'] as const)
      .filter(one => Number(ids[one]) > 0)
      .map(one => t(`poll.became.${one}`, { count: Number(ids[one]) }))
    const done = [t('done.invited', { count: Number(ids.people) }), ...became]
    return done.reduceRight((answer, said) => saidFirst(said, answer), shown(turn, await meetingOf(db, turn, outcome)))
  },
}
