// SPDX-License-Identifier: EUPL-1.2
import type { Found, RefusedReason } from '#/chat/platform.ts'
import { growingWait, lastingWait } from '#/delivery/waits.ts'
import type { Row } from '#/delivery/worker/row.ts'

/** So many unclear answers, or faults of our own while drawing, and a message is set aside [T31]. */
export const patienceTimes = 8
/** A look-up that is only ever limited ends after so long. */
const limitedLookUpSeconds = 120

/** Why a delivery did not go out, or nobody knows whether it did: stands in its row, and in the secretariat's queue. */
export type Reason =
  | RefusedReason
  | 'strangers'
  | 'late'
  | 'pointless'
  | 'noAccount'
  | 'unbound'
  | 'unanswered'
  | 'unclear'
  | 'fault'

export type Ending = { readonly state: 'failed' | 'unclear' | 'void'; readonly reason: Reason }

/** What a worker does next with a delivery. `send` from `missing`: it is known that no copy stands. */
export type Step =
  | { readonly kind: 'done' }
  /** Nothing is sent of it, nor is it looked at again, before a person releases it: then it gets another job. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: 'limited' | 'unclear' | 'unanswered' }
  | { readonly kind: 'end'; readonly ending: Ending }
  | { readonly kind: 'find' }
  | { readonly kind: 'send'; readonly missing: boolean }

type Situation = Pick<
  Row,
  | 'state'
  | 'held'
  | 'is_on_hold'
  | 'is_late'
  | 'unclear'
  | 'on_unclear'
  | 'sending_seconds'
  | 'workspace'
  | 'account'
  | 'place'
  | 'barred'
  | 'post_wait'
  | 'direct_wait'
  | 'find_wait'
>

const end = (state: Ending['state'], reason: Reason): Step => ({ kind: 'end', ending: { state, reason } })

/** The step for a delivery as it stands. One that is found in `sending` is unclear: its worker was killed, or got no clear answer. */
export function stepFor(row: Situation, timeoutMs: number): Step {
  if (row.state !== 'open' && row.state !== 'sending') return { kind: 'done' }
  if (row.held || row.is_on_hold) return { kind: 'hold' }
  if (row.workspace === null || (row.place === null && row.account === null)) return end('failed', 'noAccount')
  if (row.state === 'sending') {
    const seconds = unclearWait(row.unclear, timeoutMs) - (row.sending_seconds ?? 0)
    if (seconds > 0) return { kind: 'wait', seconds, why: 'unclear' }
    return row.find_wait > 0
      ? afterLookUp(row, { found: 'limited', retryAfterSeconds: row.find_wait })
      : { kind: 'find' }
  }
  return row.is_late ? end('void', 'late') : sendWhenFree(row, true)
}

/** From `sending` on: until then the call may still be under way. The more unclear answers, the longer. */
export const unclearWait = (unclear: number, timeoutMs: number): number =>
  Math.max(timeoutMs / 1000 + 1, growingWait(unclear + 1))

/** The step after a look-up that did not find it. */
export function afterLookUp(row: Situation, found: Exclude<Found, { found: 'yes' }>): Step {
  const sendingSeconds = row.sending_seconds ?? 0
  const isTheLast = row.unclear + 1 >= patienceTimes
  if (found.found === 'unanswered') return { kind: 'wait', seconds: lastingWait(sendingSeconds), why: 'unanswered' }
  if (found.found === 'limited' && sendingSeconds + found.retryAfterSeconds <= limitedLookUpSeconds)
    return { kind: 'wait', seconds: found.retryAfterSeconds, why: 'limited' }
  if (found.found === 'no') {
    if (row.is_late) return end('void', 'late')
    return isTheLast ? end('failed', 'unanswered') : sendWhenFree(row, true)
  }
  if (row.on_unclear === 'once' || isTheLast) return end('unclear', 'unclear')
  return row.is_late ? end('unclear', 'late') : sendWhenFree(row, false)
}

/** One that may stand where it went is looked up there first, whoever's that is by now; only sending it asks whether it may go there today. */
function sendWhenFree(row: Situation, missing: boolean): Step {
  if (row.barred !== null) return end(missing ? 'failed' : 'unclear', row.barred)
  const seconds = Math.max(row.post_wait, row.place === null ? row.direct_wait : 0)
  return seconds > 0 ? { kind: 'wait', seconds, why: 'limited' } : { kind: 'send', missing }
}
