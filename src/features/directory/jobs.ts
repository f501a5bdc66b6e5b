// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { askings, type createDepartedKind, raiseDeparted, seemGone } from '#/features/directory/rules/departed.ts'
import { directoryTexts } from '#/features/directory/texts.ts'

/** Asks about whoever seems to be gone, on a working day's morning; nothing is planned while nobody does [F06]. */
export const directoryPlanned = (
  kind: ReturnType<typeof createDepartedKind>,
): Readonly<Record<'person.departed', PlannedKind>> => ({
  'person.departed': {
    late: 'skip',
    waitsForWork: true,
    occurrences: askings,
    happen: async (tx, _, at) => ((await raiseDeparted(tx, kind, at)) > 0 ? 'done' : { pointless: 'nobody' }),
    async view(db, _, reader) {
      const count = (await seemGone(db, reader.today)).length
      const t = directoryTexts.in(reader.locale)
      return count > 0 ? { what: t('departed.view', { count }), to: t('departed.viewTo') } : null
    },
  },
})
