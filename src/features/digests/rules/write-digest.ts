// SPDX-License-Identifier: EUPL-1.2
// What is written down of a digest: what it tells, what stands above it, and what became of it.
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { Composed } from '#/features/digests/rules/compose.ts'
import { standingOf, type When } from '#/features/digests/rules/contents.ts'
import { type DigestState, digestById, draftRef, type SkipReason } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { Period } from '#/features/digests/rules/news-kinds.ts'
import type { Schedule, Usual } from '#/features/digests/rules/schedules.ts'
import { goesOutAt } from '#/features/digests/rules/sending-moment.ts'
import { dueOf } from '#/features/digests/rules/times.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { DigestId, DigestScheduleId, DigestWishId, PersonId } from '#/network/ids.ts'

const older = statement(
  'digest_older',
  `select id, occurrence, introduction, introduced_by_id as "introducedBy" from digests where schedule_id = $1::uuid and occurrence <> $2 and state in ('draft', 'held') order by occurrence for update`,
)

/** Some sentences above a digest, and who wrote them. */
export interface Introduction {
  readonly introduction: string
  readonly introducedBy: PersonId | null
}

interface Older {
  id: DigestId
  occurrence: string
  introduction: string | null
  introducedBy: PersonId | null
}

/** What was not sent by its moment, before another is made, goes on in that one. What was written above it: the last of that. */
export async function giveWay(
  tx: Tx,
  schedule: Schedule,
  date: string,
  { now, hours }: { readonly now: Date; readonly hours: WorkingHours },
): Promise<Introduction | null> {
  const rows = await tx.query<Older>(older, [schedule.id, date])
  let last: Introduction | null = null
  for (const one of rows) {
    const at = (await goesOutAt(tx, schedule, one.occurrence)) ?? dueOf(schedule, one.occurrence, hours)
    if (at > now) continue
    if (one.introduction) last = { introduction: one.introduction, introducedBy: one.introducedBy }
    await settleDigest(tx, one.id, 'skipped', { now, reason: 'overtaken' })
    touch(tx, draftRef(one.id))
  }
  return last
}

const renew = statement(
  'digest_renew',
  `update digests set version = version + 1 where schedule_id = $1::uuid and state in ('draft', 'held') returning id`,
)

/** The drafts of a schedule say when they go out: they are drawn anew when that changes. */
export async function touchDrafts(tx: Tx, { id }: Pick<Schedule, 'id'>): Promise<void> {
  for (const draft of await tx.query<{ id: DigestId }>(renew, [id])) touch(tx, draftRef(draft.id))
}

const introduce = statement(
  'digest_introduce',
  'update digests set introduction = $2, introduced_by_id = $3::uuid, version = version + 1 where id = $1::uuid',
)

/** Puts some sentences above a digest; none takes them away. */
export const setIntroduction = async (tx: Tx, id: DigestId, above: Introduction | null): Promise<void> =>
  void (await tx.query(introduce, [id, above?.introduction ?? null, above?.introducedBy ?? null]))

const add = statement(
  'digest_add',
  `insert into digests (schedule_id, wish_id, occurrence, state, reason, period_from, period_to, created_at)
   values ($1::uuid, $2::uuid, $3, $4, $5, $6::timestamptz, $7::timestamptz, $7::timestamptz) returning id`,
)
const addItems = statement(
  'digest_add_items',
  `insert into digest_items (digest_id, key, position, is_left, point_id, facts)
   select $1::uuid, i.key, i.position, $3::bool, case when i.facts->>'kind' = 'point' then (i.facts->>'id')::uuid end, i.facts
   from jsonb_to_recordset($2::jsonb) as i(key text, position int, facts jsonb)`,
)

/** Writes down what a digest is to tell, or why there is none. It is of a schedule, or of one person's wish. */
export async function addDigest(
  tx: Tx,
  of: { readonly schedule: DigestScheduleId } | { readonly wish: DigestWishId },
  date: string,
  made: Composed & { readonly period: Period },
  is: { readonly state: DigestState; readonly reason?: SkipReason },
): Promise<DigestId> {
  const { from, to } = made.period
  const [added] = await tx.query<{ id: DigestId }>(add, [
    'schedule' in of ? of.schedule : null,
    'wish' in of ? of.wish : null,
    date,
    is.state,
    is.reason ?? null,
    from.toISOString(),
    to.toISOString(),
  ])
  if (!added) throw new Error('a digest was not written')
  await write(tx, added.id, made.items)
  await write(tx, added.id, made.left, true)
  return added.id
}

async function write(tx: Tx, id: DigestId, items: readonly Item[], isLeft = false): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ key, facts }, position) => ({ key, position, facts }))
  await tx.query(addItems, [id, JSON.stringify(rows), isLeft])
}

const takeOut = statement(
  'digest_take_out',
  'delete from digest_items where digest_id = $1::uuid and not is_dropped and not is_left',
)

/** Writes down what still stands of a digest as it goes out; nothing else is told by it, and what is for few by then is not used up. False where nothing is left. */
export async function keepStanding(tx: Tx, schedule: Usual, id: DigestId, at: When): Promise<boolean> {
  const digest = await digestById(tx, id)
  if (!digest) return false
  const left = (await standingOf(tx, schedule, digest, at)).map(({ is }) => is)
  await tx.query(takeOut, [id])
  await write(tx, id, left)
  return left.length > 0
}

// One that is a draft anew was let go by a person.
const settle = statement(
  'digest_settle',
  `update digests set state = $2, reason = $3, is_released = ($2 = 'draft'), sent_at = case when $2 = 'sent' then $4::timestamptz end, sent_by_id = $5::uuid, version = version + 1 where id = $1::uuid`,
)

export const settleDigest = async (
  tx: Tx,
  id: DigestId,
  state: DigestState,
  at: { readonly now: Date; readonly reason?: SkipReason; readonly by?: PersonId | null },
): Promise<void> => void (await tx.query(settle, [id, state, at.reason ?? null, at.now.toISOString(), at.by ?? null]))
