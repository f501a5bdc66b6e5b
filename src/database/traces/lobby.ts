// SPDX-License-Identifier: EUPL-1.2
import { names, type Traces } from '#/database/traces/shape.ts'

const isOfTheirPoint = 'exists (select from lobby_points p where p.id = t.point_id and p.proposer_id = who.person)'
const records = ['lobby_round_points', 'lobby_votes', 'lobby_results', 'lobby_placements']
/** SQL: whether a draft was a point before, with which something was done: that is a record, also of others. */
export const hasRecords = (p: string): string =>
  `(${records.map(table => `exists (select from ${table} done where done.point_id = ${p}.id)`).join(' or ')})`
/** What has records is withdrawn before (`withdrawDrafts`). */
const isTheirDraft = (p: string): string =>
  `${p}.proposer_id = who.person and ${p}.state = 'draft' and not ${hasRecords(p)}`
const isOfTheirDraft = `exists (select from lobby_points p where p.id = t.point_id and ${isTheirDraft('p')})`

/** Who noted it sees it whole, but not who took it back; who took back what another noted, that they did. */
const noted: Traces = {
  about: 't.person_id = who.person',
  shows: `to_jsonb(t) - array_remove(array[case when t.taken_back_by_id is distinct from who.person then 'taken_back_by_id' end], null)`,
  part: {
    where: 't.taken_back_by_id = who.person',
    shows: `jsonb_build_object('id', t.id, 'point_id', t.point_id, 'taken_back_at', t.taken_back_at, 'taken_back_by_id', t.taken_back_by_id)`,
  },
  forget: [],
}

/** Lobby points with all that stands with them, and bottlenecks. */
export const lobbyTraces: Readonly<Record<string, Traces | null>> = {
  lobby_points: {
    about: 't.proposer_id = who.person',
    shows: `to_jsonb(t) - 'search'`,
    forget: [{ does: 'deletes', where: isTheirDraft('t') }],
  },
  lobby_point_targets: {
    about: isOfTheirPoint,
    forget: [{ does: 'deletes', where: isOfTheirDraft }],
  },
  lobby_wordings: {
    about: isOfTheirPoint,
    part: {
      where: 't.replaced_by_id = who.person',
      shows: `jsonb_build_object('id', t.id, 'point_id', t.point_id, 'wording', t.wording, 'replaced_by_id', t.replaced_by_id, 'replaced_at', t.replaced_at)`,
    },
    forget: [{ does: 'deletes', where: isOfTheirDraft }],
  },
  lobby_supports: {
    about: 't.person_id = who.person',
    forget: [{ does: 'deletes', where: isOfTheirDraft }],
  },
  // Who was offered as a speaker is so no more, and leaves no name.
  lobby_offers: {
    about: 't.person_id = who.person',
    part: {
      where: `t.speaker is not null and ${names('speaker')}`,
      shows: `jsonb_build_object('id', t.id, 'point_id', t.point_id, 'speaker', t.speaker, 'speaker_role', t.speaker_role, 'text', t.text, 'created_at', t.created_at)`,
    },
    forget: [
      { does: 'deletes', where: isOfTheirDraft },
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
  lobby_round_outcomes: {
    about: 'who.person in (t.noted_by_id, t.replaced_by_id)',
    shows: `to_jsonb(t) - array_remove(array[case when t.noted_by_id is distinct from who.person then 'noted_by_id' end,
      case when t.replaced_by_id is distinct from who.person then 'replaced_by_id' end], null)`,
    forget: [],
  },
  lobby_round_points: { about: isOfTheirPoint, forget: [] },
  lobby_votes: { about: 't.person_id = who.person', forget: [] },
  lobby_results: { about: isOfTheirPoint, forget: [] },
  lobby_placements: noted,
  lobby_contacts: { ...noted, forget: [{ does: 'deletes', where: isOfTheirDraft }] },

  bottlenecks: { about: 't.author_id = who.person', shows: `to_jsonb(t) - 'search'`, forget: [] },
  bottleneck_wordings: { about: 't.replaced_by_id = who.person', forget: [] },
  bottleneck_recognitions: { about: 't.person_id = who.person', forget: [] },
  lobby_point_origins: {
    about: isOfTheirPoint,
    forget: [{ does: 'deletes', where: isOfTheirDraft }],
  },
}
