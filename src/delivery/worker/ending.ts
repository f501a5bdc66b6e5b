// SPDX-License-Identifier: EUPL-1.2
import { sendElsewhere } from '#/delivery/settle.ts'
import { endAs, type Held, isOutside } from '#/delivery/worker/claim.ts'
import { done, lost, type Office, type Run } from '#/delivery/worker/office.ts'
import type { Row } from '#/delivery/worker/row.ts'
import type { Ending, Reason } from '#/delivery/worker/step.ts'
import { dateIn } from '#/network/calendar.ts'

/** What says something of the account alone, so that another of the same person may take the message. */
const ofTheAccount = (reason: Reason): boolean => isOutside(reason) || reason === 'notAllowed' || reason === 'noAccount'

/** Ends a delivery without a message. What one account of a person refused goes to another of theirs instead, if none of it can have arrived [F04]. `outcome` is for the log. */
export async function endOrMove(
  office: Office,
  row: Row,
  held: Held,
  ending: Ending,
  outcome: string = ending.state,
): Promise<Run> {
  const { db, platforms, time, zone, flush } = office
  const { state, reason } = ending
  if (state === 'failed' && row.person_id !== null && ofTheAccount(reason)) {
    const today = dateIn(zone, time.at(row.now))
    const moved = await db.transaction(async tx => {
      const isMoved = await sendElsewhere(tx, held, { reason, isGone: isOutside(reason), today, platforms })
      return isMoved && (await flush(tx, time.at(row.now)))
    })
    if (moved) {
      moved()
      return done('moved')
    }
  }
  return (await endAs(db, held, ending)) ? done(outcome) : lost
}
