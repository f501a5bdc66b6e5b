// SPDX-License-Identifier: EUPL-1.2
// Seats in committees: given, changed and ended by the secretariat [A43].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { replan } from '#/delivery/planned.ts'
import { type Seat, type SeatFunction, stands } from '#/features/vng/rules/committees.ts'
import { meetingRef } from '#/features/vng/rules/meetings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { CommitteeId, CommitteeMeetingId, CommitteeSeatId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

export const seatRef = (id: CommitteeSeatId) => ({ kind: 'committeeSeat', id })

/** From when until when someone sits where. `endsOn` is the first day that they no longer do. */
export interface Term {
  readonly function: SeatFunction
  readonly startsOn: string
  readonly endsOn: string | null
}

export type Holder = { readonly person: PersonId } | { readonly holder: string }

const overlaps = statement(
  'committee_seat_overlaps',
  `select starts_on::text as "startsOn" from committee_seats
   where committee_id = $1 and (person_id = $2::uuid or lower(holder) = lower($3)) and id is distinct from $6::uuid
     and daterange(starts_on, ends_on) && daterange($4::date, $5::date) limit 1`,
)
const add = statement(
  'committee_seat_add',
  `insert into committee_seats (committee_id, person_id, holder, function, starts_on, ends_on, created_at)
   values ($1, $2::uuid, $3, $4, $5::date, $6::date, $7::timestamptz) returning id`,
)
const lock = statement('committee_lock', 'select id from committees where id = $1 for no key update')

/** @throws Refusal where they sit there already in that time */
async function demandFree(
  tx: Tx,
  committee: CommitteeId,
  { person, holder }: { readonly person: string | null; readonly holder: string | null },
  { startsOn, endsOn }: Term,
  own: CommitteeSeatId | null,
): Promise<void> {
  await tx.query(lock, [committee])
  const [held] = await tx.query(overlaps, [committee, person, holder, startsOn, endsOn, own])
  if (held) throw new Refusal('vng.sitsThere', {}, { field: 'startsOn' })
}

/** Gives someone a seat. @throws Refusal where they have it already */
export async function giveSeat(
  tx: Tx,
  committee: CommitteeId,
  who: Holder,
  term: Term,
  by: ActedAs,
  now: Date,
): Promise<CommitteeSeatId> {
  const of = { person: 'person' in who ? who.person : null, holder: 'holder' in who ? who.holder : null }
  await demandFree(tx, committee, of, term, null)
  const values = [committee, of.person, of.holder, term.function, term.startsOn, term.endsOn, now.toISOString()]
  const [row] = await tx.query<{ id: CommitteeSeatId }>(add, values)
  if (!row) throw new Error('a seat left no row')
  if (of.person) await askAlso(tx, committee, now)
  audit(tx, {
    action: 'committee.seatGiven',
    subject: seatRef(row.id),
    by,
    new: { committee, person: of.person, function: term.function, startsOn: term.startsOn, endsOn: term.endsOn },
  })
  return row.id
}

const soon = statement(
  'committee_meetings_soon',
  'select id from committee_meetings where committee_id = $1 and cancelled_at is null and starts_at > $2::timestamptz',
)

/** Who has a seat, or has it longer, is asked about the meetings to come, also where the others were asked already. */
async function askAlso(tx: Tx, committee: CommitteeId, now: Date): Promise<void> {
  for (const { id } of await tx.query<{ id: CommitteeMeetingId }>(soon, [committee, now.toISOString()]))
    await replan(tx, meetingRef(id), { kind: 'vng.before' })
}

const columns = `s.id, s.committee_id as committee, s.person_id as person, coalesce(h.name, s.holder) as name, u.name as municipality,
    s.function, s.starts_on::text as "startsOn", s.ends_on::text as "endsOn"
  from committee_seats s left join people h on h.id = s.person_id left join municipalities u on u.id = h.municipality_id`
const one = statement('committee_seat', `select ${columns} where s.id = $1::uuid`)
const locked = statement('committee_seat_locked', `select ${columns} where s.id = $1::uuid for update of s`)

export interface SeatOf extends Omit<Seat, 'isOurs'> {
  readonly committee: CommitteeId
}

export const seatById = async (db: Db, id: CommitteeSeatId): Promise<SeatOf | null> =>
  (await db.query<SeatOf>(one, [id]))[0] ?? null

export const lockedSeat = async (db: Db, id: CommitteeSeatId): Promise<SeatOf | null> =>
  (await db.query<SeatOf>(locked, [id]))[0] ?? null

export interface EndedSeat extends SeatOf {
  readonly committeeName: string
}

const overCount = statement(
  'committee_seats_over_count',
  'select count(*)::int as seats from committee_seats where ends_on <= $1::date',
)
const over = statement(
  'committee_seats_over',
  `select c.name as "committeeName", ${columns} join committees c on c.id = s.committee_id
   where s.ends_on <= $1::date order by s.ends_on desc, c.name, name, s.id limit $2::int offset $3::int`,
)

/** How many seats have ended, in whichever committee. */
export const countEndedSeats = async (db: Db, today: string): Promise<number> =>
  (await db.query<{ seats: number }>(overCount, [today]))[0]?.seats ?? 0

/** Those seats, the latest to end first. */
export const endedSeats = (db: Db, today: string, most: number, from: number): Promise<readonly EndedSeat[]> =>
  db.query<EndedSeat>(over, [today, most, from])

const change = statement(
  'committee_seat_change',
  'update committee_seats set function = $2, starts_on = $3::date, ends_on = $4::date, version = version + 1 where id = $1::uuid',
)

/** Changes or ends a locked seat. Nothing where nothing differs. @throws Refusal where they have another in that time */
export async function changeSeat(tx: Tx, seat: SeatOf, term: Term, by: ActedAs, now: Date): Promise<void> {
  const changed = (['function', 'startsOn', 'endsOn'] as const).filter(field => seat[field] !== term[field])
  if (changed.length === 0) return
  const of = { person: seat.person, holder: seat.person === null ? seat.name : null }
  await demandFree(tx, seat.committee, of, term, seat.id)
  await tx.query(change, [seat.id, term.function, term.startsOn, term.endsOn])
  if (seat.person) await askAlso(tx, seat.committee, now)
  const pick = (from: Term) => Object.fromEntries(changed.map(field => [field, from[field]]))
  audit(tx, { action: 'committee.seatChanged', subject: seatRef(seat.id), by, old: pick(seat), new: pick(term) })
}

const takeBack = statement('committee_seat_take', 'delete from committee_seats where id = $1::uuid')

/** Takes back a locked seat that was noted by mistake: it never was. Who sat there longer, or no more, has it changed. */
export async function takeSeat(tx: Tx, seat: SeatOf, by: ActedAs): Promise<void> {
  await tx.query(takeBack, [seat.id])
  const { committee, person, function: of, startsOn, endsOn } = seat
  audit(tx, {
    action: 'committee.seatTaken',
    subject: seatRef(seat.id),
    by,
    old: { committee, person, function: of, startsOn, endsOn },
  })
}

const held = statement(
  'committee_seats_held',
  `select c.name from committee_seats s join committees c on c.id = s.committee_id and ${stands('c', '$2::date')}
   where s.person_id = $1::uuid and (s.ends_on is null or s.ends_on > $2::date) order by c.name`,
)

/** The committees that someone sits in, or will. */
export const committeesOf = async (db: Db, person: PersonId, today: string): Promise<readonly string[]> =>
  (await db.query<{ name: string }>(held, [person, today])).map(({ name }) => name)

// One that was still to begin never came to be.
const end = statement(
  'committee_seats_end',
  `update committee_seats set ends_on = $2::date, version = version + 1
   where person_id = $1::uuid and starts_on < $2::date and (ends_on is null or ends_on > $2::date) returning id, committee_id as committee`,
)
const drop = statement(
  'committee_seats_drop',
  'delete from committee_seats where person_id = $1::uuid and starts_on >= $2::date returning id, committee_id as committee',
)

interface Ended {
  readonly id: CommitteeSeatId
  readonly committee: CommitteeId
}

/** Ends the seats of someone who leaves: a seat in a committee is theirs, and no successor's. Gives where one fell free. */
export async function endSeatsOf(
  tx: Tx,
  person: PersonId,
  by: ActedAs,
  today: string,
): Promise<readonly CommitteeId[]> {
  const ended = await tx.query<Ended>(end, [person, today])
  for (const { id } of ended)
    audit(tx, { action: 'committee.seatChanged', subject: seatRef(id), by, new: { endsOn: today } })
  const dropped = await tx.query<Ended>(drop, [person, today])
  for (const { id, committee } of dropped)
    audit(tx, { action: 'committee.seatTaken', subject: seatRef(id), by, old: { committee, person } })
  return [...new Set([...ended, ...dropped].map(({ committee }) => committee))]
}
