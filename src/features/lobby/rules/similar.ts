// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { alike, likeness, mayBeLike, mostAlike, sought, tellingWords } from '#/features/lobby/rules/likeness.ts'
import { isAllKnown, isSeen, ownWords, type Readers } from '#/features/lobby/rules/sight.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'
import type { LobbyPointId, MunicipalityId } from '#/network/ids.ts'

/** A point that a title is like. `isOwn`: the municipality of whoever asks says something to it already. */
export interface SimilarPoint {
  readonly id: LobbyPointId
  readonly number: number
  readonly title: string
  readonly state: PointState
  readonly pillarName: string
  readonly isConfidential: boolean
  readonly support: number
  readonly reservations: number
  readonly isOwn: boolean
}

/** Exported for a test, which has it explained. What the index finds by words that its reader may not know of counts for nothing [T20]. */
export const similar = statement(
  'lobby_similar',
  `with candidate as materialized (
     select p.id, p.number, p.title, p.state, p.pillar_id, p.is_confidential, case when ${isAllKnown('p', '$1', '$2')} then p.search else ${ownWords('p')} end as search from lobby_points p
     where ${mayBeLike('p', '$4', '$5')} and p.state not in ('draft', 'declined', 'withdrawn', 'archived') and ${isSeen('p', '$1', '$2')}
   )
   select s.id, s.number, s.title, s.state, l.name as "pillarName", s.is_confidential as "isConfidential",
     (select count(*)::int from lobby_supports v where v.point_id = s.id and v.ended_at is null and v.stance = 'support') as support,
     (select count(*)::int from lobby_supports v where v.point_id = s.id and v.ended_at is null and v.stance = 'reservation') as reservations,
     exists (select from lobby_supports v where v.point_id = s.id and v.ended_at is null and v.municipality_id = $6) as "isOwn"
   from (select c.*, ${likeness('c', '$3')} as score from candidate c where ${mayBeLike('c', '$4', '$5')}) s join pillars l on l.id = s.pillar_id
   where s.score >= ${alike} order by s.score desc, s.number desc limit ${mostAlike}`,
)

/** What a title is like of all that someone may see, the most alike first: to be supported instead [F16]. */
export async function pointsLike(
  db: Db,
  title: string,
  readers: Readers,
  today: string,
  municipality: MunicipalityId | null,
): Promise<readonly SimilarPoint[]> {
  const words = tellingWords(title)
  if (words.length === 0) return []
  const { query, beginnings } = sought(words)
  return db.query<SimilarPoint>(similar, [readers, today, words, query, beginnings, municipality])
}
