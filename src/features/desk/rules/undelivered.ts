// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { DeliveryId } from '#/network/ids.ts'

/** A message that did not arrive, or of which nobody knows. */
export interface Undelivered {
  readonly id: DeliveryId
  readonly kind: string
  readonly state: 'failed' | 'unclear'
  readonly reason: string | null
  /** The platform on which another account of the same person refused it before. */
  readonly movedFrom: string | null
  /** The person, or the channel's name. */
  readonly to: string
  /** Whether someone may be sent a text of what to do. */
  readonly isPersonal: boolean
  readonly at: Date
  readonly title: string | null
}

const all = statement(
  'undelivered',
  `select d.id, d.kind, d.state, d.reason, d.moved_from as "movedFrom", coalesce(p.name, i.name, c.name, d.conversation) as "to", d.channel_id is null as "isPersonal", coalesce(d.settled_at, d.created_at) as at,
     coalesce(d.card->>'title', d.card->>'text') as title
   from deliveries d left join people p on p.id = d.person_id left join identities i on i.id = d.identity_id left join channels c on c.id = d.channel_id
   where d.state in ('failed', 'unclear') and p.forgotten_at is null order by d.id desc limit $1::int offset $2::int`,
)

/** What was not delivered, newest first; who was forgotten is written to no more. */
export const undelivered = (db: Db, limit: number, offset: number): Promise<readonly Undelivered[]> =>
  db.query<Undelivered>(all, [limit, offset])

const howMany = statement(
  'undelivered_count',
  `select count(*)::int as count from deliveries d left join people p on p.id = d.person_id where d.state in ('failed', 'unclear') and p.forgotten_at is null`,
)

export async function undeliveredCount(db: Db): Promise<number> {
  const [row] = await db.query<{ count: number }>(howMany)
  return row?.count ?? 0
}

const one = statement('delivery_one', 'select id from deliveries where id = $1::uuid')

/** A delivery as it may be settled; whether it still can be is asked when it is. */
export const deliveryById = async (db: Db, id: DeliveryId): Promise<DeliveryId | null> =>
  (await db.query<{ id: DeliveryId }>(one, [id]))[0]?.id ?? null
