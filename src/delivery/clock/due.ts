// SPDX-License-Identifier: EUPL-1.2
import type { Db, Mark, Tx } from '#/database/db.ts'
import { statement } from '#/database/db.ts'
import { isConflict } from '#/database/errors.ts'
import { faultFacts } from '#/database/fault.ts'
import { isOnHold } from '#/database/hold.ts'
import type { Log } from '#/database/log.ts'
import { hush } from '#/delivery/notify.ts'
import { plan, plannedOf, saidBefore } from '#/delivery/planned.ts'
import { between } from '#/delivery/points.ts'
import { dateIn } from '#/network/calendar.ts'
import { fillDaysOff, workingHours } from '#/network/days-off.ts'
import type { Planned, PlannedAt, PlannedOutcome, PlannedRules } from '#/network/planned-kind.ts'
import { heldTime, type Time } from '#/network/time.ts'
import { whenNotQuiet } from '#/network/working-days.ts'

export interface DueParts {
  readonly database: { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> } & Db
  readonly kinds: ReadonlyMap<string, PlannedRules>
  readonly time: Time
  readonly zone: string
  readonly log: Log
  readonly mark: Mark
  /** Writes what the transaction collected, as its last statements; what it returns is called after the commit. */
  readonly flush: (tx: Tx, now: Date) => Promise<() => void>
}

const monthMs = 31 * 24 * 60 * 60 * 1000
/** So many faults of our own, and it is set aside where the secretariat sees it [T31]. */
const mostFaults = 8
const columns = 'id, kind, subject_kind, subject_id, occurrence, due_at'

// What is due, and when it happens, is judged by the database's clock alone, so that copies whose clocks differ agree [T35]; `$1` is by how much the network's time is ahead of it. While HOLD is on nothing happens [T38].
const present = statement('planned present', 'select now() as now')
const isDue = `state = 'open' and due_at <= now() + $1::float8 * interval '1 millisecond' and not ${isOnHold}`
// A kind that this release does not know is left to the copy that does, and takes no place of those that it knows.
const due = statement(
  'planned due',
  `select ${columns} from planned where ${isDue} and kind = any($2::text[]) order by due_at, id limit 100`,
)
// Whoever holds the advisory lock makes it happen; another copy passes by. The row itself is written last: a decision locks its request first, and then what is planned about it.
const mine = statement(
  'planned mine',
  `select pg_try_advisory_xact_lock(hashtextextended('planned ' || $1, 0)) as mine`,
)
const still = statement(
  'planned still due',
  `select ${columns}, moved, reason, now() as now, exists (
     select from planned n where n.kind = p.kind and n.subject_kind = p.subject_kind and n.subject_id = p.subject_id and n.id <> p.id
       and n.due_at > p.due_at and n.state = 'open' and n.due_at <= now() + $1::float8 * interval '1 millisecond') as is_overtaken
   from planned p where id = $2::uuid and ${isDue}`,
)
const settle = statement(
  'planned settle',
  `update planned set state = $2, reason = $3, settled_at = $4::timestamptz where id = $1::uuid and state = 'open' returning id`,
)
const later = statement(
  'planned later',
  `update planned set due_at = $2::timestamptz where id = $1::uuid and state = 'open' returning id`,
)
const fault = statement(
  'planned fault',
  `update planned set faults = faults + 1, due_at = now() + $2::float8 * interval '1 millisecond' + interval '30 seconds' * 2 ^ faults, state = case when faults + 1 >= ${mostFaults} then 'failed' else state end,
     reason = case when faults + 1 >= ${mostFaults} then 'fault' else reason end, settled_at = case when faults + 1 >= ${mostFaults} then now() end
   where id = $1::uuid and state = 'open'`,
)

/** Someone moved or skipped it, or it became pointless, while it was happening: nothing of it stays. */
class Overtaken extends Error {}

async function presentOf(db: Db): Promise<Date> {
  const [row] = await db.query<{ now: Date }>(present)
  if (!row) throw new Error('the database told no time')
  return row.now
}

/**
 * One look of the clock: plans the coming month's occurrences, and makes happen what is due, each in a transaction of its own. Two copies at once, a copy
 * that was down and a clock that jumps need no further rule: an occurrence is one row, and happens while that row is open.
 */
export async function lookAtPlanned(parts: DueParts): Promise<void> {
  const { database, kinds, zone, log, mark } = parts
  // Where the time is moved on meanwhile, what is due by then waits for the next look: this one thinks that it is earlier.
  const time = heldTime(parts.time)
  const now = time.at(await presentOf(database))
  const today = dateIn(zone, now)
  await fillDaysOff(database, today)
  const at: PlannedAt = { now, today, hours: await workingHours(database, zone) }
  for (const [kind, rules] of kinds) {
    try {
      await between(mark, 'clock.plan', async () =>
        plan(database, kind, await rules.occurrences(database, at, new Date(now.getTime() + monthMs))),
      )
    } catch (error) {
      log.error({ kind, ...faultFacts(error) }, 'What is to come could not be planned')
    }
  }
  const rows = await database.query<Row>(due, [time.aheadMs(), [...kinds.keys()]])
  for (const one of rows.map(plannedOf)) {
    const rules = kinds.get(one.kind)
    if (rules) await makeHappen({ ...parts, time }, one, rules, at)
  }
}

async function makeHappen(parts: DueParts, { id, kind }: Planned, rules: PlannedRules, at: PlannedAt): Promise<void> {
  const { database, time, log, mark } = parts
  try {
    const settled = await between(mark, 'clock.happen', () =>
      database.transaction(tx => happenIn(tx, parts, id, rules, at)),
    )
    settled?.()
  } catch (error) {
    if (error instanceof Overtaken || isConflict(error)) return
    log.error({ kind, ...faultFacts(error) }, 'Something planned could not be done')
    await database.query(fault, [id, time.aheadMs()])
  }
}

type Row = Parameters<typeof plannedOf>[0]
type Claimed = Row & { is_overtaken: boolean; moved: boolean; reason: string | null; now: Date }

/** What is due, for this copy alone until the transaction ends; null where another has it, or it is due no more. */
async function claim(tx: Tx, id: string, aheadMs: number): Promise<Claimed | null> {
  const [lock] = await tx.query<{ mine: boolean }>(mine, [id])
  if (!lock?.mine) return null
  const [row] = await tx.query<Claimed>(still, [aheadMs, id])
  return row ?? null
}

async function happenIn(
  tx: Tx,
  { time, zone, mark, flush }: DueParts,
  id: string,
  rules: PlannedRules,
  looked: PlannedAt,
): Promise<(() => void) | null> {
  const row = await between(mark, 'clock.claim', () => claim(tx, id, time.aheadMs()))
  if (!row) return null
  // By the clock by which it is due: never before its moment.
  const now = time.at(row.now)
  const at = { ...looked, now, today: dateIn(zone, now) }
  const { hours } = looked
  const open = rules.waitsForWork && !row.moved ? whenNotQuiet(now, hours.zone, hours.quiet, hours.off) : now
  const outcome: PlannedOutcome =
    row.is_overtaken && rules.late === 'skip'
      ? { pointless: 'late' }
      : open > now
        ? { laterAt: open }
        : await rules.happen(tx, plannedOf(row), at)
  if (row.reason === saidBefore) hush(tx)
  const settled = await flush(tx, now)
  const written = await between(mark, 'clock.settle', () =>
    outcome === 'done' || 'pointless' in outcome
      ? tx.query(settle, [
          id,
          outcome === 'done' ? 'done' : 'void',
          outcome === 'done' ? row.reason : outcome.pointless,
          now.toISOString(),
        ])
      : tx.query(later, [id, outcome.laterAt.toISOString()]),
  )
  if (written.length === 0) throw new Overtaken()
  return settled
}
