// SPDX-License-Identifier: EUPL-1.2

import { momentOf } from '#/chat/dates.ts'
import { type FormHandler, messageValue, type Outcome, type Reads, type Submitted } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { briefly } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Begun, detailsForm, draftDigest, wordsForm } from '#/features/lobby/cards/forms.ts'
import { proposedCard } from '#/features/lobby/cards/proposed.ts'
import { similarCard } from '#/features/lobby/cards/similar.ts'
import { theirLines } from '#/features/lobby/cards/theirs.ts'
import {
  lockedOf,
  ofSubmitted,
  pointOf,
  pointOfOutcome,
  pressedLocked,
  secretOf,
} from '#/features/lobby/commands/about.ts'
import { detailsIn, errorsOf, firstStepIn, offersTargets } from '#/features/lobby/commands/fields.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { changeDraft, type Details, keepDraft, propose } from '#/features/lobby/rules/propose.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { pointsLike } from '#/features/lobby/rules/similar.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { longest, type Wording } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import type { PillarId } from '#/network/ids.ts'
import { may, type Relation, standsFor } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A draft of one's own. @throws Refusal where it is none, or none any more */
function demandDraft(point: Point): Point {
  if (point.state !== 'draft') throw new Refusal('lobby.noDraft')
  return point
}

/** A point is proposed for a municipality: who is of none hears that before anything is typed. @throws Refusal */
function demandMunicipality({ actor }: Turn): void {
  if (!actor.municipality) throw new Refusal('lobby.noMunicipality')
}

/** A draft with whose it is, where one is gone on with: whoever acts for its proposer does so in that one's name [F05]. What begins now is about oneself alone. */
type Begins = Promise<(Relation & { readonly subject: Point | null }) | null>

async function firstStep(db: Db, turn: Turn, begun: Begun): Promise<Answer> {
  const own = turn.actor.person ? await pillarsOf(db, turn.actor.person) : []
  const pillar = begun.pillar ?? (own.length === 1 ? own[0] : null)
  return { form: wordsForm({ ...begun, pillar: pillar ?? null }, await pillars(db, turn.today), turn.locale) }
}

/** A line is a title; one that is longer is kept whole as what is the matter, and what that has no place for is shown. */
function begunIn(typed: string): Begun {
  const characters = [...typed]
  const title = characters.slice(0, longest.title).join('')
  const problem = characters.slice(0, longest.problem).join('')
  const rest = characters.slice(longest.problem).join('')
  return { title, typed, ...(title !== typed && { problem }), ...(rest && { rest }) }
}

/** `m50 lobby nieuw [titel]`. */
export const newLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.propose',
  async run(db, turn, typed) {
    demandMunicipality(turn)
    return firstStep(db, turn, begunIn(typed))
  },
}

const isNew = (value: string): boolean =>
  value === 'new' || value.startsWith('title ') || value.startsWith(messageValue(''))

/** What a message says is what is the matter: as much of it as fits. */
const problemIn = (value: string): string => briefly(value.slice(messageValue('').length).trim(), longest.problem)

const open: Reads<string, Point | null> = {
  does: 'reads',
  asks: 'lobby.propose',
  of: async (db, value, turn): Begins => (isNew(value) ? { subject: null } : pointOf(db, value, turn)),
  async run(db, turn, value, draft) {
    if (draft) return firstStep(db, turn, demandDraft(draft))
    demandMunicipality(turn)
    if (value.startsWith('title ')) return firstStep(db, turn, begunIn(value.slice('title '.length)))
    return firstStep(db, turn, value.startsWith(messageValue('')) ? { problem: problemIn(value) } : {})
  },
}

async function secondStep(db: Db, turn: Turn, point: Point): Promise<Answer> {
  const of = (await themes(db)).filter(theme => theme.pillar === point.pillar)
  return { form: detailsForm(point, { targets: await targets(db, turn.today), themes: of }, turn.locale) }
}

/** What was proposed, with how much of it lies before whom. */
async function laid(tx: Tx, turn: Turn, point: Point, details: Details): Promise<Outcome> {
  const { number, supports, silent } = await propose(tx, turn.actor, point, details, turn.as, turn)
  return { code: 'proposed', ids: { point: point.id, request: number, supports, silent } }
}

async function proposedAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { ids } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
  const carried = { supports: Number(ids.supports ?? 0), silent: Number(ids.silent ?? 0) }
  const card = proposedCard(point, Number(ids.request), carried, turn.locale)
  return { card, to: 'me', ...secretOf(point) }
}

/** After the first step comes the second; where there is something that the draft is like, that is shown before [F16]. */
export async function draftedAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const point = await pointOfOutcome(db, turn, outcome)
  if (point.state !== 'draft') return shown(turn, point)
  const municipality = standsFor(turn.actor, 'lobby.support')?.id ?? null
  const similar = await pointsLike(db, point.title, readersOf(turn.actor), turn.today, municipality)
  if (similar.length === 0) return secondStep(db, turn, point)
  const isSecret = similar.some(one => one.isConfidential)
  const card = similarCard(point, similar, may(turn.actor, 'lobby.support', {}), turn.locale)
  return { card, to: 'me', ...(isSecret && { secret: true }) }
}

/** Whether a draft became another than a form began with, and than what is given now. */
const isOther = (draft: Point, given: Begun, context: string): boolean =>
  context.split('.')[1] !== draftDigest(draft) && draftDigest(draft) !== draftDigest(given)

/** What was made of a draft elsewhere since this form began; what was filled in stays in the fields. */
async function collision(db: Db, turn: Turn, draft: Point, own: Wording & { readonly pillar: PillarId }) {
  const t = lobbyTexts.in(turn.locale)
  const form = wordsForm({ ...own, id: draft.id }, await pillars(db, turn.today), turn.locale, draft)
  const intro = [
    t('edit.collided', { at: momentOf(draft.movedAt, turn.locale, turn.zone) }),
    ...theirLines(own, draft, turn.typed, turn.locale),
    ...(own.pillar === draft.pillar
      ? []
      : [t('edit.theirs', { field: { text: t('form.pillar') }, text: draft.pillarName })]),
  ].join('\n')
  return { form: { ...form, intro } }
}

/** The first step: kept as a draft at once, so that nothing of it is lost [F15]. What brings the fields of the second along is proposed at once. */
export const newForm: FormHandler = {
  open,
  fromMessage: 'fromMessage',
  submit: {
    does: 'writes',
    asks: 'lobby.propose',
    of: async (db: Db, { context }: Submitted, turn: Turn): Begins =>
      context ? lockedOf(db, context, turn) : { subject: null },
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, begun: Point | null) {
      const given = await firstStepIn(tx, turn, fields)
      const pillar = 'fieldErrors' in given ? null : given.pillar
      const details = 'target' in fields ? await detailsIn(tx, turn, fields, pillar) : null
      if ('fieldErrors' in given || (details && 'fieldErrors' in details))
        return { fieldErrors: { ...errorsOf(given), ...errorsOf(details) } }
      const draft = begun && demandDraft(begun)
      if (draft && isOther(draft, given, context)) return collision(tx, turn, draft, given)
      if (draft) await changeDraft(tx, draft, given, turn.as, turn.now)
      const { id } = draft ?? (await keepDraft(tx, given, turn.as, turn.now))
      if (!details) return { code: 'drafted', ids: { point: id } }
      return laid(tx, turn, await pressedLocked(tx, turn, id), details)
    },
    answer: (db, turn, outcome) =>
      outcome.code === 'proposed' ? proposedAnswer(db, turn, outcome) : draftedAnswer(db, turn, outcome),
  },
}

/** The second step lays the draft before the secretariat. */
export const detailsHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.propose',
    of: pointOf,
    run: async (db, turn, _, point: Point) => secondStep(db, turn, demandDraft(point)),
  },
  suggest: { target: offersTargets, secondTarget: offersTargets },
  submit: {
    does: 'writes',
    asks: 'lobby.propose',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, draft: Point) {
      const point = demandDraft(draft)
      const details = await detailsIn(tx, turn, fields, point.pillar)
      return 'fieldErrors' in details ? details : laid(tx, turn, point, details)
    },
    answer: proposedAnswer,
  },
}
