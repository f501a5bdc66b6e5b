// SPDX-License-Identifier: EUPL-1.2
// Who sits in which committee of the VNG, when those meet, and what was reported of them before the visitor came.
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { ago, type Coming, dayIn, momentOn, workingDayIn } from './coming.ts'
import { filled, roleOf, time, who } from './lobby.ts'
import { type World, whoIs } from './people.ts'

const seat = z.strictObject({
  committee: filled,
  function: z.enum(['member', 'chair', 'deputy', 'adviser']),
  /** Since so many days. */
  days: z.int().positive(),
})

export const committeesShape = {
  /** Someone of the network's, or another by name. */
  seats: z.array(z.union([seat.extend({ who }), seat.extend({ holder: filled })])).default([]),
  /** `on` is so many working days from today; it was entered `days` ago. */
  committeeMeetings: z
    .array(
      z.strictObject({
        committee: filled,
        about: filled,
        place: filled,
        on: z.int().positive(),
        from: time,
        until: time,
        days: z.int().positive(),
      }),
    )
    .default([]),
  /** Published `days` ago; input is welcome until so many working days from today. */
  reports: z
    .array(
      z.strictObject({
        who,
        committee: filled,
        pillars: z.array(filled).min(1),
        title: filled.max(120),
        summary: filled,
        decisions: filled.optional(),
        action: filled.optional(),
        days: z.int().positive(),
        input: z.int().positive(),
      }),
    )
    .default([]),
}
type Committees = z.infer<z.ZodObject<typeof committeesShape>>

type Named = readonly (readonly [where: string, name: string])[]

export function namedInCommittees(given: Committees): Record<'pillars' | 'committees', Named> {
  const { seats, committeeMeetings, reports } = given
  return {
    pillars: reports.flatMap(({ pillars }, at) => pillars.map(one => [`reports.${at}.pillars`, one] as const)),
    committees: Object.entries({ seats, committeeMeetings, reports }).flatMap(([list, all]) =>
      all.map(({ committee }, at) => [`${list}.${at}.committee`, committee] as const),
    ),
  }
}

/** Who entered it is the secretary. */
const keeper = `keeper as (select id, municipality_id from people where email = (select j->>'keeper' from given))`

const giveSeat = statement(
  'playground_seat',
  `with given as (select $1::jsonb as j), ${keeper}, seat as (
     insert into committee_seats (committee_id, person_id, holder, function, starts_on, created_at)
     select j->>'committee', (select id from people where email = j->>'who'), j->>'holder', j->>'function', (j->>'startsOn')::date, (j->>'at')::timestamptz from given
     returning id, person_id, created_at
   )
   insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, new)
   select seat.created_at, 'committee.seatGiven', 'committeeSeat', seat.id::text, keeper.id, 'secretariat', keeper.municipality_id, 'playground',
     jsonb_build_object('committee', j->>'committee', 'person', seat.person_id, 'function', j->>'function', 'startsOn', j->>'startsOn', 'endsOn', null) from seat, keeper, given`,
)

const addMeeting = statement(
  'playground_committee_meeting',
  `with given as (select $1::jsonb as j), ${keeper}, meeting as (
     insert into committee_meetings (committee_id, about, starts_at, ends_at, place, input_until, created_at)
     select j->>'committee', j->>'about', (j->>'startsAt')::timestamptz, (j->>'endsAt')::timestamptz, j->>'place', (j->>'inputUntil')::timestamptz, (j->>'at')::timestamptz from given
     returning id, created_at
   )
   insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, new)
   select meeting.created_at, 'committee.meetingAdded', 'committeeMeeting', meeting.id::text, keeper.id, 'secretariat', keeper.municipality_id, 'playground',
     jsonb_build_object('committee', j->>'committee', 'startsAt', j->>'startsAt') from meeting, keeper, given`,
)

const addReport = statement(
  'playground_report',
  `with given as (select $1::jsonb as j), ${keeper}, author as (
     select id, municipality_id from people where email = (select j->>'who' from given)
   ), report as (
     insert into reports (committee_id, kind, state, title, summary, decisions, action, input_until, author_id, created_at, published_at)
     select j->>'committee', 'any', 'published', j->>'title', j->>'summary', j->>'decisions', j->>'action', (j->>'inputUntil')::timestamptz, author.id, (j->>'at')::timestamptz, (j->>'publishedAt')::timestamptz
     from given, author returning id, created_at, published_at
   ), told as (
     insert into report_pillars (report_id, pillar_id) select report.id, p.id from report, given, pillars p where j->'pillars' ? p.id
   )
   insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, old, new)
   select created_at, 'report.filed', 'report', report.id::text, author.id, j->>'role', author.municipality_id, 'playground', null,
     jsonb_build_object('state', 'proposed', 'committee', j->>'committee', 'kind', 'any') from report, author, given
   union all
   select published_at, 'report.published', 'report', report.id::text, keeper.id, 'secretariat', keeper.municipality_id, 'playground',
     '{"state": "proposed"}'::jsonb, '{"state": "published"}'::jsonb from report, keeper`,
)

/** So long the secretariat took to publish it. */
const reviewing = 0.5

/** Puts it all in a network without any. */
export async function placeCommittees(tx: Tx, world: World, all: Committees, at: Coming): Promise<void> {
  const { seats, committeeMeetings, reports } = all
  const by = { keeper: whoIs(world, 'secretary').email }
  for (const { days, ...given } of seats) {
    const held = 'who' in given ? { who: whoIs(world, given.who).email } : {}
    const row = { ...given, ...held, ...by, startsOn: dayIn(-days, at), at: ago(days, at) }
    await tx.query(giveSeat, [JSON.stringify(row)])
  }
  for (const { on, from, until, days, ...given } of committeeMeetings) {
    const day = workingDayIn(on, at)
    const times = { startsAt: momentOn(day, from, at), endsAt: momentOn(day, until, at) }
    const inputUntil = momentOn(workingDayIn(-1, at, day), '12:00', at)
    await tx.query(addMeeting, [JSON.stringify({ ...given, ...by, ...times, inputUntil, at: ago(days, at) })])
  }
  for (const { who: author, days, input, ...given } of reports) {
    const inputUntil = momentOn(workingDayIn(input, at), '12:00', at)
    const moments = { at: ago(days + reviewing, at), publishedAt: ago(days, at), inputUntil }
    const row = { ...given, ...by, ...moments, who: whoIs(world, author).email, role: roleOf(author) }
    await tx.query(addReport, [JSON.stringify(row)])
  }
}
