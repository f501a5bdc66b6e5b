// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { card } from '#/chat/card.ts'
import { type Db, statement } from '#/database/db.ts'
import { isOnHold } from '#/database/hold.ts'
import { isAnswerable, isTheirs } from '#/delivery/account.ts'
import { isBound } from '#/delivery/binding.ts'
import { waitSql } from '#/delivery/limits.ts'
import { isBehind, type Seen, witnessed } from '#/delivery/witness.ts'
import type { DeliveryId, PersonId } from '#/network/ids.ts'

/** Times are judged by the database's clock, since copies' clocks differ; only the day on which an account is whose comes with the question, as when it was said. */
const read = statement(
  'delivery',
  `select d.id, d.platform, d.kind, d.facts, d.locale, d.subject_kind, d.subject_id, d.card, d.card_version, d.state, d.held, d.fence, d.attempt, d.unclear,
    d.on_unclear, d.person_id, d.sending_at, now() as now,
    coalesce(d.not_after < now(), false) as is_late,
    extract(epoch from now() - d.created_at)::float8 as age_seconds,
    extract(epoch from now() - d.sending_at)::float8 as sending_seconds,
    s.external_id as workspace, i.user_id as account, i.id as identity, coalesce(c.external_id, i.direct_id) as place,
    case when d.channel_id is not null then case when s.state = 'admitted' and ${isBound} then null else 'unbound' end
      when d.person_id is not null then case when ${isTheirs('$5::date')} then null else 'noAccount' end
      else case when ${isAnswerable} then null else 'noAccount' end end as barred,
    coalesce(root.message_id, (select p.message_id from posted_messages p where p.delivery_id = d.thread_of order by p.drawn_at desc limit 1)) as root,
    ${waitSql("d.platform || ':' || s.external_id", '$2', 'coalesce(c.external_id, i.direct_id)')} as post_wait,
    ${waitSql("d.platform || ':' || s.external_id", '$3', 'null')} as direct_wait,
    ${waitSql("d.platform || ':' || s.external_id", '$4', 'coalesce(c.external_id, i.direct_id)')} as find_wait,
    ${isBehind('$6::bigint', '$7::uuid', '$8::int')} as is_behind,
    ${isOnHold} as is_on_hold
  from deliveries d
  left join sources s on s.id = d.source_id
  left join identities i on i.id = d.identity_id
  left join people p on p.id = d.person_id
  left join channels c on c.id = d.channel_id
  left join deliveries root on root.id = d.thread_of
  where d.id = $1::uuid`,
)

const row = z.object({
  id: z.string().transform(id => id as DeliveryId),
  platform: z.string(),
  kind: z.string(),
  facts: z.unknown(),
  locale: z.enum(['nl', 'en']).catch('nl'),
  subject_kind: z.string().nullable(),
  subject_id: z.string().nullable(),
  /** A card that this release cannot read is drawn anew. */
  card: card.nullable().catch(null),
  card_version: z.number().nullable(),
  state: z.enum(['open', 'sending', 'sent', 'failed', 'unclear', 'void']),
  held: z.boolean(),
  fence: z.number(),
  attempt: z.number(),
  unclear: z.number(),
  on_unclear: z.enum(['surely', 'once']),
  person_id: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  sending_at: z.date().nullable(),
  now: z.date(),
  is_late: z.boolean(),
  age_seconds: z.number(),
  sending_seconds: z.number().nullable(),
  workspace: z.string().nullable(),
  account: z.string().nullable(),
  identity: z.string().nullable(),
  place: z.string().nullable(),
  /** Why it may not go there any more: the account is no longer the reader's, or the channel is bound to that purpose no more [T04] [T06]. */
  barred: z.enum(['noAccount', 'unbound']).nullable(),
  root: z.string().nullable(),
  post_wait: z.number(),
  direct_wait: z.number(),
  find_wait: z.number(),
  /** The database knows less than this copy does: it was put back, or lost what was committed [T38]. */
  is_behind: z.boolean(),
  is_on_hold: z.boolean(),
})

/** A delivery with what a worker must know to go on with it. Waits are seconds until its methods are free of limits. */
export type Row = z.infer<typeof row>

/** `today` (`2027-02-03`) decides which account is whose, `seen` is what this copy knows that the database must. */
export async function readRow(
  db: Db,
  id: DeliveryId,
  methods: { readonly post: string; readonly direct: string; readonly find: string },
  today: string,
  seen: Seen,
): Promise<Row | undefined> {
  return z
    .array(row)
    .parse(await db.query(read, [id, methods.post, methods.direct, methods.find, today, ...witnessed(seen)]))[0]
}
