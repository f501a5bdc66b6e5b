// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { deciders } from '#/requests/kind.ts'

const others = statement(
  'request_other_decider',
  `select from roles r
   where r.kind = any($2::text[]) and r.person_id <> $1::uuid and ${holds('r', '$4::date')}
     and (r.kind <> 'chair' or r.pillar_id = $3) limit 1`,
)

/** Whether nobody but the one who asks could decide: the only secretary of a network without deputy, leads and this pillar's chair [T22]. */
export const nobodyElse = async (
  db: Db,
  requester: PersonId,
  pillar: PillarId | null,
  today: string,
): Promise<boolean> => (await db.query(others, [requester, [...deciders], pillar, today])).length === 0
