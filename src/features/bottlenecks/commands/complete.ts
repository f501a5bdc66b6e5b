// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Submitted } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { completeForm } from '#/features/bottlenecks/cards/forms.ts'
import { choices, saidIn } from '#/features/bottlenecks/commands/new.ts'
import { pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import {
  type Bottleneck,
  bottleneckById,
  demandStands,
  lockBottlenecks,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { changedIn, complete, isFixed, saidDigest } from '#/features/bottlenecks/rules/complete.ts'
import type { Said } from '#/features/bottlenecks/rules/share.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { asId, type BottleneckId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** What follows a full stop says what the form began with. */
const idIn = (value: string) => asId<BottleneckId>(value.split('.', 1)[0])

async function bottleneckOf(db: Db, value: string, turn: Turn) {
  const id = idIn(value)
  const found = id && (await bottleneckById(db, id, readersOf(turn.actor), turn.today))
  return found && { subject: found, person: found.author }
}

/** @throws Refusal where it was taken back, or went on in another */
function demandOpen(bottleneck: Bottleneck): void {
  const { number, mergedInto } = bottleneck
  demandStands(bottleneck)
  if (mergedInto !== null) throw new Refusal('bottlenecks.wentOn', { number, into: mergedInto })
}

async function formFor(db: Db, turn: Turn, bottleneck: Bottleneck, said: Said, isCollided: boolean): Promise<Form> {
  const how = { isFixed: isFixed(bottleneck), isCollided }
  return completeForm(bottleneck, said, how, await choices(db, turn), turn.locale)
}

/** [Aanvullen]: says more of a bottleneck of one's own. */
export const completeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'bottleneck.share',
    of: bottleneckOf,
    async run(db, turn, _, bottleneck: Bottleneck) {
      demandOpen(bottleneck)
      return { form: await formFor(db, turn, bottleneck, bottleneck, false) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'bottleneck.share',
    async of(db: Db, { context }: Submitted, turn: Turn) {
      const id = idIn(context)
      if (id) await lockBottlenecks(db, [id])
      return bottleneckOf(db, context, turn)
    },
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, bottleneck: Bottleneck) {
      demandOpen(bottleneck)
      const { title, pillar } = bottleneck
      const said = await saidIn(tx, turn, isFixed(bottleneck) ? { ...fields, title, pillar } : fields)
      if ('fieldErrors' in said) return said
      // Recognised since the form opened: what was typed of the rest stays in it.
      const isLate = isFixed(bottleneck) && 'title' in fields && (fields.title !== title || fields.pillar !== pillar)
      // Of two who say more at once, the later one sees what the other wrote: an empty field of before would clear it.
      const isOther = context.split('.')[1] !== saidDigest(bottleneck)
      const isCollided = isOther && changedIn(bottleneck, said).length > 0
      if (isLate || isCollided) return { form: await formFor(tx, turn, bottleneck, said, isCollided) }
      await complete(tx, bottleneck, said, turn.as, turn.now)
      return { code: 'completed', ids: { bottleneck: bottleneck.id } }
    },
    async answer(db, turn, { ids }) {
      const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
      const done = bottleneckTexts.in(turn.locale)('complete.done', { number: bottleneck.number })
      return saidFirst(done, await shown(db, turn, bottleneck))
    },
  },
}
