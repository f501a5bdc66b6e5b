// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { chooseForm } from '#/features/pillars/cards/joining.ts'
import { joinAsked, joinOrForm, pillarOf } from '#/features/pillars/commands/join.ts'
import { joiner } from '#/features/pillars/rules/join.ts'
import { pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

/** Joining where no pillar was named: which one, and then what joining it asks. */
export const chooseHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'pillar.join',
    async run(db, turn) {
      const { person } = joiner(turn.actor)
      const [list, own] = await Promise.all([pillars(db, turn.today), pillarsOf(db, person)])
      const others = list.filter(({ id }) => !own.includes(id))
      if (others.length > 0) return { form: chooseForm(others, turn.locale) }
      const t = pillarTexts.in(turn.locale)
      return {
        card: { version: 1, text: t('which.joinNone'), buttons: [lineButton(t('unknown.all'), 'pijler')] },
        to: 'me',
      }
    },
  },
  submit: {
    does: 'writes',
    asks: 'pillar.join',
    run: async (tx, turn, { fields }) => joinOrForm(tx, turn, await pillarOf(tx, turn, fields.pillar ?? '')),
    answer: joinAsked,
  },
}
