// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { canAct } from '#/network/vouching.ts'

/** To how many a digest goes. */
export interface Reach {
  readonly channels: number
  readonly people: number
}

const reach = statement(
  'digest_reach',
  `select (select count(*)::int from channels c join sources s on s.id = c.source_id and s.state = 'admitted'
       where c.ended_at is null and case when $2::text is null then c.purpose = 'pillar' and c.pillar_id = $1 else c.purpose = 'themeGroup' and c.theme_group_id = $2 end) as channels,
     (select count(*)::int from digest_wishes w where $2::text is null and w.pillar_id = $1 and w.rhythm = 'weekly' and ${canAct('w.person_id', '$3::date')}) as people`,
)

export const reachOf = async (
  db: Db,
  { pillar, group }: Pick<Usual, 'pillar' | 'group'>,
  today: string,
): Promise<Reach> => (await db.query<Reach>(reach, [pillar, group, today]))[0] ?? { channels: 0, people: 0 }

export const isReached = ({ channels, people }: Reach): boolean => channels + people > 0
