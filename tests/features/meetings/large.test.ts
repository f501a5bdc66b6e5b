// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Pool } from '#/database/database.ts'
import { actionsUntil, openActions } from '#/features/meetings/rules/actions.ts'
import { expectedAt, turnoutOf } from '#/features/meetings/rules/attendance.ts'
import { attendeesOf } from '#/features/meetings/rules/attendees.ts'
import { audienceOf } from '#/features/meetings/rules/audience.ts'
import { briefingOf } from '#/features/meetings/rules/brief.ts'
import { evaluationOf } from '#/features/meetings/rules/evaluate.ts'
import { feedMeetings } from '#/features/meetings/rules/feed.ts'
import { leaveMeeting } from '#/features/meetings/rules/leave.ts'
import { comingMeetings, meetingByNumber, meetingsOf } from '#/features/meetings/rules/meetings.ts'
import { municipalitiesWithout } from '#/features/meetings/rules/municipalities.ts'
import { pollBy } from '#/features/meetings/rules/poll.ts'
import { programmeOf } from '#/features/meetings/rules/programme.ts'
import { countQuestions, questionsOf } from '#/features/meetings/rules/questions.ts'
import { pressRegister } from '#/features/meetings/rules/register.ts'
import { yearPlan } from '#/features/meetings/rules/year-plan.ts'
import type { MeetingId, MunicipalityId, PillarId } from '#/network/ids.ts'
import { freshDatabase } from '../../support/database.ts'
import { aPerson, aSource } from '../../support/people.ts'
import {
  type Ask,
  closeSides,
  expectAboutAsLong,
  expectNoLargeScan,
  mostTimes,
  type Side,
  sideOf,
} from '../../support/scale.ts'

const now = new Date('2027-02-03T10:00:00Z')
const today = '2027-02-03'
const zone = 'Europe/Amsterdam'
const home = 'GM0355' as MunicipalityId
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as MeetingId

const sides: Side[] = []
const large = (): Side => sides[1] ?? expect.fail('no database')

/**
 * So many meetings, one a week; a third of them, and ten at least, to come: all open, each with a hundred registrations of the same thousand people, twenty questions,
 * a programme and a poll that they answered. Of each ten two have places for fewer than registered. Two of those that were are the contact officers' of last year.
 * Someone goes to five to come, and was at one in four of the others. What is still to be done is of the first ten.
 */
async function filled(meetings: number): Promise<Side> {
  const test = await freshDatabase({ seeded: true, measured: true })
  const person = await aPerson(test)
  await test.query('update people set municipality_id = $2 where id = $1::uuid', [person, home])
  await test.query(
    `with homes as (select municipality_id as id, row_number() over (order by municipality_id) - 1 as n, count(*) over () as of
       from (select distinct municipality_id from memberships where starts_on <= $1::date and (ends_on is null or ends_on > $1::date)) m
     ), added as (
       insert into people (name, municipality_id) select 'Persoon ' || g, h.id from generate_series(1, 1000) g join homes h on h.n = g % h.of returning id, municipality_id)
     insert into roles (person_id, kind, municipality_id, starts_on)
     select id, 'official', municipality_id, date '2026-01-01' from added union all select $2::uuid, 'official', $3, '2026-01-01'`,
    [today, person, home],
  )
  // Each has an account that speaks for them.
  await test.query(
    `insert into identities (source_id, user_id, person_id, name, email)
     select $1::uuid, p.id::text, p.id, p.name, 'iemand@' || (select min(d.domain) from municipality_domains d where d.municipality_id = p.municipality_id and d.kind = 'email')
     from people p`,
    [await aSource(test)],
  )
  await test.query(
    `insert into meetings (id, number, kind_id, title, starts_at, ends_at, place, capacity_on_site, register_until, state, created_at, opened_at)
     select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, n, case when n in (11, 12) then 'contactambtenarenoverleg' else 'lobbyistenoverleg' end,
       'Bijeenkomst ' || n, s.at, s.at + interval '3 hours', 'Gemeentehuis', case when n % 10 in (3, 7) then 80 end, s.at - interval '7 days',
       case when n in (11, 12) or n > $1::int then 'held' else 'open' end, $3::timestamptz, $3::timestamptz
     from generate_series(1, $2::int) n, lateral (select $3::timestamptz + case when n in (11, 12) then (n - 10) * interval '-100 days'
       when n <= $1::int then n * interval '7 days' + interval '20 days' else (n - $1::int) * interval '-7 days' - interval '100 days' end as at) s`,
    [Math.max(12, Math.floor(meetings / 3)), meetings, now.toISOString()],
  )
  const registered = `select m.id as meeting, p.id as person, p.municipality_id as municipality, p.n, m.number
     from meetings m join (select id, municipality_id, row_number() over (order by id) - 1 as n from people where name like 'Persoon %') p
       on (p.n - m.number * 37 % 1000 + 1000) % 1000 < 100`
  // All is filled at once: what the database sees to at each registration is looked at by others.
  await test.query('alter table meeting_registrations disable trigger "meeting_registrations_fit"')
  await test.query(
    `insert into meeting_registrations (meeting_id, person_id, municipality_id, state, way, created_at, changed_at)
     select meeting, person, municipality, case when number % 10 in (3, 7) and n % 5 = 0 then 'waiting' else 'registered' end, 'onSite', $1::timestamptz, $1::timestamptz from (${registered}) r
     union all select id, $2::uuid, $3, 'registered', 'onSite', $1::timestamptz, $1::timestamptz from meetings
       where number in (1, 2, 4, 6, 8) or state = 'held' and number % 4 = 0`,
    [now.toISOString(), person, home],
  )
  await test.query('alter table meeting_registrations enable trigger "meeting_registrations_fit"')
  await test.query(
    `insert into meeting_polls (meeting_id, until, opened_at) select id, starts_at, created_at from meetings`,
  )
  await test.query(
    `insert into meeting_dates (meeting_id, starts_at, ends_at) select id, starts_at + n * interval '1 day', ends_at + n * interval '1 day' from meetings, generate_series(0, 2) n`,
  )
  await test.query(
    `insert into meeting_date_answers (meeting_id, person_id, municipality_id, dates, answered_at)
     select meeting, person, municipality, array(select d.id from meeting_dates d where d.meeting_id = meeting limit 2), now() from (${registered}) r`,
  )
  await test.query(
    `with asked as (
       insert into meeting_questions (meeting_id, person_id, municipality_id, text, created_at)
       select meeting, person, municipality, 'Hoe gaat het met vraag ' || n || '?', now() from (${registered}) r where n % 5 = 0 returning id, municipality_id, person_id)
     insert into meeting_question_backers (question_id, municipality_id, person_id, created_at) select id, municipality_id, person_id, now() from asked`,
  )
  await test.query(
    `insert into actions (text, owner_id, municipality_id, meeting_id, due_on, state, created_at, done_at)
     select 'Actie ' || n, person, municipality, meeting, $1::date + 7, s.state, $2::timestamptz, case when s.state = 'done' then $2::timestamptz end
     from (${registered}) r, lateral (select case when number <= 10 and n % 10 = 0 then 'open' else 'done' end as state) s where n % 3 = 0`,
    [today, now.toISOString()],
  )
  await test.query(
    `update meeting_registrations r set attendance = 'present' from meetings m where m.id = r.meeting_id and m.state = 'held' and r.state = 'registered'`,
  )
  await test.query(
    `insert into meeting_evaluations (meeting_id, worth, useful, met, is_counted)
     select r.meeting_id, 'yes', 'partly', 'no', true from meeting_registrations r where r.attendance = 'present'`,
  )
  await test.query(
    `insert into agenda_items (meeting_id, position, title, created_at) select id, n, 'Punt ' || n, created_at from meetings, generate_series(1, 8) n`,
  )
  return sideOf(test, person)
}

beforeAll(async () => {
  for (const meetings of [12, 500]) sides.push(await filled(meetings))
}, 180_000)

afterAll(() => closeSides(sides))

const at = { now, today }
const by = { role: 'speaker', app: 'slack', municipalityId: home }
let key = 0

const pressed = (pool: Pool, { person }: Side, meeting: MeetingId) =>
  pressRegister(
    pool,
    { meeting, way: 'onSite', session: null },
    { ...by, personId: person },
    { key: `large ${key++}`, ...at },
  )

/** What people ask of meetings, of a database of any size. */
const asked: Readonly<Record<string, Ask>> = {
  'the list': (pool, { person }) => comingMeetings(pool, [person], at, { from: 0, most: 10 }),
  'a meeting': (pool, { person }) => meetingByNumber(pool, 3, [person], today),
  'a press on [Inschrijven], and [Afmelden] after it': async (pool, side) => {
    expect((await pressed(pool, side, idOf(5)))?.isGiven).toBe(true)
    const as = { ...by, personId: side.person }
    await pool.transaction(tx => leaveMeeting(tx, idOf(5), side.person, home, as, now))
  },
  'a press on [Inschrijven] for a meeting that is full, and off the waiting list after it': async (pool, side) => {
    expect((await pressed(pool, side, idOf(7)))?.stands).toBe('waiting')
    const as = { ...by, personId: side.person }
    await pool.transaction(tx => leaveMeeting(tx, idOf(7), side.person, home, as, now))
  },
  'who comes': (pool, _) => attendeesOf(pool, idOf(3)),
  'which municipality sends nobody': (pool, _) => municipalitiesWithout(pool, idOf(3), today),
  'whom it is for': async (pool, _) => {
    expect((await audienceOf(pool, idOf(3), today)).length).toBeGreaterThan(900)
  },
  'someone’s home': (pool, { person }) => meetingsOf(pool, person, at),
  'someone’s calendar': async (pool, { person }) => {
    expect(await feedMeetings(pool, { person, pillar: null }, at)).toHaveLength(5)
  },
  'the calendar of a pillar': (pool, { person }) => feedMeetings(pool, { person, pillar: 'bestuur' as PillarId }, at),
  'the questions for a meeting': async (pool, _) => {
    await countQuestions(pool, idOf(3))
    expect((await questionsOf(pool, idOf(3), home, { from: 0, most: 12 })).length).toBe(12)
  },
  'a briefing': async (pool, { person }) => {
    const { items, silent } = await briefingOf(pool, idOf(3), home, [person], today)
    expect(items).toHaveLength(8)
    expect(silent.length).toBeGreaterThan(10)
  },
  'a programme, with what is still to be done': async (pool, { person }) => {
    expect(await programmeOf(pool, idOf(3), [person], today)).toHaveLength(8)
    expect((await actionsUntil(pool, idOf(3))).length).toBeGreaterThan(0)
  },
  'what is still to be done by someone and their municipality': (pool, { person }) => openActions(pool, person, home),
  'who was there': async (pool, _) => {
    expect((await expectedAt(pool, idOf(11))).length).toBeGreaterThan(50)
  },
  'how often each municipality was there': async (pool, _) => {
    const [officers] = await turnoutOf(pool, 2026, today, zone)
    expect(officers?.held).toBe(2)
    expect(officers?.municipalities.some(({ times }) => times === 2)).toBe(true)
  },
  'what they thought of it': async (pool, _) => {
    expect((await evaluationOf(pool, idOf(11))).answers).toBeGreaterThan(50)
  },
  'the plan of a year': (pool, { person }) => yearPlan(pool, 2027, { readers: [person], today, zone }),
  'a poll': async (pool, { person }) => {
    expect((await pollBy(pool, 'number', 3, person, today))?.answered).toBe(100)
  },
}

it('holds what is said of it', async () => {
  const [rows] = await large().test.query(
    'select (select count(*)::int from meetings) as meetings, (select count(*) >= 50000 from meeting_registrations) as "isMuch"',
  )
  expect(rows).toEqual({ meetings: 500, isMuch: true })
})

it.each(Object.entries(asked))(
  'of 500 meetings with 50,000 registrations and as many answers to polls goes through no large table: %s',
  (_, ask) => expectNoLargeScan(ask, large()),
)

it(
  `takes at most ${mostTimes} times as long of 500 meetings as of twelve`,
  () => expectAboutAsLong(asked, sides),
  300_000,
)
