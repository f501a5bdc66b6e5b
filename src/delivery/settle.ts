// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { collected, statement, type Tx } from '#/database/db.ts'
import { accountOf } from '#/delivery/account.ts'
import { growingId } from '#/delivery/growing-id.ts'
import { type DeliveryJob, jobsChannel, queueOf } from '#/delivery/queue.ts'
import type { DeliveryId } from '#/network/ids.ts'

const resent = collected<DeliveryJob>()

/** The jobs of what is sent again; flush inserts them with the turn's others. */
export const resentOf = (tx: Tx): readonly DeliveryJob[] => resent.of(tx)

/** To a person it goes where they may be reached today, which may be elsewhere than before; to a channel, the same one. A fence that moves on shuts out whoever still holds the old attempt. */
const reopen = statement(
  'delivery reopen',
  `with wanted as (
    select d.id, coalesce(i.platform, d.platform) as platform, coalesce(i.source, d.source_id) as source,
      coalesce(i.conversation, d.conversation) as conversation, coalesce(i.id, d.identity_id) as identity
    from deliveries d
    left join people p on p.id = d.person_id
    left join lateral (${accountOf('$2::date')}) i on true
    where d.id = $1::uuid and d.state in ('failed', 'unclear') and (d.person_id is null or i.id is not null)
    for update of d
  )
  update deliveries d set state = 'open', reason = null, settled_at = null, not_after = null, unclear = 0, fence = fence + 1,
    platform = wanted.platform, source_id = wanted.source, conversation = wanted.conversation, identity_id = wanted.identity
  from wanted where d.id = wanted.id
  returning d.platform, d.conversation, pg_notify('${jobsChannel}', '${queueOf('')}' || d.platform)::text`,
)

const arrived = statement(
  'delivery arrived',
  `update deliveries set state = 'sent', fence = fence + 1, settled_at = now() where id = $1::uuid and state in ('failed', 'unclear') returning id`,
)

const reopened = z.array(z.object({ platform: z.string(), conversation: z.string() }))

/** Sends what failed or stands as unclear once more, behind what already waits in its conversation; `today` (`2027-02-03`) decides which account is whose. False when there is nothing to send again, or still nobody to send it to. */
export async function sendAgain(tx: Tx, delivery: DeliveryId, today: string): Promise<boolean> {
  const [row] = reopened.parse(await tx.query(reopen, [delivery, today]))
  if (!row) return false
  resent.add(tx, { id: growingId(), delivery, ...row })
  return true
}

/** Takes what failed or stands as unclear as arrived: someone saw it, or was told on another way. False when it stands so no more. */
export const markArrived = async (tx: Tx, delivery: DeliveryId): Promise<boolean> =>
  (await tx.query(arrived, [delivery])).length > 0
