// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import { bottlenecksOf, handOverBottlenecks } from '#/features/bottlenecks/rules/hand-over.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'

/** The bottlenecks that someone shared. */
export const bottleneckBelongings: Belongings = {
  async lines(db, person, reader) {
    const numbers = (await bottlenecksOf(db, person)).map(String)
    if (numbers.length === 0) return []
    return [bottleneckTexts.in(reader.locale)('belongings', { numbers: listed(numbers, reader.locale) })]
  },
  handOver: handOverBottlenecks,
}
