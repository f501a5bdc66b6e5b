// SPDX-License-Identifier: EUPL-1.2
import type { Traces } from '#/database/traces/shape.ts'

/** Who is who: people with their accounts, roles and seats, and what they set. */
export const peopleTraces: Readonly<Record<string, Traces | null>> = {
  people: {
    about: 'who.person in (t.id, t.merged_into_id)',
    forget: [
      {
        does: 'empties',
        set: 'name = who.called, email = null, municipality_id = null, locale = null, forgotten_at = coalesce(t.forgotten_at, who.now), version = t.version + 1',
        where: 'who.person in (t.id, t.merged_into_id)',
      },
    ],
  },
  identities: { about: 't.id = any(who.accounts)', forget: [{ does: 'deletes', where: 't.id = any(who.accounts)' }] },
  roles: {
    about:
      't.person_id = who.person or exists (select from people p where p.id = t.person_id and p.merged_into_id = who.person)',
    part: {
      where: 't.confirmed_by_id = who.person',
      shows: `jsonb_build_object('id', t.id, 'kind', t.kind, 'confirmed_by_id', t.confirmed_by_id, 'confirmed_at', t.confirmed_at)`,
    },
    // The card in which someone stated it is drawn anew.
    forget: [{ does: 'empties', set: 'version = t.version + 1', where: 't.person_id = who.person' }],
  },
  pillar_members: {
    about: 't.person_id = who.person',
    part: {
      where: 't.official_id = who.person or lower(t.official_text) = any(who.words)',
      shows: `to_jsonb(t) - '{person_id,request_id,version}'::text[]`,
    },
    forget: [
      {
        does: 'empties',
        set: `official_text = null, official_state = 'none', version = t.version + 1`,
        where: `lower(t.official_text) = any(who.words) or t.person_id = who.person and t.official_text is not null`,
      },
    ],
  },

  role_checks: {
    about: 'false',
    part: { where: 't.started_by_id = who.person', shows: 'to_jsonb(t)' },
    forget: [],
  },
  role_check_asks: {
    about: 'exists (select from roles r where r.id = t.role_id and r.person_id = who.person)',
    forget: [],
  },
  theme_group_members: {
    about: 't.person_id = who.person',
    forget: [{ does: 'empties', set: 'ended_at = who.now', where: 't.person_id = who.person and t.ended_at is null' }],
  },
  theme_group_reports: { about: 't.reported_by_id = who.person', forget: [] },
  follows: {
    about: 't.person_id = who.person',
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  substitutions: {
    about: 'who.person in (t.person_id, t.substitute_id)',
    forget: [
      {
        does: 'empties',
        set: 'ends_on = greatest(t.starts_on, least(t.ends_on, who.now::date))',
        where: 'who.person in (t.person_id, t.substitute_id)',
      },
    ],
  },
  holds: {
    about: 't.person_id = who.person',
    part: { where: 't.set_by_id = who.person', shows: `to_jsonb(t) - '{person_id,reason}'::text[]` },
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  link_codes: {
    about: 't.identity_id = any(who.accounts)',
    shows: `to_jsonb(t) - 'code_hash'`,
    forget: [{ does: 'deletes', where: 't.identity_id = any(who.accounts)' }],
  },
}
