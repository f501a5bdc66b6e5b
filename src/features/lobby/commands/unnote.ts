// SPDX-License-Identifier: EUPL-1.2
// An agenda or a contact that was noted wrongly is taken back.
import type { FormHandler, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { takeBackForm } from '#/features/lobby/cards/unnote.ts'
import { lockedIn, pointOf, secretOf } from '#/features/lobby/commands/about.ts'
import { stepsAnswer, takenBackBy } from '#/features/lobby/commands/life.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type Noted, notedById, unnote } from '#/features/lobby/rules/unnote.ts'
import { asId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

interface Subject {
  readonly point: Point
  readonly noted: Noted
}

/** What was noted, with its point locked; null where there is none for this one. It is theirs who noted it. */
async function notedOf(db: Db, value: string, turn: Turn) {
  const id = asId(value)
  const noted = id === null ? null : await notedById(db, id)
  const point = noted && (await lockedIn(db, noted.point, turn))
  return point && { subject: { point, noted }, person: noted.person, pillar: point.pillar }
}

async function takesBack(tx: Tx, turn: Turn, { point, noted }: Subject) {
  await unnote(tx, point, noted, turn.as, turn)
  return { code: `${noted.is}Back`, ids: { point: point.id } }
}

/** [Terugnemen], by whoever has just noted it. */
export const unnotePress: Writes<string, Subject> = {
  does: 'writes',
  asks: 'lobby.takeBack',
  of: notedOf,
  run: (tx, turn, _, subject) => takesBack(tx, turn, subject),
  answer: stepsAnswer,
}

/** So many of each are offered to be taken back, the latest first. */
const mostOffered = 25

/** [Iets terugnemen]: what of the point they may take back. */
export const takeBackHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.read',
    of: pointOf,
    async run(db, turn, _, point: Point) {
      const { placements, contacts } = await takenBackBy(db, turn, point, mostOffered)
      if (placements.length + contacts.length === 0) throw new Refusal('lobby.nothingNoted', { number: point.number })
      const form = takeBackForm(point, { placements, contacts }, turn.locale, turn.zone)
      return { form, ...secretOf(point) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'lobby.takeBack',
    of(db, { fields }, turn) {
      if (!fields.noted) throw new Refusal('lobby.nothingChosen', {}, { field: 'noted' })
      return notedOf(db, fields.noted, turn)
    },
    run: (tx: Tx, turn: Turn, _, subject: Subject) => takesBack(tx, turn, subject),
    answer: stepsAnswer,
  },
}
