// SPDX-License-Identifier: EUPL-1.2
// On which day a planned meeting suits those whom it is for; who can on the chosen day is registered with the invitation [F45].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { audienceOf, isInvited } from '#/features/meetings/rules/audience.ts'
import { type Meeting, meetingRef, pollRef, waysOf } from '#/features/meetings/rules/meetings.ts'
import { pressRegister } from '#/features/meetings/rules/register.ts'
import { meetingStates } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingDateId, MeetingId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

const date = z.object({
  id: z.string().transform(id => id as MeetingDateId),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  count: z.number(),
  isOwn: z.boolean(),
})
/** A proposed day: how many can then, and whether the reader is one of them. */
export type ProposedDate = z.infer<typeof date>

const row = z.object({
  meeting: z.string().transform(id => id as MeetingId),
  number: z.number(),
  title: z.string(),
  kindName: z.string(),
  meetingState: z.enum(meetingStates),
  cancelledBecause: z.string().nullable(),
  until: z.date(),
  closedAt: z.date().nullable(),
  answered: z.number(),
  hasAnswered: z.boolean(),
  isInvited: z.boolean(),
  dates: z.array(date),
  version: z.number(),
})
/** The question on which day someone can. `answered` is how many said so, `hasAnswered` whether the reader did, `version` what its cards show. */
export type Poll = z.infer<typeof row>

const columns = `
  select m.id as meeting, m.number, m.title, k.name as "kindName", m.state as "meetingState", m.cancelled_because as "cancelledBecause", o.until, o.closed_at as "closedAt",
    (select count(*)::int from meeting_date_answers a where a.meeting_id = m.id) as answered,
    exists (select from meeting_date_answers a where a.meeting_id = m.id and a.person_id = $1::uuid) as "hasAnswered",
    coalesce(${isInvited('m', 'k', 'p', '$2::date')}, false) as "isInvited",
    (select json_agg(json_build_object('id', d.id, 'startsAt', d.starts_at, 'endsAt', d.ends_at,
        'count', (select count(*) from meeting_date_answers a where a.meeting_id = m.id and d.id = any(a.dates)),
        'isOwn', exists (select from meeting_date_answers a where a.meeting_id = m.id and a.person_id = $1::uuid and d.id = any(a.dates))) order by d.starts_at)
      from meeting_dates d where d.meeting_id = m.id) as dates, c.version
  from meeting_polls o join meeting_poll_cards c on c.id = o.meeting_id join meetings m on m.id = o.meeting_id join meeting_kinds k on k.id = m.kind_id left join people p on p.id = $1::uuid`
const byMeeting = statement('meeting_poll', `${columns} where m.id = $3::uuid`)
const byNumber = statement('meeting_poll_number', `${columns} where m.number = $3::int`)
const byDate = statement(
  'meeting_poll_date',
  `${columns} where m.id = (select meeting_id from meeting_dates where id = $3::uuid)`,
)

type By = 'meeting' | 'number' | 'date'
const statements = { meeting: byMeeting, number: byNumber, date: byDate }

/** A poll as someone reads it, by its meeting, that one's number or one of its days; null where there is none. Whether they may read it is for who asks: see `isInvited`. */
export async function pollBy(
  db: Db,
  by: By,
  value: string | number,
  person: PersonId | null,
  today: string,
): Promise<Poll | null> {
  const [found] = await db.query(statements[by], [person, today, value])
  return found ? row.parse(found) : null
}

const lock = statement(
  'meeting_poll_lock',
  'select meeting_id from meeting_polls where meeting_id = $1::uuid for no key update',
)
/** Locks a poll, so that nobody answers while it closes. */
export const lockPoll = async (tx: Tx, meeting: MeetingId): Promise<void> => void (await tx.query(lock, [meeting]))

const open = statement(
  'meeting_poll_open',
  'insert into meeting_polls (meeting_id, until, opened_at) values ($1::uuid, $2::timestamptz, $3::timestamptz) on conflict do nothing returning meeting_id',
)
const propose = statement(
  'meeting_poll_propose',
  `insert into meeting_dates (meeting_id, starts_at, ends_at) select $1::uuid, d."startsAt", d."endsAt" from jsonb_to_recordset($2::jsonb) as d("startsAt" timestamptz, "endsAt" timestamptz)
   on conflict do nothing`,
)

/** The days that are proposed, and until when people answer. */
export interface Proposed {
  readonly dates: readonly { readonly startsAt: Date; readonly endsAt: Date }[]
  readonly until: Date
}

/** Asks those whom a locked, planned meeting is for on which of some days they can. Gives how many were asked. @throws Refusal where that was asked already */
export async function openPoll(
  tx: Tx,
  meeting: Meeting,
  given: Proposed,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const { id, number } = meeting
  const { dates, until } = given
  if ((await tx.query(open, [id, until.toISOString(), at.now.toISOString()])).length === 0)
    throw new Refusal('meetings.pollIs', { number })
  await tx.query(propose, [id, JSON.stringify(dates)])
  audit(tx, { action: 'meeting.polled', subject: meetingRef(id), by, new: { dates: dates.length } })
  const people = await audienceOf(tx, id, at.today)
  const audience = people.map(({ person }) => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.poll', { meeting: id }, { subject: pollRef(id), notAfter: until })
  return people.length
}

const answer = statement(
  'meeting_poll_answer',
  `insert into meeting_date_answers as a (meeting_id, person_id, municipality_id, dates, answered_at) values ($1::uuid, $2::uuid, $3, $4::uuid[], $5::timestamptz)
   on conflict (meeting_id, person_id) do update set dates = excluded.dates, municipality_id = excluded.municipality_id
   where a.dates is distinct from excluded.dates`,
)

/** Keeps on which days someone can: none, where that is empty. The first answer's moment says whose turn it is where places are few. */
export async function answerPoll(
  tx: Tx,
  meeting: MeetingId,
  dates: readonly MeetingDateId[],
  by: ActedAs & { readonly municipalityId: MunicipalityId },
  now: Date,
): Promise<void> {
  await tx.query(answer, [meeting, by.personId, by.municipalityId, dates, now.toISOString()])
  audit(tx, { action: 'meeting.pollAnswered', subject: meetingRef(meeting), by, new: { dates: dates.length } })
}

const close = statement(
  'meeting_poll_close',
  'update meeting_polls set closed_at = $2::timestamptz where meeting_id = $1::uuid and closed_at is null returning meeting_id',
)
const choose = statement(
  'meeting_poll_choose',
  `update meeting_polls set closed_at = coalesce(closed_at, $3::timestamptz), chosen_start = (select starts_at from meeting_dates where id = $2::uuid) where meeting_id = $1::uuid`,
)
const move = statement(
  'meeting_poll_move',
  `update meetings m set starts_at = d.starts_at, ends_at = d.ends_at, register_until = case when m.register_until < m.starts_at and m.register_until > $3::timestamptz and m.register_until < d.starts_at then m.register_until else d.starts_at end,
     version = m.version + 1 from meeting_dates d where m.id = $1::uuid and d.id = $2::uuid`,
)

/** Nobody answers a locked poll any more. False where it was closed already, or there is none. */
export async function closePoll(tx: Tx, meeting: MeetingId, by: ActedAs, now: Date): Promise<boolean> {
  if ((await tx.query(close, [meeting, now.toISOString()])).length === 0) return false
  audit(tx, { action: 'meeting.pollClosed', subject: meetingRef(meeting), by })
  touch(tx, pollRef(meeting))
  return true
}

/** A locked, planned meeting is on one of the proposed days. */
export async function chooseDate(
  tx: Tx,
  meeting: Meeting,
  chosen: ProposedDate,
  by: ActedAs,
  now: Date,
): Promise<void> {
  await tx.query(choose, [meeting.id, chosen.id, now.toISOString()])
  await tx.query(move, [meeting.id, chosen.id, now.toISOString()])
  audit(tx, {
    action: 'meeting.dateChosen',
    subject: meetingRef(meeting.id),
    by,
    old: { startsAt: meeting.startsAt.toISOString() },
    new: { startsAt: chosen.startsAt.toISOString() },
  })
  touch(tx, pollRef(meeting.id))
}

const able = statement(
  'meeting_poll_able',
  `select a.person_id as person, a.municipality_id as municipality from meeting_polls o join meetings m on m.id = o.meeting_id
   join meeting_dates d on d.meeting_id = m.id and d.starts_at = m.starts_at join meeting_date_answers a on a.meeting_id = m.id and d.id = any(a.dates)
   where m.id = $1::uuid order by a.answered_at, a.person_id`,
)

/** Of how many who said that they can came what: `full` where of their municipality as many come as may. */
export interface Became {
  readonly registered: number
  readonly waiting: number
  readonly full: number
}

/** Registers who said that they can on the day that it became, in the order in which they did: as if each pressed [Inschrijven]. */
export async function registerAble(
  tx: Tx,
  meeting: Meeting,
  by: ActedAs,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<Became> {
  const became = { registered: 0, waiting: 0, full: 0 }
  const [way = 'onSite'] = waysOf(meeting)
  const people = await tx.query<{ person: PersonId; municipality: MunicipalityId }>(able, [meeting.id])
  for (const { person, municipality } of people) {
    const as = { ...by, role: 'member', personId: person, municipalityId: municipality } as const
    const turn = { key: `poll:${meeting.id}:${person}`, now, today }
    const pressed = await pressRegister(tx, { meeting: meeting.id, way, session: null }, as, turn)
    if (pressed?.stands === 'registered' || pressed?.stands === 'waiting') became[pressed.stands] += 1
    else if (pressed?.isInvited) became.full += 1
  }
  return became
}

const asked = statement(
  'meeting_poll_asked',
  `select a.person_id as person from meeting_date_answers a where a.meeting_id = $1::uuid and ${canAct('a.person_id', '$2::date')}`,
)

const last = statement(
  'meeting_poll_last',
  `select greatest(m.starts_at, (select max(d.starts_at) from meeting_dates d where d.meeting_id = m.id)) as at from meetings m where m.id = $1::uuid`,
)

/** Who was asked on which day they can, or said so before they left: all hear that there is no such day, as long as one is still to come. */
export async function tellPolled(tx: Tx, { id }: Meeting, today: string): Promise<void> {
  const people = [...(await audienceOf(tx, id, today)), ...(await tx.query<{ person: PersonId }>(asked, [id, today]))]
  const all = [...new Set(people.map(({ person }) => person))]
  const audience = all.map(person => ({ kind: 'person', person }) as const)
  const [until] = await tx.query<{ at: Date }>(last, [id])
  notify(tx, audience, 'meetings.pollOff', { meeting: id }, until && { notAfter: until.at })
}

const silent = statement(
  'meeting_poll_silent',
  `select p.id as person from meetings m join meeting_kinds k on k.id = m.kind_id join people p on true
   where m.id = $1::uuid and p.merged_into_id is null and p.forgotten_at is null and ${isInvited('m', 'k', 'p', '$2::date')} and ${canAct('p.id', '$2::date')}
     and not exists (select from meeting_date_answers a where a.meeting_id = m.id and a.person_id = p.id) order by p.id`,
)

/** Who was asked and did not answer. */
export const silentInPoll = async (db: Db, meeting: MeetingId, today: string): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(silent, [meeting, today])).map(({ person }) => person)
