// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const places = statement(
  'privacy_freed',
  `select r.kind, l.name as pillar, null as committee from roles r left join pillars l on l.id = r.pillar_id where r.id = any($1::uuid[])
   union all select null, l.name, null from pillars l where l.id = any($2::text[])
   union all select null, null, c.name from committees c where c.id = any($3::text[])`,
)

/** What ended: a role with its pillar where it has one, a seat in a pillar, or one in a committee. */
export interface Freed {
  readonly kind: string | null
  readonly pillar: string | null
  readonly committee: string | null
}

export const freed = (
  db: Db,
  roles: readonly string[],
  pillars: readonly string[],
  committees: readonly string[],
): Promise<readonly Freed[]> => db.query(places, [roles, pillars, committees])
