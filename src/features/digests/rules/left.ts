// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { arrived } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { isOurs, isPublic } from '#/features/digests/rules/news.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { isPosted } from '#/features/vng/rules/news.ts'
import type { DigestScheduleId, DigestWishId } from '#/network/ids.ts'

// As its readers may know it and as it is called by now. Of what is to come the news itself says whether it stands. What waited when someone's wish was an older one waits no more.
const left = statement(
  'digest_left',
  `select i.key, case when x.title is null then i.facts else jsonb_set(i.facts, '{title}', to_jsonb(x.title)) end as facts
   from digest_items i cross join lateral (
     select p.title from lobby_points p where p.id = i.point_id and ${isPublic('p')}
     union all select b.title from bottlenecks b where i.facts->>'kind' = 'bottleneck' and b.id = (i.facts->>'id')::uuid and b.merged_into_id is null and b.withdrawn_at is null and ${isOurs('b')}
     union all select r.title from reports r join report_pillars k on k.report_id = r.id and k.pillar_id = $1
       where i.facts->>'kind' = 'report' and r.id = (i.facts->>'id')::uuid and r.state = 'published' and not r.is_confidential and ($4::uuid is not null or not ${isPosted('k', 'r')})
     union all select null where i.facts->>'kind' in ('meeting', 'committee', 'round')) x
   where i.is_left and i.digest_id = (
     select d.id from digests d left join digest_wishes w on w.id = d.wish_id
     where (d.schedule_id = $3::uuid or d.wish_id = $4::uuid) and (d.state = 'sent' or d.reason = 'nothing') and ${arrived} and d.period_to >= coalesce(w.created_at, d.period_to)
     order by d.period_to desc limit 1)
   order by i.position`,
)

/** What there was no room for in the digest that was read last, in the order in which it waits. It is of a schedule, or of one person's wish. */
export const leftOf = (
  db: Db,
  of: Pick<Usual, 'pillar' | 'group'> & ({ readonly id: DigestScheduleId | null } | { readonly wish: DigestWishId }),
): Promise<readonly Item[]> =>
  db.query<Item>(left, [of.pillar, of.group, 'id' in of ? of.id : null, 'wish' in of ? of.wish : null])
