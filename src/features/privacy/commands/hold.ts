// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { findPerson } from '#/features/people/rules/find-person.ts'
import { holdForm, holdsCard } from '#/features/privacy/cards/hold.ts'
import { endHold, type Hold, heldNow, hold, holdNow } from '#/features/privacy/rules/hold.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 vasthouden`: whose data are held, why and until when. */
export const showHolds: Reads<string> = {
  does: 'reads',
  asks: 'data.hold',
  run: async (db, turn) => ({
    card: holdsCard(await heldNow(db, turn.today), turn.locale),
    to: 'me',
    secret: turn.where.kind !== 'direct',
  }),
}

const shown = async (db: Db, turn: Turn) => ({
  card: holdsCard(await heldNow(db, turn.today), turn.locale),
  to: 'me' as const,
})

/** [Niet meer vasthouden]. */
export const endHoldPress: Writes<string, Hold> = {
  does: 'writes',
  asks: 'data.hold',
  async of(db, id, turn) {
    const subject = await holdNow(db, id, turn.today)
    return subject && { subject, person: subject.person }
  },
  async run(tx, turn, _, held) {
    await endHold(tx, held, turn.as, turn.today)
    return { code: 'ended', ids: { hold: held.id } }
  },
  answer: shown,
}

async function named(db: Db, words: string): Promise<PersonId> {
  try {
    return (await findPerson(db, words)).id
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, { field: 'person' }) : error
  }
}

export const holdHandler: FormHandler = {
  open: { does: 'reads', asks: 'data.hold', run: async (_, turn) => ({ form: holdForm(turn.locale) }) },
  submit: {
    does: 'writes',
    asks: 'data.hold',
    async of(db: Db, { fields }: { readonly fields: Fields }) {
      const subject = await named(db, fields.person?.trim() ?? '')
      return { subject, person: subject }
    },
    async run(tx, turn, { fields }, person: PersonId) {
      const given = { reason: fields.reason ?? '', until: fields.until ?? '' }
      return { code: 'held', ids: { hold: await hold(tx, person, given, turn.as, turn) } }
    },
    answer: shown,
  },
}
