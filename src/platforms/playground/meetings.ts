// SPDX-License-Identifier: EUPL-1.2
// The meetings that people were invited to before the visitor came, or that are over. They are numbered as they stand in the network's folder.
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { ago, type Coming, momentOn, workingDayIn } from './coming.ts'
import { filled, roleOf, speaksFor, time, who } from './lobby.ts'
import { type About, type World, whoIs } from './people.ts'

const meeting = z.strictObject({
  who,
  kind: filled,
  /** Where it is a pillar's. */
  pillar: filled.optional(),
  title: filled.max(120),
  about: filled.optional(),
  place: filled,
  /** Places on site; without it there is room for all. */
  capacity: z.int().positive().optional(),
  /** So many working days from today; before it, it was held. */
  on: z.int(),
  from: time,
  until: time,
  /** So many working days before it registration closes. */
  closes: z.int().positive(),
  /** How long ago people were invited. */
  days: z.int().positive(),
  /** Municipalities of which someone comes, and, in order, those that wait. */
  coming: z.array(filled).default([]),
  waiting: z.array(filled).default([]),
  programme: z
    .array(z.strictObject({ title: filled.max(120), about: filled.optional(), point: z.int().positive().optional() }))
    .default([]),
  report: z.url().optional(),
  /** What someone took on there; `due` is so many working days from today. */
  actions: z.array(z.strictObject({ who, text: filled.max(300), due: z.int() })).default([]),
})

export const meetingsShape = { meetings: z.array(meeting).default([]) }
type Meetings = z.infer<z.ZodObject<typeof meetingsShape>>

type Named = readonly (readonly [where: string, name: string])[]

export function namedInMeetings({ meetings }: Meetings): Record<'municipalities' | 'pillars' | 'kinds', Named> {
  return {
    municipalities: meetings.flatMap(({ coming, waiting }, at) => [
      ...coming.map(one => [`meetings.${at}.coming`, one] as const),
      ...waiting.map(one => [`meetings.${at}.waiting`, one] as const),
    ]),
    pillars: meetings.flatMap(({ pillar }, at) => (pillar ? [[`meetings.${at}.pillar`, pillar] as const] : [])),
    kinds: meetings.map(({ kind }, at) => [`meetings.${at}.kind`, kind] as const),
  }
}

// Of municipalities without a person in the playground it is not known who registered.
const addMeeting = statement(
  'playground_meeting',
  `with given as (select $1::jsonb as j), planner as (
     select id, municipality_id from people where email = (select j->>'who' from given)
   ), meeting as (
     insert into meetings (kind_id, pillar_id, title, about, starts_at, ends_at, place, capacity_on_site, register_until, state, planned_by_id, created_at, opened_at, report_link, report_told_at)
     select j->>'kind', j->>'pillar', j->>'title', j->>'about', (j->>'startsAt')::timestamptz, (j->>'endsAt')::timestamptz, j->>'place', (j->>'capacity')::int,
       (j->>'registerUntil')::timestamptz, j->>'state', planner.id, (j->>'openedAt')::timestamptz, (j->>'openedAt')::timestamptz, j->>'report', (j->>'reportedAt')::timestamptz
     from given, planner returning id
   ), programme as (
     insert into agenda_items (meeting_id, position, title, about, point_id, created_at)
     select meeting.id, i.position, i.title, i.about, l.id, (j->>'openedAt')::timestamptz
     from meeting, given, jsonb_to_recordset(j->'programme') as i(position int, title text, about text, point int) left join lobby_points l on l.number = i.point
   ), taken_on as (
     insert into actions (text, owner_id, municipality_id, meeting_id, due_on, noted_by_id, created_at)
     select a.text, p.id, p.municipality_id, meeting.id, a."dueOn", planner.id, (j->>'endsAt')::timestamptz
     from meeting, planner, given, jsonb_to_recordset(j->'actions') as a(nth int, who text, text text, "dueOn" date) join people p on p.email = a.who
     order by a.nth returning id, owner_id, due_on, created_at
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, old, new)
     select (a.at)::timestamptz, a.action, 'meeting', meeting.id::text, case when a.role = 'bot' then null else planner.id end, a.role,
       case when a.role = 'bot' then null else planner.municipality_id end, case when a.role = 'bot' then 'bot' else 'playground' end, a.old, a.new
     from meeting, planner, given, jsonb_to_recordset(j->'acts') as a(nth int, at text, action text, role text, old jsonb, new jsonb)
     order by a.nth
   ), noted_actions as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, new)
     select t.created_at, 'action.noted', 'action', t.id::text, planner.id, j->>'role', planner.municipality_id, 'playground',
       jsonb_build_object('owner', t.owner_id, 'meeting', meeting.id, 'dueOn', t.due_on, 'state', 'open')
     from taken_on t, meeting, planner, given
   )
   select id from meeting`,
)

// After the meeting itself: the database looks there for its room. Who came to one that is over was asked about it at the time.
const register = statement(
  'playground_registrations',
  `insert into meeting_registrations (meeting_id, person_id, municipality_id, state, way, created_at, changed_at, evaluated_at)
   select $1::uuid, p.id, m.id, r.state, 'onSite', r.at, r.at, r."evaluatedAt"
   from jsonb_to_recordset($2::jsonb) as r(nth int, municipality text, state text, who text, at timestamptz, "evaluatedAt" timestamptz)
   join municipalities m on m.name = r.municipality left join people p on p.email = r.who order by r.nth`,
)

type Given = Meetings['meetings'][number]

function rowOf(world: World, given: Given, at: Coming) {
  const { who, on, from, until, closes, days, programme, actions, report, pillar = null } = given
  const emailOf = (one: About) => whoIs(world, one).email
  const day = workingDayIn(on, at)
  const startsAt = momentOn(day, from, at)
  const endsAt = momentOn(day, until, at)
  const openedAt = ago(days, at)
  const isHeld = on < 0
  const role = roleOf(who)
  const facts = { kind: given.kind, pillar, startsAt }
  const acts = [
    { at: openedAt, action: 'meeting.planned', role, old: null, new: { state: 'planned', ...facts } },
    { at: openedAt, action: 'meeting.open', role, old: { state: 'planned' }, new: { state: 'open' } },
    ...(isHeld
      ? [{ at: endsAt, action: 'meeting.hold', role: 'bot', old: { state: 'open' }, new: { state: 'held' } }]
      : []),
  ]
  return {
    ...given,
    pillar,
    who: emailOf(who),
    role,
    state: isHeld ? 'held' : 'open',
    startsAt,
    endsAt,
    openedAt,
    registerUntil: momentOn(workingDayIn(-closes, at, day), '12:00', at),
    reportedAt: report ? endsAt : null,
    programme: programme.map((item, nth) => ({ ...item, position: nth + 1 })),
    actions: actions.map(({ who: owner, text, due }, nth) => ({
      nth,
      who: emailOf(owner),
      text,
      dueOn: workingDayIn(due, at),
    })),
    acts: acts.map((act, nth) => ({ ...act, nth })),
  }
}

/** Puts them in a network without any, after the lobby points that are on their programmes. */
export async function placeMeetings(tx: Tx, world: World, { meetings }: Meetings, at: Coming): Promise<void> {
  for (const given of meetings) {
    const row = rowOf(world, given, at)
    const [added] = await tx.query<{ id: string }>(addMeeting, [JSON.stringify(row)])
    if (!added) throw new Error('a meeting of the playground left no row')
    const all = [
      ...given.coming.map(municipality => ({ municipality, state: 'registered' })),
      ...given.waiting.map(municipality => ({ municipality, state: 'waiting' })),
    ]
    const rows = all.map(({ municipality, state }, nth) => {
      const speaker = speaksFor(world, municipality)
      return {
        nth,
        municipality,
        state,
        who: speaker && whoIs(world, speaker).email,
        // One after another, in the days since they were invited.
        at: ago(given.days * (1 - (nth + 1) / (all.length + 1)), at),
        evaluatedAt: row.state === 'held' ? row.endsAt : null,
      }
    })
    await tx.query(register, [added.id, JSON.stringify(rows)])
  }
}
