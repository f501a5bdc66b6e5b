// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { loadRequest } from '#/requests/load.ts'
import { remind, reminders } from '#/requests/remind.ts'
import { isOpen } from '#/requests/states.ts'

/** What happens later to a request that nobody decides [F67]. */
export const deskPlanned = (
  kinds: readonly AnyRequestKind[],
  views: Views,
): Readonly<Record<'request.reminder', PlannedKind>> => ({
  'request.reminder': {
    late: 'send',
    waitsForWork: true,
    occurrences: (db, { hours }) => reminders(db, hours),
    happen: (tx, planned, at) =>
      remind(tx, { ...planned, kind: 'request.reminder' }, at, request => {
        const kind = kinds.find(k => k.name === request.kind)
        return kind?.pillarOf?.(kind.subject.parse(request.subject)) ?? null
      }),
    async view(db, { subject, occurrence }, reader) {
      const id = asId<RequestId>(subject.id)
      const request = id && (await loadRequest(db, id))
      if (!request || !isOpen(request.state)) return null
      const t = deskTexts.in(reader.locale)
      const { what } = await requestFacts(db, views, request, reader)
      return {
        what: t('reminder.view', { number: request.number, what: { text: what } }),
        to: t(occurrence.endsWith('deputy') ? 'reminder.toDeputy' : 'reminder.toThread'),
      }
    },
  },
})
