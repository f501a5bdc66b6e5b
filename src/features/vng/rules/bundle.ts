// SPDX-License-Identifier: EUPL-1.2
// What colleagues would bring in reaches whoever sits in the committee in one message, when the time for it is over [F55].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { sittersAt, sittersOf } from '#/features/vng/rules/asks.ts'
import type { InputAbout } from '#/features/vng/rules/inputs.ts'
import { withActing } from '#/features/vng/rules/leaders.ts'
import {
  asId,
  type CommitteeId,
  type CommitteeMeetingId,
  type PersonId,
  type ReportId,
  type SubjectRef,
} from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'

const toCome = statement(
  'report_bundles_coming',
  `select 'committeeMeeting' as kind, id::text, input_until as until from committee_meetings
     where cancelled_at is null and input_until > $1::timestamptz - interval '7 days' and input_until <= $2::timestamptz and created_at < input_until
   union all
   select 'report', id::text, input_until from reports where state = 'published' and input_until > $1::timestamptz - interval '7 days' and input_until <= $2::timestamptz`,
)

/** When the time for input ends, of each meeting and each report. */
export async function bundlesToCome(db: Db, { now }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ kind: string; id: string; until: Date }>(toCome, [
    now.toISOString(),
    until.toISOString(),
  ])
  return rows.map(row => ({
    subject: { kind: row.kind, id: row.id },
    occurrence: row.until.toISOString(),
    dueAt: row.until,
  }))
}

/** What a subject's input is about. */
export function aboutOf({ kind, id: value }: SubjectRef): InputAbout | null {
  const meeting = kind === 'committeeMeeting' ? asId<CommitteeMeetingId>(value) : null
  const report = kind === 'report' ? asId<ReportId>(value) : null
  return meeting ? { kind: 'meeting', id: meeting } : report ? { kind: 'report', id: report } : null
}

const stands = statement(
  'report_bundle_stands',
  `select s.committee, s.author, s.until, s.starts as "startsAt", (select count(*)::int from report_inputs i where i.meeting_id = $1::uuid or i.report_id = $2::uuid) as inputs from (
     select committee_id as committee, null::uuid as author, input_until as until, starts_at as starts from committee_meetings where id = $1::uuid and cancelled_at is null
     union all select committee_id, author_id, input_until, null from reports where id = $2::uuid and state = 'published') s`,
)

interface Stands {
  readonly committee: CommitteeId
  readonly author: PersonId | null
  readonly until: Date
  /** When the meeting begins, of which it is input: after that it is of no use. */
  readonly startsAt: Date | null
  readonly inputs: number
}

/** How the input to something stands; null where it was cancelled or taken back, or another moment holds by now. */
export async function bundleStands(
  db: Db,
  { subject, occurrence }: Pick<Planned, 'subject' | 'occurrence'>,
): Promise<Stands | null> {
  const about = aboutOf(subject)
  if (!about) return null
  const ids = [about.kind === 'meeting' ? about.id : null, about.kind === 'report' ? about.id : null]
  const [found] = await db.query<Stands>(stands, ids)
  return found?.until.toISOString() === occurrence ? found : null
}

/** Hands it over: to whoever sits in the committee when it meets, to who reported, and to whoever acts for them. */
export async function bundle(tx: Tx, planned: Planned, { now, today, hours }: PlannedAt): Promise<PlannedOutcome> {
  const about = aboutOf(planned.subject)
  const found = await bundleStands(tx, planned)
  if (!about || !found) return { pointless: 'moved' }
  if (found.startsAt && found.startsAt <= now) return { pointless: 'late' }
  if (found.inputs === 0) return { pointless: 'nothing' }
  const { committee, startsAt, author } = found
  const sitters = startsAt
    ? await sittersAt(tx, { committee, startsAt }, hours.zone)
    : await sittersOf(tx, committee, today)
  const people = await withActing(tx, author ? [...sitters, author] : sitters, today)
  if (people.length === 0) return { pointless: 'nobody' }
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(
    tx,
    audience,
    'vng.bundle',
    { about: about.kind, id: about.id },
    found.startsAt ? { notAfter: found.startsAt } : {},
  )
  return 'done'
}
