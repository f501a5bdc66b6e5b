// SPDX-License-Identifier: EUPL-1.2
import type { Belongings } from '#/chat/feature.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { handOverRequests } from '#/requests/hand-over.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { requestsOf } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'

const most = 50

/** The open requests of someone who leaves. */
export const requestBelongings = (kinds: readonly AnyRequestKind[], views: Views): Belongings => ({
  async lines(db, person, reader) {
    const t = deskTexts.in(reader.locale)
    const open = (await requestsOf(db, person, most)).filter(request => isOpen(request.state))
    const facts = await Promise.all(open.map(request => requestFacts(db, views, request, reader)))
    return facts.map(({ request, what }) => t('card.title', { number: request.number, what: { text: what } }))
  },
  handOver: (tx, from, to, by, at) => handOverRequests(tx, kinds, from, to, by, at),
})
