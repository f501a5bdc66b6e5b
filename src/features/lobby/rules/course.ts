// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type Placement, placementsOf } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { subjectKey } from '#/features/lobby/rules/propose.ts'
import { isInsider, type Readers } from '#/features/lobby/rules/sight.ts'
import type { Kept } from '#/features/lobby/rules/wording.ts'

/** One act in the course of a point or a bottleneck: who, as what, for which municipality, from what to what [F74]. */
export interface Step {
  readonly act: string
  readonly at: Date
  readonly name: string | null
  readonly principal: string | null
  readonly role: string
  readonly municipality: string | null
  readonly old: Readonly<Record<string, string | number | null>> | null
  readonly new: Readonly<Record<string, string | number | null>> | null
  readonly total: number
  /** What it was before is not for its reader: few knew of the point then, and its reader is none of those [T20]. */
  readonly isVeiled: boolean
}

const columns = `a.action as act, a.at, p.name, b.name as principal, a.acted_role as role, m.name as municipality, a.old, a.new`
/** SQL: the same of an act on the point `id`; whoever knows of that while few do is one of those. */
const veiled = (id: string, readers: string, day: string): string =>
  `a.old->'confidential' is not null and not exists (select from lobby_points k where k.id = ${id} and ${isInsider('k', readers, day)}) as "isVeiled"`
const people = `left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id left join municipalities m on m.id = a.acted_municipality_id`

/**
 * SQL: what happened to some `points` (uuid[]): to each by itself, what was decided upon a round that gave it a place, and of those in `open` (uuid[]), that a contact was taken back.
 * Once the text of a contact is gone, so is that.
 */
const happenedIn = (points: string, open: string): string => `
  select a.id, a.subject_id as point from audit a where a.subject_kind = 'lobbyPoint' and a.subject_id = any(${points}::text[])
  union all
  select a.id, i.point_id::text from lobby_round_points i join audit a on a.subject_kind = 'lobbyRound' and a.subject_id = i.round_id::text
    and a.action in ('lobby.outcomeNoted', 'lobby.outcomeCorrected') where i.point_id = any(${points}) and i.place is not null
  union all
  select a.id, c.point_id::text from lobby_contacts c join audit a on a.subject_kind = 'lobbyContact' and a.subject_id = c.id::text
    and a.action = 'lobby.contactTakenBack' where c.point_id = any(${open}) and c.taken_back_at is not null`

const course = statement(
  'lobby_course',
  `with told as materialized (${happenedIn('$1::uuid[]', '$2::uuid[]')})
   select ${columns}, count(*) over ()::int as total, ${veiled('any($1::uuid[])', '$5', '$6')}
   from told join audit a on a.id = told.id ${people} order by a.id desc limit $3::int offset $4::int`,
)

/** What happened to a point, the last first, a page of it. Only what its reader may know of is told, and counted: what is left out later would show by its gap [T20]. */
export const courseOf = (
  db: Db,
  { id }: Pick<Point, 'id'>,
  seesContacts: boolean,
  readers: Readers,
  today: string,
  { size, from }: { readonly size: number; readonly from: number },
): Promise<readonly Step[]> => db.query<Step>(course, [[id], seesContacts ? [id] : [], size, from, readers, today])

const bottleneckCourse = statement(
  'bottleneck_course',
  `select ${columns}, count(*) over ()::int as total, false as "isVeiled" from audit a ${people}
   where a.subject_kind = 'bottleneck' and a.subject_id = $1 and (a.action <> 'bottleneck.lifted' or (a.new->>'point')::int = any($4::int[]))
   order by a.id desc limit $2::int offset $3::int`,
)

/** The same of a bottleneck: of the points that came of it only `known` is told. */
export const bottleneckCourseOf = (
  db: Db,
  { id }: { readonly id: string },
  known: readonly number[],
  size: number,
  from: number,
): Promise<readonly Step[]> => db.query<Step>(bottleneckCourse, [id, size, from, known])

const courses = statement(
  'lobby_courses',
  `with told as materialized (${happenedIn('$1::uuid[]', '$2::uuid[]')})
   select told.point, ${columns}, 0 as total, ${veiled('told.point::uuid', '$3', '$4')}
   from told join audit a on a.id = told.id ${people} order by a.id`,
)

/** The whole course of each of some points, the first step first, by the point's id; of their contacts where their reader `seesContacts`. */
export async function coursesOf<P extends Pick<Point, 'id'>>(
  db: Db,
  points: readonly P[],
  seesContacts: (point: P) => boolean,
  readers: Readers,
  today: string,
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const open = points.filter(seesContacts).map(({ id }) => id)
  const steps = await db.query<Step & { point: string }>(courses, [points.map(({ id }) => id), open, readers, today])
  return Map.groupBy(steps, ({ point }) => point)
}

const everyWording = statement(
  'lobby_every_wording',
  `select w.point_id as point, w.wording, w.title, w.problem, w.ask, w.why_midsized as "whyMidsized", w.evidence, w.dossiers from lobby_wordings w join lobby_points p on p.id = w.point_id
   where w.point_id = any($1::uuid[]) and (not w.is_confidential or ${isInsider('p', '$2', '$3')}) order by w.wording`,
)

/** Every wording that each of some points had before this one, by the point's id and then by its number; what one read while it was confidential is not opened with it [T20]. */
export async function everyWordingOf(
  db: Db,
  points: readonly Pick<Point, 'id'>[],
  readers: Readers,
  today: string,
): Promise<ReadonlyMap<string, ReadonlyMap<number, Kept>>> {
  const ids = points.map(({ id }) => id)
  const rows = await db.query<Kept & { wording: number; point: string }>(everyWording, [ids, readers, today])
  const byPoint = Map.groupBy(rows, ({ point }) => point)
  return new Map([...byPoint].map(([point, its]) => [point, new Map(its.map(one => [one.wording, one]))]))
}

/** What a point came to at some time, in the sentence that was given then. */
export interface Result extends Pick<Point, 'resultLink'> {
  readonly result: string
}

/** What the steps of a course name by a row of their own; `said` is what municipalities said or offered to a point in their own words, `contacts` those that were taken back, and `outcomes` what was decided upon rounds, now and before. */
export interface Happened {
  readonly placements: ReadonlyMap<string, Placement>
  readonly results: ReadonlyMap<string, Result>
  readonly said: ReadonlyMap<string, string>
  readonly contacts: ReadonlyMap<string, { readonly text: string; readonly at: Date }>
  readonly outcomes: ReadonlyMap<string, string>
}

/** By what a step names an outcome of a round. */
export const outcomeKey = (round: unknown, revision: unknown): string => `${round} ${revision}`

const results = statement(
  'lobby_results_of',
  `select r.id, r.result, r.link as "resultLink" from lobby_results r join lobby_points p on p.id = r.point_id
   where r.point_id = any($1::uuid[]) and (not r.is_confidential or ${isInsider('p', '$2', '$3')})`,
)

// What was over when a point was opened last may have been said while few knew of it.
const lines = statement(
  'lobby_said_of',
  `select s.id, s.line from (
     select id, point_id, ended_at, line from lobby_supports where point_id = any($1::uuid[]) and line is not null
     union all select id, point_id, ended_at, text from lobby_offers where point_id = any($1::uuid[]) and offer <> 'speaker'
   ) s join lobby_points p on p.id = s.point_id where (s.ended_at is null or ${isInsider('p', '$2', '$3')} or not exists (
     select from audit a where a.subject_kind = 'lobbyPoint' and a.subject_id = p.id::text and a.action = 'lobby.released' and a.at >= s.ended_at))`,
)

const contactsTakenBack = statement(
  'lobby_contacts_back_of',
  'select id, text, created_at as at from lobby_contacts where point_id = any($1::uuid[]) and taken_back_at is not null',
)

const decided = statement(
  'lobby_outcomes_of',
  `with their as (select distinct round_id as id from lobby_round_points where point_id = any($1::uuid[]) and place is not null)
   select r.id as round, r.revision, r.outcome from lobby_rounds r where r.id in (select id from their) and r.outcome is not null
   union all select e.round_id, e.revision, e.outcome from lobby_round_outcomes e where e.round_id in (select id from their)`,
)

/** Where some points were put on an agenda, what they came to and what municipalities said to them, each time; what was said of that while one was confidential is not opened with it [T20]. Their contacts are for who `seesContacts`. */
export async function happenedTo<P extends Pick<Point, 'id'>>(
  db: Db,
  points: readonly P[],
  seesContacts: (point: P) => boolean,
  readers: Readers,
  today: string,
): Promise<Happened> {
  const values = [points.map(({ id }) => id), readers, today]
  const came = await db.query<Result & { id: string }>(results, values)
  const said = await db.query<{ id: string; line: string }>(lines, values)
  const open = points.filter(seesContacts).map(({ id }) => id)
  const back = await db.query<{ id: string; text: string; at: Date }>(contactsTakenBack, [open])
  const outcomes = await db.query<{ round: string; revision: number; outcome: string }>(decided, [
    points.map(({ id }) => id),
  ])
  return {
    placements: await placementsOf(db, points),
    results: new Map(came.map(row => [row.id, row])),
    said: new Map(said.map(({ id, line }) => [id, line])),
    outcomes: new Map(outcomes.map(({ round, revision, outcome }) => [outcomeKey(round, revision), outcome])),
    contacts: new Map(back.map(({ id, ...contact }) => [id, contact])),
  }
}

const reasons = statement(
  'lobby_reasons',
  `select subject->>'point' as point, reason from requests
   where subject_key = any($1::text[]) and state = 'declined' and reason is not null order by decided_at`,
)

/** Why the secretariat declined each of some points, by the point's id. */
export async function reasonsOf(db: Db, points: readonly Pick<Point, 'id'>[]): Promise<ReadonlyMap<string, string>> {
  const keys = points.map(({ id }) => subjectKey(id))
  const rows = await db.query<{ point: string; reason: string }>(reasons, [keys])
  return new Map(rows.map(({ point, reason }) => [point, reason]))
}

/** The same of one point. */
export const wordingsOf = async (
  db: Db,
  point: Pick<Point, 'id'>,
  readers: Readers,
  today: string,
): Promise<ReadonlyMap<number, Kept>> => (await everyWordingOf(db, [point], readers, today)).get(point.id) ?? new Map()
