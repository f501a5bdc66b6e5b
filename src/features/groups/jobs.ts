// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { askForReport, closeGroup, groupsToClose, plannedGroup, reportsToAsk } from '#/features/groups/rules/ending.ts'
import { reportOf } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'

/** Theme groups end by date [F11]: a report is asked for on the last day, and then the group is closed by itself. */
export const groupsPlanned: Readonly<Record<'group.report' | 'group.close', PlannedKind>> = {
  'group.report': {
    late: 'send',
    waitsForWork: true,
    occurrences: reportsToAsk,
    happen: askForReport,
    async view(db, planned, reader) {
      const group = await plannedGroup(db, planned)
      if (!group || (await reportOf(db, group.id))) return null
      const t = groupTexts.in(reader.locale)
      return { what: t('planned.ask', { group: group.name }), to: t('planned.toMembers') }
    },
  },
  'group.close': {
    late: 'send',
    // By its date alone it has ended at midnight; that can be heard in the morning.
    waitsForWork: true,
    occurrences: groupsToClose,
    happen: closeGroup,
    async view(db, planned, reader) {
      const group = await plannedGroup(db, planned)
      if (!group) return null
      const t = groupTexts.in(reader.locale)
      return { what: t('planned.close', { group: group.name }), to: t('planned.toAll') }
    },
  },
}
