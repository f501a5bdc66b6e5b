// SPDX-License-Identifier: EUPL-1.2
// Who sits in a committee is asked before and after it meets [F48], and the pillars what to bring in [F55].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { stands } from '#/features/vng/rules/committees.ts'
import { sitsIn } from '#/features/vng/rules/inputs.ts'
import { withActing } from '#/features/vng/rules/leaders.ts'
import { type CommitteeMeeting, committeeMeeting, meetingRef } from '#/features/vng/rules/meetings.ts'
import { dateIn } from '#/network/calendar.ts'
import { holds } from '#/network/holding.ts'
import { asId, type CommitteeId, type CommitteeMeetingId, type PersonId, type PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { atHour } from '#/network/working-days.ts'

export const askKinds = ['before', 'after'] as const
export type AskKind = (typeof askKinds)[number]

/** How many days before a meeting, and after it; at which hour. */
const days = { before: -7, after: 2 } as const
const hour = 9
/** So long a question waits for its answer. */
const openDays = 14

const within = statement(
  'committee_asks_coming',
  `select m.id, m.starts_at as "startsAt", m.ends_at as "endsAt", m.created_at as "createdAt"
   from committee_meetings m join committees c on c.id = m.committee_id and ${stands('c', '(m.starts_at at time zone $3)::date')}
   where m.cancelled_at is null and m.ends_at > $1::timestamptz - interval '7 days' and m.starts_at <= $2::timestamptz + interval '14 days'`,
)

/** A week before each meeting that is known, and two days after it; at once where it became known later than that. */
export const asksToCome =
  (kind: AskKind) =>
  async (db: Db, { now, hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> => {
    const rows = await db.query<{ id: CommitteeMeetingId; startsAt: Date; endsAt: Date; createdAt: Date }>(within, [
      now.toISOString(),
      until.toISOString(),
      hours.zone,
    ])
    return rows
      .filter(({ startsAt, endsAt, createdAt }) => (kind === 'before' ? startsAt > now : createdAt < endsAt))
      .map(({ id, startsAt, createdAt }) => {
        const day = Temporal.PlainDate.from(dateIn(hours.zone, startsAt)).add({ days: days[kind] })
        const usual = atHour(day.toString(), hour, hours)
        return {
          subject: meetingRef(id),
          occurrence: startsAt.toISOString(),
          dueAt: usual < createdAt ? createdAt : usual,
        }
      })
      .filter(({ dueAt }) => dueAt <= until)
  }

const sitters = statement(
  'committee_sitters',
  `select distinct held.person_id as person from ${sitsIn('$1', '$2::date')} held order by 1`,
)

/** Who of the network sits in a committee on a day and can be written to. */
export const sittersOf = async (db: Db, committee: CommitteeId, day: string): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(sitters, [committee, day])).map(({ person }) => person)

/** Who sits there when it meets: also who gets their seat before that, and nobody whose seat ends. */
export const sittersAt = (
  db: Db,
  { committee, startsAt }: Pick<CommitteeMeeting, 'committee' | 'startsAt'>,
  zone: string,
): Promise<readonly PersonId[]> => sittersOf(db, committee, dateIn(zone, startsAt))

// Whoever gets a seat meanwhile waits, and is asked after this; else neither would see the other.
const holdSeats = statement('committee_hold_seats', 'select id from committees where id = $1 for share')

const linked = statement(
  'committee_pillars_linked',
  `select k.pillar_id as pillar from committee_pillars k join pillars p on p.id = k.pillar_id and ${holds('p', '$2::date')} where k.committee_id = $1 order by k.rank, k.pillar_id`,
)

/** Asked longer ago than this about a meeting that was moved since, they are asked anew. */
const anewDays = 10

// Who was asked a short while ago has the question, which follows the meeting.
const noteAsk = statement(
  'committee_ask_note',
  `insert into committee_asks as a (meeting_id, person_id, kind, asked_at) select $1::uuid, person, $3, $4::timestamptz from unnest($2::uuid[]) person
   on conflict (meeting_id, person_id, kind) do update set asked_at = excluded.asked_at, answered_at = null
     where a.asked_at < excluded.asked_at - make_interval(days => ${anewDays})
   returning a.person_id as person`,
)
const askedLately = statement(
  'committee_asked_lately',
  `select from committee_asks where meeting_id = $1::uuid and kind = $2 and asked_at >= $3::timestamptz - make_interval(days => ${anewDays}) limit 1`,
)

/** The meeting that something planned is about, while that is so: not cancelled, not moved. */
export async function meetingPlanned(
  db: Db,
  { subject, occurrence }: Pick<Planned, 'subject' | 'occurrence'>,
): Promise<CommitteeMeeting | null> {
  const id = asId<CommitteeMeetingId>(subject.id)
  const meeting = id && (await committeeMeeting(db, id))
  return meeting && meeting.cancelledAt === null && meeting.startsAt.toISOString() === occurrence ? meeting : null
}

/** Asks them, once each, with whoever acts for them; before a meeting also the pillars that its committee matters to. */
export const ask =
  (kind: AskKind) =>
  async (tx: Tx, planned: Planned, { now, today, hours }: PlannedAt): Promise<PlannedOutcome> => {
    const meeting = await meetingPlanned(tx, planned)
    if (!meeting) return { pointless: 'moved' }
    if (kind === 'before' && meeting.startsAt <= now) return { pointless: 'late' }
    await tx.query(holdSeats, [meeting.committee])
    const people = await sittersAt(tx, meeting, hours.zone)
    if (people.length === 0) return { pointless: 'nobody' }
    const isKnown = (await tx.query(askedLately, [meeting.id, kind, now.toISOString()])).length > 0
    const asked = await tx.query<{ person: PersonId }>(noteAsk, [meeting.id, people, kind, now.toISOString()])
    const about = { subject: meetingRef(meeting.id), ...(kind === 'before' && { notAfter: meeting.startsAt }) }
    // It was moved after they were asked.
    if (asked.length === 0) return { pointless: 'asked' }
    const told = await withActing(
      tx,
      asked.map(({ person }) => person),
      today,
    )
    const audience = told.map(person => ({ kind: 'person', person }) as const)
    notify(tx, audience, 'vng.ask', { meeting: meeting.id, kind }, about)
    if (kind === 'after' || isKnown || meeting.inputUntil <= now) return 'done'
    const pillars = await tx.query<{ pillar: PillarId }>(linked, [meeting.committee, today])
    notify(
      tx,
      pillars.map(({ pillar }) => ({ kind: 'pillar', pillar }) as const),
      'vng.askPillar',
      { meeting: meeting.id },
      { subject: meetingRef(meeting.id), notAfter: meeting.inputUntil },
    )
    return 'done'
  }

export interface Ask {
  readonly kind: AskKind
  readonly meeting: CommitteeMeeting
}

const open = statement(
  'committee_asks_open',
  `select distinct m.starts_at, a.meeting_id as meeting, a.kind from committee_asks a join committee_meetings m on m.id = a.meeting_id
   where a.person_id = any($1::uuid[]) and a.answered_at is null and a.asked_at > $2::timestamptz - make_interval(days => ${openDays})
     and m.cancelled_at is null and (a.kind = 'after' or m.starts_at > $2::timestamptz)
     and exists (select from ${sitsIn('m.committee_id', '(m.starts_at at time zone $3)::date')} held where held.person_id = a.person_id)
   order by m.starts_at, a.kind`,
)

/** What someone was asked, or whoever they act for, and nobody has answered; of those who sit there when it meets. */
export async function openAsks(
  db: Db,
  readers: Readers,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Promise<readonly Ask[]> {
  if (readers.length === 0) return []
  const rows = await db.query<{ meeting: CommitteeMeetingId; kind: AskKind }>(open, [readers, now.toISOString(), zone])
  const all = await Promise.all(
    rows.map(async ({ meeting, kind }) => ({ kind, meeting: await committeeMeeting(db, meeting) })),
  )
  return all.flatMap(({ kind, meeting }) => (meeting ? [{ kind, meeting }] : []))
}

const waiting = statement(
  'committee_ask_waiting',
  'select from committee_asks where meeting_id = $1::uuid and person_id = any($2::uuid[]) and kind = $3 and answered_at is null limit 1',
)

/** A question to someone, or to whoever they act for, that is to be drawn; null where it was answered by then, or the meeting does not take place. */
export async function waitingAsk(db: Db, id: CommitteeMeetingId, kind: AskKind, readers: Readers): Promise<Ask | null> {
  const [found] = await db.query(waiting, [id, readers, kind])
  const meeting = found ? await committeeMeeting(db, id) : null
  return meeting && meeting.cancelledAt === null ? { kind, meeting } : null
}
