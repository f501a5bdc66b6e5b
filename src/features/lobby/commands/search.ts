// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { hitsCard } from '#/features/lobby/cards/hits.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** More than this is no search. */
const mostTyped = 200

/** `m50 zoek <woorden> [blad <nr>]`: a number alone is searched too, so a page says that it is one. */
export const searchLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const [, asked = '', typedPage = ''] = /^(.*?)(?:\s+(?:blad|page)\s+(\d+))?$/is.exec(typed.trim()) ?? []
    const words = [...asked].slice(0, mostTyped).join('')
    if (!/[\p{L}\p{N}]/u.test(words)) throw new Refusal('lobby.whichWords')
    const { from } = pageIn(typedPage, Number.POSITIVE_INFINITY)
    const hits = await searchPoints(db, readersOf(turn.actor), turn.today, words, { size: pageSize, from })
    const page = pageIn(typedPage, hits[0]?.total ?? 0)
    return {
      card: hitsCard(hits, page, words, may(turn.actor, 'lobby.propose', {}), turn.locale, turn.zone),
      to: 'me',
      ...(hits.some(({ isConfidential }) => isConfidential) && { secret: true }),
    }
  },
}
