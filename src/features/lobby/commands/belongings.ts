// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import { handOverPoints, pointsOfferedToBy, pointsProposedBy } from '#/features/lobby/rules/hand-over.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** The points that someone proposed or offered something to, by their numbers alone: who reads this may not know of all of them. */
export const pointBelongings: Belongings = {
  async lines(db, person, reader) {
    const t = lobbyTexts.in(reader.locale)
    const said = (key: 'belongings' | 'offer.belongings', numbers: readonly number[]) =>
      numbers.length > 0
        ? [
            t(key, {
              points: listed(
                numbers.map(number => `LP ${number}`),
                reader.locale,
              ),
            }),
          ]
        : []
    return [
      ...said('belongings', await pointsProposedBy(db, person)),
      ...said('offer.belongings', await pointsOfferedToBy(db, person)),
    ]
  },
  handOver: handOverPoints,
}
