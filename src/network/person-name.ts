// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const name = statement('person_name', 'select name from people where id = $1::uuid')

/** A person's name, empty for someone who is no longer there. */
export const personName = async (db: Db, person: string): Promise<string> =>
  (await db.query<{ name: string }>(name, [person]))[0]?.name ?? ''
