// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { accountOf } from '#/delivery/account.ts'
import { growingPrefix } from '#/delivery/growing-id.ts'
import { type Notice, noticesOf } from '#/delivery/notify.ts'
import { type DeliveryJob, jobsChannel, type Queue, queueOf } from '#/delivery/queue.ts'
import { resentOf } from '#/delivery/settle.ts'
import { auditRowsOf } from '#/network/audit.ts'
import type { DeliveryId } from '#/network/ids.ts'

/** What the outbox needs to know of a notice kind. */
export interface KindRules {
  readonly onUnclear: 'surely' | 'once'
  readonly recordClass: 'record' | 'message'
}

/**
 * Keeps the turn's outcome under its key, notes its acts and says its notices, in one statement. A person is written to where they may speak and did so last; without such an account the delivery is failed from the start.
 * Secretariat and pillar are their bound channels; a thread is under the first card about its subject in each channel. Whoever is addressed twice with the same words in one turn hears them once.
 * The second half of an id is random, its first half grows from notice to notice.
 */
const write = statement(
  'flush',
  `with given as materialized (select $1::jsonb as j, ($1::jsonb->>'now')::timestamptz as now),
  noted as (
    insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, old, new)
    select given.now, a.action, a.subject_kind, a.subject_id, a.person, a.role, a.municipality, a.app, a.old, a.new
    from given, jsonb_to_recordset(given.j->'audit') as a(action text, subject_kind text, subject_id text, person uuid, role text, municipality text, app text, old jsonb, new jsonb)
  ),
  kept as (update turns set outcome = given.j->'kept'->'outcome' from given where turns.key = given.j->'kept'->>'key'),
  said as materialized (
    select n.*, given.now, given.j->>'locale' as default_locale, given.j->'platforms' as served from given, jsonb_to_recordset(given.j->'notices') as n(grows text, audience text, person uuid, account uuid, pillar text, channel uuid, about_kind text, about_id text,
      kind text, facts jsonb, subject_kind text, subject_id text, on_unclear text, record_class text, not_after timestamptz)
  ),
  places as (
    select said.grows, coalesce(i.platform, 'none') as platform, i.source, coalesce(i.conversation, 'none:' || said.person) as conversation,
      i.id as identity, null::uuid as channel, said.person, null::uuid as thread_of, coalesce(p.locale, i.locale) as locale
    from said join people p on p.id = said.person
    left join lateral (${accountOf('p.id', 'said.served ? s.platform')}) i on true
    where said.audience = 'person'
    union all
    select said.grows, s.platform, s.id, concat(s.platform, ':', s.external_id, ':@', i.user_id), i.id, null, null, null, i.locale
    from said join identities i on i.id = said.account and not i.is_bot and not i.is_deactivated
    join sources s on s.id = i.source_id and s.state = 'admitted' and said.served ? s.platform
    where said.audience = 'account'
    union all
    select said.grows, s.platform, s.id, concat(s.platform, ':', s.external_id, ':', c.external_id), null, c.id, null, null, null
    from said
    join channels c on c.ended_at is null and case said.audience
      when 'channel' then c.id = said.channel when 'pillar' then c.purpose = 'pillar' and c.pillar_id = said.pillar else c.purpose = said.audience end
    join sources s on s.id = c.source_id and s.state = 'admitted' and said.served ? s.platform
    where said.audience in ('secretariat', 'pillar', 'channel')
    union all
    (select distinct on (said.grows, d.conversation) said.grows, d.platform, d.source_id, d.conversation, null, d.channel_id, null, d.id, d.locale
    from said
    join deliveries d on d.subject_kind = said.about_kind and d.subject_id = said.about_id and d.channel_id is not null and d.thread_of is null
      and d.state not in ('failed', 'void') and said.served ? d.platform
    join channels c on c.id = d.channel_id
    where said.audience = 'thread'
      and exists (select from channels b where b.source_id = c.source_id and b.external_id = c.external_id and b.ended_at is null)
    order by said.grows, d.conversation, d.id)
  ),
  once as (
    select distinct on (p.conversation, p.thread_of, n.kind, n.facts, n.subject_kind, n.subject_id) p.*,
      n.kind, n.facts, n.subject_kind, n.subject_id, n.on_unclear, n.record_class, n.not_after, n.default_locale, n.now
    from places p join said n on n.grows = p.grows
    order by p.conversation, p.thread_of, n.kind, n.facts, n.subject_kind, n.subject_id, p.grows
  ),
  made as (
    insert into deliveries (id, platform, source_id, conversation, identity_id, channel_id, person_id, thread_of, kind, facts, locale,
      subject_kind, subject_id, state, reason, on_unclear, record_class, not_after, created_at, settled_at)
    select (grows || substr(gen_random_uuid()::text, 19))::uuid, platform, source, conversation, identity, channel, person, thread_of, kind, facts,
      coalesce(locale, default_locale), subject_kind, subject_id, case platform when 'none' then 'failed' else 'open' end,
      case platform when 'none' then 'noAccount' end, on_unclear, record_class, not_after, now, case platform when 'none' then now end
    from once
    returning id, platform, conversation
  )
  select id, platform, conversation, pg_notify('${jobsChannel}', '${queueOf('')}' || platform)::text from made where platform <> 'none' order by id`,
)

const made = z.object({
  id: z.string().transform(id => id as DeliveryId),
  platform: z.string(),
  conversation: z.string(),
})

/** A turn's key and what a repeat of it is answered from. */
export interface Kept {
  readonly key: string
  readonly outcome: object
}

/** The last statements of a writing turn: one for audit rows and deliveries, one a platform for their jobs; none at all when nothing was collected. */
export function createFlush(options: {
  readonly kindOf: (kind: string) => KindRules
  readonly queue: Pick<Queue, 'platforms' | 'add'>
  readonly defaultLocale: string
}): (tx: Tx, now: Date, kept?: Kept | null) => Promise<void> {
  const { kindOf, queue, defaultLocale } = options
  return async (tx, now, kept = null) => {
    const acts = auditRowsOf(tx)
    const notices = noticesOf(tx)
    const jobs: DeliveryJob[] = [...resentOf(tx)]
    if (acts.length > 0 || notices.length > 0 || kept) {
      const given = {
        now,
        kept,
        locale: defaultLocale,
        platforms: queue.platforms,
        audit: acts.map(act => ({
          action: act.action,
          subject_kind: act.subject.kind,
          subject_id: act.subject.id,
          person: act.by.personId,
          role: act.by.role,
          municipality: act.by.municipalityId,
          app: act.by.app,
          old: act.old,
          new: act.new,
        })),
        notices: notices.map(notice => ({ ...noticeRow(notice), ...kindRow(kindOf(notice.kind)) })),
      }
      const rows = z.array(made).parse(await tx.query(write, [JSON.stringify(given)]))
      jobs.push(...rows.map(row => ({ ...row, delivery: row.id })))
    }
    if (jobs.length > 0) await queue.add(tx, jobs)
  }
}

const kindRow = (rules: KindRules) => ({ on_unclear: rules.onUnclear, record_class: rules.recordClass })

function noticeRow({ audience, kind, facts, subject, notAfter }: Notice) {
  return {
    grows: growingPrefix(),
    audience: audience.kind,
    person: audience.kind === 'person' ? audience.person : undefined,
    account: audience.kind === 'account' ? audience.account : undefined,
    pillar: audience.kind === 'pillar' ? audience.pillar : undefined,
    channel: audience.kind === 'channel' ? audience.channel : undefined,
    about_kind: audience.kind === 'thread' ? audience.subject.kind : undefined,
    about_id: audience.kind === 'thread' ? audience.subject.id : undefined,
    kind,
    facts,
    subject_kind: subject?.kind,
    subject_id: subject?.id,
    not_after: notAfter,
  }
}
