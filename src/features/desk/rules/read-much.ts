// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'

/** So many different lists, people, points … someone reads in ten minutes: one every six seconds, without a pause. More waits [T26]. */
export const mostRead = 100

const told = statement(
  'reading_held',
  `select from audit where subject_kind = 'person' and subject_id = $1 and action = 'reading.held' and at > $2::timestamptz - interval '24 hours' limit 1`,
)

/** Tells the secretariat, once in 24 hours, that someone reads more than a person does. */
export async function holdReading(tx: Tx, by: ActedAs, now: Date): Promise<void> {
  if (!by.personId || (await tx.query(told, [by.personId, now.toISOString()])).length > 0) return
  audit(tx, { action: 'reading.held', subject: { kind: 'person', id: by.personId }, by })
  notify(tx, [{ kind: 'secretariat' }], 'desk.readMuch', { person: by.personId })
}
