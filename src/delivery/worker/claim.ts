// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { type Db, statement } from '#/database/db.ts'
import { isOnHold } from '#/database/hold.ts'
import { noteLimitSql } from '#/delivery/limits.ts'
import type { Drawing } from '#/delivery/worker/drawing.ts'
import type { Row } from '#/delivery/worker/row.ts'
import type { Ending, Reason } from '#/delivery/worker/step.ts'

/** The row as a worker read or left it: whoever comes later finds another fence and does nothing. */
export interface Held {
  readonly id: Row['id']
  readonly state: 'open' | 'sending'
  readonly fence: number
}

const claimRow = statement(
  'delivery claim',
  `update deliveries set state = 'sending', fence = fence + 1, attempt = attempt + 1, unclear = unclear + case state when 'sending' then 1 else 0 end,
    card = $4::jsonb, card_version = $5::int, sending_at = now(), reason = null
  where id = $1::uuid and state = $2 and fence = $3::int and not held and not ${isOnHold} returning id`,
)
const renewRow = statement(
  'delivery renew',
  `update deliveries set fence = fence + 1, sending_at = now() where id = $1::uuid and state = 'sending' and fence = $2::int and not held and not ${isOnHold} returning id`,
)
// Whoever releases takes the row of HOLD away first: what is held after that would wait for nobody.
const holdRow = statement(
  'delivery hold',
  `with hold as materialized (select from settings where key = 'hold' for share)
  update deliveries set held = true, fence = fence + 1 where id = $1::uuid and state = $2 and fence = $3::int and exists (select from hold) returning id`,
)
/** Where the bot can't write any more, whatever it is. */
const outside: readonly Reason[] = ['botRemoved', 'notInChannel', 'channelGone', 'personGone']
export const isOutside = (reason: Reason): boolean => outside.includes(reason)

const endRow = statement(
  'delivery end',
  `with ended as (
    update deliveries set state = $4, reason = $5, settled_at = now(), fence = fence + 1 where id = $1::uuid and state = $2 and fence = $3::int
    returning id, channel_id, identity_id, $6::boolean as is_outside
  ), channel as (
    update channels c set unreached_at = now() from ended where ended.is_outside and c.id = ended.channel_id and c.unreached_at is null
  ), account as (
    update identities i set unreached_at = now() from ended where ended.is_outside and i.id = ended.identity_id and i.unreached_at is null
  )
  select id from ended`,
)
const giveBackRow = statement(
  'delivery give back',
  `update deliveries set state = 'open', reason = $4, fence = fence + 1 where id = $1::uuid and state = $2 and fence = $3::int returning id`,
)
const limitRow = statement(
  'delivery limited',
  `with noted as (${noteLimitSql('$4', '$5::float8')})
  update deliveries set state = 'open', reason = 'limited', fence = fence + 1 where id = $1::uuid and state = $2 and fence = $3::int returning id`,
)
const faultRow = statement(
  'delivery fault',
  `update deliveries set unclear = unclear + 1, reason = 'fault' where id = $1::uuid and state = $2 and fence = $3::int returning id`,
)
const postedRow = statement(
  'delivery posted',
  `with mine as (
    update deliveries set state = 'sent', message_id = $4, settled_at = now(), reason = case when $9::jsonb is not null then 'shortened' end,
      card = coalesce($9::jsonb, card), fence = fence + 1
    where id = $1::uuid and state = $2 and fence = $3::int returning id, channel_id, identity_id
  ), channel as (
    update channels c set unreached_at = null from mine where c.id = mine.channel_id and c.unreached_at is not null
  ), account as (
    update identities i set unreached_at = null from mine where i.id = mine.identity_id and i.unreached_at is not null
  ), copy as (
    insert into posted_messages (delivery_id, conversation_id, message_id, subject_kind, subject_id, drawn_version, drawn_at)
    values ($1::uuid, $5, $4, $6, $7, $8::int, now()) on conflict (delivery_id, message_id) do nothing
  )
  select id from mine`,
)
const direct = statement('direct conversation', `update identities set direct_id = $2 where id = $1::uuid`)

const isMine = (rows: readonly unknown[]): boolean => rows.length > 0

/** Sets `sending`, with the card that is about to be sent, if state and fence are as they were read. Null when someone else has it. */
export async function claim(db: Db, held: Held, drawing: Drawing): Promise<Held | null> {
  const rows = await db.query(claimRow, [
    held.id,
    held.state,
    held.fence,
    JSON.stringify(drawing.card),
    drawing.version,
  ])
  return isMine(rows) ? { id: held.id, state: 'sending', fence: held.fence + 1 } : null
}

/** What was said by a turn that did not see HOLD yet, and committed after it, is held like the rest [T38]. False when it is another's by now, or HOLD is over. */
export const holdBack = async (db: Db, held: Held): Promise<boolean> =>
  isMine(await db.query(holdRow, [held.id, held.state, held.fence]))

/** Makes sure once more that it is still ours. */
export async function renew(db: Db, held: Held): Promise<Held | null> {
  return isMine(await db.query(renewRow, [held.id, held.fence])) ? { ...held, fence: held.fence + 1 } : null
}

/** Ends a delivery without a message, and notes where the bot can't write. False when it is another's by now. */
export const endAs = async (db: Db, held: Held, { state, reason }: Ending) =>
  isMine(await db.query(endRow, [held.id, held.state, held.fence, state, reason, isOutside(reason)]))

/** Nothing was posted: it waits again. */
export const giveBack = async (db: Db, held: Held, reason: 'limited' | 'unreachable') =>
  isMine(await db.query(giveBackRow, [held.id, held.state, held.fence, reason]))

/** Nothing was posted, and nothing may be for so many seconds. */
export const giveBackLimited = async (db: Db, held: Held, scope: string, seconds: number) =>
  isMine(await db.query(limitRow, [held.id, held.state, held.fence, scope, seconds]))

export const noteFault = async (db: Db, held: Held) =>
  isMine(await db.query(faultRow, [held.id, held.state, held.fence]))

/**
 * A message stands: the delivery is sent if it is still ours; if not, the copy is noted all the same, so that it becomes a live card.
 * `place` is the platform's conversation, `subject` what a live card shows, `short` the card that stands there where the whole was too large.
 */
export async function notePosted(
  db: Db,
  held: Held,
  posted: {
    readonly place: string
    readonly message: string
    readonly subject: { readonly kind: string; readonly id: string } | null
    readonly version: number
    readonly short?: Card | undefined
  },
): Promise<boolean> {
  const { place, message, subject, version, short } = posted
  const about = [subject?.kind ?? null, subject?.id ?? null]
  const said = short ? JSON.stringify(short) : null
  const values = [held.id, held.state, held.fence, message, place, ...about, version, said]
  return isMine(await db.query(postedRow, values))
}

export const keepDirect = async (db: Db, identity: string, conversation: string): Promise<void> =>
  void (await db.query(direct, [identity, conversation]))
