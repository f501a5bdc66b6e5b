// SPDX-License-Identifier: EUPL-1.2
// Two entries of one person become one: what both hold in committees is held once, and nothing of it is lost.
import { statement, type Tx } from '#/database/db.ts'
import { seatRef } from '#/features/vng/rules/seats.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { CommitteeId, CommitteeSeatId, PersonId } from '#/network/ids.ts'

/** A seat, and when it is held: `endsOn` is the first day that it no longer is. */
export interface HeldSeat {
  readonly id: CommitteeSeatId
  readonly person: PersonId
  readonly committee: CommitteeId
  readonly startsOn: string
  readonly endsOn: string | null
}

/** Terms that have days in common, as one: the seat that stays, from when until when, and those that go into it. */
export interface Joined {
  readonly stays: HeldSeat
  readonly startsOn: string
  readonly endsOn: string | null
  readonly gone: readonly HeldSeat[]
}

/** Joins the terms of one committee that overlap; of those, the seat of `kept` stays. Pure. */
export function joinTerms(seats: readonly HeldSeat[], kept: PersonId): readonly Joined[] {
  const joined: HeldSeat[][] = []
  let until: string | null = ''
  for (const seat of seats.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))) {
    const last = joined.at(-1)
    if (last && (until === null || seat.startsOn < until)) last.push(seat)
    else {
      joined.push([seat])
      until = ''
    }
    until = until === null || seat.endsOn === null ? null : ([until, seat.endsOn].toSorted().at(-1) ?? null)
  }
  return joined.flatMap(all => {
    const stays = all.find(({ person }) => person === kept) ?? all[0]
    const [first] = all
    if (!stays || !first) return []
    const endsOn = all.some(one => one.endsOn === null)
      ? null
      : (all
          .map(one => one.endsOn ?? '')
          .toSorted()
          .at(-1) ?? null)
    return [{ stays, startsOn: first.startsOn, endsOn, gone: all.filter(seat => seat !== stays) }]
  })
}

const heldByBoth = statement(
  'committee_merge_seats',
  `select id, person_id as person, committee_id as committee, starts_on::text as "startsOn", ends_on::text as "endsOn"
   from committee_seats where person_id in ($1::uuid, $2::uuid) order by id for update`,
)
const drop = statement('committee_merge_seat_drop', 'delete from committee_seats where id = any($1::uuid[])')
const hold = statement(
  'committee_merge_seat_hold',
  `update committee_seats set person_id = $2::uuid, starts_on = $3::date, ends_on = $4::date, version = version + 1 where id = $1::uuid`,
)
const joinAsks = statement(
  'committee_merge_asks',
  `with gone as (
     delete from committee_asks g where g.person_id = $1::uuid and exists (
       select from committee_asks k where k.person_id = $2::uuid and k.meeting_id = g.meeting_id and k.kind = g.kind) returning g.*)
   update committee_asks k set answered_at = coalesce(k.answered_at, g.answered_at) from gone g
   where k.person_id = $2::uuid and k.meeting_id = g.meeting_id and k.kind = g.kind`,
)
const joinInputs = statement(
  'committee_merge_inputs',
  `with gone as (
     delete from report_inputs g where g.person_id = $1::uuid and exists (
       select from report_inputs k where k.person_id = $2::uuid and (k.meeting_id = g.meeting_id or k.report_id = g.report_id)) returning g.*)
   update report_inputs k set text = left(k.text || E'\\n' || g.text, 4000) from gone g
   where k.person_id = $2::uuid and (k.meeting_id = g.meeting_id or k.report_id = g.report_id)`,
)

/** Gives the seats of `gone` to `kept`, joined where their terms overlap; what both were asked was asked once, and what both brought in is one text. */
export async function mergeInCommittees(tx: Tx, gone: PersonId, kept: PersonId, by: ActedAs): Promise<void> {
  const seats = await tx.query<HeldSeat>(heldByBoth, [gone, kept])
  for (const all of Map.groupBy(seats, ({ committee }) => committee).values())
    for (const joined of joinTerms(all, kept)) await holdOnce(tx, joined, kept, by)
  await tx.query(joinAsks, [gone, kept])
  await tx.query(joinInputs, [gone, kept])
}

async function holdOnce(tx: Tx, { stays, startsOn, endsOn, gone }: Joined, kept: PersonId, by: ActedAs): Promise<void> {
  if (gone.length === 0 && stays.person === kept) return
  if (gone.length > 0) await tx.query(drop, [gone.map(({ id }) => id)])
  for (const { id, committee, person } of gone)
    audit(tx, { action: 'committee.seatTaken', subject: seatRef(id), by, old: { committee, person } })
  await tx.query(hold, [stays.id, kept, startsOn, endsOn])
  const { person: before, startsOn: from, endsOn: until } = stays
  audit(tx, {
    action: 'committee.seatChanged',
    subject: seatRef(stays.id),
    by,
    old: { person: before, startsOn: from, endsOn: until },
    new: { person: kept, startsOn, endsOn },
  })
}
