// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { handOverSeats, seatsToHandOver } from '#/features/pillars/rules/hand-over-seats.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

/** The seats of someone who leaves, and whom they support as an official. */
export const seatBelongings: Belongings = {
  async lines(db, person, reader) {
    const t = pillarTexts.in(reader.locale)
    return (await seatsToHandOver(db, person)).map(({ pillar, executive }) =>
      executive === null ? t('belongings.seat', { pillar }) : t('belongings.support', { pillar, executive }),
    )
  },
  handOver: handOverSeats,
}
