// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { type Offer, type Offered, standingOffer } from '#/features/lobby/rules/offered.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyOfferId, LobbyPointId, MunicipalityId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** A municipality offers so much to one point: more is better told by whom it asks. */
export const mostOffers = 10

const add = statement(
  'lobby_offer',
  `insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, speaker, speaker_role, created_at)
   values ($1::uuid, $2, $3::uuid, $4, $5, $6, $7::int, $8, $9, $10::timestamptz) returning id`,
)
const change = statement(
  'lobby_offer_change',
  `update lobby_offers set person_id = $2::uuid, offer = $3, text = $4, source = $5, year = $6::int, speaker = $7, speaker_role = $8, version = version + 1
   where id = $1::uuid and ended_at is null`,
)
// Of a speaker nothing is kept: it would name them after they were taken back.
const keep = statement(
  'lobby_offer_keep',
  `insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, created_at, told_at, ended_at)
   select point_id, municipality_id, person_id, offer, text, source, year, created_at, told_at, $2::timestamptz from lobby_offers
   where id = $1::uuid and ended_at is null and offer <> 'speaker' returning id`,
)
const end = statement(
  'lobby_offer_end',
  'update lobby_offers set ended_at = $2::timestamptz where id = $1::uuid and ended_at is null returning id',
)

/** What of an offer its end notes. */
type Standing = Pick<Offer, 'id' | 'municipality' | 'offer'>

const pointOf = statement('lobby_offer_point', 'select point_id as point from lobby_offers where id = $1::uuid')

/** To which point something was offered; null for what never was. */
export const pointOfOffer = async (db: Db, id: LobbyOfferId): Promise<LobbyPointId | null> =>
  (await db.query<{ point: LobbyPointId }>(pointOf, [id]))[0]?.point ?? null

const stands = statement(
  'lobby_offer_stands',
  `select p.id as point, p.number, o.id, o.municipality_id as municipality, o.offer from lobby_offers o join lobby_points p on p.id = o.point_id
   where o.id = $1::uuid and o.municipality_id = $2 and o.ended_at is null for update of p`,
)

/** What a municipality offers to a point, also where few may know of that by now: the point is locked, and of all that it says this gives its number alone. */
export async function offerOf(
  tx: Tx,
  id: LobbyOfferId,
  municipality: MunicipalityId,
): Promise<{ readonly point: Pick<Point, 'id' | 'number'>; readonly was: Standing } | null> {
  const [row] = await tx.query<Standing & { point: LobbyPointId; number: number }>(stands, [id, municipality])
  return row ? { point: { id: row.point, number: row.number }, was: row } : null
}

const own = statement(
  'lobby_offers_own',
  `select o.id, m.id as municipality, m.name, o.person_id as person, h.name as "personName", o.offer, o.text, o.source, o.year, o.speaker, o.speaker_role as "speakerRole", o.version, o.created_at as at
   from lobby_offers o join lobby_points p on p.id = o.point_id join municipalities m on m.id = o.municipality_id left join people h on h.id = o.person_id
   where p.number = $1::int and o.municipality_id = $2 and o.person_id = any($3::uuid[]) and o.ended_at is null
     and exists (select from audit a where a.subject_kind = 'lobbyPoint' and a.subject_id = p.id::text and a.at >= o.created_at
       and (a.action = 'lobby.confided' or a.action = 'lobby.unapprove' and not p.is_confidential))
   order by o.created_at, o.id`,
)

/** What someone offered for a municipality to a point while all could know of that, also where few may by now. What a colleague offered meanwhile is not told: a number is easily guessed. */
export const ownOffers = async (
  db: Db,
  number: number,
  municipality: MunicipalityId,
  readers: Readers,
): Promise<readonly Offer[]> =>
  (await db.query(own, [number, municipality, readers])).map(row => standingOffer.parse(row))

const unname = statement(
  'lobby_offers_unname',
  `update lobby_offers set speaker = '', speaker_role = '' where ended_at is not null and speaker <> ''`,
)

/** Who is offered as a speaker no more is named no more. */
export const forgetSpeakers = async (tx: Tx): Promise<void> => void (await tx.query(unname))

const refOf = ({ id }: Pick<Point, 'id'>) => ({ kind: 'lobbyPoint', id })

const valuesOf = ({ offer, text, source, year, speaker, speakerRole }: Offered) =>
  [offer, text, source, year, speaker, speakerRole] as const

const isSame = (one: Offered, other: Offered): boolean =>
  valuesOf(one).every((value, at) => value === valuesOf(other)[at])

/** @throws Refusal where a point has no support yet, or a result already */
function demandOpen(point: Point): void {
  if (isRunning(point.state)) return
  const stale = refOf(point)
  if (point.mergedInto !== null) throw notNow(point, { stale })
  throw new Refusal('lobby.offersOver', { number: point.number }, { stale })
}

/** Puts at a locked point what a municipality offers [F25]; the same twice is once. Gives which it is. @throws Refusal */
export async function offer(
  tx: Tx,
  point: Point,
  municipality: MunicipalityId,
  given: Offered,
  by: ActedAs,
  now: Date,
): Promise<LobbyOfferId> {
  demandOpen(point)
  const own = point.offers.filter(one => one.municipality === municipality)
  const same = own.find(one => isSame(one, given))
  if (same) return same.id
  if (own.length >= mostOffers) throw new Refusal('lobby.manyOffers', { number: point.number, most: mostOffers })
  const values = [point.id, municipality, by.personId, ...valuesOf(given), now.toISOString()]
  const [row] = await tx.query<{ id: LobbyOfferId }>(add, values)
  if (!row) throw new Error('an offer left no row')
  audit(tx, { action: 'lobby.offered', subject: refOf(point), by, new: { municipality, offer: given.offer } })
  touch(tx, refOf(point))
  return row.id
}

/** Puts something else in the place of what a municipality offered, which stays in the course [F74]; whoever did is asked about it from now on. Nothing where nothing differs. @throws Refusal */
export async function changeOffer(
  tx: Tx,
  point: Point,
  was: Offer,
  given: Offered,
  by: ActedAs,
  now: Date,
): Promise<void> {
  demandOpen(point)
  if (isSame(was, given)) return
  const [kept] = await tx.query<{ id: string }>(keep, [was.id, now.toISOString()])
  await tx.query(change, [was.id, by.personId, ...valuesOf(given)])
  const { municipality } = was
  audit(tx, {
    action: 'lobby.offerChanged',
    subject: refOf(point),
    by,
    old: { municipality, offer: was.offer, ...(kept && { said: kept.id }) },
    new: { municipality, offer: given.offer },
  })
  touch(tx, refOf(point))
}

/** Takes back what a municipality offered: also once the point has its result, for it may be a person. */
export async function takeOfferBack(
  tx: Tx,
  point: Pick<Point, 'id'>,
  was: Standing,
  by: ActedAs,
  now: Date,
): Promise<void> {
  if ((await tx.query(end, [was.id, now.toISOString()])).length === 0) return
  await forgetSpeakers(tx)
  const { municipality, offer } = was
  audit(tx, { action: 'lobby.unoffered', subject: refOf(point), by, old: { municipality, offer } })
  touch(tx, refOf(point))
}
