// SPDX-License-Identifier: EUPL-1.2
import { mentions, names, type Traces } from '#/database/traces/shape.ts'

const ofPlayground =
  "(t.author = any(who.players) or t.only_for = any(who.players) or t.conversation = any(select '@' || player from unnest(who.players) player))"

/** What the bot itself works with. */
export const workingsTraces: Readonly<Record<string, Traces | null>> = {
  sources: {
    about: 'false',
    part: {
      where: 't.approved_by = who.person',
      shows: `to_jsonb(t) - '{external_id,is_host,service_url}'::text[]`,
    },
    forget: [],
  },
  source_domains: null,
  channels: {
    about: 'false',
    part: { where: 't.bound_by_id = who.person', shows: `to_jsonb(t) - '{external_id,team_id,unreached_at}'::text[]` },
    forget: [],
  },
  planned: {
    about: 't.subject_id = any(who.things)',
    forget: [{ does: 'deletes', where: `t.state = 'open' and t.subject_id = any(who.things)` }],
  },
  days_off: null,
  send_limits: {
    about: `exists (select from unnest(who.directs) direct where strpos(t.scope, direct) > 0)`,
    forget: [
      { does: 'deletes', where: `exists (select from unnest(who.directs) direct where strpos(t.scope, direct) > 0)` },
    ],
  },
  playground_messages: {
    about: ofPlayground,
    forget: [
      {
        does: 'deletes',
        where: `${ofPlayground} or (${names('text')} or ${names('card')} or ${names('blocks')}) and not exists (select from deliveries d where d.id = t.delivery_id and d.record_class = 'record')`,
      },
    ],
  },
  turns: {
    about: `${mentions('outcome')} or split_part(t.key, ':', 1) = 'playground' and split_part(t.key, ':', 2) = any(who.players)`,
    // The turn that forgets has no outcome yet, and must keep its key.
    forget: [
      {
        does: 'deletes',
        where: `t.outcome is not null and (${mentions('outcome')} or split_part(t.key, ':', 1) = 'playground' and split_part(t.key, ':', 2) = any(who.players))`,
      },
    ],
  },
  audit: {
    about: `who.person in (t.person_id, t.on_behalf_of_id) or t.subject_id = any(who.things) or ${mentions('old')} or ${mentions('new')}`,
    forget: [],
  },
  audit_seals: null,
  retentions: null,
}
