// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { asId, type PersonId, type RequestId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { addWorkingDays, afterWorkingDays } from '#/network/working-days.ts'
import { decidersOf } from '#/requests/deciders.ts'
import type { Decider, Request } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'

/** After so many working days a request that waits is brought up in its thread, and later to the deputy [F67]. */
export const reminderDays = { thread: 2, deputy: 4 } as const
type Level = keyof typeof reminderDays
const levels: readonly Level[] = ['thread', 'deputy']

const unplanned = statement(
  'requests without reminder',
  `select r.id, r.opened_at, r.round from requests r where r.state in ('open', 'asked')
     and not exists (
       select from planned p where p.kind = 'request.reminder' and p.subject_kind = 'request' and p.subject_id = r.id::text and p.occurrence like r.round || '.%')
   order by r.opened_at limit 200`,
)

/** Both reminders of every open request that has none yet since it was laid before the deciders. */
export async function reminders(db: Db, hours: WorkingHours): Promise<readonly Occurrence[]> {
  const { zone, quiet, off } = hours
  const rows = await db.query<{ id: string; opened_at: Date; round: number }>(unplanned)
  return rows.flatMap(({ id, opened_at, round }) =>
    levels.map(level => ({
      subject: { kind: 'request', id },
      occurrence: `${round}.${level}`,
      dueAt: afterWorkingDays(opened_at, reminderDays[level], { zone, quiet, off }),
    })),
  )
}

/** Who is written to besides the thread: who was asked instead of the secretariat; after longer the deputies, or where there are none the network's leads. Never the requester. */
async function alsoTold(
  tx: Tx,
  request: Request,
  level: Level,
  pillar: string | null,
  today: string,
): Promise<PersonId[]> {
  const wanted: Decider[] = request.askedOf === 'secretariat' ? [] : [request.askedOf]
  if (level === 'deputy') wanted.push('deputySecretariat', 'networkLead')
  const rows = await decidersOf(tx, wanted, request.requester?.id ?? null, pillar, today)
  const of = (kind: Decider) => rows.filter(row => row.kind === kind).map(row => row.person)
  const deputies = of('deputySecretariat')
  const higher = level === 'deputy' ? (deputies.length > 0 ? deputies : of('networkLead')) : []
  return [...new Set([...(request.askedOf === 'secretariat' ? [] : of(request.askedOf)), ...higher])]
}

/** Brings up a request that still waits. One that waits for its requester's answer is looked at again a working day later. */
export async function remind(
  tx: Tx,
  planned: Planned,
  at: PlannedAt,
  pillarOf: (request: Request) => string | null,
): Promise<PlannedOutcome> {
  const id = asId<RequestId>(planned.subject.id)
  const request = id && (await lockRequest(tx, id))
  const [round, named] = planned.occurrence.split('.')
  if (!request || !isOpen(request.state) || request.round !== Number(round))
    return { pointless: request?.state ?? 'gone' }
  const { zone, quiet, off } = at.hours
  if (request.state === 'asked') return { laterAt: afterWorkingDays(at.now, 1, { zone, quiet, off }) }
  const level = levels.find(one => one === named) ?? 'thread'
  const people = await alsoTold(tx, request, level, pillarOf(request), at.today)
  const facts = { request: request.id, level }
  const about = { subject: { kind: 'requestReminder', id: request.id } }
  notify(tx, [{ kind: 'thread', subject: { kind: 'request', id: request.id } }], 'request.reminder', facts, about)
  notify(
    tx,
    people.map(person => ({ kind: 'person', person })),
    'request.reminder',
    facts,
    about,
  )
  return 'done'
}

/** Whether a request has waited longer than the secretariat says it takes. Pure. */
export const isOverdue = (createdAt: string, today: string, off: ReadonlySet<string>): boolean =>
  addWorkingDays(createdAt, reminderDays.thread, off) < today
