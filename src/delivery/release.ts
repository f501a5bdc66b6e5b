// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import type { Hold } from '#/database/hold.ts'
import { growingId } from '#/delivery/growing-id.ts'
import { saidBefore } from '#/delivery/planned.ts'
import { resend } from '#/delivery/settle.ts'
import type { DeliveryId } from '#/network/ids.ts'

const end = statement(
  'hold end',
  `delete from settings where key = 'hold' and value->>'id' = $1 returning (value->>'since')::timestamptz as since`,
)
const leaveOut = statement(
  'release leave out',
  `update deliveries set held = false, state = 'void', settled_at = now(), fence = fence + 1 where held and reason = 'restored'`,
)
const quieten = statement(
  'release quieten',
  `update planned set reason = '${saidBefore}' where state = 'open' and due_at <= $1::timestamptz`,
)
// What may stand there already is looked up first where the platform can be asked, and sent in any case where it can't: a person said so.
const letGo = statement(
  'release let go',
  `update deliveries set held = false, reason = null, fence = fence + 1, unclear = 0,
     state = case when reason = 'restored' then 'sending' else state end,
     sending_at = case when reason = 'restored' then coalesce(sending_at, created_at) else sending_at end,
     on_unclear = case when reason = 'restored' then 'surely' else on_unclear end
   where held returning id, platform, conversation`,
)
const drop = statement(
  'release drop',
  `update deliveries set held = false, state = 'void', reason = 'dropped', settled_at = now(), fence = fence + 1 where id = $1::uuid and held returning id`,
)

const gone = z.array(z.object({ id: z.string(), platform: z.string(), conversation: z.string() }))

/**
 * Ends HOLD, and lets go what waited, in order; `unsent` leaves out what has probably been said: messages stay unsent, and what was planned for before the restore happens without a word.
 * False where that HOLD has ended already.
 */
export async function release(tx: Tx, { id }: Pick<Hold, 'id'>, what: 'all' | 'unsent'): Promise<boolean> {
  const [ended] = await tx.query<{ since: Date }>(end, [id])
  if (!ended) return false
  if (what === 'unsent') {
    await tx.query(leaveOut)
    await tx.query(quieten, [ended.since])
  }
  const rows = gone.parse(await tx.query(letGo)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id: delivery, platform, conversation } of rows)
    resend(tx, { id: growingId(), delivery: delivery as DeliveryId, platform, conversation })
  return true
}

/** One that waits will not be sent. False where it waits no more. */
export const dropHeld = async (tx: Tx, delivery: DeliveryId): Promise<boolean> =>
  (await tx.query(drop, [delivery])).length > 0
