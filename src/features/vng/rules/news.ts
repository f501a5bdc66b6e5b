// SPDX-License-Identifier: EUPL-1.2
// What a pillar's digest tells of committees [A44].
import { type Db, statement } from '#/database/db.ts'
import { hasArrived } from '#/features/digests/rules/arrival.ts'
import { sitsIn } from '#/features/vng/rules/inputs.ts'
import type { ReportKindOf } from '#/features/vng/rules/reports.ts'
import type { CommitteeId, CommitteeMeetingId, PillarId, ReportId } from '#/network/ids.ts'

export interface ReportNews {
  readonly id: ReportId
  readonly number: number
  readonly kind: ReportKindOf
  readonly title: string
  readonly summary: string
  readonly committee: CommitteeId
  readonly committeeName: string
  /** Null where its author is nobody any more. */
  readonly authorName: string | null
  readonly municipality: string | null
  readonly urgency: 'normal' | 'urgent'
  /** When the committee met, or will, of which it tells; null where that is not known. */
  readonly meetingAt: Date | null
  readonly inputUntil: Date | null
  readonly publishedAt: Date
}

/** SQL: whether a channel of the pillar of `k` has its report `r` by itself, as it was published last: a post that never arrived told nobody anything [T32]. */
export const isPosted = (k: string, r: string): string =>
  `(${k}.announced_at is not null and coalesce((select bool_or(${hasArrived('x')}) from deliveries x
     where x.subject_kind = 'report' and x.subject_id = ${r}.id::text and x.kind = 'vng.report' and x.channel_id is not null
       and x.facts->>'pillar' = ${k}.pillar_id and (x.facts->>'publishedAt')::timestamptz = ${r}.published_at), true))`

const since = statement(
  'reports_since',
  `select r.id, r.number, r.kind, r.title, r.summary, r.committee_id as committee, c.name as "committeeName", case when h.forgotten_at is null then h.name end as "authorName",
     u.name as municipality, r.urgency, m.starts_at as "meetingAt", r.input_until as "inputUntil", r.published_at as "publishedAt"
   from report_pillars k join reports r on r.id = k.report_id join committees c on c.id = r.committee_id
     left join committee_meetings m on m.id = r.meeting_id left join people h on h.id = r.author_id left join municipalities u on u.id = h.municipality_id
   where k.pillar_id = $1 and r.state = 'published' and not r.is_confidential and r.published_at > $2::timestamptz and r.published_at <= $3::timestamptz and ($4::bool or not ${isPosted('k', 'r')})
   order by r.published_at desc, r.number desc`,
)

interface Since {
  readonly pillar: PillarId
  readonly since: Date
  readonly until: Date
  /** Whether what was posted in the pillar's channel by itself is told as well. */
  readonly withPosted: boolean
}

/** What was published for a pillar after `since`, up to and including `until`, the newest first; nothing that is confidential. */
export const reportsSince = (
  db: Db,
  { pillar, since: from, until, withPosted }: Since,
): Promise<readonly ReportNews[]> =>
  db.query<ReportNews>(since, [pillar, from.toISOString(), until.toISOString(), withPosted])

export interface MeetingNews {
  readonly id: CommitteeMeetingId
  readonly committee: CommitteeId
  readonly committeeName: string
  readonly about: string | null
  readonly startsAt: Date
  readonly inputUntil: Date
  /** Who of the network sits there when it meets: "R. Kok (Tiel)". */
  readonly seats: readonly { readonly name: string; readonly municipality: string | null }[]
}

const coming = statement(
  'committee_meetings_news',
  `select m.id, m.committee_id as committee, c.name as "committeeName", m.about, m.starts_at as "startsAt", m.input_until as "inputUntil",
     coalesce((select json_agg(json_build_object('name', h.name, 'municipality', u.name) order by h.name)
       from people h left join municipalities u on u.id = h.municipality_id where h.id in ${sitsIn('m.committee_id', '(m.starts_at at time zone $4)::date')}), '[]'::json) as seats
   from committee_pillars k join committee_meetings m on m.committee_id = k.committee_id join committees c on c.id = m.committee_id
   where k.pillar_id = $1 and m.cancelled_at is null and m.starts_at > $2::timestamptz and m.starts_at <= $3::timestamptz
   order by m.starts_at, c.name`,
)

/** When the committees that matter to a pillar meet after `from`, up to and including `until`, with who of the network sits there by then and until when they take input. */
export const committeeMeetingsComing = (
  db: Db,
  {
    pillar,
    from,
    until,
    zone,
  }: { readonly pillar: PillarId; readonly from: Date; readonly until: Date; readonly zone: string },
): Promise<readonly MeetingNews[]> =>
  db.query<MeetingNews>(coming, [pillar, from.toISOString(), until.toISOString(), zone])
