// SPDX-License-Identifier: EUPL-1.2
import type { KindName } from '#/database/data-kinds.ts'

export interface Table {
  /**
   * The ways from a row to the people it is about: each is a foreign key's column, and where that leads to another table the next one's, up to
   * `people`. The empty way: the row is the person. Every table with a column of class `personal` has one or more.
   */
  readonly people: readonly (readonly string[])[]
  readonly columns: Readonly<Record<string, KindName>>
  /** What each JSON column may hold. */
  readonly json: Readonly<Record<string, string>>
}

const all = (kind: KindName, columns: string): Readonly<Record<string, KindName>> =>
  Object.fromEntries(columns.split(' ').map(column => [column, kind]))

function table(columns: Table['columns'], more: { people?: Table['people']; json?: Table['json'] } = {}): Table {
  return { columns, people: more.people ?? [], json: more.json ?? {} }
}

/** Every table of the schema `public` with every column, except the one that migrations keep themselves. A test fails when the database differs. */
export const catalogue: Readonly<Record<string, Table>> = {
  agenda_periods: table(all('network', 'id name starts_on ends_on')),
  municipalities: table(
    all('network', 'id name region inhabitants inhabitants_year school_region valid_from valid_to successor_id'),
  ),
  municipality_aliases: table(all('network', 'municipality_id alias')),
  municipality_domains: table(all('network', 'municipality_id domain kind source')),
  memberships: table(all('network', 'id municipality_id period_id starts_on ends_on')),
  pillars: table(all('network', 'id period_id number name starts_on ends_on')),
  themes: table(all('network', 'id pillar_id name keywords')),
  theme_groups: table(all('network', 'id pillar_id name starts_on ends_on')),
  committees: table(all('network', 'id name kind valid_from valid_to version')),
  committee_pillars: table(all('network', 'committee_id pillar_id rank')),
  lobby_targets: table(all('network', 'id name kind region committee_id valid_from valid_to')),
  meeting_kinds: table(
    all(
      'network',
      'id name scope audience months per_year reminder_days has_sessions takes_questions starts_on ends_on',
    ),
  ),
  settings: table(all('network', 'key value updated_at'), {
    json: {
      value:
        'by key: the shapes of networkSettings in src/database/seed/rows.ts; days of retention.<rule>; of the playground, the language that each invented person chose and whether its story was told; of the clock, its last tick; up to when lost messages were told; never anything of a real person',
    },
  }),

  people: table(all('person', 'id name email municipality_id locale merged_into_id created_at version forgotten_at'), {
    people: [[], ['merged_into_id']],
  }),
  identities: table(
    all(
      'account',
      'id source_id user_id person_id name email is_guest is_bot is_deactivated locale direct_id unreached_at checked_at active_at',
    ),
    { people: [['person_id']] },
  ),
  roles: table(
    all(
      'office',
      'id person_id kind municipality_id pillar_id starts_on ends_on confirmed_at confirmed_by_id created_at version',
    ),
    { people: [['person_id'], ['confirmed_by_id']] },
  ),
  pillar_members: table(
    all(
      'office',
      'id pillar_id person_id municipality_id started_at ended_at request_id official_id official_state official_text version',
    ),
    { people: [['person_id'], ['official_id']] },
  ),

  role_checks: table(all('office', 'id kind started_by_id started_at closed_at'), { people: [['started_by_id']] }),
  role_check_asks: table(all('office', 'id check_id role_id answer asked_at reminded_at answered_at version'), {
    people: [['role_id', 'person_id']],
  }),
  theme_group_members: table(all('office', 'id theme_group_id person_id municipality_id started_at ended_at'), {
    people: [['person_id']],
  }),
  theme_group_reports: table(all('groupReport', 'theme_group_id text reported_by_id reported_at'), {
    people: [['reported_by_id']],
  }),
  follows: table(all('follow', 'person_id subject_kind subject_id created_at'), { people: [['person_id']] }),
  substitutions: table(all('office', 'id person_id substitute_id starts_on ends_on created_at'), {
    people: [['person_id'], ['substitute_id']],
  }),
  holds: table(all('hold', 'id person_id reason starts_on ends_on set_by_id created_at'), {
    people: [['person_id'], ['set_by_id']],
  }),
  link_codes: table(all('linkCode', 'identity_id code_hash expires_at'), { people: [['identity_id', 'person_id']] }),

  requests: table(
    all(
      'request',
      'id number kind state subject subject_key requester_id requester_text municipality_id asked_of claimed_by_id decided_by_id decided_as decided_at reason created_at opened_at round version basis',
    ),
    {
      people: [['requester_id'], ['claimed_by_id'], ['decided_by_id']],
      json: {
        subject:
          'RequestKind.subject of src/requests/kind.ts: ids and choices; an official that is not known yet as typed (name or address)',
      },
    },
  ),
  undone_decisions: table(
    all(
      'request',
      'id request_id round state decided_by_id decided_as decided_at reason undone_by_id undone_at undone_why',
    ),
    { people: [['decided_by_id'], ['undone_by_id'], ['request_id', 'requester_id']] },
  ),
  request_questions: table(all('request', 'id request_id question asked_by_id asked_at answer answered_at'), {
    people: [['asked_by_id'], ['request_id', 'requester_id']],
  }),

  lobby_points: table(
    all(
      'lobby',
      'id number state title problem ask why_midsized pillar_id theme_id deadline evidence dossiers proposer_id municipality_id is_confidential sight wording version created_at opened_at moved_at state_at merged_into_id split_from_id result result_link ended_at search',
    ),
    { people: [['proposer_id']] },
  ),
  lobby_point_targets: table(all('lobby', 'point_id target_id'), { people: [['point_id', 'proposer_id']] }),
  lobby_wordings: table(
    all(
      'lobby',
      'id point_id wording title problem ask why_midsized evidence dossiers is_confidential replaced_at replaced_by_id',
    ),
    {
      people: [['replaced_by_id'], ['point_id', 'proposer_id']],
    },
  ),
  lobby_supports: table(all('lobby', 'id point_id municipality_id person_id stance line created_at ended_at'), {
    people: [['person_id'], ['point_id', 'proposer_id']],
  }),
  lobby_offers: table(
    all(
      'lobby',
      'id point_id municipality_id person_id offer text source year speaker speaker_role version created_at told_at ended_at',
    ),
    { people: [['person_id'], ['point_id', 'proposer_id']] },
  ),
  lobby_rounds: table(
    all(
      'lobby',
      'id pillar_id question state municipalities opened_at opened_by_id closes_at closed_at outcome outcome_at outcome_by_id revision',
    ),
    { people: [['opened_by_id'], ['outcome_by_id']] },
  ),
  lobby_round_outcomes: table(
    all('lobby', 'round_id revision outcome noted_at noted_by_id replaced_at replaced_by_id'),
    {
      people: [['noted_by_id'], ['replaced_by_id']],
    },
  ),
  lobby_round_points: table(all('lobby', 'round_id point_id place left_at'), { people: [['point_id', 'proposer_id']] }),
  lobby_votes: table(all('vote', 'round_id point_id municipality_id person_id score cast_at'), {
    people: [['person_id']],
  }),
  lobby_results: table(all('lobby', 'id point_id result link is_confidential ended_at'), {
    people: [['point_id', 'proposer_id']],
  }),
  lobby_placements: table(
    all(
      'lobby',
      'id point_id target_id occasion placed_on spokesperson next_contact_on person_id created_at taken_back_at taken_back_by_id',
    ),
    { people: [['person_id'], ['taken_back_by_id'], ['point_id', 'proposer_id']] },
  ),
  lobby_contacts: table(
    all('contact', 'id point_id text next_contact_on person_id created_at taken_back_at taken_back_by_id'),
    { people: [['person_id'], ['taken_back_by_id'], ['point_id', 'proposer_id']] },
  ),

  bottlenecks: table(
    all(
      'bottleneck',
      'id number title happens place frequency cost pillar_id theme_id author_id municipality_id merged_into_id version created_at withdrawn_at search',
    ),
    { people: [['author_id']] },
  ),
  bottleneck_wordings: table(
    all('bottleneck', 'id bottleneck_id title happens place frequency cost replaced_at replaced_by_id'),
    { people: [['replaced_by_id'], ['bottleneck_id', 'author_id']] },
  ),
  bottleneck_recognitions: table(
    all('bottleneck', 'id bottleneck_id municipality_id person_id example created_at ended_at'),
    { people: [['person_id'], ['bottleneck_id', 'author_id']] },
  ),
  lobby_point_origins: table(all('lobby', 'point_id bottleneck_id created_at'), {
    people: [
      ['point_id', 'proposer_id'],
      ['bottleneck_id', 'author_id'],
    ],
  }),

  meetings: table(
    all(
      'meeting',
      'id number kind_id pillar_id theme_group_id title about starts_at ends_at place online_link is_on_site is_online capacity_on_site capacity_online most_per_municipality has_sessions asks_needs register_until state version planned_by_id created_at opened_at moved_at cancelled_because report_link photos_link report_told_at photos_told_at',
    ),
    { people: [['planned_by_id']] },
  ),
  actions: table(
    all(
      'action',
      'id number text owner_id municipality_id meeting_id due_on state noted_by_id done_by_id created_at done_at version',
    ),
    { people: [['owner_id'], ['noted_by_id'], ['done_by_id']] },
  ),
  agenda_items: table(all('meeting', 'id meeting_id position title about point_id proposed_by_id created_at'), {
    people: [['proposed_by_id'], ['meeting_id', 'planned_by_id'], ['point_id', 'proposer_id']],
  }),
  meeting_evaluations: table(all('evaluation', 'id meeting_id worth useful met is_counted')),
  meeting_registrations: table(
    all(
      'registration',
      'id meeting_id person_id municipality_id state way session_id attendance place_in_line offer_until by_id instead_of_id created_at changed_at version evaluated_at',
    ),
    { people: [['person_id'], ['by_id'], ['instead_of_id'], ['meeting_id', 'planned_by_id']] },
  ),

  meeting_polls: table(all('meeting', 'meeting_id until opened_at closed_at chosen_start'), {
    people: [['meeting_id', 'planned_by_id']],
  }),
  meeting_dates: table(all('meeting', 'id meeting_id starts_at ends_at'), {
    people: [['meeting_id', 'meeting_id', 'planned_by_id']],
  }),
  meeting_date_answers: table(all('registration', 'meeting_id person_id municipality_id dates answered_at'), {
    people: [['person_id']],
  }),
  meeting_questions: table(
    all('meeting', 'id meeting_id person_id municipality_id text created_at answered_at withdrawn_at'),
    { people: [['person_id'], ['meeting_id', 'planned_by_id']] },
  ),
  meeting_question_backers: table(all('meeting', 'question_id municipality_id person_id created_at'), {
    people: [['person_id'], ['question_id', 'person_id']],
  }),
  meeting_needs: table(all('need', 'registration_id sealed changed_at'), {
    people: [['registration_id', 'person_id']],
  }),

  committee_seats: table(
    all('office', 'id committee_id person_id holder function starts_on ends_on created_at version'),
    {
      people: [['person_id']],
    },
  ),
  committee_meetings: table(
    all(
      'committeeMeeting',
      'id committee_id about starts_at ends_at place link input_until uid recurrence calendar cancelled_at created_at version',
    ),
    {
      json: {
        calendar:
          'the agenda, place, link and times of the calendar that it was read from, and whether it was off there',
      },
    },
  ),
  committee_asks: table(all('report', 'meeting_id person_id kind asked_at answered_at'), { people: [['person_id']] }),
  reports: table(
    all(
      'report',
      'id number committee_id meeting_id kind state title summary decisions opportunities action link is_confidential urgency input_until author_id wording version created_at published_at corrected_at',
    ),
    { people: [['author_id']] },
  ),
  report_pillars: table(all('report', 'report_id pillar_id announced_at'), { people: [['report_id', 'author_id']] }),
  report_wordings: table(
    all(
      'report',
      'report_id wording title summary decisions opportunities action link is_confidential replaced_at replaced_by_id',
    ),
    { people: [['replaced_by_id'], ['report_id', 'author_id']] },
  ),
  report_inputs: table(all('report', 'id meeting_id report_id person_id municipality_id text created_at changed_at'), {
    people: [['person_id'], ['report_id', 'author_id']],
  }),

  digest_schedules: table(
    all(
      'network',
      'id pillar_id theme_group_id weekday time_of_day rhythm starts_on pauses_in_recess silence review_hours is_off revision',
    ),
  ),
  digest_wishes: table(all('follow', 'id person_id pillar_id rhythm created_at'), { people: [['person_id']] }),
  digests: table(
    all(
      'digest',
      'id schedule_id wish_id occurrence state reason introduction introduced_by_id period_from period_to created_at sent_at sent_by_id rest_at sent_name sent_rhythm is_released version',
    ),
    { people: [['introduced_by_id'], ['sent_by_id'], ['wish_id', 'person_id']] },
  ),
  digest_items: table(all('digest', 'digest_id key position point_id facts is_dropped is_left'), {
    people: [
      ['digest_id', 'wish_id', 'person_id'],
      ['point_id', 'proposer_id'],
    ],
    json: {
      facts:
        'itemFacts of src/features/digests/rules/item.ts: ids, numbers, dates and titles; never a name of a person',
    },
  }),

  deliveries: table(
    all(
      'message',
      'id platform source_id conversation identity_id channel_id person_id thread_of moved_from kind facts locale subject_kind subject_id card card_version state held fence attempt unclear on_unclear record_class not_after reason message_id created_at sending_at settled_at',
    ),
    {
      people: [['person_id'], ['identity_id', 'person_id']],
      json: {
        facts: 'NoticeKind.facts of src/chat/feature.ts: what was so at that moment, names among it',
        card: 'Card of src/chat/card.ts as it was drawn once: the text as sent',
      },
    },
  ),
  posted_messages: table(
    all(
      'message',
      'id delivery_id conversation_id message_id subject_kind subject_id drawn_version drawn_at veiled_at',
    ),
    {
      people: [
        ['delivery_id', 'person_id'],
        ['delivery_id', 'identity_id', 'person_id'],
      ],
    },
  ),
  drafts: table(all('draft', 'id identity_id kind name content created_at'), {
    people: [['identity_id', 'person_id']],
    json: { content: 'what was typed: a command line, or the values of a form by field' },
  }),
  files: table(all('file', 'id token_hash identity_id kind locale created_at expires_at reader_hash opened_at'), {
    people: [['identity_id', 'person_id']],
  }),
  calendar_feeds: table(all('file', 'id person_id pillar_id token_hash created_at'), { people: [['person_id']] }),
  file_parts: table(all('file', 'file_id place name media_type sealed'), {
    people: [['file_id', 'identity_id', 'person_id']],
  }),

  sources: table(
    all(
      'place',
      'id platform external_id name is_host state approved_at approved_by created_at missing_scopes scopes_at service_url',
    ),
  ),
  source_domains: table(all('place', 'source_id domain')),
  channels: table(
    all(
      'place',
      'id source_id external_id name purpose pillar_id theme_group_id bound_by_id bound_at ended_at team_id unreached_at',
    ),
  ),
  planned: table(
    all('planned', 'id kind subject_kind subject_id occurrence due_at moved state reason faults created_at settled_at'),
  ),
  days_off: table(all('network', 'kind region date ends_on name is_off source')),
  send_limits: table(all('sendLimit', 'scope until')),
  playground_messages: table(
    all('playground', 'id conversation thread_of author only_for delivery_id text card blocks drawing at updated_at'),
    { json: { card: 'the Adaptive Card as Teams would get it', blocks: 'the message as Slack would get it' } },
  ),
  turns: table(all('turnKey', 'key outcome created_at'), {
    json: { outcome: 'Outcome of src/chat/feature.ts: a code and ids' },
  }),
  audit: table(
    all(
      'audit',
      'id at action subject_kind subject_id person_id acted_role on_behalf_of_id acted_municipality_id app old new',
    ),
    {
      json: {
        old: 'AuditRow.old of src/network/audit.ts: ids, states and dates before',
        new: 'AuditRow.new of src/network/audit.ts: ids, states and dates after',
      },
    },
  ),
  retentions: table(all('retention', 'ran_on rule rows ran_at')),
  audit_seals: table(all('audit', 'audit_id previous hash')),
}
