// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { tellConcerned } from '#/features/meetings/rules/alter.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { destroyNeeds } from '#/features/meetings/rules/needs.ts'
import { move } from '#/features/meetings/rules/plan.ts'
import { tellPolled } from '#/features/meetings/rules/poll.ts'
import type { ActedAs } from '#/network/audit.ts'

const because = statement('meeting_because', 'update meetings set cancelled_because = $2 where id = $1::uuid')
// Nobody has to choose any more, nor hears that they chose too late.
const endOffers = statement(
  'meeting_offers_end',
  `update meeting_registrations set state = 'waiting', offer_until = null, changed_at = $2::timestamptz, version = version + 1 where meeting_id = $1::uuid and state = 'offered'`,
)

/** A locked meeting does not take place: everyone concerned hears why, once, also who was asked for a day alone, and its cards say so. @throws Refusal where it was called off already, or is over */
export async function callOff(
  tx: Tx,
  meeting: Meeting,
  reason: string,
  by: ActedAs,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<void> {
  const { id, endsAt, state, hasPoll } = meeting
  await move(tx, meeting, 'cancel', by, now)
  await tx.query(because, [id, reason])
  await tx.query(endOffers, [id, now.toISOString()])
  await destroyNeeds(tx, id)
  await tellConcerned(tx, id, 'meetings.calledOff', {}, endsAt)
  if (state === 'planned' && hasPoll) await tellPolled(tx, meeting, today)
}
