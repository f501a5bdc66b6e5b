// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement } from '#/database/db.ts'
import { type HomeFunction, isFunction } from '#/network/actor.ts'
import { homeFunctions } from '#/network/holding.ts'

const held = statement(
  'function_of',
  `select kind, confirmed_at is not null as confirmed from roles
   where person_id = $1::uuid and kind in ${homeFunctions}
   and starts_on <= $2::date and (ends_on is null or ends_on > $2::date)`,
)

/** Someone's function on a day (`2027-02-03`) and whether it was confirmed; null for none. */
export async function heldFunction(
  db: Db,
  person: string,
  day: string,
): Promise<{ readonly kind: HomeFunction; readonly confirmed: boolean } | null> {
  const [row] = await db.query<{ kind: string; confirmed: boolean }>(held, [person, day])
  return row && isFunction(row.kind) ? { kind: row.kind, confirmed: row.confirmed } : null
}

export const functionOf = async (db: Db, person: string, day: string): Promise<HomeFunction | null> =>
  (await heldFunction(db, person, day))?.kind ?? null
