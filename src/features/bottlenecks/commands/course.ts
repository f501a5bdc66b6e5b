// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { courseCard } from '#/features/bottlenecks/cards/course.ts'
import { numberIn, typedBottleneck } from '#/features/bottlenecks/commands/read.ts'
import { pointsEverOf } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { wordingsOf } from '#/features/bottlenecks/rules/complete.ts'
import { bottleneckCourseOf } from '#/features/lobby/rules/course.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 knelpunt verloop <nr> [blad]`. */
export const courseLine: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.read',
  async run(db, turn, typed) {
    const [first = '', second = ''] = typed.split(/\s+/)
    const number = numberIn(first)
    if (number === null) throw new Refusal('bottlenecks.whichCourse')
    const bottleneck = await typedBottleneck(db, turn, number)
    const { from } = pageIn(second, Number.POSITIVE_INFINITY)
    const known = await pointsEverOf(db, bottleneck, readersOf(turn.actor), turn.today)
    const steps = await bottleneckCourseOf(db, bottleneck, known, pageSize, from)
    const page = pageIn(second, steps[0]?.total ?? 0)
    return {
      card: courseCard(bottleneck, steps, await wordingsOf(db, bottleneck), page, turn.locale, turn.zone),
      to: 'me',
    }
  },
}
