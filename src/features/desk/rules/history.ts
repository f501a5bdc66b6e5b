// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { SubjectRef } from '#/network/ids.ts'

/** One act, as the audit has it: `act` without its subject's kind, `role` as which it was done [F74]. */
export interface Act {
  readonly act: string
  readonly at: Date
  readonly name: string | null
  /** Who had them act: the municipality and the role are theirs then [F05]. */
  readonly principal: string | null
  readonly municipality: string | null
  readonly role: string
}

const all = statement(
  'history',
  `select split_part(a.action, '.', 2) as act, a.at, p.name, b.name as principal, m.name as municipality, a.acted_role as role
   from audit a left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id left join municipalities m on m.id = a.acted_municipality_id
   where a.subject_kind = $1 and a.subject_id = $2 order by a.id limit 50`,
)

/** What was done to a subject, the first act first. */
export const historyOf = (db: Db, { kind, id }: SubjectRef): Promise<readonly Act[]> => db.query<Act>(all, [kind, id])
