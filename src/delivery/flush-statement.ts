// SPDX-License-Identifier: EUPL-1.2
import { type Statement, statement } from '#/database/db.ts'
import { accountOf, isAnswerable } from '#/delivery/account.ts'
import { isBound } from '#/delivery/binding.ts'
import type { Audience } from '#/delivery/notify.ts'
import { holds } from '#/network/holding.ts'

/** What a turn may leave: the parts of the statement that writes it. Every part costs, also when it finds nothing to write. */
export type Part = 'audit' | 'kept' | Audience['kind']

const acts = `
  noted as (
    insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, on_behalf_of_id, acted_municipality_id, app, old, new)
    select given.now, a.action, a.subject_kind, a.subject_id, a.person, a.role, a.behalf, a.municipality, a.app, a.old, a.new
    from given, jsonb_to_recordset(given.j->'audit') as a(action text, subject_kind text, subject_id text, person uuid, role text, behalf uuid, municipality text, app text, old jsonb, new jsonb)
  )`

const outcome = `
  kept as (update turns set outcome = given.j->'kept'->'outcome' from given where turns.key = given.j->'kept'->>'key')`

const said = `
  said as materialized (
    select n.*, given.now, (given.j->>'today')::date as today, given.j->>'locale' as default_locale, given.j->'platforms' as served from given, jsonb_to_recordset(given.j->'notices') as n(grows text, audience text, or_else text, person uuid, account uuid, pillar text, channel uuid, about_kind text, about_id text,
      kind text, facts jsonb, subject_kind text, subject_id text, on_unclear text, record_class text, not_after timestamptz)
  )`

const boundChannels = (wanted: string, which: string) => `
    select said.grows, s.platform, s.id as source, concat(s.platform, ':', s.external_id, ':', c.external_id) as conversation,
      null::uuid as identity, c.id as channel, null::uuid as person, null::uuid as thread_of, null::text as locale
    from said
    join channels c on c.ended_at is null and ${which}
    join sources s on s.id = c.source_id and s.state = 'admitted' and said.served ? s.platform
    where ${wanted}`

/** The secretariat's channels; where none is bound, its members one by one, so that what is said to it reaches someone [F67] [T40]. */
const secretariat = (wanted: string) => `
    (${boundChannels(wanted, `c.purpose = 'secretariat'`)})
    union all
    select said.grows, coalesce(i.platform, 'none') as platform, i.source, coalesce(i.conversation, 'none:' || p.id) as conversation,
      i.id as identity, null::uuid as channel, p.id as person, null::uuid as thread_of, coalesce(p.locale, i.locale) as locale
    from said join people p on exists (select from roles r where r.person_id = p.id and r.kind = 'secretariat' and ${holds('r', 'said.today')})
    left join lateral (${accountOf('said.today', 'said.served ? s.platform')}) i on true
    where ${wanted} and not exists (
      select from channels c join sources s on s.id = c.source_id and s.state = 'admitted' and said.served ? s.platform
      where c.ended_at is null and c.purpose = 'secretariat')`

/** SQL: the first cards about what a thread is about, `d`, in the channels `c` that are bound. */
const roots = `deliveries d
    join channels c on c.id = d.channel_id and ${isBound}
    where d.subject_kind = said.about_kind and d.subject_id = said.about_id and d.thread_of is null
      and d.state not in ('failed', 'void') and said.served ? d.platform`

/** Where each audience is reached. */
const placesOf: Record<Audience['kind'], string> = {
  person: `
    select said.grows, coalesce(i.platform, 'none') as platform, i.source, coalesce(i.conversation, 'none:' || said.person) as conversation,
      i.id as identity, null::uuid as channel, said.person, null::uuid as thread_of, coalesce(p.locale, i.locale) as locale
    from said join people p on p.id = said.person
    left join lateral (${accountOf('said.today', 'said.served ? s.platform')}) i on true
    where said.audience = 'person'`,
  account: `
    select said.grows, s.platform, s.id as source, concat(s.platform, ':', s.external_id, ':@', i.user_id) as conversation,
      i.id as identity, null::uuid as channel, null::uuid as person, null::uuid as thread_of, i.locale
    from said join identities i on i.id = said.account
    join sources s on s.id = i.source_id and ${isAnswerable} and said.served ? s.platform
    where said.audience = 'account'`,
  secretariat: secretariat(`said.audience = 'secretariat'`),
  pillar: boundChannels(`said.audience = 'pillar'`, `c.purpose = 'pillar' and c.pillar_id = said.pillar`),
  channel: boundChannels(`said.audience = 'channel'`, 'c.id = said.channel'),
  thread: `
    (select distinct on (said.grows, d.conversation) said.grows, d.platform, d.source_id as source, d.conversation,
      null::uuid as identity, d.channel_id as channel, null::uuid as person, d.id as thread_of, d.locale
    from said join lateral (select d.* from ${roots}) d on true
    where said.audience = 'thread'
    order by said.grows, d.conversation, d.id)
    union all
    ${secretariat(`said.audience = 'thread' and said.or_else = 'secretariat' and not exists (select from ${roots})`)}`,
}

// While HOLD is on there is a row, which whoever releases it takes away: what is said until then is held, and has no job [T38].
const deliveries = `
  hold as materialized (select from settings where key = 'hold' for share),
  once as (
    select distinct on (p.conversation, p.thread_of, n.kind, n.facts, n.subject_kind, n.subject_id) p.*,
      n.kind, n.facts, n.subject_kind, n.subject_id, n.on_unclear, n.record_class, n.not_after, n.default_locale, n.now
    from places p join said n on n.grows = p.grows
    order by p.conversation, p.thread_of, n.kind, n.facts, n.subject_kind, n.subject_id, p.grows
  ),
  made as (
    insert into deliveries (id, platform, source_id, conversation, identity_id, channel_id, person_id, thread_of, kind, facts, locale,
      subject_kind, subject_id, state, reason, held, on_unclear, record_class, not_after, created_at, settled_at)
    select (grows || substr(gen_random_uuid()::text, 19))::uuid, platform, source, conversation, identity, channel, person, thread_of, kind, facts,
      coalesce(locale, default_locale), subject_kind, subject_id, case platform when 'none' then 'failed' else 'open' end,
      case platform when 'none' then 'noAccount' end, platform <> 'none' and exists (select from hold), on_unclear, record_class, not_after, now, case platform when 'none' then now end
    from once
    returning id, platform, conversation, held
  )`

const kinds: readonly Part[] = ['audit', 'kept', 'person', 'account', 'secretariat', 'pillar', 'channel', 'thread']
const made = new Map<string, Statement>()

/**
 * The statement for just these parts, which are the same few again and again. Its parameter is the JSON of all that was collected, and it returns the deliveries to send.
 * A person is written to where they may speak and did so last; without such an account the delivery is failed from the start. Secretariat and pillar are their bound channels; a thread is
 * under the first card about its subject in each channel, and where there is none what is asked to go to the secretariat then, goes there. Whoever is addressed twice with the same words in one turn hears them once.
 * The second half of an id is random, its first half grows from notice to notice.
 */
export function flushStatement(parts: ReadonlySet<Part>): Statement {
  const wanted = kinds.filter(kind => parts.has(kind))
  const name = `flush ${kinds.map(kind => (parts.has(kind) ? 1 : 0)).join('')}`
  const known = made.get(name)
  if (known) return known
  const places = wanted.flatMap(kind => (kind === 'audit' || kind === 'kept' ? [] : [placesOf[kind]]))
  const written = [
    `given as materialized (select $1::jsonb as j, ($1::jsonb->>'now')::timestamptz as now)`,
    ...(parts.has('audit') ? [acts] : []),
    ...(parts.has('kept') ? [outcome] : []),
    ...(places.length > 0 ? [said, `places as (${places.join(' union all ')})`, deliveries] : []),
  ]
  const sent = "select id, platform, conversation from made where platform <> 'none' and not held order by id"
  const text = `with ${written.join(',')} ${places.length > 0 ? sent : 'select from given where false'}`
  const one = statement(name, text)
  made.set(name, one)
  return one
}
