// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { isNarrowed, type Known, narrowed, narrowing } from '#/features/lobby/rules/filter.ts'
import { standingOffer } from '#/features/lobby/rules/offered.ts'
import { isResultTold, isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import { pointStates } from '#/features/lobby/rules/states.ts'
import type { LobbyPointId, MunicipalityId, PersonId, PillarId } from '#/network/ids.ts'

const named = z.object({ id: z.string(), name: z.string() })

const standing = z.object({
  municipality: z.string().transform(id => id as MunicipalityId),
  name: z.string(),
  stance: z.enum(['support', 'reservation']),
  line: z.string().nullable(),
  at: z.coerce.date(),
})
/** What a municipality says to a point today, in its own words where it gave any. */
export type Standing = z.infer<typeof standing>

/** Tells what a form about a municipality's own words began with from what it says by now. */
export const standingDigest = (said: Standing | undefined): string => digestOf([said?.stance, said?.line])

const occasion = z.object({ number: z.number(), title: z.string(), startsAt: z.coerce.date() })

const row = z.object({
  id: z.string().transform(id => id as LobbyPointId),
  number: z.number(),
  state: z.enum(pointStates),
  title: z.string(),
  problem: z.string(),
  ask: z.string(),
  whyMidsized: z.string(),
  pillar: z.string().transform(id => id as PillarId),
  pillarName: z.string(),
  theme: z.string().nullable(),
  themeName: z.string().nullable(),
  deadline: z.string().nullable(),
  evidence: z.string().nullable(),
  dossiers: z.array(z.string()),
  proposer: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  proposerName: z.string().nullable(),
  isOfProposer: z.boolean(),
  municipality: z.string().transform(id => id as MunicipalityId),
  municipalityName: z.string(),
  isConfidential: z.boolean(),
  wording: z.number(),
  version: z.number(),
  openedAt: z.date().nullable(),
  movedAt: z.date(),
  stateAt: z.date(),
  result: z.string().nullable(),
  resultLink: z.string().nullable(),
  targets: z.array(named),
  standings: z.array(standing),
  offers: z.array(standingOffer),
  origins: z.array(z.number()),
  mergedInto: z.number().nullable(),
  isAskedBack: z.boolean(),
  programmes: z.array(occasion),
  followers: z.array(z.string().transform(id => id as PersonId)),
})
/** A lobby point with whom it is addressed to, who stands behind it and what is offered to it. `version` is what its card shows; `isOfProposer` whether its municipality is that of whoever proposed it, `openedAt` is since when support is asked, `movedAt` when anything of it changed, `stateAt` since when its state is what it is, `origins` the numbers of the bottlenecks that it came of, `mergedInto` that of the point that it went on as, `isAskedBack` whether the secretariat waits for an answer of its proposer, `programmes` the meetings to come at which it is talked about. */
export type Point = z.infer<typeof row>

const columns = `
  select p.id, p.number, p.state, p.title, p.problem, p.ask, p.why_midsized as "whyMidsized", p.pillar_id as pillar, l.name as "pillarName",
    p.theme_id as theme, t.name as "themeName", p.deadline::text as deadline, p.evidence, p.dossiers, p.proposer_id as proposer, h.name as "proposerName", h.municipality_id is not distinct from p.municipality_id as "isOfProposer",
    p.municipality_id as municipality, m.name as "municipalityName", p.is_confidential as "isConfidential", p.wording,
    p.version + (select count(*) + count(v.ended_at) from lobby_supports v where v.point_id = p.id)::int
      + (select coalesce(sum(o.version), 0) + count(o.ended_at) from lobby_offers o where o.point_id = p.id)::int as version,
    p.opened_at as "openedAt", p.moved_at as "movedAt", p.state_at as "stateAt",
    case when told.openly then p.result end as result, case when told.openly then p.result_link end as "resultLink",
    coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name) order by g.name)
      from lobby_point_targets a join lobby_targets g on g.id = a.target_id where a.point_id = p.id), '[]'::json) as targets,
    coalesce((select json_agg(json_build_object('municipality', u.id, 'name', u.name, 'stance', s.stance, 'line', s.line, 'at', s.created_at) order by s.created_at, u.name)
      from lobby_supports s join municipalities u on u.id = s.municipality_id where s.point_id = p.id and s.ended_at is null), '[]'::json) as standings,
    coalesce((select json_agg(json_build_object('id', o.id, 'municipality', u.id, 'name', u.name, 'person', o.person_id, 'personName', w.name, 'offer', o.offer, 'text', o.text,
        'source', o.source, 'year', o.year, 'speaker', o.speaker, 'speakerRole', o.speaker_role, 'version', o.version, 'at', o.created_at) order by o.created_at, o.id)
      from lobby_offers o join municipalities u on u.id = o.municipality_id left join people w on w.id = o.person_id where o.point_id = p.id and o.ended_at is null), '[]'::json) as offers,
    array(select b.number from lobby_point_origins o join bottlenecks b on b.id = o.bottleneck_id where o.point_id = p.id order by b.number) as origins,
    (select k.number from lobby_points k where k.id = p.merged_into_id) as "mergedInto",
    p.state = 'proposed' and exists (select from requests q where q.subject_key = 'lobby.point ' || p.id and q.state = 'asked') as "isAskedBack",
    coalesce((select json_agg(json_build_object('number', e.number, 'title', e.title, 'startsAt', e.starts_at) order by e.starts_at)
      from meetings e where e.id in (select i.meeting_id from agenda_items i where i.point_id = p.id) and e.state in ('open', 'closed')), '[]'::json) as programmes,
    array(select f.person_id from follows f where f.subject_kind = 'lobbyPoint' and f.subject_id = p.id::text) as followers
  from lobby_points p join pillars l on l.id = p.pillar_id join municipalities m on m.id = p.municipality_id
  left join themes t on t.id = p.theme_id left join people h on h.id = p.proposer_id
  cross join lateral (select p.result is null or ${isResultTold('p', '$1', '$2')} as openly) told`

const byNumber = statement(
  'lobby_point_by_number',
  `${columns} where p.number = $3::int and ${isSeen('p', '$1', '$2')}`,
)
const byId = statement('lobby_point_by_id', `${columns} where p.id = $3::uuid and ${isSeen('p', '$1', '$2')}`)
const lock = statement('lobby_point_lock', 'select id from lobby_points where id = $1::uuid for update')

/** Reads a point in someone's name; null where there is none, or none that they may know of: the one way to one [T20]. */
export async function pointByNumber(db: Db, number: number, readers: Readers, today: string): Promise<Point | null> {
  const [found] = await db.query(byNumber, [readers, today, number])
  return found ? row.parse(found) : null
}

/** The same by its id. */
export async function pointById(db: Db, id: LobbyPointId, readers: Readers, today: string): Promise<Point | null> {
  const [found] = await db.query(byId, [readers, today, id])
  return found ? row.parse(found) : null
}

/** The same, locked until the transaction ends: what is read of it then stays so. */
export async function lockedPoint(db: Db, id: LobbyPointId, readers: Readers, today: string): Promise<Point | null> {
  await db.query(lock, [id])
  return pointById(db, id, readers, today)
}

const some = narrowed(by =>
  statement(
    ['lobby_points_narrowed', ...by].join('_'),
    `${columns} where ${isNarrowed('p', 4, by)} and ${isSeen('p', '$1', '$2')} order by p.moved_at desc, p.number desc limit $3::int`,
  ),
)
const numbered = statement(
  'lobby_points_numbered',
  `${columns} where p.number = any($3::int[]) and ${isSeen('p', '$1', '$2')} order by array_position($3::int[], p.number)`,
)

/** The points of the lobby agenda, narrowed, what moved last first, as someone may see them. */
export async function narrowedPoints(
  db: Db,
  readers: Readers,
  today: string,
  only: readonly Known[],
  most: number,
): Promise<readonly Point[]> {
  const { by, values } = narrowing(only)
  const found = await db.query(some(by), [readers, today, most, ...values])
  return found.map(one => row.parse(one))
}

/** The points of some numbers, in that order, as someone may see them; those that there are. */
export async function pointsByNumber(
  db: Db,
  numbers: readonly number[],
  readers: Readers,
  today: string,
): Promise<readonly Point[]> {
  const found = await db.query(numbered, [readers, today, numbers])
  return found.map(one => row.parse(one))
}

const asked = statement('lobby_point_asked', `${columns} where p.id = $3::uuid and not p.is_confidential`)
const bare = statement(
  'lobby_point_bare',
  `select p.number, c.version from lobby_points p join lobby_cards c on c.id = p.id where p.id = $1::uuid`,
)

/** A point as it lies before whoever decides on it, in their channel; null where it is confidential: they read it in their own name. */
export async function askedPoint(db: Db, id: LobbyPointId): Promise<Point | null> {
  // Nobody by name reads it there, so no day matters.
  const [found] = await db.query(asked, [[], '-infinity', id])
  return found ? row.parse(found) : null
}

/** What may stand anywhere of a point that its reader may not know: its number, and which change of it that is. */
export const bareOf = async (db: Db, id: LobbyPointId): Promise<Pick<Point, 'number' | 'version'> | null> =>
  (await db.query<Pick<Point, 'number' | 'version'>>(bare, [id]))[0] ?? null

export const supportersOf = (point: Point): readonly Standing[] =>
  point.standings.filter(({ stance }) => stance === 'support')

export const reservationsOf = (point: Point): readonly Standing[] =>
  point.standings.filter(({ stance }) => stance === 'reservation')
