// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { discardedCard } from '#/features/lobby/cards/proposed.ts'
import { lockedOf } from '#/features/lobby/commands/about.ts'
import { discard } from '#/features/lobby/rules/discard.ts'
import type { Point } from '#/features/lobby/rules/points.ts'

/** [Concept weggooien]. */
export const discardPress: Writes<string, Point> = {
  does: 'writes',
  asks: 'lobby.withdraw',
  of: lockedOf,
  async run(tx, turn, _, point) {
    return { code: await discard(tx, point, turn.as, turn.now), ids: { number: point.number } }
  },
  answer: async (_, turn, { code, ids }) => ({
    card: discardedCard(Number(ids.number), code === 'withdrawn', turn.locale),
    to: 'me',
  }),
}
