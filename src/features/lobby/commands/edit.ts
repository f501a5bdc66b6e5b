// SPDX-License-Identifier: EUPL-1.2

import { momentOf } from '#/chat/dates.ts'
import type { FormHandler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { refileForm, rewordForm } from '#/features/lobby/cards/forms.ts'
import { detailsIn, offersTargets, textErrors, wordsIn } from '#/features/lobby/commands/fields.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { setConfidential } from '#/features/lobby/rules/confide.ts'
import { changedIn, replacePoint, rewordPoint } from '#/features/lobby/rules/edit.ts'
import { lockedPoint, type Point, pointById } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { targets, themes } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { asId, type LobbyPointId } from '#/network/ids.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A point with what of it matters for rights; null where there is none for this one. */
export type About = (Relation & { readonly subject: Point }) | null

export const about = (point: Point | null): About =>
  point && { subject: point, person: point.proposer, pillar: point.pillar, municipality: point.municipality }

const idIn = (value: string) => asId<LobbyPointId>(value.split('.', 1)[0])

/** The point of a press or a form, as the one who acts may see it; locked where it is written. */
export async function pointOf(db: Db, value: string, turn: Turn): Promise<About> {
  const id = idIn(value)
  return about(id && (await pointById(db, id, readersOf(turn.actor), turn.today)))
}

export async function lockedOf(db: Db, value: string, turn: Turn): Promise<About> {
  const id = idIn(value)
  return about(id && (await lockedPoint(db, id, readersOf(turn.actor), turn.today)))
}

type Submitted = { readonly context: string; readonly fields: Fields }
const ofSubmitted = (db: Db, { context }: Submitted, turn: Turn) => lockedOf(db, context, turn)

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const point = await pointById(db, ids.point as LobbyPointId, readersOf(turn.actor), turn.today)
  if (!point) throw new Refusal('chat.absent')
  const done = lobbyTexts.in(turn.locale)(`done.${code as 'reworded' | 'refiled' | 'confided' | 'released'}`, {
    number: point.number,
  })
  return saidFirst(done, shown(turn, point))
}

const opensWords: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.edit',
  of: pointOf,
  run: async (_, turn, __, point) => ({
    form: rewordForm(point, point, lobbyTexts.in(turn.locale)('edit.intro', { number: point.number }), turn.locale),
  }),
}

/** What someone else changed since this one began, for whoever comes second: their own text stays in the fields. */
function collision(turn: Turn, point: Point, fields: Fields): Answer {
  const t = lobbyTexts.in(turn.locale)
  const own = wordsIn(fields)
  const theirs = changedIn(own, point).map(field =>
    t('edit.theirs', { field: { text: t(`form.${field === 'title' ? 'pointTitle' : field}`) }, text: point[field] }),
  )
  const at = momentOf(point.movedAt, turn.locale, turn.zone)
  return { form: rewordForm(point, own, [t('edit.collided', { at }), ...theirs].join('\n'), turn.locale) }
}

export const wordsHandler: FormHandler = {
  open: opensWords,
  submit: {
    does: 'writes',
    asks: 'lobby.edit',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, point: Point) {
      const words = wordsIn(fields)
      const errors = textErrors(words, turn)
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      if (Number(context.split('.')[1]) !== point.wording) return collision(turn, point, fields)
      await rewordPoint(tx, point, words, turn.as, turn.now)
      return { code: 'reworded', ids: { point: point.id } }
    },
    answer,
  },
}

const choices = async (db: Db, turn: Turn) => ({ targets: await targets(db, turn.today), themes: await themes(db) })

export const factsHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.edit',
    of: pointOf,
    run: async (db, turn, _, point: Point) => ({
      form: refileForm(point, await pillars(db, turn.today), await choices(db, turn), turn.locale),
    }),
  },
  suggest: { target: offersTargets, secondTarget: offersTargets },
  submit: {
    does: 'writes',
    asks: 'lobby.edit',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, point: Point) {
      const pillar = await pillarById(tx, turn.today, fields.pillar ?? '')
      if (!pillar) return { fieldErrors: { pillar: lobbyTexts.in(turn.locale)('empty.pillar') } }
      const details = await detailsIn(tx, turn, fields, point.deadline)
      if ('fieldErrors' in details) return details
      const given = { ...details, isConfidential: point.isConfidential, pillar: pillar.id }
      await replacePoint(tx, point, given, turn.as, turn.now)
      return { code: 'refiled', ids: { point: point.id } }
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
    return { code: isConfidential ? 'confided' : 'released', ids: { point: point.id } }
  },
  answer,
})

/** [Maak vertrouwelijk] and [Maak openbaar]. */
export const confidePress = confiding(true)
export const releasePress = confiding(false)
