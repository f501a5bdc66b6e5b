// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { courseCard, type SaidOf } from '#/features/bottlenecks/cards/course.ts'
import { numberIn, sightOf, typedBottleneck } from '#/features/bottlenecks/commands/read.ts'
import { type Bottleneck, pointsEverOf } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { wordingsOf } from '#/features/bottlenecks/rules/complete.ts'
import { examplesOf } from '#/features/bottlenecks/rules/recognise.ts'
import { bottleneckCourseOf } from '#/features/lobby/rules/course.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { Refusal } from '#/network/refusal.ts'

/** Of what was taken back, only who may put it back reads what stood there. */
async function saidOf(db: Db, turn: Turn, bottleneck: Bottleneck): Promise<SaidOf> {
  if (bottleneck.withdrawnAt && !sightOf(turn, bottleneck).mayWithdraw)
    return { wordings: new Map(), examples: new Map() }
  return { wordings: await wordingsOf(db, bottleneck), examples: await examplesOf(db, bottleneck) }
}

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
      card: courseCard(bottleneck, steps, await saidOf(db, turn, bottleneck), page, turn.locale, turn.zone),
      to: 'me',
    }
  },
}
