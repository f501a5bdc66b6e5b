// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { bottleneckCard } from '#/features/bottlenecks/cards/bottleneck.ts'
import { listCard } from '#/features/bottlenecks/cards/list.ts'
import {
  type Bottleneck,
  bottleneckById,
  bottleneckByNumber,
  bottleneckPage,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { isBeingLifted } from '#/features/lobby/rules/origins.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { asId, type BottleneckId } from '#/network/ids.ts'
import { may, standsFor } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** "31", "#31" and "knelpunt 31" are a bottleneck's number. */
export const numberIn = (typed: string): number | null => {
  const found = /^(?:knelpunt\s*|bottleneck\s*|#)?(\d{1,9})$/i.exec(typed.trim())
  return found ? Number(found[1]) : null
}

/** What someone may do with a bottleneck. */
export const sightOf = ({ actor }: Turn, { author, pillar, followers }: Bottleneck) => ({
  isFollowing: followers.some(person => person === actor.person),
  municipality: standsFor(actor, 'bottleneck.recognise'),
  mayComplete: may(actor, 'bottleneck.share', { person: author }),
  mayMerge: may(actor, 'bottleneck.merge', { pillar }),
  mayWithdraw: may(actor, 'bottleneck.withdraw', { person: author, pillar }),
  mayLift: may(actor, 'bottleneck.lift', { person: author, pillar }),
})

export async function shown(db: Db, turn: Turn, bottleneck: Bottleneck): Promise<Answer> {
  const allowed = sightOf(turn, bottleneck)
  // Its author need not know the point that someone else makes of it.
  const isLifted = (allowed.mayLift || allowed.mayWithdraw) && (await isBeingLifted(db, bottleneck))
  const sight = { ...allowed, isBeingLifted: isLifted }
  return { card: bottleneckCard(bottleneck, sight, turn.locale, turn.zone), to: 'me' }
}

/** @throws Refusal */
export async function typedBottleneck(db: Db, turn: Turn, number: number): Promise<Bottleneck> {
  const found = await bottleneckByNumber(db, number, readersOf(turn.actor), turn.today)
  if (!found) throw new Refusal('bottlenecks.absent', { number })
  return found
}

/** The bottleneck of a press or a form. @throws Refusal */
export async function pressedBottleneck(db: Db, turn: Turn, value: string): Promise<Bottleneck> {
  const id = asId<BottleneckId>(value)
  const found = id && (await bottleneckById(db, id, readersOf(turn.actor), turn.today))
  if (!found) throw new Refusal('chat.absent')
  return found
}

/** `m50 knelpunt lijst [blad]`. */
export const list: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.read',
  async run(db, turn, typed) {
    const asked = pageIn(typed, Number.POSITIVE_INFINITY)
    const lines = await bottleneckPage(db, pageSize, asked.from)
    const page = pageIn(typed, lines[0]?.total ?? 0)
    const mayShare = turn.actor.municipality !== null && may(turn.actor, 'bottleneck.share', {})
    return { card: listCard(lines, page, mayShare, turn.locale), to: 'me' }
  },
}

/** `m50 knelpunt [nr]`. */
export const bottleneck: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.read',
  async run(db, turn, typed) {
    if (typed === '') return list.run(db, turn, '', undefined)
    const number = numberIn(typed)
    if (number === null) throw new Refusal('bottlenecks.unknown', { words: typed })
    return shown(db, turn, await typedBottleneck(db, turn, number))
  },
}
