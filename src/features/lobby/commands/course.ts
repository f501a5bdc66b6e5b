// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { courseCard } from '#/features/lobby/cards/course.ts'
import { numberIn, relationOf, secretOf, typedPoint } from '#/features/lobby/commands/about.ts'
import { courseOf, happenedTo, wordingsOf } from '#/features/lobby/rules/course.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import { municipalities } from '#/network/municipalities.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 lobby verloop <nr> [blad]`. */
export const courseLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const [first = '', second = ''] = typed.replace(/^lp\s+/i, 'lp').split(/\s+/)
    const number = numberIn(first)
    if (number === null) throw new Refusal('lobby.whichCourse')
    const point = await typedPoint(db, turn, number)
    const asked = pageIn(second, Number.POSITIVE_INFINITY)
    const contacts = may(turn.actor, 'lobby.contact', relationOf(point))
    const steps = await courseOf(db, point, contacts, readersOf(turn.actor), turn.today, {
      size: pageSize,
      from: asked.from,
    })
    const page = pageIn(second, steps[0]?.total ?? 0)
    const names = {
      pillar: await pillars(db, turn.today),
      theme: await themes(db),
      targets: await targets(db, turn.today),
      municipality: await municipalities(db, turn.today),
    }
    const card = courseCard(
      point,
      steps,
      await wordingsOf(db, point, readersOf(turn.actor), turn.today),
      await happenedTo(db, [point], () => contacts, readersOf(turn.actor), turn.today),
      names,
      page,
      turn.locale,
      turn.zone,
    )
    return { card, to: 'me', ...secretOf(point) }
  },
}
