// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { contactSight, contactSightValues, readsContacts } from '#/features/lobby/rules/contact-sight.ts'
import { isInsider, isSeen, type Readers, readersOf } from '#/features/lobby/rules/sight.ts'
import type { Actor } from '#/network/actor.ts'
import type { FileId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'

const hold = statement(
  'lobby_file_hold',
  'select id from lobby_points where number = any($1::int[]) order by id for key share',
)
const seen = statement(
  'lobby_file_seen',
  `select count(*)::int as count from lobby_points p
   where p.number = any($3::int[]) and ${isSeen('p', '$1', '$2')} and (not $4::bool or (p.opened_at is not null and not p.is_confidential))`,
)

/**
 * Whether all of some points are still seen by who had a file made of them, and stay so until this transaction ends: whoever makes one confidential locks it,
 * and revokes the files that are kept by then [T20]. `byAll` where the file is for others. The look comes after the locks, in a statement of its own: it sees what was waited for.
 */
export async function areStillSeen(
  tx: Tx,
  numbers: readonly number[],
  readers: Readers,
  today: string,
  byAll: boolean,
): Promise<boolean> {
  await tx.query(hold, [numbers])
  const [found] = await tx.query<{ count: number }>(seen, [readers, today, numbers, byAll])
  return found?.count === numbers.length
}

/** Of which points someone knows more than all who see them: what was said while they were confidential, and their contacts. */
export interface Inside {
  readonly inside: readonly number[]
  readonly contacts: readonly number[]
}

const inside = statement(
  'lobby_file_inside',
  `select coalesce(array_agg(p.number order by p.number) filter (where ${isInsider('p', '$1', '$2')}), '{}') as inside,
     coalesce(array_agg(p.number order by p.number) filter (where ${readsContacts('p', 4)}), '{}') as contacts
   from lobby_points p where p.number = any($3::int[])`,
)

/** What of that stands in a file that someone has made of some points today. */
export async function insideOf(db: Db, numbers: readonly number[], actor: Actor, today: string): Promise<Inside> {
  const values = [readersOf(actor), today, numbers, ...contactSightValues(contactSight(actor))]
  return (await db.query<Inside>(inside, values))[0] ?? { inside: [], contacts: [] }
}

const numbersIn = (key: string) => `string_to_array(nullif(a.new->>'${key}', ''), ' ')::int[]`
const closed = statement(
  'lobby_file_closed',
  `select p.number from audit a join lobby_points p on p.number = any(${numbersIn('numbers')})
   where a.subject_kind = 'file' and a.subject_id = $3 and a.action = 'lobby.exported'
     and (not ${isSeen('p', '$1', '$2')} or (p.number = any(${numbersIn('inside')}) and not ${isInsider('p', '$1', '$2')})
       or (p.number = any(${numbersIn('contacts')}) and not ${readsContacts('p', 4)})) limit 1`,
)

/** Whether a file is still for the one whom it was made for, as they stand today: they may know of every point in it, and of all that it tells of them. A role that ended leaves it closed [T20] [T26]. */
export async function isFileTheirs(db: Db, file: FileId, reader: Actor, today: string): Promise<boolean> {
  if (!may(reader, 'lobby.export', {})) return false
  const values = [readersOf(reader), today, file, ...contactSightValues(contactSight(reader))]
  return (await db.query(closed, values)).length === 0
}
