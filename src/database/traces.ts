// SPDX-License-Identifier: EUPL-1.2

/** What forgetting does to the rows of a table, in SQL over the row `t` and the one row `who` of `traces-sql.ts`. */
export type Step =
  | { readonly does: 'deletes'; readonly where: string }
  | { readonly does: 'empties'; readonly set: string; readonly where: string }

/** Where a table holds traces of a person. Every table of the catalogue has this; null: it can hold none. */
export interface Traces {
  /** Rows that are about them: shown to them whole, as what `shows` makes of it. */
  readonly about: string
  readonly shows?: string
  /** Rows of others in which they had a part, with what of it is theirs to see. */
  readonly part?: { readonly where: string; readonly shows: string }
  readonly forget: readonly Step[]
}

/** Whether a JSON column holds the id of the person or of something of theirs. */
const mentions = (column: string): string =>
  `exists (select from jsonb_path_query(t.${column}, '$.**') one where one #>> '{}' = any(who.things))`

/** Whether a column holds what they are called by, whatever stands around it. Its text is made once for all that they are called by: there is much of it. */
const names = (column: string): string =>
  `exists (select from (select lower(replace(t.${column}::text, '\\', '')) as said offset 0) whole
     where exists (select from unnest(who.phrases) phrase where strpos(whole.said, phrase) > 0))`

const isTheirs = '(t.person_id = who.person or t.identity_id = any(who.accounts))'
/** A message to whomever about something of theirs. */
const isOfThem = `(coalesce(t.subject_id = any(who.things), false) or ${mentions('facts')})`
/** A message about them that nobody must keep. */
const isOnlySaid = `(t.record_class <> 'record' and (${isOfThem} or ${names('facts')} or ${names('card')}))`
const isHidden = '(p.is_confidential or p.opened_at is null)'
/** A message that names a lobby point which few may know of by now: its words stand with the point [T20]. */
const tellsHidden = `(coalesce(t.facts->>'point' in (select p.id::text from lobby_points p where ${isHidden}), false)
  or coalesce(t.facts->>'lobbyRound' in (select i.round_id::text from lobby_round_points i join lobby_points p on p.id = i.point_id where ${isHidden}), false))`
const ofPlayground =
  "(t.author = any(who.players) or t.only_for = any(who.players) or t.conversation = any(select '@' || player from unnest(who.players) player))"
/** The secretariat was asked whether they have left, under whichever entry they stood then. */
const isDeparture = `(t.kind = 'person.departed' and t.subject->>'person' = any(who.things))`
const officialOf = `t.subject->'official'`

const isOfTheirRegistration =
  'exists (select from meeting_registrations r where r.id = t.registration_id and r.person_id = who.person)'

const isOfTheirMeeting = 'exists (select from meetings m where m.id = t.meeting_id and m.planned_by_id = who.person)'

const isOfTheirReport = 'exists (select from reports r where r.id = t.report_id and r.author_id = who.person)'

/** By table, in the order of the catalogue. Forgetting goes through them from the last to the first, so that nothing is left hanging on what goes. */
export const traces: Readonly<Record<string, Traces | null>> = {
  agenda_periods: null,
  municipalities: null,
  municipality_aliases: null,
  municipality_domains: null,
  memberships: null,
  pillars: null,
  themes: null,
  theme_groups: null,
  committees: null,
  committee_pillars: null,
  lobby_targets: null,
  meeting_kinds: null,
  meeting_evaluations: null,
  settings: {
    about: `t.key = any(select 'playground.locale.' || player from unnest(who.players) player)`,
    forget: [
      {
        does: 'deletes',
        where: `t.key = any(select 'playground.locale.' || player from unnest(who.players) player)`,
      },
    ],
  },

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

  requests: {
    about: `t.requester_id = who.person or t.subject->>'identity' = any(who.things) or ${isDeparture}`,
    part: {
      where: `t.claimed_by_id = who.person or t.decided_by_id = who.person or ${officialOf}->>'person' = who.person::text or lower(${officialOf}->>'text') = any(who.words)`,
      shows: `jsonb_build_object('id', t.id, 'number', t.number, 'kind', t.kind, 'state', t.state, 'created_at', t.created_at, 'claimed_by_id', case when t.claimed_by_id = who.person then t.claimed_by_id end) ||
        case when t.decided_by_id = who.person then jsonb_build_object('decided_by_id', t.decided_by_id, 'decided_as', t.decided_as, 'decided_at', t.decided_at, 'reason', t.reason) else '{}' end ||
        case when ${officialOf}->>'person' = who.person::text or lower(${officialOf}->>'text') = any(who.words) then jsonb_build_object('official', ${officialOf}) else '{}' end`,
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
        where: `who.person in (t.requester_id, t.claimed_by_id, t.decided_by_id) or t.subject->>'identity' = any(who.things) or ${officialOf}->>'person' = who.person::text`,
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

  lobby_points: {
    about: 't.proposer_id = who.person',
    shows: `to_jsonb(t) - 'search'`,
    forget: [{ does: 'deletes', where: `t.proposer_id = who.person and t.state = 'draft'` }],
  },
  lobby_point_targets: {
    about: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)`,
    forget: [
      {
        does: 'deletes',
        where: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person and p.state = 'draft')`,
      },
    ],
  },
  lobby_wordings: {
    about: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)`,
    part: {
      where: 't.replaced_by_id = who.person',
      shows: `jsonb_build_object('id', t.id, 'point_id', t.point_id, 'wording', t.wording, 'replaced_by_id', t.replaced_by_id, 'replaced_at', t.replaced_at)`,
    },
    forget: [
      {
        does: 'deletes',
        where: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person and p.state = 'draft')`,
      },
    ],
  },
  lobby_supports: {
    about: 't.person_id = who.person',
    forget: [
      {
        does: 'deletes',
        where: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person and p.state = 'draft')`,
      },
    ],
  },
  // Who was offered as a speaker is so no more, and leaves no name.
  lobby_offers: {
    about: 't.person_id = who.person',
    part: {
      where: `t.speaker is not null and ${names('speaker')}`,
      shows: `jsonb_build_object('id', t.id, 'point_id', t.point_id, 'speaker', t.speaker, 'speaker_role', t.speaker_role, 'text', t.text, 'created_at', t.created_at)`,
    },
    forget: [
      {
        does: 'deletes',
        where: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person and p.state = 'draft')`,
      },
      {
        does: 'empties',
        set: `speaker = who.called, speaker_role = '', text = '', ended_at = coalesce(t.ended_at, who.now), version = t.version + 1`,
        where: `t.speaker is not null and ${names('speaker')}`,
      },
    ],
  },
  lobby_rounds: {
    about: 'who.person in (t.opened_by_id, t.outcome_by_id)',
    shows: `to_jsonb(t) - array_remove(array[case when t.opened_by_id is distinct from who.person then 'opened_by_id' end,
      case when t.outcome_by_id is distinct from who.person then 'outcome_by_id' end], null)`,
    forget: [],
  },
  lobby_round_points: {
    about: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)`,
    forget: [],
  },
  lobby_votes: { about: 't.person_id = who.person', forget: [] },
  lobby_results: {
    about: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)`,
    forget: [],
  },
  lobby_placements: { about: 't.person_id = who.person', forget: [] },
  lobby_contacts: { about: 't.person_id = who.person', forget: [] },

  bottlenecks: { about: 't.author_id = who.person', shows: `to_jsonb(t) - 'search'`, forget: [] },
  bottleneck_recognitions: { about: 't.person_id = who.person', forget: [] },
  lobby_point_origins: {
    about: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)`,
    forget: [
      {
        does: 'deletes',
        where: `exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person and p.state = 'draft')`,
      },
    ],
  },

  meetings: { about: 't.planned_by_id = who.person', forget: [] },
  actions: {
    about: 'who.person in (t.owner_id, t.noted_by_id, t.done_by_id)',
    shows: `to_jsonb(t) - array_remove(array[case when t.owner_id is distinct from who.person then 'owner_id' end, case when t.noted_by_id is distinct from who.person then 'noted_by_id' end,
      case when t.done_by_id is distinct from who.person then 'done_by_id' end], null)`,
    forget: [],
  },
  agenda_items: { about: 't.proposed_by_id = who.person', forget: [] },
  meeting_registrations: {
    about: 't.person_id = who.person',
    shows: `to_jsonb(t) - array_remove(array[case when t.by_id is distinct from who.person then 'by_id' end, case when t.instead_of_id is distinct from who.person then 'instead_of_id' end], null)`,
    part: {
      where: 'who.person in (t.by_id, t.instead_of_id)',
      shows: `jsonb_build_object('id', t.id, 'meeting_id', t.meeting_id) || case when t.by_id = who.person then jsonb_build_object('by_id', t.by_id) else '{}' end ||
        case when t.instead_of_id = who.person then jsonb_build_object('instead_of_id', t.instead_of_id) else '{}' end`,
    },
    forget: [
      {
        does: 'deletes',
        where: `t.person_id = who.person and exists (select from meetings m where m.id = t.meeting_id and m.state <> 'held')`,
      },
      // What was held keeps its counts.
      { does: 'empties', set: 'person_id = null, version = t.version + 1', where: 't.person_id = who.person' },
      { does: 'empties', set: 'by_id = null', where: 't.by_id = who.person' },
      { does: 'empties', set: 'instead_of_id = null', where: 't.instead_of_id = who.person' },
    ],
  },
  meeting_polls: { about: isOfTheirMeeting, forget: [] },
  meeting_dates: { about: isOfTheirMeeting, forget: [] },
  meeting_date_answers: {
    about: 't.person_id = who.person',
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  meeting_questions: { about: 't.person_id = who.person', forget: [] },
  meeting_question_backers: { about: 't.person_id = who.person', forget: [] },
  meeting_needs: {
    about: isOfTheirRegistration,
    shows: `to_jsonb(t) - 'sealed'`,
    forget: [{ does: 'deletes', where: isOfTheirRegistration }],
  },

  committee_seats: {
    about: `t.person_id = who.person or t.holder is not null and ${names('holder')}`,
    forget: [
      {
        does: 'empties',
        set: 'holder = who.called, version = t.version + 1',
        where: `t.holder is not null and ${names('holder')}`,
      },
    ],
  },
  committee_meetings: null,
  committee_asks: { about: 't.person_id = who.person', forget: [] },
  reports: { about: 't.author_id = who.person', forget: [] },
  report_pillars: { about: isOfTheirReport, forget: [] },
  report_wordings: {
    about: isOfTheirReport,
    part: {
      where: 't.replaced_by_id = who.person',
      shows: `jsonb_build_object('report_id', t.report_id, 'wording', t.wording, 'replaced_by_id', t.replaced_by_id, 'replaced_at', t.replaced_at)`,
    },
    forget: [],
  },
  report_inputs: { about: 't.person_id = who.person', forget: [] },

  deliveries: {
    about: isTheirs,
    shows: `case when ${tellsHidden} then to_jsonb(t) - 'card' else to_jsonb(t) end`,
    // To others: of what is about them the text, without to whom; of another's affair only that they are named in it.
    part: {
      where: `${isOfThem} or ${names('facts')} or ${names('card')}`,
      shows: `jsonb_build_object('id', t.id, 'kind', t.kind, 'created_at', t.created_at, 'record_class', t.record_class) || case when ${isOfThem}
        then jsonb_build_object('subject_kind', t.subject_kind, 'subject_id', t.subject_id, 'facts', t.facts, 'card', case when ${tellsHidden} then null else t.card end)
        else jsonb_build_object('named', (select jsonb_agg(phrase) from unnest(who.phrases) phrase where strpos(lower(replace(concat(t.facts, t.card), '\\', '')), phrase) > 0)) end`,
    },
    forget: [
      {
        does: 'empties',
        set: `state = 'void', reason = 'forgotten', fence = t.fence + 1, settled_at = coalesce(t.settled_at, who.now)`,
        where: `t.state not in ('sent', 'void') and (${isTheirs} or ${isOnlySaid})`,
      },
      {
        does: 'empties',
        set: `facts = '{}', card = null`,
        where: `${isOnlySaid} or ${isTheirs} and t.record_class <> 'record'`,
      },
      {
        does: 'empties',
        set: `facts = '{}', identity_id = null, conversation = 'none:' || coalesce(who.person, t.id), message_id = null`,
        where: isTheirs,
      },
    ],
  },
  posted_messages: {
    about: `exists (select from deliveries d where d.id = t.delivery_id and (d.person_id = who.person or d.identity_id = any(who.accounts)))`,
    forget: [
      {
        does: 'deletes',
        where: `exists (select from deliveries d where d.id = t.delivery_id and (d.person_id = who.person or d.identity_id = any(who.accounts)))`,
      },
    ],
  },
  drafts: {
    about: 't.identity_id = any(who.accounts)',
    // Half-filled by another, who named them in it: that is kept for no record.
    forget: [{ does: 'deletes', where: `t.identity_id = any(who.accounts) or ${names('content')}` }],
  },
  files: {
    about: 't.identity_id = any(who.accounts)',
    shows: `to_jsonb(t) - '{token_hash,reader_hash}'::text[]`,
    forget: [{ does: 'deletes', where: 't.identity_id = any(who.accounts)' }],
  },
  calendar_feeds: {
    about: 't.person_id = who.person',
    shows: `to_jsonb(t) - 'token_hash'`,
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  file_parts: {
    about: 'exists (select from files f where f.id = t.file_id and f.identity_id = any(who.accounts))',
    shows: `to_jsonb(t) - 'sealed'`,
    forget: [
      {
        does: 'deletes',
        where: 'exists (select from files f where f.id = t.file_id and f.identity_id = any(who.accounts))',
      },
    ],
  },

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

/** What the queue of jobs holds of them, in its own schema, until it cleans up by itself: the conversation that a job keeps its order in. */
export const jobs: Traces = {
  about: 't.singleton_key = any(who.conversations)',
  shows: `jsonb_build_object('id', t.id, 'name', t.name, 'singleton_key', t.singleton_key, 'state', t.state, 'created_on', t.created_on)`,
  forget: [{ does: 'deletes', where: 't.singleton_key = any(who.conversations)' }],
}
