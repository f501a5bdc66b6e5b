// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { holds } from '#/network/holding.ts'
import type { ChannelId, PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

/** With what it began that a channel holds a stranger: the first message that was kept from it since one last stood there, or the first card that was veiled there. What follows it is the same news. */
const kept = statement(
  'channels kept from strangers',
  `select distinct on (channel) channel, first from (
     select d.channel_id as channel, d.id::text as first, d.settled_at as at from deliveries d
     where d.state in ('failed', 'unclear') and d.reason = 'strangers' and d.settled_at > coalesce(
       (select max(s.settled_at) from deliveries s where s.channel_id = d.channel_id and s.state = 'sent'), '-infinity')
     union all
     select d.channel_id, concat(d.id, ' ', p.veiled_at), p.veiled_at from posted_messages p join deliveries d on d.id = p.delivery_id
     where p.veiled_at is not null) met
   join channels c on c.id = met.channel and c.ended_at is null
   order by channel, at, first`,
)

/** Each channel that a message was not posted in, or a card was veiled in, since a stranger to the network reads along there: told once, at once [T23]. */
export async function strangersMet(db: Db, now: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ channel: ChannelId; first: string }>(kept)
  return rows.map(({ channel, first }) => ({
    subject: { kind: 'channel', id: channel },
    occurrence: first,
    dueAt: now,
  }))
}

const bound = statement('channel bound', 'select name, purpose from channels where id = $1::uuid and ended_at is null')

/** A channel that is bound still; null for one that is not. */
export const boundChannel = async (
  db: Db,
  id: string,
): Promise<{ readonly name: string; readonly purpose: string } | null> =>
  (await db.query<{ name: string; purpose: string }>(bound, [id]))[0] ?? null

const members = statement(
  'secretariat members',
  `select distinct person_id as person from roles r where kind = 'secretariat' and ${holds('r', '$1::date')}`,
)

/** The secretariat hears it in its channel; its members one by one where that is the very channel. */
export async function tellOfStrangers(
  tx: Tx,
  { subject }: Planned,
  { today }: Pick<PlannedAt, 'today'>,
): Promise<PlannedOutcome> {
  const channel = await boundChannel(tx, subject.id)
  if (!channel) return { pointless: 'unbound' }
  const audience: readonly Audience[] =
    channel.purpose === 'secretariat'
      ? (await tx.query<{ person: PersonId }>(members, [today])).map(({ person }) => ({ kind: 'person', person }))
      : [{ kind: 'secretariat' }]
  notify(tx, audience, 'channel.strangers', { channel: subject.id })
  return 'done'
}
