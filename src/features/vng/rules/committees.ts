// SPDX-License-Identifier: EUPL-1.2
// The committees of the VNG: for which pillars they matter, who sits there, and where nobody of the network does [A43] [F47].
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { CommitteeId, CommitteeSeatId, PersonId, PillarId } from '#/network/ids.ts'
import { type Match, matchName } from '#/network/names.ts'
import { canAct } from '#/network/vouching.ts'

export const seatFunctions = ['member', 'chair', 'deputy', 'adviser'] as const
export type SeatFunction = (typeof seatFunctions)[number]

/** Who sits in a committee: someone of the network, or another by name alone. `isOurs` while someone can act in the network; `endsOn` is the first day that they no longer sit there. */
export interface Seat {
  readonly id: CommitteeSeatId
  readonly person: PersonId | null
  readonly isOurs: boolean
  readonly name: string
  readonly municipality: string | null
  readonly function: SeatFunction
  readonly startsOn: string
  readonly endsOn: string | null
}

export interface Committee {
  readonly id: CommitteeId
  readonly name: string
  readonly kind: string
  /** The first day that there is one; null where that is not known. */
  readonly startsOn: string | null
  /** The first day that there is none any more; null where no end is known. */
  readonly endsOn: string | null
  readonly pillars: readonly { readonly id: PillarId; readonly name: string; readonly rank: 'primary' | 'secondary' }[]
  /** Those who sit there, or will. */
  readonly seats: readonly Seat[]
}

/** SQL: whether the committee `c` is one on a day. */
export const stands = (c: string, day: string): string =>
  `((${c}.valid_from is null or ${c}.valid_from <= ${day}) and (${c}.valid_to is null or ${c}.valid_to >= ${day}))`

const kinds = /^(college|commissie|committee)\b/i

/** A college, and whatever has it in its name, says what it is by itself: no "Commissie" stands before it. */
export const saysWhatItIs = (name: string): boolean => kinds.test(name)

const all = statement(
  'committees',
  `select c.id, c.name, c.kind, c.valid_from::text as "startsOn", (c.valid_to + 1)::text as "endsOn",
     coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'rank', k.rank) order by k.rank, p.number)
       from committee_pillars k join pillars p on p.id = k.pillar_id where k.committee_id = c.id and ${holds('p', '$1::date')}), '[]'::json) as pillars,
     coalesce((select json_agg(json_build_object('id', s.id, 'person', s.person_id, 'isOurs', s.person_id is not null and ${canAct('s.person_id', '$1::date')}, 'name', coalesce(h.name, s.holder), 'municipality', u.name,
         'function', s.function, 'startsOn', s.starts_on, 'endsOn', s.ends_on) order by s.person_id is null, s.starts_on, coalesce(h.name, s.holder), s.id)
       from committee_seats s left join people h on h.id = s.person_id left join municipalities u on u.id = h.municipality_id
       where s.committee_id = c.id and (s.ends_on is null or s.ends_on > $1::date)), '[]'::json) as seats
   from committees c where ${stands('c', '$1::date')} or $2::bool and c.valid_from > $1::date
   order by c.name`,
)

/** `coming`: those as well that begin later. Whoever keeps them gives seats and notes meetings before that. */
interface Which {
  readonly coming?: boolean
}

/** Today's committees, by name. */
export const committees = (db: Db, today: string, { coming = false }: Which = {}): Promise<readonly Committee[]> =>
  db.query<Committee>(all, [today, coming])

export const committeeById = async (db: Db, id: string, today: string, which: Which = {}): Promise<Committee | null> =>
  (await committees(db, today, which)).find(committee => committee.id === id) ?? null

/** Whether it is still to begin on a day. */
export const isComing = ({ startsOn }: Pick<Committee, 'startsOn'>, today: string): boolean =>
  startsOn !== null && startsOn > today

/** The committee that a typed name means: its name, its short name ("ekem"), or a part of it. */
export const findCommittee = async (
  db: Db,
  typed: string,
  today: string,
  which: Which = {},
): Promise<Match<Committee>> =>
  matchName(typed.replace(/^(commissie|committee)\s+/i, ''), await committees(db, today, which), one => [
    one.name,
    one.id,
  ])

/** Who sits there on a day. */
export const sitting = (seats: readonly Seat[], today: string): readonly Seat[] =>
  seats.filter(({ startsOn, endsOn }) => startsOn <= today && (endsOn === null || endsOn > today))

/** Those of them who are of the network: of a municipality that is a member, with an account that speaks for them. */
export const ours = (seats: readonly Seat[]): readonly Seat[] => seats.filter(({ isOurs }) => isOurs)

/** So long before its end a seat is looked after. */
const endingDays = 60

interface Double {
  readonly municipality: string
  readonly names: readonly string[]
  readonly from: string | null
}

/** What there is to look after in a committee. */
export interface Lacking {
  /** Nobody of the network sits there as a member. */
  readonly nobody: boolean
  /** Whose seat ends soon, and who has no successor yet. */
  readonly ending: readonly Seat[]
  /** Two of one municipality, today or later: the VNG lets no two sit in one committee. `from` is the day that it begins, where that is still to come. */
  readonly double: readonly Double[]
}

/** Whose terms have a day in common with another's of the same municipality, from today on. */
function doubleIn(municipality: string, held: readonly Seat[], today: string): readonly Double[] {
  const begin = (a: Seat, b: Seat) => [a.startsOn, b.startsOn, today].toSorted().at(-1) ?? today
  const together = held.flatMap(one =>
    held
      .filter(other => other.id !== one.id && (other.person ?? other.name) !== (one.person ?? one.name))
      .map(other => ({ name: one.name, other, from: begin(one, other) }))
      .filter(({ other, from }) => sitting([one, other], from).length === 2),
  )
  const first = together.map(({ from }) => from).toSorted()[0]
  if (first === undefined) return []
  return [{ municipality, names: [...new Set(together.map(({ name }) => name))], from: first > today ? first : null }]
}

const hasVote = ({ function: of }: Seat): boolean => of === 'member' || of === 'chair'

export function lackingIn({ seats }: Pick<Committee, 'seats'>, today: string): Lacking {
  const voting = ours(seats).filter(hasVote)
  const members = sitting(voting, today)
  const soon = Temporal.PlainDate.from(today).add({ days: endingDays }).toString()
  const comes = (after: string) =>
    ours(seats).some(one => hasVote(one) && one.startsOn >= today && one.startsOn <= after)
  const byMunicipality = Map.groupBy(
    voting.filter(({ municipality }) => municipality !== null),
    ({ municipality }) => municipality ?? '',
  )
  return {
    nobody: members.length === 0,
    ending: members.filter(({ endsOn }) => endsOn !== null && endsOn <= soon && !comes(endsOn)),
    double: [...byMunicipality].flatMap(([municipality, held]) => doubleIn(municipality, held, today)),
  }
}
