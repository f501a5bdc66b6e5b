// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { ChannelId, PillarId, SourceId } from '#/network/ids.ts'

export interface Purpose {
  readonly kind: 'secretariat' | 'pillar' | 'themeGroup'
  readonly pillar: PillarId | null
  readonly themeGroup: string | null
}

const unbind = statement(
  'channel_unbind',
  `update channels set ended_at = $5::timestamptz
   where source_id = $1::uuid and purpose = $2 and coalesce(pillar_id, '') = coalesce($3, '') and coalesce(theme_group_id, '') = coalesce($4, '') and ended_at is null`,
)

const bind = statement(
  'channel_bind',
  `insert into channels (source_id, external_id, name, purpose, pillar_id, theme_group_id, bound_by_id, bound_at, team_id)
   values ($1::uuid, $2, $3, $4, $5, $6, $7::uuid, $8::timestamptz, $9) returning id`,
)

/** What stands in that very channel already, or is on its way there, is not put there again. */
const waiting = statement(
  'channel_waiting',
  `with open as (
     select 'request.new' as notice, 'request' as kind, id, created_at from requests where state in ('open', 'asked')
     union all
     select 'people.stated', 'role', r.id, r.created_at from roles r
     where r.kind in ('alderman', 'mayor', 'municipalSecretary') and r.confirmed_at is null and (r.ends_on is null or r.ends_on > $1::date)
       and not exists (
         select from deliveries d where d.subject_kind = 'role' and d.subject_id = r.id::text and d.person_id is not null
           and not exists (select from roles m where m.person_id = d.person_id and m.kind = 'secretariat' and ${holds('m', '$1::date')}))
   )
   select notice, kind, id from open where not exists (
     select from deliveries d join channels c on c.id = d.channel_id
     where d.subject_kind = open.kind and d.subject_id = open.id::text and d.thread_of is null and d.state not in ('failed', 'void')
       and c.source_id = $2::uuid and c.external_id = $3)
   order by created_at`,
)

/** Binds a channel to a purpose, in place of the one before; what waits for the secretariat is put there, oldest first. */
export async function bindChannel(
  tx: Tx,
  source: SourceId,
  channel: { readonly id: string; readonly name: string; readonly team?: string | undefined },
  purpose: Purpose,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<{ readonly channel: ChannelId; readonly waiting: number }> {
  const now = at.now.toISOString()
  await tx.query(unbind, [source, purpose.kind, purpose.pillar, purpose.themeGroup, now])
  const [row] = await tx.query<{ id: ChannelId }>(bind, [
    source,
    channel.id,
    channel.name,
    purpose.kind,
    purpose.pillar,
    purpose.themeGroup,
    by.personId,
    now,
    channel.team ?? null,
  ])
  if (!row) throw new Error('a channel was not written')
  audit(tx, {
    action: 'channel.bound',
    subject: { kind: 'channel', id: row.id },
    by,
    new: { purpose: purpose.kind, pillar: purpose.pillar, themeGroup: purpose.themeGroup },
  })
  if (purpose.kind !== 'secretariat') return { channel: row.id, waiting: 0 }
  const open = await tx.query<{ notice: string; kind: string; id: string }>(waiting, [at.today, source, channel.id])
  for (const { notice, kind, id } of open)
    notify(tx, [{ kind: 'channel', channel: row.id }], notice, { [kind]: id }, { subject: { kind, id } })
  return { channel: row.id, waiting: open.length }
}

const any = statement(
  'channel_secretariat',
  `select from channels where purpose = 'secretariat' and ended_at is null limit 1`,
)

/** Whether the secretariat has a channel somewhere. */
export const hasChannel = async (db: Db): Promise<boolean> => (await db.query(any)).length > 0

const groups = statement(
  'theme_groups',
  'select id, name from theme_groups where starts_on <= $1::date and (ends_on is null or ends_on > $1::date)',
)

export const themeGroups = (
  db: Db,
  today: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> =>
  db.query<{ id: string; name: string }>(groups, [today])
