// SPDX-License-Identifier: EUPL-1.2

import { periodOf } from '#/chat/dates.ts'
import type { Belongings } from '#/chat/feature.ts'
import { comingPlaces, giveUpPlaces } from '#/features/meetings/rules/leavers.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** What someone who leaves was registered for: their places are free again, and go to who waits. */
export const placeBelongings: Belongings = {
  async lines(db, person, reader) {
    const t = meetingTexts.in(reader.locale)
    return (await comingPlaces(db, person)).map(({ title, startsAt, endsAt }) =>
      t('belongings', { title, when: periodOf(startsAt, endsAt, reader.locale, reader.zone) }),
    )
  },
  handOver: (tx, from, _, by, { now }) => giveUpPlaces(tx, from, by, now),
}
