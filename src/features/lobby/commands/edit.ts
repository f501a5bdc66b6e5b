// SPDX-License-Identifier: EUPL-1.2

import { momentOf, plainDayOf } from '#/chat/dates.ts'
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { briefly } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Filled, refileForm, rewordForm } from '#/features/lobby/cards/forms.ts'
import { unseenCard } from '#/features/lobby/cards/supported.ts'
import { theirLines } from '#/features/lobby/cards/theirs.ts'
import { lockedOf, ofSubmitted, pointOf } from '#/features/lobby/commands/about.ts'
import { detailsIn, offersTargets, textErrors, wordsIn } from '#/features/lobby/commands/fields.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { setConfidential } from '#/features/lobby/rules/confide.ts'
import { isAskFixed, replacePoint, rewordPoint } from '#/features/lobby/rules/edit.ts'
import { type Facts, factsChangedIn, factsDigest, factsOf, targetsApart } from '#/features/lobby/rules/facts.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type Target, targets } from '#/features/lobby/rules/targets.ts'
import { type Wording, wordsDigest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'

async function answer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code, ids } = outcome
  const t = lobbyTexts.in(turn.locale)
  const seen = await pointOf(db, String(ids.point), turn)
  const number = seen?.subject.number ?? Number(ids.number)
  const done = t(`done.${code as 'reworded' | 'refiled' | 'confided' | 'released'}`, { number })
  // Filed under another pillar it may be for others alone: what was done is said all the same.
  if (!seen) return { card: unseenCard([done, t('editing.unseen')].join('\n'), turn.locale), to: 'me' }
  return saidFirst(done, shown(turn, seen.subject))
}

/** A draft is changed by going on with it; what was put away, or went on as another, stays as it was. @throws Refusal */
function demandEditable(point: Point): void {
  if (point.state === 'draft' || point.state === 'archived')
    throw notNow(point, { stale: { kind: 'lobbyPoint', id: point.id } })
}

const opensWords: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.edit',
  of: pointOf,
  async run(_, turn, __, point) {
    demandEditable(point)
    const t = lobbyTexts.in(turn.locale)
    const { number } = point
    const intro = [t('edit.intro', { number }), ...(isAskFixed(point) ? [t('editing.asked', { number })] : [])]
    return { form: rewordForm(point, point, intro.join('\n'), turn.locale) }
  },
}

/** What someone else changed since this one began, for whoever comes second: their own text stays in the fields. */
function collision(turn: Turn, point: Point, own: Wording): Answer {
  const collided = lobbyTexts.in(turn.locale)('edit.collided', { at: momentOf(point.movedAt, turn.locale, turn.zone) })
  const intro = [collided, ...theirLines(own, point, turn.typed, turn.locale)].join('\n')
  return { form: rewordForm(point, own, intro, turn.locale) }
}

/** To whoever wrote another ask in a form that began before the point ended. It goes on from what that began with: what else was changed since is shown next. */
function askStays(turn: Turn, point: Point, own: Wording, context: string): Answer {
  const intro = lobbyTexts.in(turn.locale)('editing.askStays', { number: point.number, ask: own.ask })
  return { form: { ...rewordForm(point, own, intro, turn.locale), context } }
}

export const wordsHandler: FormHandler = {
  open: opensWords,
  submit: {
    does: 'writes',
    asks: 'lobby.edit',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, point: Point) {
      demandEditable(point)
      const isFixed = isAskFixed(point)
      const given = wordsIn(fields)
      const words = isFixed ? { ...given, ask: point.ask } : given
      const errors = textErrors(words, turn)
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      // First, for the form that follows has no field for it any more.
      if (isFixed && given.ask && given.ask !== point.ask) return askStays(turn, point, given, context)
      if (context.split('.')[1] !== wordsDigest(point)) return collision(turn, point, words)
      await rewordPoint(tx, point, words, turn.as, turn.now)
      return { code: 'reworded', ids: { point: point.id, number: point.number } }
    },
    answer,
  },
}

const choices = async (db: Db, turn: Turn) => ({ targets: await targets(db, turn.today), themes: await themes(db) })

async function refiling(
  db: Db,
  turn: Turn,
  point: Point,
  own: Filled | null,
  intro: string,
  isTakenOff = false,
): Promise<Answer> {
  const [all, offered] = [await pillars(db, turn.today), await choices(db, turn)]
  return { form: refileForm(point, own, intro, all, offered, turn.locale, isTakenOff) }
}

/** As much of someone else's evidence stands above the fields. */
const mostShown = 1500

/** What a fact of a point is now, as it is read. */
function factOf(point: Point, field: keyof Facts, turn: Turn): string {
  switch (field) {
    case 'pillar':
      return point.pillarName
    case 'theme':
      return point.themeName ?? ''
    case 'deadline':
      return point.deadline ? plainDayOf(point.deadline, turn.locale) : ''
    case 'targets':
      return point.targets.map(({ name }) => name).join(', ')
    case 'dossiers':
      return point.dossiers.join(', ')
    case 'evidence':
      return briefly(point.evidence ?? '', mostShown)
  }
}

/** What someone else changed of the facts since this form began; what was filled in stays in the fields. */
function factsCollision(
  db: Db,
  turn: Turn,
  point: Point,
  own: Facts,
  { chosen, isTakenOff }: { readonly chosen: readonly Target[]; readonly isTakenOff: boolean },
): Promise<Answer> {
  const t = lobbyTexts.in(turn.locale)
  const theirs = factsChangedIn(own, factsOf(point)).map(field =>
    t('edit.theirs', {
      field: { text: t(`form.${field === 'targets' ? 'target' : field}`) },
      text: factOf(point, field, turn) || t('course.none'),
    }),
  )
  const at = momentOf(point.movedAt, turn.locale, turn.zone)
  const filled = { ...own, dossiers: [...own.dossiers], targets: [...chosen] }
  return refiling(db, turn, point, filled, [t('edit.collided', { at }), ...theirs].join('\n'), isTakenOff)
}

export const factsHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.edit',
    of: pointOf,
    async run(db, turn, _, point: Point) {
      demandEditable(point)
      const intro = lobbyTexts.in(turn.locale)('card.title', { number: point.number, title: point.title })
      return refiling(db, turn, point, null, intro)
    },
  },
  suggest: { target: offersTargets, secondTarget: offersTargets },
  submit: {
    does: 'writes',
    asks: 'lobby.edit',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, point: Point) {
      demandEditable(point)
      const pillar = await pillarById(tx, turn.today, fields.pillar ?? '')
      if (!pillar) return { fieldErrors: { pillar: lobbyTexts.in(turn.locale)('empty.pillar') } }
      const details = await detailsIn(tx, turn, fields, pillar.id, point.deadline)
      if ('fieldErrors' in details) return details
      const known = await targets(tx, turn.today)
      const chosen = details.targets.flatMap(id => known.filter(target => target.id === id))
      const isTakenOff = fields.takeOff === 'on'
      const { kept, ended } = targetsApart(point, known)
      const stay = kept.filter(one => !(isTakenOff && ended.includes(one))).map(({ id }) => id)
      const given = {
        ...details,
        targets: [...new Set([...details.targets, ...stay])],
        isConfidential: point.isConfidential,
        pillar: pillar.id,
      }
      const isOther = context.split('.')[1] !== factsDigest(factsOf(point))
      if (isOther && factsChangedIn(factsOf(point), given).length > 0)
        return factsCollision(tx, turn, point, given, { chosen, isTakenOff })
      await replacePoint(tx, point, given, turn.as, turn)
      return { code: 'refiled', ids: { point: point.id, number: point.number } }
    },
    answer,
  },
}

const confiding = (isConfidential: boolean): Writes<string, Point> => ({
  does: 'writes',
  asks: 'lobby.edit',
  of: lockedOf,
  async run(tx, turn, _, point) {
    await setConfidential(tx, point, isConfidential, turn.as, turn)
    return { code: isConfidential ? 'confided' : 'released', ids: { point: point.id, number: point.number } }
  },
  answer,
})

/** [Maak vertrouwelijk] and [Maak openbaar]. */
export const confidePress = confiding(true)
export const releasePress = confiding(false)
