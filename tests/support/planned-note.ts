// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { notify } from '#/delivery/notify.ts'
import type { PersonId } from '#/network/ids.ts'

/** Something planned that says its occurrence to the person whom it is about, when it is due. */
export const plannedNote = (more: Partial<PlannedKind> = {}): PlannedKind => ({
  late: 'send',
  waitsForWork: false,
  occurrences: async () => [],
  async happen(tx, { subject, occurrence }) {
    notify(tx, [{ kind: 'person', person: subject.id as PersonId }], 'note.surely', { text: occurrence })
    return 'done'
  },
  view: async () => null,
  ...more,
})
