// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { missingListCard } from '#/features/people/cards/missing-list.ts'
import { type Missing, missing } from '#/features/people/rules/missing.ts'
import { may } from '#/network/policy.ts'

function mayDo({ actor }: Turn, one: Missing): boolean {
  switch (one.kind) {
    case 'official':
      return may(actor, 'person.read', {})
    case 'supporter':
      return may(actor, 'role.support', { person: one.person.id, municipality: one.municipality.id })
    default:
      return may(actor, 'role.give', {})
  }
}

/** `m50 rol ontbreekt [blad]`: all that is missing, each with what can be done about it [F08]. */
export const showMissing: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn, typed) {
    const list = await missing(db, turn.today)
    return { card: missingListCard(list, typed, one => mayDo(turn, one), turn.locale), to: 'me' }
  },
}
