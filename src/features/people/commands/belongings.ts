// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { roleWord } from '#/chat/words.ts'
import { handOverRoles, rolesToHandOver } from '#/features/people/rules/hand-over-roles.ts'

/** The leading roles of someone who leaves. */
export const roleBelongings: Belongings = {
  lines: async (db, person, reader) =>
    (await rolesToHandOver(db, person, reader.today)).map(({ kind, pillar }) =>
      pillar ? `${roleWord(kind, reader.locale)} ${pillar}` : roleWord(kind, reader.locale),
    ),
  handOver: handOverRoles,
}
