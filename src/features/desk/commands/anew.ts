// SPDX-License-Identifier: EUPL-1.2
import { readerOf } from '#/chat/reader.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { ownRequestCard, requestCard } from '#/features/desk/cards/request.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { Request } from '#/requests/kind.ts'
import { basisIn, shownAs } from '#/requests/shown.ts'
import { isOpen } from '#/requests/states.ts'

/** The card as it is by now, to who pressed on a private one that shows the past: a posted card is drawn anew where it stands, a private one never is [T08]. Null where what was pressed still holds, or is refused in other words. */
export async function shownAnew(db: Db, views: Views, request: Request, turn: Turn): Promise<Answer | null> {
  const { act } = turn
  if (act.kind !== 'press' || act.drawing || !isOpen(request.state)) return null
  const shown = basisIn(act.value)
  if (shown === undefined || shown >= request.basis) return null
  const reader = readerOf(turn)
  const card = requestCard(await requestFacts(db, views, request, reader), reader, shownAs(request))
  const changed = deskTexts.in(turn.locale)('changed', { number: request.number })
  return { card: { ...card, text: [changed, card.text].join('\n') }, to: 'me', anew: true }
}

/** How a request stands that its requester wanted to take back, and that is over by now; null where it can still be taken back. A message that follows the present has no such button any more. */
export async function standsNow(db: Db, views: Views, request: Request, turn: Turn): Promise<Answer | null> {
  const { act } = turn
  if (act.kind !== 'press' || act.delivery || isOpen(request.state)) return null
  const reader = readerOf(turn)
  const card = ownRequestCard(await requestFacts(db, views, request, reader), reader)
  const tooLate = deskTexts.in(turn.locale)('withdraw.tooLate')
  return { card: { ...card, text: [tooLate, card.text].join('\n') }, to: 'me', anew: true }
}
