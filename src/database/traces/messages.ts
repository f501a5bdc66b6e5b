// SPDX-License-Identifier: EUPL-1.2
import { isHidden, isHiddenReport, mentions, names, type Traces } from '#/database/traces/shape.ts'

const isTheirs = '(t.person_id = who.person or t.identity_id = any(who.accounts))'
/** A message to whomever about something of theirs. */
const isOfThem = `(coalesce(t.subject_id = any(who.things), false) or ${mentions('facts')})`
/** A message about them that nobody must keep. */
const isOnlySaid = `(t.record_class <> 'record' and (${isOfThem} or ${names('facts')} or ${names('card')}))`
/** SQL: the reports that few may read. */
const hiddenReports = `(select r.id::text from reports r where ${isHiddenReport})`
/** SQL: the bottlenecks that were taken back. */
const takenBack = '(select b.id::text from bottlenecks b where b.withdrawn_at is not null)'
/** A message that names a lobby point or a report which few may know of by now, or a bottleneck that was taken back: its words stand with that [T20]. */
const tellsHidden = `(coalesce(t.facts->>'point' in (select p.id::text from lobby_points p where ${isHidden}), false)
  or coalesce(t.facts->>'lobbyRound' in (select i.round_id::text from lobby_round_points i join lobby_points p on p.id = i.point_id where ${isHidden}), false)
  or coalesce(t.facts->>'digest' in (select i.digest_id::text from digest_items i join lobby_points p on p.id = i.point_id where ${isHidden}), false)
  or coalesce(t.facts->>'bottleneck' in ${takenBack}, false)
  or coalesce(t.facts->>'digest' in (select i.digest_id::text from digest_items i where i.facts->>'kind' = 'bottleneck' and i.facts->>'id' in ${takenBack}), false)
  or coalesce(t.facts->>'report' in ${hiddenReports}, false)
  or coalesce(t.facts->>'about' = 'report' and t.facts->>'id' in ${hiddenReports}, false)
  or coalesce(t.facts->>'digest' in (select i.digest_id::text from digest_items i where i.facts->>'kind' = 'report' and i.facts->>'id' in ${hiddenReports}), false))`

/** What was sent, half-filled and made for someone. */
export const messagesTraces: Readonly<Record<string, Traces | null>> = {
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
}
