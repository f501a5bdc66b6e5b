// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { Inside } from '#/features/lobby/rules/still-seen.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { FileId, PersonId } from '#/network/ids.ts'

/** So many files of lobby points and lists of meetings someone has made in 24 hours: more is asked of the secretariat [T26]. */
export const mostFiles = 20
/** So many points stand in one file: more takes a part of the agenda at a time. */
export const mostPoints = 300

const counted = statement(
  'lobby_exports',
  `select count(*) filter (where action in ('lobby.exported', 'meeting.exported'))::int as made, count(*) filter (where action = 'lobby.exportHeld')::int as held
   from audit where person_id = $1::uuid and action in ('lobby.exported', 'meeting.exported', 'lobby.exportHeld') and at > $2::timestamptz - interval '24 hours'`,
)

const countedFor = async (db: Db, person: PersonId, now: Date) =>
  (await db.query<{ made: number; held: number }>(counted, [person, now.toISOString()]))[0] ?? { made: 0, held: 0 }

/** Whether someone may have one more file made now. */
export const mayExport = async (db: Db, person: PersonId | null, now: Date): Promise<boolean> =>
  person !== null && (await countedFor(db, person, now)).made < mostFiles

/** Notes a file that was made: what of, with which points, and of which of these it tells more than all may know. */
export const noteExport = (
  tx: Tx,
  file: FileId,
  { of, points }: { readonly of: 'agenda' | 'dossier' | 'statement'; readonly points: readonly number[] },
  { inside, contacts }: Inside,
  by: ActedAs,
): void =>
  audit(tx, {
    action: 'lobby.exported',
    subject: { kind: 'file', id: file },
    by,
    new: {
      of,
      points: points.length,
      numbers: points.join(' '),
      inside: inside.join(' '),
      contacts: contacts.join(' '),
    },
  })

/** Tells the secretariat, once in 24 hours, that someone wants more files than are made without asking. */
export async function holdExport(tx: Tx, by: ActedAs, now: Date): Promise<void> {
  if (!by.personId || (await countedFor(tx, by.personId, now)).held > 0) return
  audit(tx, { action: 'lobby.exportHeld', subject: { kind: 'person', id: by.personId }, by })
  notify(tx, [{ kind: 'secretariat' }], 'lobby.exportHeld', { person: by.personId })
}
