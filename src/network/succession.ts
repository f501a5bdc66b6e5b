// SPDX-License-Identifier: EUPL-1.2
// Two municipalities become one: what features do then begins with who goes on as whom [A10].
import { type Db, statement } from '#/database/db.ts'
import type { MunicipalityId } from '#/network/ids.ts'
import type { Occurrence, PlannedAt } from '#/network/planned-kind.ts'

/** At the beginning of the first day on which a municipality is another's, as long as something is left of it. `isLeft` is SQL about the municipality `m`, `name` the statement's own. */
export function successionsWhere(
  name: string,
  isLeft: string,
): (db: Db, at: PlannedAt, until: Date) => Promise<readonly Occurrence[]> {
  const ending = statement(
    name,
    `select m.id, m.valid_to::text as "validTo", (m.valid_to + 1)::timestamp at time zone $2 as "dueAt" from municipalities m
     where m.successor_id is not null and (m.valid_to + 1)::timestamp at time zone $2 <= $1::timestamptz and (${isLeft})`,
  )
  return async (db, { hours }, until) =>
    (await db.query<{ id: string; validTo: string; dueAt: Date }>(ending, [until.toISOString(), hours.zone])).map(
      ({ id, validTo, dueAt }) => ({ subject: { kind: 'municipality', id }, occurrence: validTo, dueAt }),
    )
}

const successor = statement(
  'municipality_successor',
  'select m.successor_id as into, m.name, s.name as successor from municipalities m join municipalities s on s.id = m.successor_id where m.id = $1',
)

/** What succeeds of the municipality that ended, `name`, and which one succeeds it. */
export interface Succession {
  readonly into: MunicipalityId
  readonly name: string
  readonly successor: string
}

export const successionOf = async (db: Db, from: string): Promise<Succession | null> =>
  (await db.query<Succession>(successor, [from]))[0] ?? null
