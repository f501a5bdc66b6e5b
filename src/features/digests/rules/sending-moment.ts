// SPDX-License-Identifier: EUPL-1.2
// When a digest goes out, as the planning has it: someone may have moved or skipped it there.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { plan, redatePlanned } from '#/delivery/planned.ts'
import { occurrenceOf, type Schedule, scheduleRef } from '#/features/digests/rules/schedules.ts'
import { beforeWorkingHours } from '#/features/digests/rules/times.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { Occurrence } from '#/network/planned-kind.ts'

export interface Sending {
  readonly at: Date
  /** Whether a person chose that moment. */
  readonly moved: boolean
  readonly state: 'open' | 'done' | 'skipped' | 'void' | 'failed'
  /** Why it is void. */
  readonly reason: string | null
}

const sending = statement(
  'digest_sending',
  `select due_at as at, moved, state, reason from planned where kind = 'digest.send' and subject_kind = 'digestSchedule' and subject_id = $1 and occurrence = $2`,
)

/** How the sending of a date's digest is planned; null where it is not. */
export const sendingOf = async (db: Db, schedule: Schedule, date: string): Promise<Sending | null> =>
  (await db.query<Sending>(sending, [schedule.id, occurrenceOf(schedule, date)]))[0] ?? null

/** When it goes out by itself; null where it does not. */
export async function goesOutAt(db: Db, schedule: Schedule, date: string): Promise<Date | null> {
  const found = await sendingOf(db, schedule, date)
  return found?.state === 'open' ? found.at : null
}

const drafts = statement(
  'digest_draft_planned',
  `select id from planned where kind = 'digest.draft' and subject_kind = 'digestSchedule' and subject_id = $1 and occurrence = $2 and state = 'open'`,
)

/** After the moment of one was chosen: its draft, where nobody was shown it yet, comes as long before that. */
export async function redateDraft(tx: Tx, schedule: Schedule, date: string, hours: WorkingHours): Promise<void> {
  const goesAt = await goesOutAt(tx, schedule, date)
  if (!goesAt) return
  const [subject, occurrence] = [scheduleRef(schedule.id), occurrenceOf(schedule, date)]
  const dueAt = beforeWorkingHours(goesAt, schedule.reviewHours, hours)
  await plan(tx, 'digest.draft', [{ subject, occurrence, dueAt }])
  const rows = await tx.query<{ id: string }>(drafts, [subject.id, occurrence])
  await redatePlanned(
    tx,
    rows.map(({ id }) => ({ id, dueAt })),
  )
}

const skipAgain = statement(
  'digest_skip_again',
  `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at)
   select p.kind, p.subject_kind, p.subject_id, split_part(p.occurrence, ' ', 1) || ' ' || s.revision, p.due_at, p.state, p.settled_at
   from digest_schedules s join planned p on p.subject_kind = 'digestSchedule' and p.subject_id = s.id::text and p.state = 'skipped' and p.occurrence like '% ' || $2::text
   where s.id = $1::uuid on conflict do nothing`,
)

/** After a schedule was changed: what was skipped under it as it was stays so, and the rest is planned at its new moments. */
export async function planAnew(tx: Tx, was: Schedule, sends: readonly Occurrence[]): Promise<void> {
  await tx.query(skipAgain, [was.id, String(was.revision)])
  const ref = scheduleRef(was.id)
  await plan(
    tx,
    'digest.send',
    sends.filter(({ subject }) => subject.id === ref.id),
  )
}
