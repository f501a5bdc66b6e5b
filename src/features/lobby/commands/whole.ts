// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn } from '#/chat/page.ts'
import { wholeCard } from '#/features/lobby/cards/whole.ts'
import { numberIn, secretOf, typedPoint } from '#/features/lobby/commands/about.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 lobby tekst <nr> [blad]`. */
export const wholeLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const [first = '', second = ''] = typed.replace(/^lp\s+/i, 'lp').split(/\s+/)
    const number = numberIn(first)
    if (number === null) throw new Refusal('lobby.whichWhole')
    const point = await typedPoint(db, turn, number)
    return { card: wholeCard(point, pageIn(second, 1), turn.locale), to: 'me', ...secretOf(point) }
  },
}
