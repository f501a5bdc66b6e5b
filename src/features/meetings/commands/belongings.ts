// SPDX-License-Identifier: EUPL-1.2

import { periodOf } from '#/chat/dates.ts'
import type { Belongings } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import { actionsLeft, handOverActions } from '#/features/meetings/rules/action-hand-over.ts'
import { comingPlaces, giveUpPlaces } from '#/features/meetings/rules/leavers.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** What someone who leaves was registered for: their places are free again, and go to who waits. And what they still had to do, which someone else does. */
export const meetingBelongings: Belongings = {
  async lines(db, person, reader) {
    const t = meetingTexts.in(reader.locale)
    const numbers = (await actionsLeft(db, person)).map(String)
    return [
      ...(await comingPlaces(db, person)).map(({ title, startsAt, endsAt }) =>
        t('belongings', { title, when: periodOf(startsAt, endsAt, reader.locale, reader.zone) }),
      ),
      ...(numbers.length > 0 ? [t('actionsLeft', { numbers: listed(numbers, reader.locale) })] : []),
    ]
  },
  async handOver(tx, from, to, by, at) {
    await giveUpPlaces(tx, from, by, at.now)
    await handOverActions(tx, from, to, by, at)
  },
}
