// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { relationOf } from '#/features/desk/commands/decide.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { boundChannel, strangersMet, tellOfStrangers } from '#/features/desk/rules/strangers.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import type { Planned } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { loadRequest } from '#/requests/load.ts'
import { remind, remindedOf, reminders } from '#/requests/remind.ts'
import { isOpen } from '#/requests/states.ts'

async function requestOf(db: Db, { subject }: Planned): Promise<Request | null> {
  const id = asId<RequestId>(subject.id)
  return id && loadRequest(db, id)
}

/** What happens later: to a request that nobody decides [F67], and where a channel is no longer the network's own [T23]. */
export const deskPlanned = (
  kinds: readonly AnyRequestKind[],
  views: Views,
): Readonly<Record<'request.reminder' | 'channel.strangers', PlannedKind>> => ({
  'channel.strangers': {
    late: 'skip',
    waitsForWork: false,
    occurrences: (db, { now }) => strangersMet(db, now),
    happen: tellOfStrangers,
    async view(db, { subject }, reader) {
      const channel = await boundChannel(db, subject.id)
      if (!channel) return null
      const t = deskTexts.in(reader.locale)
      return { what: t('channel.strangersView', { channel: channel.name }), to: t('channel.strangersTo') }
    },
  },
  'request.reminder': {
    late: 'send',
    waitsForWork: true,
    occurrences: (db, { hours }) => reminders(db, hours),
    happen: (tx, planned, at) =>
      remind(tx, { ...planned, kind: 'request.reminder' }, at, request => relationOf(kinds, request).pillar ?? null),
    async relation(db, planned) {
      const request = await requestOf(db, planned)
      return request ? relationOf(kinds, request) : {}
    },
    async demandNow(db, planned) {
      const request = await requestOf(db, planned)
      if (request?.state === 'asked') throw new Refusal('desk.plannedAsked', { number: request.number })
    },
    async view(db, planned, reader) {
      const request = await requestOf(db, planned)
      if (!request || !isOpen(request.state)) return null
      const t = deskTexts.in(reader.locale)
      const { what } = await requestFacts(db, views, request, reader)
      const { pillar = null } = relationOf(kinds, request)
      const also = await remindedOf(db, planned, request, pillar, reader.today)
      return {
        what: t('reminder.view', { number: request.number, what: { text: what } }),
        to:
          also.length > 0
            ? t('reminder.toAlso', {
                also: {
                  text: listed(
                    also.map(kind => t(`reminder.to.${kind}`)),
                    reader.locale,
                  ),
                },
              })
            : t('reminder.toThread'),
      }
    },
  },
})
