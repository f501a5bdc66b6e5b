// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { SubjectRef } from '#/network/ids.ts'
import type { Occurrence, Planned } from '#/network/planned-kind.ts'

/** The reason of what is still to happen and was told already, as far as anyone knows: it happens without a word. */
export const saidBefore = 'restored'
/** The reason, until all is released, of what is to go out although it was probably said before. */
export const chosen = 'chosen'

interface Row {
  id: string
  kind: string
  subject_kind: string
  subject_id: string
  occurrence: string
  due_at: Date
}

export const plannedOf = (row: Row): Planned => ({
  id: row.id,
  kind: row.kind,
  subject: { kind: row.subject_kind, id: row.subject_id },
  occurrence: row.occurrence,
  dueAt: row.due_at,
})

const insert = statement(
  'plan',
  `insert into planned (kind, subject_kind, subject_id, occurrence, due_at)
   select $1, p.subject_kind, p.subject_id, p.occurrence, p.due_at
   from jsonb_to_recordset($2::jsonb) as p(subject_kind text, subject_id text, occurrence text, due_at timestamptz)
   on conflict (kind, subject_kind, subject_id, occurrence) do nothing`,
)

/** Plans what is not planned yet. What was moved, skipped or done stays so. */
export async function plan(db: Db, kind: string, all: readonly Occurrence[]): Promise<void> {
  if (all.length === 0) return
  const rows = all.map(({ subject, occurrence, dueAt }) => ({
    subject_kind: subject.kind,
    subject_id: subject.id,
    occurrence,
    due_at: dueAt,
  }))
  await db.query(insert, [kind, JSON.stringify(rows)])
}

const drop = statement(
  'unplan',
  `update planned set state = 'void', reason = $3, settled_at = $4::timestamptz where subject_kind = $1 and subject_id = $2 and state = 'open'`,
)

/** Whatever was still to come about a subject is pointless by now. `reason` is a code. */
export const unplan = async (tx: Tx, subject: SubjectRef, reason: string, now: Date): Promise<void> =>
  void (await tx.query(drop, [subject.kind, subject.id, reason, now.toISOString()]))

const forget = statement(
  'replan',
  `delete from planned where subject_kind = $1 and subject_id = $2 and state = any($3::text[]) and ($4::text is null or kind = $4)`,
)

/** What was pointless about a subject, and of one kind what happened too, or what someone `skipped`, is looked at anew by the clock: what it is about changed. */
export async function replan(
  tx: Tx,
  subject: SubjectRef,
  again: { readonly kind: string; readonly skipped?: boolean } | null = null,
): Promise<void> {
  const states = ['void', ...(again ? ['done'] : []), ...(again?.skipped ? ['skipped'] : [])]
  await tx.query(forget, [subject.kind, subject.id, states, again?.kind ?? null])
}

const columns = 'id, kind, subject_kind, subject_id, occurrence, due_at'
const toCome = statement(
  'planned',
  `select ${columns} from planned where state = 'open' order by due_at, id limit $1::int offset $2::int`,
)
const one = statement('planned by id', `select ${columns} from planned where id = $1::uuid and state = 'open'`)
const held = statement(
  'planned held',
  `select ${columns} from planned where id = $1::uuid and state = 'open' for update`,
)

/** What is still to come, soonest first. */
export const plannedToCome = async (db: Db, limit: number, offset = 0): Promise<readonly Planned[]> =>
  (await db.query<Row>(toCome, [limit, offset])).map(plannedOf)

/** One that is still to come; `holding` keeps it so until the transaction ends. */
export async function plannedById(db: Db, id: string, { holding = false } = {}): Promise<Planned | null> {
  const [row] = await db.query<Row>(holding ? held : one, [id])
  return row ? plannedOf(row) : null
}

const skip = statement(
  'planned skip',
  `update planned set state = 'skipped', settled_at = $2::timestamptz where id = $1::uuid and state = 'open'`,
)
const move = statement(
  'planned move',
  `update planned set due_at = $2::timestamptz, moved = true where id = $1::uuid and state = 'open'`,
)

const redate = statement(
  'planned redate',
  `update planned p set due_at = d.due_at from jsonb_to_recordset($1::jsonb) as d(id uuid, due_at timestamptz)
   where p.id = d.id and p.state = 'open' and not p.moved`,
)

/** Their moments are counted anew; where a person chose one, that stays. */
export async function redatePlanned(
  tx: Tx,
  all: readonly { readonly id: string; readonly dueAt: Date }[],
): Promise<void> {
  if (all.length > 0) await tx.query(redate, [JSON.stringify(all.map(({ id, dueAt }) => ({ id, due_at: dueAt })))])
}

/** It will not happen. */
export const skipPlanned = async (tx: Tx, id: string, now: Date): Promise<void> =>
  void (await tx.query(skip, [id, now.toISOString()]))

/** It happens at another moment; at `now`, with the clock's next tick. */
export const movePlanned = async (tx: Tx, id: string, to: Date): Promise<void> =>
  void (await tx.query(move, [id, to.toISOString()]))

const conclude = statement(
  'planned conclude',
  `update planned set state = 'done', reason = null where kind = $1 and state = 'void' and reason = $2 returning ${columns}`,
)

/** What of a kind was pointless for a reason and is seen to now: it is done, and is given once. */
export const concluded = async (tx: Tx, kind: string, reason: string): Promise<readonly Planned[]> =>
  (await tx.query<Row>(conclude, [kind, reason])).map(plannedOf)
