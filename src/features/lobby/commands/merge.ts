// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { mergeForm, splitForm } from '#/features/lobby/cards/forms.ts'
import { lockedOf, pointOf } from '#/features/lobby/commands/edit.ts'
import { textErrors, wordsIn } from '#/features/lobby/commands/fields.ts'
import { numberIn, shown } from '#/features/lobby/commands/read.ts'
import { mergePoints, splitPoint } from '#/features/lobby/rules/merge.ts'
import { lockedPoint, type Point, pointById, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { LobbyPointId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type Submitted = { readonly context: string; readonly fields: Fields }

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const point = await pointById(db, ids.point as LobbyPointId, readersOf(turn.actor), turn.today)
  if (!point) throw new Refusal('chat.absent')
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
    of: (db: Db, { context }: Submitted, turn: Turn) => lockedOf(db, context, turn),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, from: Point) {
      const readers = readersOf(turn.actor)
      const number = numberIn(fields.into ?? '')
      const found = number === null ? null : await pointByNumber(tx, number, readers, turn.today)
      if (!found || !may(turn.actor, 'lobby.merge', { pillar: found.pillar }))
        return { fieldErrors: { into: lobbyTexts.in(turn.locale)('merge.absent') } }
      const into = await lockedPoint(tx, found.id, readers, turn.today)
      if (!into) throw new Refusal('chat.absent')
      await mergePoints(tx, from, into, turn.as, turn.now)
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
    of: (db: Db, { context }: Submitted, turn: Turn) => lockedOf(db, context, turn),
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
