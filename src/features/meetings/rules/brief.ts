// SPDX-License-Identifier: EUPL-1.2
// What a contact officer needs to prepare their municipality for a meeting [A20].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import { type Meeting, meetingRef, type Readers } from '#/features/meetings/rules/meetings.ts'
import { type AgendaItem, programmeOf } from '#/features/meetings/rules/programme.ts'
import { briefedAt } from '#/features/meetings/rules/reminder-times.ts'
import { notAskedToday } from '#/features/meetings/rules/reminders.ts'
import { taking } from '#/features/meetings/rules/states.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import { asId, type MeetingId, type MunicipalityId, type PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { canAct } from '#/network/vouching.ts'

const going = z.object({
  person: z.string().transform(id => id as PersonId),
  name: z.string(),
  session: z.string().nullable(),
  answer: z.enum(['comes', 'waits', 'silent']),
})

const ours = statement(
  'meeting_brief_people',
  `select p.id as person, p.name, s.name as session, case when r.state = 'registered' then 'comes' when r.state in ('waiting', 'offered') then 'waits' else 'silent' end as answer
   from meetings m join meeting_kinds k on k.id = m.kind_id join people p on p.municipality_id = $2
   left join meeting_registrations r on r.meeting_id = m.id and r.person_id = p.id left join pillars s on s.id = r.session_id
   where m.id = $1::uuid and p.merged_into_id is null and p.forgotten_at is null
     and (r.state in ${taking} or coalesce(r.state, 'invited') in ('invited', 'asked') and ${isInvited('m', 'k', 'p', '$3::date')} and ${canAct('p.id', '$3::date')})
   order by p.name, p.id`,
)
// Which they may know of is said by the programme that they come from.
const points = statement(
  'meeting_brief_points',
  `select p.number, l.name as pillar, p.municipality_id = $2 or exists (
     select from lobby_supports s where s.point_id = p.id and s.municipality_id = $2 and s.ended_at is null and s.stance = 'support') as "isOurs"
   from lobby_points p join pillars l on l.id = p.pillar_id where p.id = any($1::uuid[]) order by l.number, p.number`,
)
const actionsOf = statement(
  'meeting_brief_actions',
  `select count(*)::int as open, count(*) filter (where due_on < $2::date)::int as late from actions where municipality_id = $1 and state = 'open'`,
)
interface BriefPoint {
  readonly number: number
  readonly pillar: string
  readonly isOurs: boolean
}

/** `comes`, `waits` (for a place, or one was offered to them) and `silent` are people of the municipality; `actions` how many it still has to do. */
export interface Briefing {
  readonly comes: readonly { readonly name: string; readonly session: string | null }[]
  readonly waits: readonly { readonly name: string }[]
  readonly silent: readonly { readonly person: PersonId; readonly name: string }[]
  readonly items: readonly AgendaItem[]
  readonly points: readonly BriefPoint[]
  readonly actions: { readonly open: number; readonly late: number }
}

/** What a municipality reads before a meeting, as someone of it may know it. */
export async function briefingOf(
  db: Db,
  meeting: MeetingId,
  municipality: MunicipalityId,
  readers: Readers,
  today: string,
): Promise<Briefing> {
  const [people, items, actions] = await Promise.all([
    db.query(ours, [meeting, municipality, today]),
    programmeOf(db, meeting, readers, today),
    db.query<Briefing['actions']>(actionsOf, [municipality, today]),
  ])
  const all = people.map(one => going.parse(one))
  const talked = items.flatMap(({ point }) => (point ? [point] : []))
  return {
    comes: all.filter(({ answer }) => answer === 'comes'),
    waits: all.filter(({ answer }) => answer === 'waits'),
    silent: all.filter(({ answer }) => answer === 'silent'),
    items,
    points: talked.length > 0 ? await db.query<BriefPoint>(points, [talked, municipality]) : [],
    actions: actions[0] ?? { open: 0, late: 0 },
  }
}

/** Asks those of a municipality who did not answer once more; nobody twice within a day. Gives how many were asked. */
export async function nudge(
  tx: Tx,
  meeting: Meeting,
  municipality: MunicipalityId,
  silent: readonly PersonId[],
  by: ActedAs,
  now: Date,
): Promise<number> {
  const people = await notAskedToday(tx, meeting.id, silent, now)
  if (people.length === 0) return 0
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.ask', { meeting: meeting.id }, { notAfter: meeting.registerUntil })
  audit(tx, {
    action: 'meeting.nudged',
    subject: meetingRef(meeting.id),
    by,
    new: { municipality, people: people.length },
  })
  return people.length
}

const coming = statement(
  'meetings_to_brief',
  `select m.id, m.starts_at as "startsAt", m.opened_at as "openedAt" from meetings m
   where m.state in ('open', 'closed') and m.starts_at > $1::timestamptz and m.starts_at <= $2::timestamptz + interval '14 days'`,
)

/** A week before each meeting; none where people were invited later than that. */
export async function meetingsToBrief(db: Db, { now, hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ id: MeetingId; startsAt: Date; openedAt: Date }>(coming, [
    now.toISOString(),
    until.toISOString(),
  ])
  return rows
    .map(({ id, startsAt, openedAt }) => ({ id, startsAt, openedAt, dueAt: briefedAt(startsAt, hours) }))
    .filter(({ dueAt, openedAt }) => dueAt >= now && dueAt > openedAt && dueAt <= until)
    .map(({ id, startsAt, dueAt }) => ({ subject: meetingRef(id), occurrence: startsAt.toISOString(), dueAt }))
}

const stands = statement(
  'meeting_brief_stands',
  `select starts_at as "startsAt", state from meetings where id = $1::uuid`,
)
// A meeting of a pillar or a theme group concerns few municipalities: those of which someone comes, waits, or has yet to answer.
const officers = statement(
  'meeting_brief_officers',
  `select distinct c.person_id as person from meetings m join meeting_kinds k on k.id = m.kind_id cross join memberships n cross join lateral (
     select o.person_id from ${contactOfficers('n.municipality_id', '$1::date')}) c
   where m.id = $2::uuid and ${holds('n', '$1::date')} and ${canAct('c.person_id', '$1::date')}
     and (k.scope = 'network' or exists (select from meeting_registrations r
       where r.meeting_id = m.id and r.municipality_id = n.municipality_id and r.state not in ('declined', 'cancelled')))
   order by 1`,
)

/** Who prepare for a meeting, at this moment, the municipalities that it concerns. */
export const officersToBrief = async (db: Db, meeting: MeetingId, today: string): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(officers, [today, meeting])).map(({ person }) => person)

/** Sends each contact officer their briefing. */
export async function brief(
  tx: Tx,
  { subject, occurrence }: Planned,
  { now, today }: PlannedAt,
): Promise<PlannedOutcome> {
  const id = asId<MeetingId>(subject.id)
  const [meeting] = id ? await tx.query<{ startsAt: Date; state: string }>(stands, [id]) : []
  if (!id || !meeting) return { pointless: 'gone' }
  if (meeting.state !== 'open' && meeting.state !== 'closed') return { pointless: meeting.state }
  if (meeting.startsAt.toISOString() !== occurrence || meeting.startsAt <= now) return { pointless: 'moved' }
  const people = await officersToBrief(tx, id, today)
  if (people.length === 0) return { pointless: 'nobody' }
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.briefing', { meeting: id }, { notAfter: meeting.startsAt })
  return 'done'
}
