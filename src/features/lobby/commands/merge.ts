// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { mergeForm, splitForm } from '#/features/lobby/cards/forms.ts'
import { numberIn, ofSubmitted, pointOf, pointOfOutcome, pressedLocked } from '#/features/lobby/commands/about.ts'
import { textErrors, wordsIn } from '#/features/lobby/commands/fields.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { mergePoints, splitPoint } from '#/features/lobby/rules/merge.ts'
import { type Point, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { may } from '#/network/policy.ts'

async function answer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code, ids } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
  const facts = { number: point.number, from: Number(ids.from) }
  return saidFirst(lobbyTexts.in(turn.locale)(`done.${code as 'merged' | 'split'}`, facts), shown(turn, point))
}

/** [Samenvoegen]: this point goes on as another, by its number. */
export const mergeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.merge',
    of: pointOf,
    run: async (_, turn, __, point: Point) => ({ form: mergeForm(point, turn.locale) }),
  },
  submit: {
    does: 'writes',
    asks: 'lobby.merge',
    // The other is locked after it: always this one first, whose card was pressed.
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, from: Point) {
      const number = numberIn(fields.into ?? '')
      const found = number === null ? null : await pointByNumber(tx, number, readersOf(turn.actor), turn.today)
      if (!found || !may(turn.actor, 'lobby.merge', { pillar: found.pillar }))
        return { fieldErrors: { into: lobbyTexts.in(turn.locale)('merge.absent') } }
      const into = await pressedLocked(tx, turn, found.id)
      await mergePoints(tx, from, into, turn.as, turn)
      return { code: 'merged', ids: { point: into.id, from: from.number } }
    },
    answer,
  },
}

/** [Splitsen]: a part goes on by itself. */
export const splitHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.merge',
    of: pointOf,
    run: async (_, turn, __, point: Point) => ({ form: splitForm(point, turn.locale) }),
  },
  submit: {
    does: 'writes',
    asks: 'lobby.merge',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, whole: Point) {
      const words = wordsIn(fields)
      const errors = textErrors(words, turn)
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      const { id } = await splitPoint(tx, whole, words, turn.as, turn.now)
      return { code: 'split', ids: { point: id, from: whole.number } }
    },
    answer,
  },
}
