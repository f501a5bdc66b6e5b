// SPDX-License-Identifier: EUPL-1.2
// What was reported of committees, as its reader may know it [F48] [T20].
import { type Db, statement } from '#/database/db.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { holds } from '#/network/holding.ts'
import type { CommitteeId, CommitteeMeetingId, PersonId, PillarId, ReportId } from '#/network/ids.ts'

/** What is coming, what was said or decided, or anything else. */
export type ReportKindOf = 'before' | 'after' | 'any'
export type ReportState = 'proposed' | 'declined' | 'withdrawn' | 'published'

export const longestReport = {
  title: 120,
  summary: 2000,
  decisions: 2000,
  opportunities: 2000,
  action: 1000,
  link: 500,
} as const
export type ReportText = keyof typeof longestReport
export const reportTexts = Object.keys(longestReport) as readonly ReportText[]

/** What a report says. */
export interface Wording extends Readonly<Record<Exclude<ReportText, 'title' | 'summary'>, string | null>> {
  readonly title: string
  readonly summary: string
  readonly isConfidential: boolean
}

/** Its words alone: to whom they are told is another matter. */
export type ReportWords = Omit<Wording, 'isConfidential'>

export interface ReportLine {
  readonly number: number
  readonly title: string
}

export interface PublishedLine extends ReportLine {
  readonly isConfidential: boolean
}

/** "VB 4". `authorName` is null where its author is nobody any more. */
export interface Report extends Wording {
  readonly id: ReportId
  readonly number: number
  readonly committee: CommitteeId
  readonly committeeName: string
  readonly meeting: CommitteeMeetingId | null
  readonly kind: ReportKindOf
  readonly state: ReportState
  readonly urgency: 'normal' | 'urgent'
  readonly inputUntil: Date | null
  readonly author: PersonId | null
  readonly authorName: string | null
  readonly municipality: string | null
  readonly wording: number
  readonly version: number
  readonly createdAt: Date
  readonly publishedAt: Date | null
  /** When its text was put right after that. */
  readonly correctedAt: Date | null
  readonly pillars: readonly { readonly id: PillarId; readonly name: string; readonly isAnnounced: boolean }[]
}

export const reportRef = (id: string) => ({ kind: 'report', id })

/** The request by which a report is reviewed. */
export const subjectKey = (report: string): string => `vng.report ${report}`

/**
 * SQL: whether one of `readers` (uuid[]) may read the report `r` on a day. What is not published yet its author, the secretariat and whoever is asked to review it in its place read, and what is urgent those who lead its pillars;
 * what is confidential its author, the secretariat and those who lead its pillars; everything else all members.
 */
export const isSeen = (readers: string, day: string): string => `(
  case when r.state = 'published' and not r.is_confidential then true
    else r.author_id = any(${readers}::uuid[]) or exists (
      select from roles seer where seer.person_id = any(${readers}::uuid[]) and ${holds('seer', `${day}::date`)} and (
        seer.kind in ('secretariat', 'deputySecretariat')
        or (seer.kind in ('chair', 'viceChair', 'pillarLead') and (r.state = 'published' or r.state = 'proposed' and r.urgency = 'urgent') and exists (select from report_pillars led where led.report_id = r.id and led.pillar_id = seer.pillar_id))
        or exists (select from requests q where q.subject_key = 'vng.report ' || r.id and q.state in ('open', 'asked') and q.asked_of = seer.kind
          and (seer.kind <> 'chair' or q.subject->>'pillar' = seer.pillar_id))))
  end)`

const columns = `r.id, r.number, r.committee_id as committee, c.name as "committeeName", r.meeting_id as meeting, r.kind, r.state, r.title, r.summary, r.decisions, r.opportunities,
    r.action, r.link, r.is_confidential as "isConfidential", r.urgency, r.input_until as "inputUntil", r.author_id as author,
    case when h.forgotten_at is null then h.name end as "authorName", u.name as municipality, r.wording, r.version, r.created_at as "createdAt", r.published_at as "publishedAt", r.corrected_at as "correctedAt",
    coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'isAnnounced', k.announced_at is not null) order by p.number)
      from report_pillars k join pillars p on p.id = k.pillar_id where k.report_id = r.id), '[]'::json) as pillars
  from reports r join committees c on c.id = r.committee_id left join people h on h.id = r.author_id left join municipalities u on u.id = h.municipality_id`

const byId = statement('report_by_id', `select ${columns} where r.id = $1::uuid and ${isSeen('$2', '$3')}`)
const lockedById = statement(
  'report_locked',
  `select ${columns} where r.id = $1::uuid and ${isSeen('$2', '$3')} for no key update of r`,
)
const byNumber = statement('report_by_number', `select ${columns} where r.number = $1::int and ${isSeen('$2', '$3')}`)
const asked = statement('report_asked', `select ${columns} where r.id = $1::uuid`)
const askedLocked = statement('report_asked_locked', `select ${columns} where r.id = $1::uuid for no key update of r`)
const last = statement(
  'reports_last',
  `select r.number, r.title, r.is_confidential as "isConfidential" from reports r where r.committee_id = $1 and r.state = 'published' and ${isSeen('$2', '$3')}
   order by r.published_at desc, r.number desc limit $4::int`,
)

export const reportById = async (db: Db, id: ReportId, readers: Readers, today: string): Promise<Report | null> =>
  (await db.query<Report>(byId, [id, readers, today]))[0] ?? null

export const lockedReport = async (db: Db, id: ReportId, readers: Readers, today: string): Promise<Report | null> =>
  (await db.query<Report>(lockedById, [id, readers, today]))[0] ?? null

export const reportByNumber = async (db: Db, number: number, readers: Readers, today: string): Promise<Report | null> =>
  (await db.query<Report>(byNumber, [number, readers, today]))[0] ?? null

/** A report as it was laid before who reviews it: whoever draws it says no more of a confidential one than its number. */
export const askedReport = async (db: Db, id: ReportId): Promise<Report | null> =>
  (await db.query<Report>(asked, [id]))[0] ?? null

/** The same, locked, for what its review brings about. */
export const askedReportLocked = async (db: Db, id: ReportId): Promise<Report | null> =>
  (await db.query<Report>(askedLocked, [id]))[0] ?? null

/** What was published last of a committee. */
export const lastReports = (
  db: Db,
  committee: CommitteeId,
  readers: Readers,
  today: string,
  most: number,
): Promise<readonly PublishedLine[]> => db.query<PublishedLine>(last, [committee, readers, today, most])

/** Whether colleagues can say what they would bring in with it. */
export const takesInput = ({ state, inputUntil }: Pick<Report, 'state' | 'inputUntil'>, now: Date): boolean =>
  state === 'published' && inputUntil !== null && inputUntil > now
