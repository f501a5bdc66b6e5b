// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { collected, statement, type Tx } from '#/database/db.ts'
import { accountOf } from '#/delivery/account.ts'
import { boundToday } from '#/delivery/binding.ts'
import { growingId } from '#/delivery/growing-id.ts'
import type { DeliveryJob } from '#/delivery/queue.ts'
import { audit, byBot } from '#/network/audit.ts'
import type { DeliveryId } from '#/network/ids.ts'

const resent = collected<DeliveryJob>()

/** Has what was written before delivered by another job. */
export const resend = (tx: Tx, job: DeliveryJob): void => resent.add(tx, job)

/** The jobs of what is sent again; flush inserts them with the turn's others. */
export const resentOf = (tx: Tx): readonly DeliveryJob[] => resent.of(tx)

/**
 * To a person it goes where they may be reached today, which may be elsewhere than before; to a channel, the one that is bound today to the same purpose, in the same workspace if there is one: there under the card
 * about the same subject, if it was said under one and that stands there. A fence that moves on shuts out whoever still holds the old attempt.
 */
const reopen = statement(
  'delivery reopen',
  `with hold as materialized (select from settings where key = 'hold' for share), wanted as (
    select d.id, coalesce(i.platform, b.platform, d.platform) as platform, coalesce(i.source, b.source, d.source_id) as source,
      coalesce(i.conversation, b.conversation, d.conversation) as conversation, coalesce(i.id, d.identity_id) as identity, b.id as channel,
      case when b.conversation = d.conversation then d.thread_of else (select r.id from deliveries o
        join deliveries r on r.subject_kind = o.subject_kind and r.subject_id = o.subject_id and r.conversation = b.conversation and r.thread_of is null and r.state = 'sent'
        where o.id = d.thread_of order by r.id limit 1) end as thread_of,
      d.channel_id is not null and b.id is null as is_unbound
    from deliveries d
    left join people p on p.id = d.person_id
    left join lateral (${accountOf('$2::date')}) i on true
    left join channels c on c.id = d.channel_id
    left join lateral (${boundToday}) b on true
    where d.id = $1::uuid and d.state in ('failed', 'unclear') and (d.person_id is null or i.id is not null)
    for update of d
  ), opened as (
    update deliveries d set state = 'open', reason = null, settled_at = null, not_after = null, unclear = 0, fence = fence + 1,
      platform = wanted.platform, source_id = wanted.source, conversation = wanted.conversation, identity_id = wanted.identity,
      channel_id = wanted.channel, thread_of = wanted.thread_of, held = exists (select from hold)
    from wanted where d.id = wanted.id and not wanted.is_unbound
    returning d.id, d.platform, d.conversation, d.held
  )
  select opened.platform, opened.conversation, opened.held
  from wanted left join opened on opened.id = wanted.id`,
)

const arrived = statement(
  'delivery arrived',
  `update deliveries set state = 'sent', fence = fence + 1, settled_at = now() where id = $1::uuid and state in ('failed', 'unclear') returning id`,
)

const reopened = z.array(
  z.object({ platform: z.string().nullable(), conversation: z.string().nullable(), held: z.boolean().nullable() }),
)

/**
 * Sends what failed or stands as unclear once more, behind what already waits in its conversation; `today` (`2027-02-03`) decides which account is whose.
 * `nothing` when there is nothing to send again, or still nobody to send it to; `unbound` when no channel is bound to what its own was bound to; `held` when it waits until all is released [T38].
 */
export async function sendAgain(
  tx: Tx,
  delivery: DeliveryId,
  today: string,
): Promise<'again' | 'nothing' | 'unbound' | 'held'> {
  const [row] = reopened.parse(await tx.query(reopen, [delivery, today]))
  if (!row) return 'nothing'
  const { platform, conversation, held } = row
  if (platform === null || conversation === null) return 'unbound'
  if (held) return 'held'
  resend(tx, { id: growingId(), delivery, platform, conversation })
  return 'again'
}

const move = statement(
  'delivery move',
  `with wanted as (
    select d.id, d.identity_id as refused, i.id as identity, i.source, i.platform, i.conversation
    from deliveries d join people p on p.id = d.person_id
    join lateral (${accountOf('$4::date', 's.platform = any($5::text[]) and i.id <> d.identity_id and i.unreached_at is null')}) i on true
    where d.id = $1::uuid and d.state = $2 and d.fence = $3::int and d.unclear = 0 and d.moved_from is null
    for update of d
  ), gone as (
    update identities i set unreached_at = now() from wanted where $6::boolean and i.id = wanted.refused and i.unreached_at is null
  )
  update deliveries d set state = 'open', reason = null, fence = fence + 1, moved_from = d.platform,
    platform = wanted.platform, source_id = wanted.source, conversation = wanted.conversation, identity_id = wanted.identity
  from wanted where d.id = wanted.id
  returning d.platform, d.conversation, d.moved_from as "from"`,
)

const moved = z.array(z.object({ platform: z.string(), conversation: z.string(), from: z.string() }))

/**
 * Brings what one account of a person refused to another of theirs, on one of these platforms, that may be reached: once, and never what may have arrived. False where there is none, or another worker has it.
 * `isGone`: the account itself is not reached any more. `today` decides which account is whose.
 */
export async function sendElsewhere(
  tx: Tx,
  held: { readonly id: DeliveryId; readonly state: string; readonly fence: number },
  { reason, isGone, today, platforms }: MoveParts,
): Promise<boolean> {
  const values = [held.id, held.state, held.fence, today, platforms, isGone]
  const [row] = moved.parse(await tx.query(move, values))
  if (!row) return false
  const { platform, conversation, from } = row
  resend(tx, { id: growingId(), delivery: held.id, platform, conversation })
  const subject = { kind: 'delivery', id: held.id }
  audit(tx, { action: 'delivery.moved', subject, by: byBot, old: { platform: from, reason }, new: { platform } })
  return true
}

interface MoveParts {
  readonly reason: string
  readonly isGone: boolean
  readonly today: string
  readonly platforms: readonly string[]
}

/** Takes what failed or stands as unclear as arrived: someone saw it, or was told on another way. False when it stands so no more. */
export const markArrived = async (tx: Tx, delivery: DeliveryId): Promise<boolean> =>
  (await tx.query(arrived, [delivery])).length > 0
