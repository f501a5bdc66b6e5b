// SPDX-License-Identifier: EUPL-1.2
// What a point came to: its result, taking it back, going on with it after all, and putting it away.
import { z } from 'zod'
import type { FormHandler, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Tx } from '#/database/db.ts'
import { resultForm, withdrawForm } from '#/features/lobby/cards/life-forms.ts'
import { lockedOf, ofSubmitted, ofTyped, pointOf, secretOf } from '#/features/lobby/commands/about.ts'
import { stepsAnswer } from '#/features/lobby/commands/life.ts'
import {
  archivePoint,
  demandRunning,
  endings,
  endPoint,
  longestResult,
  resumePoint,
} from '#/features/lobby/rules/conclude.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const webAddress = z.url({ protocol: /^https?$/ })

const opensResult: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.conclude',
  of: pointOf,
  async run(_, turn, __, point) {
    demandRunning(point)
    return { form: resultForm(point, turn.locale), ...secretOf(point) }
  },
}

/** `m50 lobby resultaat <nr>`. */
export const resultLine: Reads<string, Point> = { ...opensResult, of: ofTyped }

/** A sentence that must be there. */
function sentenceError(text: string, empty: string, turn: Turn): string | null {
  const length = [...text].length
  if (length === 0) return empty
  return length > longestResult ? lobbyTexts.in(turn.locale)('tooLong', { length, max: longestResult }) : null
}

/** [Resultaat]. */
export const resultHandler: FormHandler = {
  open: opensResult,
  submit: {
    does: 'writes',
    asks: 'lobby.conclude',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, point: Point) {
      const t = lobbyTexts.in(turn.locale)
      const ending = endings.find(one => one === fields.ending)
      const [result, link] = [fields.result?.trim() ?? '', fields.link?.trim() ?? '']
      const wrong = sentenceError(result, t('resultForm.empty'), turn)
      const errors = {
        ...(!ending && { ending: t('resultForm.noEnding') }),
        ...(wrong && { result: wrong }),
        ...(link && !webAddress.safeParse(link).success && { link: t('resultForm.noLink') }),
      }
      if (!ending || Object.keys(errors).length > 0) return { fieldErrors: errors }
      await endPoint(tx, point, ending, { result, link: link || null }, turn.as, turn)
      return { code: 'ended', ids: { point: point.id } }
    },
    answer: stepsAnswer,
  },
}

const opensWithdraw: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.withdraw',
  of: pointOf,
  async run(_, turn, __, point) {
    demandRunning(point)
    return { form: withdrawForm(point, turn.locale), ...secretOf(point) }
  },
}

/** `m50 lobby intrekken <nr>`. */
export const withdrawLine: Reads<string, Point> = { ...opensWithdraw, of: ofTyped }

/** [Punt intrekken], by its proposer or the secretariat. */
export const withdrawHandler: FormHandler = {
  open: opensWithdraw,
  submit: {
    does: 'writes',
    asks: 'lobby.withdraw',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, point: Point) {
      const result = fields.reason?.trim() ?? ''
      const wrong = sentenceError(result, lobbyTexts.in(turn.locale)('withdrawForm.empty'), turn)
      if (wrong) return { fieldErrors: { reason: wrong } }
      await endPoint(tx, point, 'withdraw', { result, link: null }, turn.as, turn)
      return { code: 'withdrawn', ids: { point: point.id } }
    },
    answer: stepsAnswer,
  },
}

/** [Toch verder], after a result that was no end. */
export const resumePress: Writes<string, Point> = {
  does: 'writes',
  asks: 'lobby.conclude',
  of: lockedOf,
  async run(tx, turn, _, point) {
    await resumePoint(tx, point, turn.as, turn)
    return { code: 'resumed', ids: { point: point.id } }
  },
  answer: stepsAnswer,
}

/** [Archiveren]. */
export const archivePress: Writes<string, Point> = {
  does: 'writes',
  asks: 'lobby.conclude',
  of: lockedOf,
  async run(tx, turn, _, point) {
    await archivePoint(tx, point, turn.as, turn)
    return { code: 'archived', ids: { point: point.id } }
  },
  answer: stepsAnswer,
}
