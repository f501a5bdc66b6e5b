// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { MeetingId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

/** SQL: whether a person is in the pillar of a meeting: by a seat, as the official of one, or as who leads or supports it. */
export const isOfPillar = (m: string, p: string, day: string): string => `(
  exists (select from pillar_members seat where seat.pillar_id = ${m}.pillar_id and seat.ended_at is null
    and (seat.person_id = ${p}.id or seat.official_id = ${p}.id and seat.official_state in ('asked', 'confirmed')))
  or exists (select from roles lead where lead.person_id = ${p}.id and lead.pillar_id = ${m}.pillar_id and ${holds('lead', day)}))`

const isOfGroup = (m: string, p: string): string =>
  `exists (select from theme_group_members part where part.theme_group_id = ${m}.theme_group_id and part.person_id = ${p}.id and part.ended_at is null)`

/** SQL: whether the person `p` is of those whom the meeting `m` of the kind `k` is for, on a day. The one place that says so: it holds at the moment that it is asked, whoever was invited before. */
export const isInvited = (m: string, k: string, p: string, day: string): string => `(
  exists (select from memberships n where n.municipality_id = ${p}.municipality_id and ${holds('n', day)})
  and (exists (select from roles held where held.person_id = ${p}.id and ${holds('held', day)}
      and (held.kind = any(${k}.audience) or held.kind in ${homeFunctions} and 'everyone' = any(${k}.audience))
      and (held.municipality_id is null or held.municipality_id = ${p}.municipality_id)
      and (held.pillar_id is null or ${m}.pillar_id is null or held.pillar_id = ${m}.pillar_id))
    or 'pillarMember' = any(${k}.audience) and ${isOfPillar(m, p, day)}
    or 'groupMember' = any(${k}.audience) and ${isOfGroup(m, p)}))`

const all = statement(
  'meeting_audience',
  `select p.id as person, p.municipality_id as municipality from meetings m join meeting_kinds k on k.id = m.kind_id, people p
   where m.id = $1::uuid and p.merged_into_id is null and p.forgotten_at is null
     and ${isInvited('m', 'k', 'p', '$2::date')} and ${canAct('p.id', '$2::date')}
   order by p.id`,
)

export interface Invited {
  readonly person: PersonId
  readonly municipality: MunicipalityId
}

/** Whom a meeting is for today, of those who can be written to. */
export const audienceOf = (db: Db, meeting: MeetingId, today: string): Promise<readonly Invited[]> =>
  db.query<Invited>(all, [meeting, today])
