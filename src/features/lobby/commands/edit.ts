// SPDX-License-Identifier: EUPL-1.2

import { momentOf } from '#/chat/dates.ts'
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { refileForm, rewordForm } from '#/features/lobby/cards/forms.ts'
import { lockedOf, ofSubmitted, pointOf, pointOfOutcome } from '#/features/lobby/commands/about.ts'
import { detailsIn, offersTargets, textErrors, wordsIn } from '#/features/lobby/commands/fields.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { setConfidential } from '#/features/lobby/rules/confide.ts'
import { changedIn, replacePoint, rewordPoint } from '#/features/lobby/rules/edit.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'

async function answer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
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
