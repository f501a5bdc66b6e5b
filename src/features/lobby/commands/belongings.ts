// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import { handOverPoints, pointsProposedBy } from '#/features/lobby/rules/hand-over.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** The points that someone proposed, by their numbers alone: who reads this may not know of all of them. */
export const pointBelongings: Belongings = {
  async lines(db, person, reader) {
    const numbers = (await pointsProposedBy(db, person)).map(number => `LP ${number}`)
    if (numbers.length === 0) return []
    return [lobbyTexts.in(reader.locale)('belongings', { points: listed(numbers, reader.locale) })]
  },
  handOver: handOverPoints,
}
