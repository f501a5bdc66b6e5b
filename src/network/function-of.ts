// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type HomeFunction, isFunction } from '#/network/actor.ts'

const held = statement(
  'function_of',
  `select kind from roles where person_id = $1::uuid and kind in ('alderman', 'mayor', 'municipalSecretary', 'adviser', 'official')
   and starts_on <= $2::date and (ends_on is null or ends_on > $2::date)`,
)

/** Someone's function on a day (`2027-02-03`), null for none. */
export async function functionOf(db: Db, person: string, day: string): Promise<HomeFunction | null> {
  const [row] = await db.query<{ kind: string }>(held, [person, day])
  return row && isFunction(row.kind) ? row.kind : null
}
