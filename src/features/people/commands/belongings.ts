// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { roleWord } from '#/chat/words.ts'
import { handOverRoles, rolesToHandOver } from '#/features/people/rules/hand-over-roles.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** The leading roles of someone who leaves. */
export const roleBelongings: Belongings = {
  lines: async (db, person, reader) =>
    (await rolesToHandOver(db, person, reader.today)).map(({ kind, pillar }) => {
      const role = roleWord(kind, reader.locale)
      const t = peopleTexts.in(reader.locale)
      return pillar ? t('belongings.pillarRole', { role, pillar }) : t('belongings.role', { role })
    }),
  handOver: handOverRoles,
}
