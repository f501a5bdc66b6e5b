// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
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

/** $4 is the point, by its id or its number. */
const press = (by: 'id' | 'number') =>
  statement(
    `lobby_support_by_${by}`,
    `with point as (
     select p.id, p.number, p.state, p.merged_into_id, p.state in ${running} as open from lobby_points p where p.${by} = $4::${by === 'id' ? 'uuid' : 'int'} and ${isSeen('p', '$1', '$2')}
     for key share of p
   ), given as (
     insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at)
     select point.id, $5, $6::uuid, 'support', $3::timestamptz from point
     where point.open and not exists (select from turns where key = $7)
     on conflict (point_id, municipality_id) where ended_at is null do nothing
     returning id, point_id
   ), kept as (
     insert into turns (key, outcome) select $7, '{"code":"supported","ids":{}}'::jsonb from given on conflict do nothing
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, on_behalf_of_id, acted_municipality_id, app, new)
     select $3::timestamptz, 'lobby.supported', 'lobbyPoint', point_id::text, $6::uuid, $8, $9::uuid, $5, $10, jsonb_build_object('municipality', $5::text) from given
   )
   select point.id, point.number, point.state, (select k.number from lobby_points k where k.id = point.merged_into_id) as "mergedInto",
     case when not point.open then 'closed' when exists (select from given) then 'given' when own.stance = 'reservation' then 'reserved'
       else 'standing' end as is,
     (select count(*)::int from lobby_supports s where s.point_id = point.id and s.ended_at is null and s.stance = 'support'
        and s.municipality_id <> $5 and s.created_at <= coalesce(own.created_at, $3::timestamptz)) + 1 as rank,
     coalesce(own.created_at, $3::timestamptz) as since
   from point left join lobby_supports own on own.point_id = (select id from point) and own.municipality_id = $5 and own.ended_at is null`,
  )

const pressById = press('id')
const pressByNumber = press('number')

/**
 * A press on [Steunen], in the one statement that hundreds may send at once (architecture, stampede write): it claims the key, looks at the point, gives the support and notes it.
 * What another does to the point at that moment is waited for, before anything is written.
 * A colleague's press of the same moment is not in sight yet: it stands too. Null where there is no such point for this one.
 */
export async function pressSupport(
  db: Db,
  point: { readonly id: LobbyPointId } | { readonly number: number },
  by: ActedAs & { readonly municipalityId: MunicipalityId },
  readers: Readers,
  turn: { readonly key: string; readonly now: Date; readonly today: string },
): Promise<Supported | null> {
  const values = [
    readers,
    turn.today,
    turn.now.toISOString(),
    'id' in point ? point.id : point.number,
    by.municipalityId,
    by.personId,
    turn.key,
    by.role,
    by.onBehalfOf ?? null,
    by.app,
  ]
  return (await db.query<Supported>('id' in point ? pressById : pressByNumber, values))[0] ?? null
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
  const rows = await tx.query(take, [point, municipality, now.toISOString(), stance])
  if (rows.length === 0) return false
  const action = stance === 'support' ? 'lobby.unsupported' : 'lobby.unreserved'
  audit(tx, { action, subject: { kind: 'lobbyPoint', id: point }, by, old: { municipality } })
  return true
}

const said = statement(
  'lobby_say',
  `with gone as (
     update lobby_supports set ended_at = $5::timestamptz where point_id = $1::uuid and municipality_id = $2 and ended_at is null returning stance, created_at
   )
   insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
   select $1::uuid, $2, $3::uuid, $4, $6, coalesce(done.since, $5::timestamptz)
   from (select min(created_at) filter (where stance = $4) as since from gone) as done`,
)

/** Puts in a municipality's own words that it supports a point, or what its reservation is [F21] [F26]; what it said before ends. */
export async function say(
  tx: Tx,
  point: LobbyPointId,
  municipality: MunicipalityId,
  given: { readonly stance: 'support' | 'reservation'; readonly line: string },
  by: ActedAs,
  now: Date,
): Promise<void> {
  await tx.query(said, [point, municipality, by.personId, given.stance, now.toISOString(), given.line])
  const action = given.stance === 'support' ? 'lobby.supported' : 'lobby.reserved'
  audit(tx, { action, subject: { kind: 'lobbyPoint', id: point }, by, new: { municipality } })
}
