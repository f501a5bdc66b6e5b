// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import { came, holding, meetingStates, registrationStates, type Way, ways } from '#/features/meetings/rules/states.ts'
import type { Actor } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId, PersonId, PillarId, RegistrationId, SubjectRef } from '#/network/ids.ts'

export const meetingRef = (id: string): SubjectRef => ({ kind: 'meeting', id })
/** How one person stands to a meeting: what their own card of it follows. */
export const invitationRef = (id: string): SubjectRef => ({ kind: 'meetingInvitation', id })

/** The question on which day a planned meeting suits: its cards follow whether it is still asked. */
export const pollRef = (meeting: string): SubjectRef => ({ kind: 'meetingPoll', id: meeting })

/** In whose name it is read: who asks, and then whoever has them act for them. Nobody: what stands where all read along. */
export type Readers = readonly PersonId[]

export const readersOf = (actor: Actor): Readers =>
  actor.person === null ? [] : [actor.person, ...actor.actsFor.map(principal => principal.person)]

export const readersFor = (person: PersonId | null): Readers => (person === null ? [] : [person])

const room = z.object({ capacity: z.number().nullable(), taken: z.number(), waiting: z.number() })
/** How full it is. `capacity` is null where there is room for all; `taken` counts places that were offered as well. */
export type Room = z.infer<typeof room>

const own = z.object({
  id: z.string().transform(id => id as RegistrationId),
  state: z.enum(registrationStates),
  way: z.enum(ways).nullable(),
  session: z.string().nullable(),
  offerUntil: z.coerce.date().nullable(),
  position: z.number(),
  by: z.string().nullable(),
  isInstead: z.boolean(),
  since: z.coerce.date(),
  came: z.boolean(),
  hasEvaluated: z.boolean(),
  hasNeeds: z.boolean(),
})
/** How someone stands to a meeting. `position` is theirs on the waiting list, `by` the name of who registered them where that was another, `isInstead` whether in that one's place, `since` when it last changed, `came` whether they were there as far as is known, `hasNeeds` whether what they eat and need is kept. */
export type Own = z.infer<typeof own>

const row = z.object({
  id: z.string().transform(id => id as MeetingId),
  number: z.number(),
  kind: z.string(),
  kindName: z.string(),
  audience: z.array(z.string()),
  pillar: z
    .string()
    .nullable()
    .transform(id => id as PillarId | null),
  pillarName: z.string().nullable(),
  group: z.string().nullable(),
  groupName: z.string().nullable(),
  led: z
    .string()
    .nullable()
    .transform(id => id as PillarId | null),
  title: z.string(),
  about: z.string().nullable(),
  startsAt: z.date(),
  endsAt: z.date(),
  place: z.string().nullable(),
  onlineLink: z.string().nullable(),
  isOnSite: z.boolean(),
  isOnline: z.boolean(),
  mostPerMunicipality: z.number().nullable(),
  hasSessions: z.boolean(),
  mayHaveSessions: z.boolean(),
  asksNeeds: z.boolean(),
  takesQuestions: z.boolean(),
  hasPoll: z.boolean(),
  registerUntil: z.date(),
  state: z.enum(meetingStates),
  version: z.number(),
  revision: z.number(),
  plannedBy: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  openedAt: z.date().nullable(),
  movedAt: z.date().nullable(),
  cancelledBecause: z.string().nullable(),
  reportLink: z.string().nullable(),
  photosLink: z.string().nullable(),
  onSite: room,
  online: room,
  municipalities: z.number(),
  isInvited: z.boolean(),
  own: own.nullable(),
  colleagues: z.array(z.string()),
  openActions: z.number(),
})
/** A meeting as someone may see it. `led` is the pillar whose chair may plan it; `version` is what its card in a channel shows, `revision` what changed of the meeting itself and of how its reader stands to it; `colleagues` are those of the reader's municipality, themselves aside, who have a place. */
export type Meeting = z.infer<typeof row>

/** SQL: who asks. */
const reader = '($1::uuid[])[1]'

const roomSql = (way: Way, capacity: string): string => `json_build_object('capacity', m.${capacity},
    'taken', (select count(*) from meeting_registrations r where r.meeting_id = m.id and r.way = '${way}' and r.state in ${holding}),
    'waiting', (select count(*) from meeting_registrations r where r.meeting_id = m.id and r.way = '${way}' and r.state = 'waiting'))`

/** SQL: where on the waiting list the registration `r` stands. */
export const positionSql = (r: string): string => `case when ${r}.state = 'waiting' then (
    select count(*)::int from meeting_registrations w where w.meeting_id = ${r}.meeting_id and w.way = ${r}.way and w.state = 'waiting' and w.place_in_line <= ${r}.place_in_line) else 0 end`

/** SQL: how often changed what someone's calendar says of the meeting `m`: that itself, and how they stand to it. */
export const revisionSql = (person: string): string =>
  `m.version + coalesce((select v.version from meeting_registrations v where v.meeting_id = m.id and v.person_id = ${person}), 0)`

const columns = `
  select m.id, m.number, m.kind_id as kind, k.name as "kindName", k.audience, m.pillar_id as pillar, l.name as "pillarName", m.theme_group_id as "group", g.name as "groupName",
    coalesce(m.pillar_id, g.pillar_id) as led, m.title, m.about, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.online_link as "onlineLink",
    m.is_on_site as "isOnSite", m.is_online as "isOnline", m.most_per_municipality as "mostPerMunicipality", m.has_sessions as "hasSessions", k.has_sessions as "mayHaveSessions", m.asks_needs as "asksNeeds", k.takes_questions as "takesQuestions", exists (select from meeting_polls o where o.meeting_id = m.id) as "hasPoll",
    m.register_until as "registerUntil", m.state, c.version, ${revisionSql(reader)} as revision, m.planned_by_id as "plannedBy", m.opened_at as "openedAt", m.moved_at as "movedAt",
    m.cancelled_because as "cancelledBecause", m.report_link as "reportLink", m.photos_link as "photosLink",
    ${roomSql('onSite', 'capacity_on_site')} as "onSite", ${roomSql('online', 'capacity_online')} as online,
    (select count(distinct r.municipality_id)::int from meeting_registrations r where r.meeting_id = m.id and r.state = 'registered') as municipalities,
    coalesce(${isInvited('m', 'k', 'p', '$2::date')}, false) as "isInvited",
    (select json_build_object('id', r.id, 'state', r.state, 'way', r.way, 'session', s.name, 'offerUntil', r.offer_until, 'position', ${positionSql('r')}, 'by', b.name, 'isInstead', r.instead_of_id is not null, 'since', r.changed_at, 'came', ${came('r')}, 'hasEvaluated', r.evaluated_at is not null, 'hasNeeds', exists (select from meeting_needs n where n.registration_id = r.id))
      from meeting_registrations r left join pillars s on s.id = r.session_id left join people b on b.id = r.by_id
      where r.meeting_id = m.id and r.person_id = ${reader}) as own,
    array(select q.name from meeting_registrations r join people q on q.id = r.person_id
      where r.meeting_id = m.id and r.municipality_id = p.municipality_id and r.state = 'registered' and r.person_id <> p.id order by q.name) as colleagues,
    (select count(*)::int from actions o where o.meeting_id = m.id and o.state = 'open') as "openActions"
  from meetings m join meeting_kinds k on k.id = m.kind_id join meeting_cards c on c.id = m.id
  left join pillars l on l.id = m.pillar_id left join theme_groups g on g.id = m.theme_group_id left join people p on p.id = ${reader}`

const seer = `seer.person_id = any($1::uuid[]) and ${holds('seer', '$2::date')}`

/**
 * SQL: whether one of the readers may know of the meeting `m`: all do once people were invited, before that whoever planned it, the secretariat and who lead its pillar.
 * What the readers are is asked once a statement, not of each meeting: else the database plans it anew each time, which costs more than looking.
 */
export const isSeen = `(m.opened_at is not null or m.planned_by_id = any($1::uuid[])
    or exists (select from roles seer where seer.kind in ('secretariat', 'deputySecretariat') and ${seer})
    or coalesce(m.pillar_id, (select o.pillar_id from theme_groups o where o.id = m.theme_group_id)) = any(array(
      select seer.pillar_id from roles seer where seer.kind in ('chair', 'viceChair', 'pillarLead') and ${seer})))`

const byId = statement('meeting_by_id', `${columns} where m.id = $3::uuid and ${isSeen}`)
const byNumber = statement('meeting_by_number', `${columns} where m.number = $3::int and ${isSeen}`)
const lock = statement('meeting_lock', 'select id from meetings where id = $1::uuid for no key update')

/** Reads a meeting in someone's name; null where there is none, or none that they may know of: the one way to one. */
export async function meetingById(db: Db, id: MeetingId, readers: Readers, today: string): Promise<Meeting | null> {
  const [found] = await db.query(byId, [readers, today, id])
  return found ? row.parse(found) : null
}

/** The same by its number. */
export async function meetingByNumber(
  db: Db,
  number: number,
  readers: Readers,
  today: string,
): Promise<Meeting | null> {
  const [found] = await db.query(byNumber, [readers, today, number])
  return found ? row.parse(found) : null
}

/** Locks a meeting until the transaction ends: who has a place in it then stays so. Comes before any lock on a registration but one's own. */
export const lockMeeting = async (db: Db, id: MeetingId): Promise<void> => void (await db.query(lock, [id]))

/** The same as `meetingById`, locked. */
export async function lockedMeeting(db: Db, id: MeetingId, readers: Readers, today: string): Promise<Meeting | null> {
  await lockMeeting(db, id)
  return meetingById(db, id, readers, today)
}

// Which are shown is found first: only of those is counted who comes. What the page is, is not told before it is planned, so that one plan serves all.
const coming = statement(
  'meetings_coming',
  `${columns} where m.id in (
     select m.id from meetings m where m.ends_at > (select $3::timestamptz) and m.state <> 'cancelled' and ${isSeen} order by m.starts_at, m.number limit (select $4::int) offset (select $5::int))
   order by m.starts_at, m.number`,
)

/** Meetings that are not over yet, the soonest first. */
export async function comingMeetings(
  db: Db,
  readers: Readers,
  at: { readonly now: Date; readonly today: string },
  { from, most }: { readonly from: number; readonly most: number },
): Promise<readonly Meeting[]> {
  const found = await db.query(coming, [readers, at.today, at.now.toISOString(), most, from])
  return found.map(one => row.parse(one))
}

const concerning = statement(
  'meetings_concerning',
  `${columns} where m.id in (
     select r.meeting_id from meeting_registrations r join meetings h on h.id = r.meeting_id
     where r.person_id = ${reader} and r.state in ('invited', 'asked', 'registered', 'waiting', 'offered') and h.state in ('open', 'closed') and h.ends_at > $3::timestamptz)
   order by m.starts_at, m.number limit 20`,
)

/** Those to which someone is invited, or comes. */
export async function meetingsOf(
  db: Db,
  person: PersonId,
  at: { readonly now: Date; readonly today: string },
): Promise<readonly Meeting[]> {
  const found = await db.query(concerning, [[person], at.today, at.now.toISOString()])
  return found.map(one => row.parse(one))
}

export const roomOf = (meeting: Meeting, way: Way): Room => (way === 'onSite' ? meeting.onSite : meeting.online)

/** In which ways one can take part. */
export const waysOf = (meeting: Pick<Meeting, 'isOnSite' | 'isOnline'>): readonly Way[] =>
  ways.filter(way => (way === 'onSite' ? meeting.isOnSite : meeting.isOnline))

/** Whoever comes now waits: nobody goes before those who do already. */
export const isFull = ({ capacity, taken, waiting }: Room): boolean =>
  capacity !== null && (taken >= capacity || waiting > 0)

/** Whether people register by themselves at this moment. */
export const takesRegistrations = (meeting: Pick<Meeting, 'state' | 'registerUntil'>, now: Date): boolean =>
  meeting.state === 'open' && now < meeting.registerUntil

/** Whether someone was asked to go in another's place after the deadline, as the secretariat approved: they may say so until the meeting begins. */
export const isAskedLate = ({ own, registerUntil }: Meeting): boolean =>
  own?.state === 'asked' && own.since >= registerUntil

/** Whether someone has what they have since before the meeting got another time or place: they may still say that they can't come then, also after the deadline. */
export const isMovedSince = ({ own, movedAt }: Meeting): boolean =>
  own !== null && movedAt !== null && own.since <= movedAt
