// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'

const set = statement(
  'person_locale',
  'update people set locale = $2, version = version + 1 where id = $1::uuid returning id',
)

/** The language in which someone is written to from now on, on every platform. */
export async function setLanguage(tx: Tx, person: PersonId, locale: 'nl' | 'en', by: ActedAs): Promise<void> {
  await tx.query(set, [person, locale])
  audit(tx, { action: 'person.language', subject: { kind: 'person', id: person }, by, new: { locale } })
}
