// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { RequestId, SubjectRef } from '#/network/ids.ts'

/** One act, as the audit has it: `act` is its whole name, `role` as which it was done [F74]. */
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
  `select a.action as act, a.at, p.name, b.name as principal, m.name as municipality, a.acted_role as role
   from audit a left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id left join municipalities m on m.id = a.acted_municipality_id
   where a.subject_kind = $1 and a.subject_id = $2 order by a.id limit 50`,
)

/** What was done to a subject, the first act first. */
export const historyOf = (db: Db, { kind, id }: SubjectRef): Promise<readonly Act[]> => db.query<Act>(all, [kind, id])

const reasons = statement(
  'history_reasons',
  `select decided_at as at, reason from requests where id = $1::uuid and reason is not null
   union all select decided_at, reason from undone_decisions where request_id = $1::uuid and reason is not null
   union all select undone_at, undone_why from undone_decisions where request_id = $1::uuid and undone_why is not null`,
)

/** Why a request was declined and reopened, by the moment of the act in milliseconds since 1970. */
export async function reasonsOf(db: Db, request: RequestId): Promise<ReadonlyMap<number, string>> {
  const rows = await db.query<{ at: Date; reason: string }>(reasons, [request])
  return new Map(rows.map(({ at, reason }) => [at.getTime(), reason]))
}
