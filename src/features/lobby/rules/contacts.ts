// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { unplan } from '#/delivery/planned.ts'
import { dueContact, type LocalDay } from '#/features/lobby/rules/next-contact.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type ActedAs, audit } from '#/network/audit.ts'

export const longestContact = 300

const add = statement(
  'lobby_contact',
  'insert into lobby_contacts (point_id, text, next_contact_on, person_id, created_at) values ($1::uuid, $2, $5::date, $3::uuid, $4::timestamptz) returning id',
)

/** @throws Refusal where a point went on as another: there it is read, and the next contact comes [F18] */
export function demandHere(point: Point): void {
  if (point.mergedInto !== null) throw notNow(point, { stale: { kind: 'lobbyPoint', id: point.id } })
}

/** Keeps a moment of contact about a point, in one line [F27], and when the next one is: what was to come until now is pointless, unless it says nothing of that and the day did not come yet. It stands in no course: few may read it. Gives its id. */
export async function noteContact(
  tx: Tx,
  point: Point,
  { text, nextContactOn }: { readonly text: string; readonly nextContactOn: string | null },
  by: ActedAs,
  at: LocalDay & { readonly now: Date },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(add, [point.id, text, by.personId, at.now.toISOString(), nextContactOn])
  if (!row) throw new Error('a contact left no row')
  audit(tx, {
    action: 'lobby.contacted',
    subject: { kind: 'lobbyContact', id: row.id },
    by,
    new: { point: point.id },
  })
  const isToCome = nextContactOn === null && (await dueContact(tx, point.id, at)) !== null
  if (!isToCome) await unplan(tx, { kind: 'lobbyPoint', id: point.id }, 'contacted', at.now)
  return row.id
}
