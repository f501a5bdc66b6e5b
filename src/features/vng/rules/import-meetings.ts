// SPDX-License-Identifier: EUPL-1.2
// Meetings taken from a calendar: read again, what changed there changes here, and what was cancelled there is cancelled. What the secretariat typed over it stays, as long as the calendar says the same.
import { isDeepStrictEqual } from 'node:util'
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { CalendarMeeting } from '#/features/vng/rules/calendar-file.ts'
import {
  addMeeting,
  type CommitteeMeeting,
  cancelMeeting,
  changedIn,
  changeMeeting,
  type GivenMeeting,
  lockedCommitteeMeeting,
  longestMeeting,
  usualInputUntil,
} from '#/features/vng/rules/meetings.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { CommitteeId, CommitteeMeetingId } from '#/network/ids.ts'

export interface ImportedMeeting extends CalendarMeeting {
  readonly committee: CommitteeId
}

export type ImportChange =
  | { readonly kind: 'new'; readonly of: ImportedMeeting; readonly given: GivenMeeting }
  | {
      readonly kind: 'changed'
      readonly of: ImportedMeeting
      readonly given: GivenMeeting
      readonly id: CommitteeMeetingId
    }
  | { readonly kind: 'cancelled'; readonly id: CommitteeMeetingId; readonly meeting: Known }

export interface ImportPlan {
  readonly changes: readonly ImportChange[]
  /** Of what stands here already as the calendar has it: what that says otherwise than before. */
  readonly agreed: readonly { readonly id: CommitteeMeetingId; readonly of: ImportedMeeting }[]
}

/** What a calendar said of a meeting when it was last read. */
interface Said {
  readonly about: string | null
  readonly place: string | null
  readonly link: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly isCancelled: boolean
}

type Known = Pick<
  CommitteeMeeting,
  'id' | 'committee' | 'about' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'inputUntil' | 'cancelledAt'
> & { readonly uid: string | null; readonly recurrence: string | null; readonly said: Said | null }

// What was typed in for the same moment is the same meeting.
const known = statement(
  'committee_meetings_known',
  `select id, committee_id as committee, about, starts_at as "startsAt", ends_at as "endsAt", place, link, input_until as "inputUntil", cancelled_at as "cancelledAt", uid, recurrence, calendar as said
   from committee_meetings where committee_id = any($1::text[]) and (uid = any($2::text[]) or uid is null and cancelled_at is null and ends_at > $3::timestamptz)`,
)

const cut = (text: string | null, most: number): string | null =>
  text?.trim() ? [...text.trim()].slice(0, most).join('') : null

/** What a calendar program puts under what someone wrote, to take part from elsewhere, is no agenda. */
const written = (about: string | null): string | null => about?.split(/^[\s_*-]{10,}$/m)[0] ?? null

const saidIn = (of: ImportedMeeting): Said => ({
  about: cut(written(of.about), longestMeeting.about),
  place: cut(of.place, longestMeeting.place),
  link: of.link?.startsWith('https://') && of.link.length <= longestMeeting.link ? of.link : null,
  startsAt: of.startsAt,
  endsAt: of.endsAt,
  isCancelled: of.isCancelled,
})

/** A text as the calendar has it where that is new there, else as it stands here; of what the calendar said before nothing may be known. */
function textOf(field: 'about' | 'place' | 'link', is: Said, old: Known | undefined): string | null {
  if (!old) return is[field]
  if (old.said) return is[field] === old.said[field] ? old[field] : is[field]
  return old[field] ?? is[field]
}

function timesOf(is: Said, old: Known | undefined): Pick<GivenMeeting, 'startsAt' | 'endsAt'> {
  const isKept = old?.said ? old.said.startsAt === is.startsAt && old.said.endsAt === is.endsAt : old?.uid === null
  return old && isKept
    ? { startsAt: old.startsAt, endsAt: old.endsAt }
    : { startsAt: new Date(is.startsAt), endsAt: new Date(is.endsAt) }
}

function givenOf(is: Said, old: Known | undefined, hours: WorkingHours): GivenMeeting {
  const times = timesOf(is, old)
  const isMoved = old?.startsAt.getTime() !== times.startsAt.getTime()
  return {
    about: textOf('about', is, old),
    place: textOf('place', is, old),
    link: textOf('link', is, old),
    ...times,
    inputUntil: old && !isMoved ? old.inputUntil : usualInputUntil(times.startsAt, hours),
  }
}

/** Whether one that does not take place does again: the calendar lets it go on, or has another moment for it. What the secretariat cancelled stays so. */
const isRevived = (given: GivenMeeting, old: Known): boolean =>
  old.said?.isCancelled === true || given.startsAt.getTime() !== old.startsAt.getTime()

/** What a calendar would change: nothing that is past, and the same once more changes nothing. */
export async function planImport(
  db: Db,
  all: readonly ImportedMeeting[],
  hours: WorkingHours,
  now: Date,
): Promise<ImportPlan> {
  const [committees, uids] = [[...new Set(all.map(one => one.committee))], [...new Set(all.map(one => one.uid))]]
  const rows = await db.query<Known>(known, [committees, uids, now.toISOString()])
  const keyOf = (of: Pick<ImportedMeeting, 'committee' | 'uid' | 'recurrence'>) =>
    `${of.committee} ${of.uid} ${of.recurrence}`
  const keyOfRow = ({ committee, uid, recurrence }: Known) =>
    uid === null ? null : keyOf({ committee, uid, recurrence: recurrence ?? '' })
  const byKey = new Map(rows.map(row => [keyOfRow(row), row]))
  const changes: ImportChange[] = []
  const agreed: ImportPlan['agreed'][number][] = []
  for (const of of all) {
    const startsAt = new Date(of.startsAt)
    const old =
      byKey.get(keyOf(of)) ??
      rows.find(
        row => row.uid === null && row.committee === of.committee && row.startsAt.getTime() === startsAt.getTime(),
      )
    if ((old?.endsAt ?? startsAt) <= now && startsAt <= now) continue
    if (of.isCancelled) {
      if (old && old.cancelledAt === null) changes.push({ kind: 'cancelled', id: old.id, meeting: old })
      continue
    }
    const is = saidIn(of)
    const given = givenOf(is, old, hours)
    if (!old) changes.push({ kind: 'new', of, given })
    else if (old.cancelledAt === null ? old.uid === null || changedIn(old, given).length > 0 : isRevived(given, old))
      changes.push({ kind: 'changed', of, given, id: old.id })
    else if (old.cancelledAt === null && !isDeepStrictEqual(old.said, is)) agreed.push({ id: old.id, of })
  }
  // One time of what recurs was taken out of the calendar.
  const there = new Set(all.map(keyOf))
  const recurring = new Set(all.flatMap(({ uid, isRecurring }) => (isRecurring ? [uid] : [])))
  for (const row of rows)
    if (
      row.uid !== null &&
      recurring.has(row.uid) &&
      row.startsAt > now &&
      row.cancelledAt === null &&
      !there.has(keyOfRow(row) ?? '')
    )
      changes.push({ kind: 'cancelled', id: row.id, meeting: row })
  return { changes, agreed }
}

const note = statement(
  'committee_meeting_said',
  'update committee_meetings set uid = coalesce(uid, $2), recurrence = coalesce(recurrence, $3), calendar = $4::jsonb where id = $1::uuid',
)
// One time of what recurs is in the calendar no more.
const noteGone = statement(
  'committee_meeting_said_off',
  `update committee_meetings set calendar = calendar || '{"isCancelled": true}' where id = $1::uuid`,
)

/** Keeps what the calendar says of a meeting, which is then one of that calendar. */
const keepSaid = async (tx: Tx, id: CommitteeMeetingId, of: ImportedMeeting): Promise<void> =>
  void (await tx.query(note, [id, of.uid, of.recurrence, JSON.stringify(saidIn(of))]))

/** Keeps what a calendar says by now where that changes nothing: else what is typed over it later would give way to it. */
export async function keepAgreed(tx: Tx, agreed: ImportPlan['agreed']): Promise<void> {
  for (const { id, of } of agreed) await keepSaid(tx, id, of)
}

/** Does what was shown. Gives how much that was. */
export async function applyImport(tx: Tx, changes: readonly ImportChange[], by: ActedAs, now: Date): Promise<number> {
  for (const change of changes) {
    if (change.kind === 'new') {
      await keepSaid(tx, await addMeeting(tx, change.of.committee, change.given, change.of, by, now), change.of)
      continue
    }
    const meeting = await lockedCommitteeMeeting(tx, change.id)
    if (!meeting) continue
    if (change.kind === 'cancelled') {
      await tx.query(noteGone, [meeting.id])
      await cancelMeeting(tx, meeting, by, now)
    } else {
      await keepSaid(tx, meeting.id, change.of)
      await changeMeeting(tx, meeting, change.given, by)
    }
  }
  return changes.length
}
