// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { gathering } from '#/database/gathering.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import { type PointState, running } from '#/features/lobby/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, MunicipalityId } from '#/network/ids.ts'

const give = statement(
  'lobby_stand',
  `insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at) values ($1::uuid, $2, $3::uuid, 'support', $4::timestamptz)
   on conflict (point_id, municipality_id) where ended_at is null do nothing returning id`,
)

/** Puts a municipality behind a point. Twice is once. */
export async function stand(
  tx: Tx,
  point: LobbyPointId,
  municipality: MunicipalityId,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const rows = await tx.query(give, [point, municipality, by.personId, now.toISOString()])
  if (rows.length === 0) return
  audit(tx, { action: 'lobby.supported', subject: { kind: 'lobbyPoint', id: point }, by, new: { municipality } })
}

/** What came of a press on [Steunen]: `rank` is the how-manieth municipality it is, `since` when its support began. */
export interface Supported {
  readonly id: LobbyPointId
  readonly number: number
  readonly state: PointState
  readonly is: 'given' | 'standing' | 'reserved' | 'closed'
  /** The number of the point that it went on as, where it did. */
  readonly mergedInto: number | null
  readonly rank: number
  readonly since: Date
}

/** $1 is the point, by its id or its number. */
const press = (by: 'id' | 'number') =>
  statement(
    `lobby_support_by_${by}`,
    `with given as materialized (
     select * from jsonb_to_recordset($3::jsonb) as g(nth int, municipality text, person uuid, readers uuid[], key text, at timestamptz, role text, behalf uuid, app text)
   ), point as materialized (
     select p.id, p.number, p.state, case when p.merged_into_id is not null then (select k.number from lobby_points k where k.id = p.merged_into_id) end as merged_into, p.proposer_id, p.pillar_id, p.opened_at, p.is_confidential, p.state in ${running} as open
     from lobby_points p where p.${by} = $1::${by === 'id' ? 'uuid' : 'int'} for key share of p
   ), standing as materialized (
     select s.municipality_id as municipality, s.stance, s.created_at as since from lobby_supports s where s.point_id = (select id from point) and s.ended_at is null
   ), asked as materialized (
     select given.* from given join point on ${isSeen('point', 'given.readers', '$2')}
   ), wanted as materialized (
     select distinct on (asked.municipality) asked.* from asked join point on point.open
     where not exists (select from standing where standing.municipality = asked.municipality) and (select key from turns where key = asked.key) is null
     order by asked.municipality, asked.nth
   ), stood as (
     insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at)
     select point.id, wanted.municipality, wanted.person, 'support', wanted.at from wanted cross join point order by wanted.municipality
     on conflict (point_id, municipality_id) where ended_at is null do nothing
     returning municipality_id
   ), put as materialized (
     select wanted.* from wanted join stood on stood.municipality_id = wanted.municipality
   ), kept as (
     insert into turns (key, outcome) select key, '{"code":"supported","ids":{}}'::jsonb from put on conflict do nothing
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, on_behalf_of_id, acted_municipality_id, app, new)
     select put.at, 'lobby.supported', 'lobbyPoint', point.id::text, put.person, put.role, put.behalf, put.municipality, put.app, jsonb_build_object('municipality', put.municipality)
     from put cross join point order by put.nth
   ), since as (
     select asked.nth, asked.municipality, standing.stance, coalesce(put.nth, asked.nth) as turn, coalesce(put.nth = asked.nth, false) as is_given, coalesce(standing.since, put.at, asked.at) as at
     from asked left join standing on standing.municipality = asked.municipality left join put on put.municipality = asked.municipality
   )
   select mine.nth, point.id, point.number, point.state, point.merged_into as "mergedInto",
     case when not point.open then 'closed' when mine.is_given then 'given' when mine.stance = 'reservation' then 'reserved' else 'standing' end as is,
     (select count(*)::int from standing s where s.stance = 'support' and s.municipality <> mine.municipality and s.since <= mine.at)
       + (select count(*)::int from put where put.municipality <> mine.municipality and (put.at, put.nth) < (mine.at, mine.turn)) + 1 as rank,
     mine.at as since
   from since mine cross join point`,
  )

const pressById = press('id')
const pressByNumber = press('number')

type Asked = { readonly id: LobbyPointId } | { readonly number: number }

/** One who presses, as the statement reads it. */
interface Presses {
  readonly municipality: MunicipalityId
  readonly person: ActedAs['personId']
  readonly readers: Readers
  readonly key: string
  readonly at: string
  readonly role: string
  readonly behalf: ActedAs['personId']
  readonly app: string
}

async function pressAll(
  db: Db,
  { point, today }: { readonly point: Asked; readonly today: string },
  all: readonly Presses[],
): Promise<readonly (Supported | null)[]> {
  const [statement, asked] = 'id' in point ? [pressById, point.id] : [pressByNumber, point.number]
  const found = await db.query<Supported & { nth: number }>(statement, [
    asked,
    today,
    JSON.stringify(all.map((one, nth) => ({ ...one, nth }))),
  ])
  const byNth = new Map(found.map(({ nth, ...one }) => [nth, one]))
  return all.map((_, nth) => byNth.get(nth) ?? null)
}

const pressTogether = gathering(pressAll, ({ point, today }) => `${'id' in point ? point.id : point.number} ${today}`)

/**
 * A press on [Steunen], in the one statement that hundreds may send at once (architecture, stampede write): it claims their keys, looks at the point, gives the support and notes it.
 * What another does to the point at that moment is waited for, before anything is written.
 * A colleague's press of the same moment, taken by another copy, is not in sight yet: it stands too. Null where there is no such point for this one.
 */
export async function pressSupport(
  db: Db,
  point: Asked,
  by: ActedAs & { readonly municipalityId: MunicipalityId },
  readers: Readers,
  turn: { readonly key: string; readonly now: Date; readonly today: string },
): Promise<Supported | null> {
  return pressTogether(
    db,
    { point, today: turn.today },
    {
      municipality: by.municipalityId,
      person: by.personId,
      readers,
      key: turn.key,
      at: turn.now.toISOString(),
      role: by.role,
      behalf: by.onBehalfOf ?? null,
      app: by.app,
    },
  )
}

const take = statement(
  'lobby_support_take',
  `update lobby_supports set ended_at = $3::timestamptz where point_id = $1::uuid and municipality_id = $2 and stance = $4 and ended_at is null returning id`,
)

const stands = statement(
  'lobby_support_stands',
  `select p.id, p.number from lobby_points p where p.id = $1::uuid and p.state in ${running}
     and exists (select from lobby_supports s where s.point_id = p.id and s.municipality_id = $2 and s.stance = $3 and s.ended_at is null)
   for update of p`,
)

/** A point that goes on and that a municipality said something to, also where few may know of it by now: locked, and of all that it says its number alone. */
export const standsAt = async (
  tx: Tx,
  point: LobbyPointId,
  municipality: MunicipalityId,
  stance: 'support' | 'reservation',
): Promise<{ readonly id: LobbyPointId; readonly number: number } | null> =>
  (await tx.query<{ id: LobbyPointId; number: number }>(stands, [point, municipality, stance]))[0] ?? null

/** Takes back what a municipality said. False where it said no such thing. */
export async function takeBack(
  tx: Tx,
  point: LobbyPointId,
  municipality: MunicipalityId,
  stance: 'support' | 'reservation',
  by: ActedAs,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.query<{ id: string }>(take, [point, municipality, now.toISOString(), stance])
  if (!row) return false
  audit(tx, {
    action: stance === 'support' ? 'lobby.unsupported' : 'lobby.unreserved',
    subject: { kind: 'lobbyPoint', id: point },
    by,
    old: { municipality, stance, said: row.id },
  })
  return true
}

const said = statement(
  'lobby_say',
  `with gone as (
     update lobby_supports set ended_at = $5::timestamptz where point_id = $1::uuid and municipality_id = $2 and ended_at is null returning id, stance, created_at
   ), put as (
     insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
     select $1::uuid, $2, $3::uuid, $4, $6, coalesce(done.since, $5::timestamptz)
     from (select min(created_at) filter (where stance = $4) as since from gone) as done returning id
   ) select put.id, gone.id as "replacedId", gone.stance as "replacedStance" from put left join gone on true`,
)

/** Puts in a municipality's own words that it supports a point, or what its reservation is [F21] [F26]; what it said before ends, and stays in the course [F74]. */
export async function say(
  tx: Tx,
  point: LobbyPointId,
  municipality: MunicipalityId,
  given: { readonly stance: 'support' | 'reservation'; readonly line: string },
  by: ActedAs,
  now: Date,
): Promise<void> {
  const { stance, line } = given
  const values = [point, municipality, by.personId, stance, now.toISOString(), line]
  const [row] = await tx.query<{ id: string; replacedId: string | null; replacedStance: string | null }>(said, values)
  if (!row) throw new Error('what was said left no row')
  audit(tx, {
    action: stance === 'support' ? 'lobby.supported' : 'lobby.reserved',
    subject: { kind: 'lobbyPoint', id: point },
    by,
    ...(row.replacedId && { old: { municipality, stance: row.replacedStance, said: row.replacedId } }),
    new: { municipality, stance, said: row.id },
  })
}
