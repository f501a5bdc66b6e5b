// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { canAct } from '#/network/vouching.ts'

/** Where a digest goes, and to how many by direct message. */
export interface Reach {
  /** Their names; those of two platforms may have the same. */
  readonly channels: readonly string[]
  readonly people: number
}

const reach = statement(
  'digest_reach',
  `select array(select c.name from channels c join sources s on s.id = c.source_id and s.state = 'admitted'
       where c.ended_at is null and case when $2::text is null then c.purpose = 'pillar' and c.pillar_id = $1 else c.purpose = 'themeGroup' and c.theme_group_id = $2 end order by c.name) as channels,
     (select count(*)::int from digest_wishes w where $2::text is null and w.pillar_id = $1 and w.rhythm = 'weekly' and ${canAct('w.person_id', '$3::date')}) as people`,
)

export const reachOf = async (
  db: Db,
  { pillar, group }: Pick<Usual, 'pillar' | 'group'>,
  today: string,
): Promise<Reach> => (await db.query<Reach>(reach, [pillar, group, today]))[0] ?? { channels: [], people: 0 }

export const isReached = ({ channels, people }: Reach): boolean => channels.length + people > 0
