// SPDX-License-Identifier: EUPL-1.2
// Where a lobby point comes from: bottlenecks, whose recognitions become its support [A27].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { speaks } from '#/network/holding.ts'
import type { BottleneckId, LobbyPointId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const add = statement(
  'lobby_origin_add',
  `insert into lobby_point_origins (point_id, bottleneck_id, created_at) values ($1::uuid, $2::uuid, $3::timestamptz) on conflict do nothing returning point_id`,
)
const changed = statement(
  'lobby_origin_changed',
  `update bottlenecks set version = version + 1 where id in (select bottleneck_id from lobby_point_origins where point_id = $1::uuid) returning id`,
)

/** Its bottlenecks' cards tell of a point or no longer do. */
export async function touchOrigins(tx: Tx, point: LobbyPointId): Promise<void> {
  for (const { id } of await tx.query<{ id: BottleneckId }>(changed, [point])) touch(tx, { kind: 'bottleneck', id })
}

const waiting = statement(
  'lobby_origin_waits',
  `select from lobby_point_origins o join lobby_points p on p.id = o.point_id
   where o.bottleneck_id = $1::uuid and p.state = 'proposed' and not p.is_confidential and p.merged_into_id is null limit 1`,
)

/** Whether a point that came of a bottleneck lies before the secretariat; of a confidential one nobody is told [T20]. */
export const isBeingLifted = async (db: Db, { id }: Pick<Bottleneck, 'id'>): Promise<boolean> =>
  (await db.query(waiting, [id])).length > 0

const lockOrigins = statement(
  'lobby_origin_lock',
  'select id from bottlenecks where id in (select bottleneck_id from lobby_point_origins where point_id = $1::uuid) order by id for update',
)
const rivals = statement(
  'lobby_origin_rivals',
  `select b.number as bottleneck, case when p.opened_at is not null then p.number end as number
   from lobby_point_origins mine join lobby_point_origins o on o.bottleneck_id = mine.bottleneck_id and o.point_id <> mine.point_id
   join lobby_points p on p.id = o.point_id join bottlenecks b on b.id = mine.bottleneck_id
   where mine.point_id = $1::uuid and p.state not in ('draft', 'declined', 'withdrawn') and not p.is_confidential and p.merged_into_id is null
   order by p.opened_at nulls last, p.number limit 1`,
)

/** Two may begin a point of one bottleneck; the first to propose does so. Of a confidential one nobody is told [T20]. @throws Refusal that names what came of it meanwhile */
export async function demandFirst(tx: Tx, { id }: Pick<Point, 'id'>): Promise<void> {
  await tx.query(lockOrigins, [id])
  const [rival] = await tx.query<{ bottleneck: number; number: number | null }>(rivals, [id])
  if (!rival) return
  const { bottleneck, number } = rival
  throw number === null
    ? new Refusal('lobby.liftingNow', { bottleneck })
    : new Refusal('lobby.liftedBefore', { bottleneck, number })
}

/** Notes that a point comes from a bottleneck, in the course of both. False where it was noted before. */
export async function addOrigin(
  tx: Tx,
  point: Pick<Point, 'id' | 'number'>,
  bottleneck: Pick<Bottleneck, 'id' | 'number'>,
  by: ActedAs,
  now: Date,
): Promise<boolean> {
  if ((await tx.query(add, [point.id, bottleneck.id, now.toISOString()])).length === 0) return false
  const [subject, from] = [
    { kind: 'lobbyPoint', id: point.id },
    { kind: 'bottleneck', id: bottleneck.id },
  ]
  audit(tx, { action: 'lobby.lifted', subject, by, new: { bottleneck: bottleneck.number } })
  audit(tx, { action: 'bottleneck.lifted', subject: from, by, new: { point: point.number } })
  return true
}

/** What came of the recognitions of a point's bottlenecks: so many other municipalities stand behind it, and so many recognised it by someone who may not speak for them. `given`: those that did not stand there before. */
export interface Carried {
  readonly supports: number
  readonly silent: number
  readonly given: readonly MunicipalityId[]
}

// What was merged counts where it went on: its recognitions were copied there, and are taken back there alone.
// A word that was taken back at what a point was split from, or at what was merged into it, was taken back of this one too: standing words alone were copied here.
const carry = statement(
  'lobby_origin_carry',
  `with recursive line as (
     select id, split_from_id from lobby_points where id = $1::uuid
     union select q.id, q.split_from_id from line join lobby_points q on q.id = line.split_from_id or q.merged_into_id = line.id
   ), recognised as (
     select distinct on (r.municipality_id) r.municipality_id, r.person_id, ${speaks('r.person_id', '$3::date')} as speaks
     from lobby_points p join lobby_point_origins o on o.point_id = p.id join bottlenecks b on b.id = o.bottleneck_id and b.withdrawn_at is null and b.merged_into_id is null
     join bottleneck_recognitions r on r.bottleneck_id = b.id and r.ended_at is null
     where p.id = $1::uuid and not p.is_confidential
       and not exists (select from lobby_supports s join line on line.id = s.point_id where s.municipality_id = r.municipality_id and s.ended_at is not null)
     order by r.municipality_id, speaks desc, r.created_at
   ), given as (
     insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at)
     select $1::uuid, municipality_id, person_id, 'support', $2::timestamptz from recognised where speaks
     on conflict (point_id, municipality_id) where ended_at is null do nothing returning municipality_id
   )
   select count(*) filter (where speaks)::int as supports, count(*) filter (where not speaks)::int as silent,
     array(select municipality_id from given order by 1) as given
   from recognised where municipality_id <> (select municipality_id from lobby_points where id = $1::uuid)`,
)

/** Puts behind a point the municipalities that recognise its bottlenecks, each by someone who may speak for it; not those of a bottleneck that was taken back, and behind a confidential point nobody, until it is opened. Who took back what they said of it, or of what it came of, is not put there again. Twice is once. */
export async function carrySupport(
  tx: Tx,
  point: LobbyPointId,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<Carried> {
  const [row] = await tx.query<Carried>(carry, [point, at.now.toISOString(), at.today])
  if (!row) throw new Error('a count left no row')
  if (row.given.length > 0)
    audit(tx, {
      action: 'lobby.carried',
      subject: { kind: 'lobbyPoint', id: point },
      by,
      new: { municipalities: row.given.join(' ') },
    })
  return row
}

const involved = statement(
  'lobby_origin_people',
  `select person, bool_or(stands) as stands, min(number) as origin from (
     select r.person_id as person, b.number,
       exists (select from lobby_supports s where s.point_id = o.point_id and s.person_id = r.person_id and s.ended_at is null and s.stance = 'support') as stands
     from lobby_point_origins o join bottlenecks b on b.id = o.bottleneck_id and b.withdrawn_at is null and b.merged_into_id is null
     join bottleneck_recognitions r on r.bottleneck_id = b.id and r.ended_at is null and r.person_id is not null
     where o.point_id = $1::uuid and ($3::uuid is null or b.id = $3::uuid)
     union all
     select f.person_id, b.number, false from lobby_point_origins o join bottlenecks b on b.id = o.bottleneck_id and b.withdrawn_at is null
     join follows f on f.subject_kind = 'bottleneck' and f.subject_id = b.id::text
     where o.point_id = $1::uuid and ($3::uuid is null or b.id = $3::uuid)
   ) told where person is distinct from $2::uuid group by person`,
)

/** Who recognised or follow a point's bottlenecks, but its proposer: whether their municipality stands behind it by that, and by which one. `from`: of this one alone. */
export const originPeople = (tx: Tx, point: Pick<Point, 'id' | 'proposer'>, from: BottleneckId | null = null) =>
  tx.query<{ person: PersonId; stands: boolean; origin: number }>(involved, [point.id, point.proposer, from])

const voice = statement('lobby_may_speak', `select ${speaks('$1::uuid', '$2::date')} as speaks`)

/** Whether someone may speak for their municipality by now. */
export const maySpeak = async (db: Db, person: PersonId, today: string): Promise<boolean> =>
  (await db.query<{ speaks: boolean }>(voice, [person, today]))[0]?.speaks === true

/** Tells who recognised or follow its bottlenecks that a point came of them, but for who is `known` to know. `from`: of this one alone. */
export async function tellOrigins(
  tx: Tx,
  point: Pick<Point, 'id' | 'proposer'>,
  from: BottleneckId | null = null,
  known: ReadonlySet<PersonId | null> = new Set(),
): Promise<void> {
  for (const { person, stands, origin } of await originPeople(tx, point, from)) {
    if (known.has(person)) continue
    notify(tx, [{ kind: 'person', person }], 'lobby.lifted', { point: point.id, origin, stands }, aMoment(point))
  }
}
