// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const places = statement(
  'privacy_freed',
  `select r.kind, l.name as pillar from roles r left join pillars l on l.id = r.pillar_id where r.id = any($1::uuid[])
   union all select null, l.name from pillars l where l.id = any($2::text[])`,
)

/** What ended roles and seats were: a role with its pillar where it has one, or a seat in a pillar. */
export const freed = (
  db: Db,
  roles: readonly string[],
  pillars: readonly string[],
): Promise<readonly { readonly kind: string | null; readonly pillar: string | null }[]> =>
  db.query(places, [roles, pillars])
