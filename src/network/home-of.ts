// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'

const home = statement(
  'home_of',
  'select u.id, u.name from people p join municipalities u on u.id = p.municipality_id where p.id = $1::uuid',
)

/** The municipality that someone is of; null for nobody, and for who is of none. */
export const homeOf = async (
  db: Db,
  person: PersonId | null,
): Promise<{ readonly id: MunicipalityId; readonly name: string } | null> =>
  (person && (await db.query<{ id: MunicipalityId; name: string }>(home, [person]))[0]) ?? null
