// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { searchBottlenecks } from '#/features/bottlenecks/rules/search.ts'
import { hitsCard } from '#/features/lobby/cards/hits.ts'
import { contactSight } from '#/features/lobby/rules/contact-sight.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { typedSearch } from '#/features/lobby/rules/words.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 zoek <woorden> [blad <nr>]`: lobby points, then bottlenecks, as one list. */
export const searchLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const { words, page: typedPage } = typedSearch(typed)
    if (words === '') throw new Refusal('lobby.whichWords')
    const { from } = pageIn(typedPage, Number.POSITIVE_INFINITY)
    const which = { size: pageSize, from }
    const points = await searchPoints(db, readersOf(turn.actor), contactSight(turn.actor), turn.today, words, which)
    const beneath = { size: pageSize - points.hits.length, from: Math.max(0, from - points.total) }
    const bottlenecks = await searchBottlenecks(db, words, beneath)
    const page = pageIn(typedPage, points.total + bottlenecks.total)
    return {
      card: hitsCard(
        { points, bottlenecks },
        page,
        words,
        turn.actor.municipality !== null && may(turn.actor, 'lobby.propose', {}),
        turn.locale,
        turn.zone,
      ),
      to: 'me',
      ...(points.hits.some(({ isConfidential }) => isConfidential) && { secret: true }),
    }
  },
}
