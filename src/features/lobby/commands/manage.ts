// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { manageCard } from '#/features/lobby/cards/manage.ts'
import { numberIn, secretOf, typedPoint } from '#/features/lobby/commands/about.ts'
import { sightOf } from '#/features/lobby/commands/read.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 lobby beheer <nr>`: what this one can do to a point, besides supporting it. */
export const manageLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const number = numberIn(typed)
    if (number === null) throw new Refusal('lobby.whichManage')
    const point = await typedPoint(db, turn, number)
    return {
      card: manageCard(point, sightOf(turn, point), turn.locale),
      to: 'me',
      ...secretOf(point),
    }
  },
}
