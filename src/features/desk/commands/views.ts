// SPDX-License-Identifier: EUPL-1.2
import type { Reader, RequestView } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import type { RequestFacts } from '#/features/desk/cards/request.ts'
import { questionsOf } from '#/features/desk/rules/questions.ts'
import { needsConfirming } from '#/network/actor.ts'
import { heldFunction } from '#/network/function-of.ts'
import type { Request } from '#/requests/kind.ts'
import { withdrawalOf } from '#/requests/withdrawal.ts'

export type Views = Readonly<Record<string, RequestView>>

/** Gathers what a request's card says, its kind's own matter by the view that its feature handed in. */
export async function requestFacts(db: Db, views: Views, request: Request, reader: Reader): Promise<RequestFacts> {
  const view = views[request.kind]
  if (!view) throw new Error(`no view for the request kind ${request.kind}`)
  const drawn = await view(db, request, reader)
  const { what, lines, own, approve, again, change, granted, whole, isClosedOff = false } = drawn
  const held = request.requester ? await heldFunction(db, request.requester.id, reader.today) : null
  const isTold = !isClosedOff || reader.person !== null
  return {
    request: isTold ? request : { ...request, reason: null },
    isClosedOff,
    isTold,
    what,
    lines,
    own: own ?? [],
    approve: approve ?? null,
    again: again ?? null,
    change: change ?? null,
    granted: granted ?? null,
    whole: whole ?? null,
    requesterFunction: held && { kind: held.kind, isStated: needsConfirming(held.kind) && !held.confirmed },
    questions: isTold ? await questionsOf(db, request.id) : [],
    withdrawal: request.state === 'withdrawn' ? await withdrawalOf(db, request.id) : null,
  }
}
