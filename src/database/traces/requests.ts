// SPDX-License-Identifier: EUPL-1.2
import type { Traces } from '#/database/traces/shape.ts'

/** The secretariat was asked whether they have left, under whichever entry they stood then. */
const isDeparture = `(t.kind = 'person.departed' and t.subject->>'person' = any(who.things))`
const officialOf = `t.subject->'official'`
/** Someone asked that they go in their place. */
const isSubstitute = `t.subject->>'substitute' = who.person::text`

/** What was asked, decided and answered. */
export const requestsTraces: Readonly<Record<string, Traces | null>> = {
  requests: {
    about: `t.requester_id = who.person or t.subject->>'identity' = any(who.things) or ${isDeparture}`,
    part: {
      where: `t.claimed_by_id = who.person or t.decided_by_id = who.person or ${officialOf}->>'person' = who.person::text or lower(${officialOf}->>'text') = any(who.words) or ${isSubstitute}`,
      shows: `jsonb_build_object('id', t.id, 'number', t.number, 'kind', t.kind, 'state', t.state, 'created_at', t.created_at, 'claimed_by_id', case when t.claimed_by_id = who.person then t.claimed_by_id end) ||
        case when t.decided_by_id = who.person then jsonb_build_object('decided_by_id', t.decided_by_id, 'decided_as', t.decided_as, 'decided_at', t.decided_at, 'reason', t.reason) else '{}' end ||
        case when ${officialOf}->>'person' = who.person::text or lower(${officialOf}->>'text') = any(who.words) then jsonb_build_object('official', ${officialOf}) else '{}' end ||
        case when ${isSubstitute} then jsonb_build_object('substitute', t.subject->'substitute') else '{}' end`,
    },
    forget: [
      {
        does: 'empties',
        set: `requester_text = who.called, subject = t.subject || jsonb_build_object('name', who.called, 'email', null)`,
        where: `t.subject->>'identity' = any(who.things)`,
      },
      { does: 'empties', set: 'requester_text = who.called, version = t.version + 1', where: isDeparture },
      {
        does: 'empties',
        set: `subject = jsonb_set(t.subject, '{official}', '{"state": "none", "person": null, "text": null}')`,
        where: `lower(${officialOf}->>'text') = any(who.words) or t.requester_id = who.person and ${officialOf}->>'text' is not null`,
      },
      // What stands in channels is drawn anew, and then says "voormalig wethouder, Dronten".
      {
        does: 'empties',
        set: 'version = t.version + 1',
        where: `who.person in (t.requester_id, t.claimed_by_id, t.decided_by_id) or t.subject->>'identity' = any(who.things) or ${officialOf}->>'person' = who.person::text or ${isSubstitute}`,
      },
    ],
  },
  undone_decisions: {
    about: `exists (select from requests r where r.id = t.request_id and (r.requester_id = who.person or r.subject->>'identity' = any(who.things)))`,
    part: {
      where: 'who.person in (t.decided_by_id, t.undone_by_id)',
      shows: `jsonb_build_object('id', t.id, 'request_id', t.request_id, 'round', t.round) ||
        case when t.decided_by_id = who.person then to_jsonb(t) - '{undone_by_id,undone_at,undone_why}'::text[] else '{}' end ||
        case when t.undone_by_id = who.person then to_jsonb(t) - '{decided_by_id,decided_as,decided_at,reason}'::text[] else '{}' end`,
    },
    forget: [],
  },
  request_questions: {
    about: `exists (select from requests r where r.id = t.request_id and (r.requester_id = who.person or r.subject->>'identity' = any(who.things)))`,
    part: {
      where: 't.asked_by_id = who.person',
      shows: `to_jsonb(t) - '{answer,answered_at}'::text[]`,
    },
    forget: [],
  },
}
