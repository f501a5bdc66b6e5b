// SPDX-License-Identifier: EUPL-1.2
import { type Statement, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { mergeRegistrations } from '#/features/meetings/rules/merge-people.ts'
import type { PersonFound } from '#/features/people/rules/find-person.ts'
import { mergeInCommittees } from '#/features/vng/rules/merge-people.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Every column that leads to a person, and follows them where two turn out to be one. A test holds this to the database's foreign keys. */
export const followed: readonly (readonly [table: string, column: string])[] = [
  ['identities', 'person_id'],
  ['roles', 'confirmed_by_id'],
  ['pillar_members', 'person_id'],
  ['pillar_members', 'official_id'],
  ['requests', 'requester_id'],
  ['requests', 'claimed_by_id'],
  ['requests', 'decided_by_id'],
  ['undone_decisions', 'decided_by_id'],
  ['undone_decisions', 'undone_by_id'],
  ['request_questions', 'asked_by_id'],
  ['deliveries', 'person_id'],
  ['people', 'merged_into_id'],
  ['substitutions', 'person_id'],
  ['substitutions', 'substitute_id'],
  ['theme_group_members', 'person_id'],
  ['theme_group_reports', 'reported_by_id'],
  ['follows', 'person_id'],
  ['calendar_feeds', 'person_id'],
  ['role_checks', 'started_by_id'],
  ['holds', 'person_id'],
  ['holds', 'set_by_id'],
  ['lobby_points', 'proposer_id'],
  ['lobby_wordings', 'replaced_by_id'],
  ['bottleneck_wordings', 'replaced_by_id'],
  ['lobby_supports', 'person_id'],
  ['lobby_offers', 'person_id'],
  ['lobby_rounds', 'opened_by_id'],
  ['lobby_rounds', 'outcome_by_id'],
  ['lobby_round_outcomes', 'noted_by_id'],
  ['lobby_round_outcomes', 'replaced_by_id'],
  ['lobby_votes', 'person_id'],
  ['lobby_placements', 'person_id'],
  ['lobby_placements', 'taken_back_by_id'],
  ['lobby_contacts', 'person_id'],
  ['lobby_contacts', 'taken_back_by_id'],
  ['bottlenecks', 'author_id'],
  ['bottleneck_recognitions', 'person_id'],
  ['meetings', 'planned_by_id'],
  ['meeting_date_answers', 'person_id'],
  ['actions', 'owner_id'],
  ['actions', 'noted_by_id'],
  ['actions', 'done_by_id'],
  ['agenda_items', 'proposed_by_id'],
  ['meeting_questions', 'person_id'],
  ['meeting_question_backers', 'person_id'],
  ['committee_seats', 'person_id'],
  ['committee_asks', 'person_id'],
  ['reports', 'author_id'],
  ['report_wordings', 'replaced_by_id'],
  ['report_inputs', 'person_id'],
  ['digest_wishes', 'person_id'],
  ['digests', 'introduced_by_id'],
  ['digests', 'sent_by_id'],
  ['meeting_registrations', 'person_id'],
  ['meeting_registrations', 'by_id'],
  ['meeting_registrations', 'instead_of_id'],
]

/** What is moved in a way of its own, below: a role that the other has as well stays behind, ended. */
export const handled: readonly string[] = ['roles.person_id']

const follow: readonly Statement[] = followed.map(([table, column]) =>
  statement(
    `directory_merge_${table}_${column}`,
    `update ${table} set ${column} = $2::uuid where ${column} = $1::uuid`,
  ),
)

// In the order of their ids: two who merge the same two at the same moment never wait for each other.
const lock = statement(
  'directory_merge_lock',
  'select id, name, merged_into_id as merged from people where id = any($1::uuid[]) order by id for update',
)

const openRequest = statement(
  'directory_merge_open',
  `select number from requests where state in ('open', 'asked') and (requester_id = $1::uuid or subject::text like '%' || $1::text || '%') order by number limit 1`,
)

/** What is decided is about the one who stays as well: laid before its deciders again, it brings about nothing for the other. */
const followRequests = statement(
  'directory_merge_requests',
  `update requests set subject = replace(subject::text, $1, $2)::jsonb, subject_key = replace(subject_key, $1, $2)
   where subject::text like '%' || $1 || '%' or subject_key like '%' || $1 || '%'`,
)

const confirm = statement(
  'directory_merge_confirm',
  `update roles k set confirmed_at = g.confirmed_at, confirmed_by_id = g.confirmed_by_id, version = k.version + 1 from roles g
   where g.person_id = $1::uuid and k.person_id = $2::uuid and k.kind = g.kind and k.municipality_id = g.municipality_id and k.confirmed_at is null and g.confirmed_at is not null
     and daterange(k.starts_on, k.ends_on) @> $3::date and daterange(g.starts_on, g.ends_on) @> $3::date
   returning k.id`,
)

const moveRoles = statement(
  'directory_merge_roles',
  `update roles g set person_id = $2::uuid, version = version + 1
   where g.person_id = $1::uuid and not exists (
     select from roles k where k.person_id = $2::uuid and daterange(k.starts_on, k.ends_on) && daterange(g.starts_on, g.ends_on)
       and (k.kind = g.kind and coalesce(k.pillar_id, '') = coalesce(g.pillar_id, '')
         or k.kind = any($3::text[]) and g.kind = any($3::text[])))
   returning id`,
)
const functionKinds = ['alderman', 'mayor', 'municipalSecretary', 'adviser', 'official']

const endRoles = statement(
  'directory_merge_end_roles',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1 where person_id = $1::uuid and (ends_on is null or ends_on > $2::date) returning id`,
)

const endSeats = statement(
  'directory_merge_seats',
  `update pillar_members g set ended_at = $3::timestamptz, version = version + 1
   where g.person_id = $1::uuid and g.ended_at is null and exists (
     select from pillar_members k where k.person_id = $2::uuid and k.pillar_id = g.pillar_id and k.ended_at is null)`,
)

const dropDateAnswers = statement(
  'directory_merge_date_answers',
  `delete from meeting_date_answers g where g.person_id = $1::uuid and exists (
     select from meeting_date_answers k where k.person_id = $2::uuid and k.meeting_id = g.meeting_id)`,
)

const dropWishes = statement(
  'directory_merge_digest_wishes',
  `delete from digest_wishes g where g.person_id = $1::uuid and exists (
     select from digest_wishes k where k.person_id = $2::uuid and k.pillar_id = g.pillar_id)`,
)

/** Nobody acts for themselves, and one acts for someone at a time. */
const endSubstitutions = statement(
  'directory_merge_substitutions',
  `delete from substitutions g where g.person_id = $1::uuid and g.substitute_id = $2::uuid or g.person_id = $2::uuid and g.substitute_id = $1::uuid
     or g.person_id = $1::uuid and exists (select from substitutions k where k.person_id = $2::uuid and daterange(k.starts_on, k.ends_on) && daterange(g.starts_on, g.ends_on))`,
)

const endGroups = statement(
  'directory_merge_groups',
  `update theme_group_members g set ended_at = $3::timestamptz
   where g.person_id = $1::uuid and g.ended_at is null and exists (
     select from theme_group_members k where k.person_id = $2::uuid and k.theme_group_id = g.theme_group_id and k.ended_at is null)`,
)
const dropFollows = statement(
  'directory_merge_follows',
  `delete from follows g where g.person_id = $1::uuid and exists (
     select from follows k where k.person_id = $2::uuid and k.subject_kind = g.subject_kind and k.subject_id = g.subject_id)`,
)

/** Nobody supports themselves. */
const ownOfficial = statement(
  'directory_merge_official',
  `update pillar_members set official_id = null, official_state = 'none', version = version + 1 where person_id = $1::uuid and official_id = $1::uuid`,
)

const empty = statement(
  'directory_merge_gone',
  `update people set merged_into_id = $2::uuid, email = null, version = version + 1 where id = $1::uuid`,
)
const fill = statement(
  'directory_merge_kept',
  `update people set email = coalesce(email, $2), municipality_id = coalesce(municipality_id, $3), version = version + 1 where id = $1::uuid`,
)

/**
 * Makes two entries of one person one: accounts, roles, seats, requests and messages of `gone` become those of `kept`. What both have, `kept` keeps.
 * The person is told. @throws Refusal for people of two municipalities, an open request, and one who was merged already.
 */
export async function mergePeople(
  tx: Tx,
  gone: PersonFound,
  kept: PersonFound,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  if (gone.id === kept.id) throw new Refusal('directory.mergeSame', { name: kept.name }, { field: 'person' })
  if (gone.municipality && kept.municipality && gone.municipality !== kept.municipality)
    throw new Refusal(
      'directory.mergeElsewhere',
      {
        gone: gone.name,
        goneFrom: gone.municipalityName ?? '',
        kept: kept.name,
        keptFrom: kept.municipalityName ?? '',
      },
      { field: 'person' },
    )
  const locked = await tx.query<{ id: PersonId; name: string; merged: string | null }>(lock, [[gone.id, kept.id]])
  const already = locked.find(person => person.merged !== null)
  if (already || locked.length < 2) throw new Refusal('directory.mergedAlready', { name: already?.name ?? gone.name })
  const [open] = await tx.query<{ number: number }>(openRequest, [gone.id])
  if (open) throw new Refusal('directory.mergeOpen', { name: gone.name, number: open.number }, { field: 'person' })
  for (const { id } of await tx.query<{ id: string }>(confirm, [gone.id, kept.id, at.today]))
    touch(tx, { kind: 'role', id })
  for (const { id } of await tx.query<{ id: string }>(moveRoles, [gone.id, kept.id, functionKinds]))
    touch(tx, { kind: 'role', id })
  for (const { id } of await tx.query<{ id: string }>(endRoles, [gone.id, at.today])) {
    audit(tx, { action: 'role.ended', subject: { kind: 'role', id }, by, new: { endsOn: at.today } })
    touch(tx, { kind: 'role', id })
  }
  await tx.query(endSeats, [gone.id, kept.id, at.now.toISOString()])
  await tx.query(endGroups, [gone.id, kept.id, at.now.toISOString()])
  await tx.query(dropFollows, [gone.id, kept.id])
  await mergeRegistrations(tx, gone.id, kept.id, by)
  await tx.query(dropDateAnswers, [gone.id, kept.id])
  await mergeInCommittees(tx, gone.id, kept.id, by)
  await tx.query(dropWishes, [gone.id, kept.id])
  await tx.query(endSubstitutions, [gone.id, kept.id])
  for (const one of follow) await tx.query(one, [gone.id, kept.id])
  await tx.query(followRequests, [gone.id, kept.id])
  await tx.query(ownOfficial, [kept.id])
  await tx.query(empty, [gone.id, kept.id])
  await tx.query(fill, [kept.id, gone.email, gone.municipality])
  audit(tx, {
    action: 'person.merged',
    subject: { kind: 'person', id: gone.id },
    by,
    new: { into: kept.id },
  })
  notify(tx, [{ kind: 'person', person: kept.id }], 'directory.merged', { person: kept.id })
}
