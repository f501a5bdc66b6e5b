// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Submitted } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  type Bottleneck,
  bottleneckById,
  demandStands,
  lockBottlenecks,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { liftForm } from '#/features/lobby/cards/lift.ts'
import { firstStepIn } from '#/features/lobby/commands/fields.ts'
import { draftedAnswer } from '#/features/lobby/commands/new.ts'
import { addOrigin, isBeingLifted } from '#/features/lobby/rules/origins.ts'
import { keepDraft } from '#/features/lobby/rules/propose.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { asId, type BottleneckId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

async function bottleneckOf(db: Db, value: string, turn: Turn) {
  const id = asId<BottleneckId>(value)
  const found = id && (await bottleneckById(db, id, readersOf(turn.actor), turn.today))
  return found && { subject: found, person: found.author, pillar: found.pillar, municipality: found.municipality }
}

/** @throws Refusal where it was taken back, went on in another, became a point already, or is made one by someone else */
async function demandFree(db: Db, bottleneck: Bottleneck): Promise<void> {
  const { number, mergedInto, points } = bottleneck
  demandStands(bottleneck)
  if (mergedInto !== null) throw new Refusal('lobby.liftMerged', { number, into: mergedInto })
  const [point] = points
  if (point) throw new Refusal('lobby.liftedBefore', { bottleneck: number, number: point.number })
  if (await isBeingLifted(db, bottleneck)) throw new Refusal('lobby.liftingNow', { bottleneck: number })
}

/** [Maak er een lobbypunt van]: the first step of a proposal, filled in from a bottleneck [A27]. */
export const liftHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'bottleneck.lift',
    of: bottleneckOf,
    async run(db, turn, _, bottleneck: Bottleneck) {
      await demandFree(db, bottleneck)
      return { form: liftForm(bottleneck, await pillars(db, turn.today), turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'bottleneck.lift',
    async of(db: Db, { context }: Submitted, turn: Turn) {
      const id = asId<BottleneckId>(context)
      if (id) await lockBottlenecks(db, [id])
      return bottleneckOf(db, context, turn)
    },
    async run(tx: Tx, turn: Turn, { fields }: Submitted, bottleneck: Bottleneck) {
      await demandFree(tx, bottleneck)
      const step = await firstStepIn(tx, turn, fields)
      if ('fieldErrors' in step) return step
      const given = { ...step, municipality: bottleneck.municipality }
      const point = await keepDraft(tx, given, turn.as, turn.now)
      await addOrigin(tx, point, bottleneck, turn.as, turn.now)
      return { code: 'drafted', ids: { point: point.id } }
    },
    answer: draftedAnswer,
  },
}
