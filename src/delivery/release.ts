// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { type Hold, isOnHold } from '#/database/hold.ts'
import { growingId } from '#/delivery/growing-id.ts'
import { chosen, saidBefore } from '#/delivery/planned.ts'
import { resend } from '#/delivery/settle.ts'
import type { DeliveryId } from '#/network/ids.ts'

const end = statement(
  'hold end',
  `delete from settings where key = 'hold' and value->>'id' = $1 returning (value->>'ranUntil')::timestamptz as "ranUntil"`,
)
const leaveOut = statement(
  'release leave out',
  `update deliveries set held = false, state = 'void', settled_at = now(), fence = fence + 1 where held and reason = 'restored'`,
)
const quieten = statement(
  'release quieten',
  `update planned set reason = '${saidBefore}' where state = 'open' and due_at <= $1::timestamptz and reason is distinct from '${chosen}'`,
)
const forgetChoices = statement(
  'release forget choices',
  `update planned set reason = null where state = 'open' and reason = '${chosen}'`,
)
// What stands on a screen may show what came after the moment that the data were put back to: no version that is known tells.
const drawAllAnew = statement(
  'release draw anew',
  'update posted_messages set drawn_version = -1 where subject_kind is not null',
)
// What may stand there already is looked up first where the platform can be asked, and sent in any case where it can't: a person said so.
const letGo = statement(
  'release let go',
  `update deliveries set held = false, reason = null, fence = fence + 1, unclear = 0,
     state = case when reason in ('restored', '${chosen}') then 'sending' else state end,
     sending_at = case when reason in ('restored', '${chosen}') then coalesce(sending_at, created_at) else sending_at end,
     on_unclear = case when reason in ('restored', '${chosen}') then 'surely' else on_unclear end
   where held returning id, platform, conversation`,
)
const drop = statement(
  'release drop',
  `update deliveries set held = false, state = 'void', reason = 'dropped', settled_at = now(), fence = fence + 1 where id = $1::uuid and held returning id`,
)

const dropPlanned = statement(
  'release drop planned',
  `update planned set state = 'skipped', settled_at = now() where id = $1::uuid and state = 'open' and ${isOnHold} returning id`,
)
const choose = statement(
  'release choose',
  `update deliveries set reason = '${chosen}' where id = $1::uuid and held and reason = 'restored' returning id`,
)
const choosePlanned = statement(
  'release choose planned',
  `update planned set reason = '${chosen}' where id = $1::uuid and state = 'open' and ${isOnHold} returning id`,
)

const gone = z.array(z.object({ id: z.string(), platform: z.string(), conversation: z.string() }))

/**
 * Ends HOLD, and lets go what waited, in order; `unsent` leaves out what has probably been said, unless it was chosen one by one: messages stay unsent, and what was due before the restore happens without a word.
 * Every card that follows the present is drawn anew.
 * False where that HOLD has ended already.
 */
export async function release(tx: Tx, { id }: Pick<Hold, 'id'>, what: 'all' | 'unsent'): Promise<boolean> {
  const [ended] = await tx.query<{ ranUntil: Date }>(end, [id])
  if (!ended) return false
  if (what === 'unsent') {
    await tx.query(leaveOut)
    await tx.query(quieten, [ended.ranUntil])
  }
  await tx.query(forgetChoices)
  await tx.query(drawAllAnew)
  const rows = gone.parse(await tx.query(letGo)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id: delivery, platform, conversation } of rows)
    resend(tx, { id: growingId(), delivery: delivery as DeliveryId, platform, conversation })
  return true
}

/** Something that waits until it is released: a message, or what was planned. */
export interface Waits {
  readonly id: string
  readonly sort: 'message' | 'planned'
}

/** One that waits will not be sent. False where it waits no more. */
export const dropHeld = async (tx: Tx, { id, sort }: Waits): Promise<boolean> =>
  (await tx.query(sort === 'message' ? drop : dropPlanned, [id])).length > 0

/** One that was probably sent goes out all the same. False where it waits no more, or goes out already. */
export const chooseHeld = async (tx: Tx, { id, sort }: Waits): Promise<boolean> =>
  (await tx.query(sort === 'message' ? choose : choosePlanned, [id])).length > 0
