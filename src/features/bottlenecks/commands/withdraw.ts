// SPDX-License-Identifier: EUPL-1.2
import type { Outcome, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { withdrawnCard } from '#/features/bottlenecks/cards/withdrawn.ts'
import { pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import { type Bottleneck, bottleneckById, lockBottlenecks } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { restore, withdraw } from '#/features/bottlenecks/rules/withdraw.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { asId, type BottleneckId } from '#/network/ids.ts'

async function lockedOf(db: Db, value: string, turn: Turn) {
  const id = asId<BottleneckId>(value)
  if (!id) return null
  await lockBottlenecks(db, [id])
  const found = await bottleneckById(db, id, readersOf(turn.actor), turn.today)
  return found && { subject: found, person: found.author, pillar: found.pillar }
}

/** What is so by now, whoever pressed in between. */
async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
  if (code === 'withdrawn' && bottleneck.withdrawnAt) return { card: withdrawnCard(bottleneck, turn.locale), to: 'me' }
  const now = await shown(db, turn, bottleneck)
  const done = bottleneckTexts.in(turn.locale)('done.restored', { number: bottleneck.number })
  return code === 'restored' && !bottleneck.withdrawnAt ? saidFirst(done, now) : now
}

/** [Intrekken]: what was shared by mistake. */
export const withdrawPress: Writes<string, Bottleneck> = {
  does: 'writes',
  asks: 'bottleneck.withdraw',
  of: lockedOf,
  async run(tx, turn, _, bottleneck) {
    await withdraw(tx, bottleneck, turn.as, turn.now)
    return { code: 'withdrawn', ids: { bottleneck: bottleneck.id } }
  },
  answer,
}

/** [Terugzetten]: as long as one likes. */
export const restorePress: Writes<string, Bottleneck> = {
  does: 'writes',
  asks: 'bottleneck.withdraw',
  of: lockedOf,
  async run(tx, turn, _, bottleneck) {
    await restore(tx, bottleneck, turn.as)
    return { code: 'restored', ids: { bottleneck: bottleneck.id } }
  },
  answer,
}
