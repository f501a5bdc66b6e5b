// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { actionById, actionRef } from '#/features/meetings/rules/actions.ts'
import { type ActionId, asId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { atHour } from '#/network/working-days.ts'

/** On which days someone is reminded of what is to be done by one. */
const remindedOn = (dueOn: string): readonly string[] =>
  [-2, 1].map(days => Temporal.PlainDate.from(dueOn).add({ days }).toString())

const hour = 9
const due = statement(
  'actions_due',
  `select a.id, w.day::text as day from actions a cross join lateral (values (a.due_on - 2), (a.due_on + 1)) w(day)
   where a.state = 'open' and a.owner_id is not null and w.day between $2::date and $1::date and a.created_at < w.day::timestamptz`,
)

/** Two days before its day, and the day after where it is not done by then. */
export async function actionsDue(db: Db, { hours, today }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const last = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
  const rows = await db.query<{ id: ActionId; day: string }>(due, [last.toString(), today])
  return rows.map(({ id, day }) => ({ subject: actionRef(id), occurrence: day, dueAt: atHour(day, hour, hours) }))
}

export async function remindAction(tx: Tx, { subject, occurrence }: Planned): Promise<PlannedOutcome> {
  const id = asId<ActionId>(subject.id)
  const action = id && (await actionById(tx, id))
  if (action?.state !== 'open' || !action.owner) return { pointless: 'done' }
  if (!remindedOn(action.dueOn).includes(occurrence)) return { pointless: 'moved' }
  const to = [{ kind: 'person', person: action.owner } as const]
  notify(tx, to, 'meetings.actionDue', { action: action.id }, { subject: actionRef(action.id) })
  return 'done'
}
