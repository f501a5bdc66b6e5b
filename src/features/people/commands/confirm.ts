// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { roleWord } from '#/chat/words.ts'
import { judge, lockStatedFunction, type StatedFunction, statedFunction } from '#/features/people/rules/confirm.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** [Klopt] and [Klopt niet], under a function that someone stated. */
export const judgeAs = (isRight: boolean): Writes<string, StatedFunction> => ({
  does: 'writes',
  asks: 'function.confirm',
  async of(db, value, turn) {
    const subject = await lockStatedFunction(db, value, turn.today)
    return subject && { subject, person: subject.person, municipality: subject.municipality?.id ?? null }
  },
  async run(tx, turn, _, role) {
    await judge(tx, role, isRight, turn.as, turn)
    return { code: 'judged', ids: { role: role.id } }
  },
  async answer(db, turn, { ids }) {
    const t = peopleTexts.in(turn.locale)
    const role = await statedFunction(db, String(ids.role), turn.today)
    const params = { name: role?.name ?? '', function: role ? roleWord(role.kind, turn.locale) : '' }
    return { card: { version: 1, text: t(isRight ? 'judged.yes' : 'judged.no', params) }, to: 'me' }
  },
})
