// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import type { BottleneckId, PersonId, PillarId } from '#/network/ids.ts'

/** In so many municipalities, its own among them, a bottleneck is ready to become a point. */
const ripeAt = 3

/** A bottleneck that waits for someone to make a lobby point of it: in how many municipalities it plays. */
export interface RipeBottleneck {
  readonly id: BottleneckId
  readonly number: number
  readonly title: string
  readonly municipalities: number
}

const ripe = statement(
  'bottlenecks_ripe',
  `select b.id, b.number, b.title, count(*)::int as municipalities from bottlenecks b
   join bottleneck_recognitions r on r.bottleneck_id = b.id and r.ended_at is null
   where b.merged_into_id is null and b.withdrawn_at is null and (b.author_id = $1::uuid or b.pillar_id = any($2::text[]))
     and not exists (select from lobby_point_origins o join lobby_points p on p.id = o.point_id where o.bottleneck_id = b.id and p.state not in ('declined', 'withdrawn') and p.merged_into_id is null
       and (p.state = 'proposed' and not p.is_confidential or ${isSeen('p', '$3', '$4')}))
   group by b.id having count(*) >= ${ripeAt} order by municipalities desc, b.number limit 5`,
)

/** Those of which someone may make a point: their own, and of the pillars that they lead; what plays in most municipalities first. Of which one was made already is none, as far as `readers` may know or whoever makes one is told: what is left out would give away a draft of someone else, or a confidential point [T20]. */
export const ripeFor = (
  db: Db,
  person: PersonId,
  led: readonly PillarId[],
  readers: Readers,
  today: string,
): Promise<readonly RipeBottleneck[]> => db.query<RipeBottleneck>(ripe, [person, led, readers, today])
