// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { BottleneckLine } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { alike, likeness, mayBeLike, mostAlike, sought, tellingWords } from '#/features/lobby/rules/likeness.ts'

/** Exported for a test, which has it explained. */
export const similar = statement(
  'bottleneck_similar',
  `with candidate as materialized (select b.* from bottlenecks b where b.merged_into_id is null and b.withdrawn_at is null and ${mayBeLike('b', '$2', '$3')})
   select s.id, s.number, s.title, m.name as "municipalityName",
     (select count(*)::int from bottleneck_recognitions r where r.bottleneck_id = s.id and r.ended_at is null and r.municipality_id <> s.municipality_id) as others
   from (select c.*, ${likeness('c', '$1')} as score from candidate c) s join municipalities m on m.id = s.municipality_id
   where s.score >= ${alike} order by s.score desc, s.number desc limit ${mostAlike}`,
)

/** What a title is like, the most alike first; so that nobody shares again what is there. */
export async function similarTo(db: Db, title: string): Promise<readonly BottleneckLine[]> {
  const words = tellingWords(title)
  if (words.length === 0) return []
  const { query, beginnings } = sought(words)
  return db.query<BottleneckLine>(similar, [words, query, beginnings])
}
