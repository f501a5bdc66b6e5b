// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { mergeForm } from '#/features/bottlenecks/cards/forms.ts'
import { numberIn, pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import {
  type Bottleneck,
  bottleneckById,
  bottleneckByNumber,
  lockBottlenecks,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { mergeBottlenecks } from '#/features/bottlenecks/rules/merge.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { feedPoint, lockFed } from '#/features/lobby/rules/feed.ts'
import { lockedPoint, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { asId, type BottleneckId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

async function bottleneckOf(db: Db, value: string, turn: Turn) {
  const id = asId<BottleneckId>(value)
  const found = id && (await bottleneckById(db, id, readersOf(turn.actor), turn.today))
  return found && { subject: found, pillar: found.pillar, municipality: found.municipality }
}

const absent = (turn: Turn) => ({ fieldErrors: { into: bottleneckTexts.in(turn.locale)('merge.absent') } })

/** "LP 12": a lobby point that it belongs to. The point is locked before its bottlenecks change, as everywhere. */
async function feed(tx: Tx, turn: Turn, number: number, bottleneck: Bottleneck): Promise<Outcome | Answer> {
  const readers = readersOf(turn.actor)
  const found = await pointByNumber(tx, number, readers, turn.today)
  if (!found || !may(turn.actor, 'bottleneck.merge', { pillar: found.pillar })) return absent(turn)
  const point = await lockedPoint(tx, found.id, readers, turn.today)
  if (!point) throw new Refusal('chat.absent')
  await lockBottlenecks(tx, [bottleneck.id])
  const { given } = await feedPoint(tx, point, await pressedBottleneck(tx, turn, bottleneck.id), turn.as, turn)
  return { code: 'fed', ids: { bottleneck: bottleneck.id, point: point.number, given: given.length } }
}

async function merge(tx: Tx, turn: Turn, number: number | null, { id }: Bottleneck): Promise<Outcome | Answer> {
  const readers = readersOf(turn.actor)
  const found = number === null ? null : await bottleneckByNumber(tx, number, readers, turn.today)
  if (!found || !may(turn.actor, 'bottleneck.merge', { pillar: found.pillar })) return absent(turn)
  await lockFed(tx, [id, found.id])
  await lockBottlenecks(tx, [id, found.id])
  const [from, into] = [await pressedBottleneck(tx, turn, id), await pressedBottleneck(tx, turn, found.id)]
  await mergeBottlenecks(tx, from, into, turn.as, turn)
  return { code: 'merged', ids: { bottleneck: into.id, from: from.number } }
}

/** [Samenvoegen]: it is the same as another bottleneck, or belongs to a lobby point that there is. */
export const mergeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'bottleneck.merge',
    of: bottleneckOf,
    run: async (_, turn, __, bottleneck: Bottleneck) => ({ form: mergeForm(bottleneck, turn.locale) }),
  },
  submit: {
    does: 'writes',
    asks: 'bottleneck.merge',
    of: (db: Db, { context }: Submitted, turn: Turn) => bottleneckOf(db, context, turn),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, bottleneck: Bottleneck) {
      const typed = fields.into?.trim() ?? ''
      const point = /^lp\s*(\d{1,9})$/i.exec(typed)
      return point ? feed(tx, turn, Number(point[1]), bottleneck) : merge(tx, turn, numberIn(typed), bottleneck)
    },
    async answer(db, turn, { code, ids }) {
      const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
      const t = bottleneckTexts.in(turn.locale)
      const done =
        code === 'fed'
          ? t(Number(ids.given) > 0 ? 'done.fed' : 'done.fedAlone', {
              number: bottleneck.number,
              point: Number(ids.point),
              count: Number(ids.given),
            })
          : t('done.merged', { number: bottleneck.number, from: Number(ids.from) })
      return saidFirst(done, await shown(db, turn, bottleneck))
    },
  },
}
