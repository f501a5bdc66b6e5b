// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement } from '#/database/db.ts'
import { remembering } from '#/database/remember.ts'
import type { LeadingRole } from '#/network/actor.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { type Match, matchName } from '#/network/names.ts'

export interface Pillar {
  readonly id: PillarId
  readonly name: string
  readonly members: number
  readonly municipalities: number
  readonly followers: number
  readonly leads: readonly Officer[]
  readonly chairs: readonly Officer[]
  readonly viceChairs: readonly Officer[]
}

/** Who holds an office of a pillar today. */
export interface Officer {
  readonly name: string
  readonly municipality: string | null
}

const holding = (kind: LeadingRole) => `coalesce((
       select json_agg(json_build_object('name', h.name, 'municipality', u.name) order by r.starts_on)
       from roles r join people h on h.id = r.person_id left join municipalities u on u.id = h.municipality_id
       where r.pillar_id = p.id and r.kind = '${kind}' and ${holds('r', '$1::date')}
     ), '[]'::json)`

const all = statement(
  'pillars',
  `select p.id, p.name,
     (select count(*)::int from pillar_members m where m.pillar_id = p.id and m.ended_at is null) as members,
     (select count(distinct m.municipality_id)::int from pillar_members m where m.pillar_id = p.id and m.ended_at is null) as municipalities,
     (select count(*)::int from follows f where f.subject_kind = 'pillar' and f.subject_id = p.id) as followers,
     ${holding('pillarLead')} as leads,
     ${holding('chair')} as chairs,
     ${holding('viceChair')} as "viceChairs"
   from pillars p where ${holds('p', '$1::date')}
   order by p.number`,
)

const remember = remembering<readonly Pillar[]>()

/** Today's pillars with their counts. Kept in memory for a second: they hardly change, and no right hangs on them. */
export const pillars = (db: Db, today: string): Promise<readonly Pillar[]> =>
  remember(db, today, () => db.query<Pillar>(all, [today]))

export const pillarById = async (db: Db, today: string, id: string): Promise<Pillar | null> =>
  (await pillars(db, today)).find(pillar => pillar.id === id) ?? null

/** The same as it is at this very moment, for a message that stays as it was drawn. */
export const pillarNow = async (db: Db, today: string, id: string): Promise<Pillar | null> =>
  (await db.query<Pillar>(all, [today])).find(pillar => pillar.id === id) ?? null

/** The pillar that a typed name means: its name, its short name, or a part of it. */
export const findPillar = async (db: Db, today: string, typed: string): Promise<Match<Pillar>> =>
  matchName(typed, await pillars(db, today), pillar => [pillar.name, pillar.id])

export interface Seat {
  readonly id: string
  readonly name: string
  readonly function: string | null
  /** Whether a colleague or the secretariat confirmed the function. */
  readonly isConfirmed: boolean
  readonly municipality: string
  readonly official: string | null
  readonly officialState: string
}

const seats = statement(
  'pillar_seats',
  `select s.id, p.name, m.name as municipality, o.name as official, s.official_state as "officialState",
     f.kind as function, coalesce(f.is_confirmed, false) as "isConfirmed"
   from pillar_members s join people p on p.id = s.person_id join municipalities m on m.id = s.municipality_id
   left join people o on o.id = s.official_id
   left join lateral (
     select r.kind, r.confirmed_at is not null as is_confirmed from roles r
     where r.person_id = p.id and r.kind in ${homeFunctions}
       and ${holds('r', '$2::date')} limit 1) f on true
   where s.pillar_id = $1 and s.ended_at is null
   order by m.name, p.name`,
)

/** Who is in a pillar, with the official that each named, by municipality. */
export const seatsOf = (db: Db, pillar: PillarId, today: string): Promise<readonly Seat[]> =>
  db.query<Seat>(seats, [pillar, today])

const own = statement(
  'pillar_own_seats',
  'select pillar_id as pillar from pillar_members where person_id = $1::uuid and ended_at is null',
)

export const pillarsOf = async (db: Db, person: PersonId): Promise<readonly PillarId[]> =>
  (await db.query<{ pillar: PillarId }>(own, [person])).map(row => row.pillar)
