// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { redatePlanned } from '#/delivery/planned.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { asId, type PersonId, type RequestId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { addWorkingDays, afterWorkingDays } from '#/network/working-days.ts'
import { decidersOf } from '#/requests/deciders.ts'
import type { Decider, Request } from '#/requests/kind.ts'
import { lockRequest, waitsSince } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'
import { threadOf } from '#/requests/thread.ts'

/** After so many working days a request that waits is brought up in its thread, and later to the deputy [F67]. */
export const reminderDays = { thread: 2, deputy: 4 } as const
type Level = keyof typeof reminderDays
const levels: readonly Level[] = ['thread', 'deputy']

const unplanned = statement(
  'requests without reminder',
  `select r.id, ${waitsSince} as since, r.round from requests r where r.state in ('open', 'asked')
     and not exists (
       select from planned p where p.kind = 'request.reminder' and p.subject_kind = 'request' and p.subject_id = r.id::text and p.occurrence like r.round || '.%')
   order by r.opened_at limit 200`,
)

const dueAt = (since: Date, level: Level, { zone, quiet, off }: WorkingHours): Date =>
  afterWorkingDays(since, reminderDays[level], { zone, quiet, off })

const levelOf = (occurrence: string): Level => levels.find(level => occurrence.endsWith(`.${level}`)) ?? 'thread'

/** Both reminders of every open request that has none yet since it was laid before the deciders. */
export async function reminders(db: Db, hours: WorkingHours): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ id: string; since: Date; round: number }>(unplanned)
  return rows.flatMap(({ id, since, round }) =>
    levels.map(level => ({
      subject: { kind: 'request', id },
      occurrence: `${round}.${level}`,
      dueAt: dueAt(since, level, hours),
    })),
  )
}

// One that waits for its requester is left out: when that one answers, it is counted anew.
const toCome = statement(
  'request reminders to come',
  `select p.id, p.occurrence, ${waitsSince} as since from planned p join requests r on r.id::text = p.subject_id
   where p.kind = 'request.reminder' and p.subject_kind = 'request' and p.state = 'open' and r.state = 'open'
     and p.occurrence like r.round || '.%' and ($1::uuid is null or r.id = $1::uuid)
   order by p.id`,
)

/** Counts the reminders to come anew: of the one request that was answered, or of all when the working days changed. */
export async function replanReminders(tx: Tx, hours: WorkingHours, request: RequestId | null = null): Promise<void> {
  const rows = await tx.query<{ id: string; occurrence: string; since: Date }>(toCome, [request])
  await redatePlanned(
    tx,
    rows.map(({ id, occurrence, since }) => ({ id, dueAt: dueAt(since, levelOf(occurrence), hours) })),
  )
}

const overtaken = statement(
  'request reminder overtaken',
  `select from planned where kind = 'request.reminder' and subject_kind = 'request' and subject_id = $1 and occurrence = $2 and state = 'open' and due_at <= $3::timestamptz`,
)

/**
 * Who is written to besides the thread, all of whom may decide: who was asked instead of the secretariat; after longer the deputies, or where there are
 * none the secretariat's members, each for themselves. Never the requester.
 */
async function alsoTold(
  db: Db,
  request: Request,
  level: Level,
  pillar: string | null,
  today: string,
): Promise<readonly { readonly kind: Decider; readonly person: PersonId }[]> {
  const wanted: Decider[] = request.askedOf === 'secretariat' ? [] : [request.askedOf]
  if (level === 'deputy') wanted.push('deputySecretariat', 'secretariat')
  const rows = await decidersOf(db, wanted, request.requester?.id ?? null, pillar, today)
  const higher = rows.some(row => row.kind === 'deputySecretariat') ? 'deputySecretariat' : 'secretariat'
  const isAsked = (kind: Decider) => kind === request.askedOf && kind !== 'secretariat'
  return rows.filter(({ kind }) => isAsked(kind) || (level === 'deputy' && kind === higher))
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
  const [round] = planned.occurrence.split('.')
  if (!request || !isOpen(request.state) || request.round !== Number(round))
    return { pointless: request?.state ?? 'gone' }
  const { zone, quiet, off } = at.hours
  if (request.state === 'asked') return { laterAt: afterWorkingDays(at.now, 1, { zone, quiet, off }) }
  const level = levelOf(planned.occurrence)
  // After a time away the deputy's alone goes out.
  if (level === 'thread' && (await tx.query(overtaken, [id, `${round}.deputy`, at.now.toISOString()])).length > 0)
    return { pointless: 'late' }
  const told = await alsoTold(tx, request, level, pillarOf(request), at.today)
  const facts = { request: request.id, level }
  const about = { subject: { kind: 'requestReminder', id: request.id } }
  notify(tx, [threadOf(request)], 'request.reminder', facts, about)
  notify(
    tx,
    [...new Set(told.map(({ person }) => person))].map(person => ({ kind: 'person', person })),
    'request.reminder',
    facts,
    about,
  )
  return 'done'
}

/** Who besides the secretariat's thread would be reminded as it stands now, as what. */
export async function remindedOf(
  db: Db,
  { occurrence }: Planned,
  request: Request,
  pillar: string | null,
  today: string,
): Promise<readonly Decider[]> {
  const told = await alsoTold(db, request, levelOf(occurrence), pillar, today)
  return [...new Set(told.map(({ kind }) => kind))]
}

/** Whether a request has waited longer than the secretariat says it takes. Pure. */
export const isOverdue = (since: string, today: string, off: ReadonlySet<string>): boolean =>
  addWorkingDays(since, reminderDays.thread, off) < today
