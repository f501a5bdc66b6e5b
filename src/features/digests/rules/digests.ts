// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { type Composed, compose, type Period } from '#/features/digests/rules/compose.ts'
import { type Item, itemFacts } from '#/features/digests/rules/item.ts'
import { isOpenToAll, newsOf } from '#/features/digests/rules/news.ts'
import type { Schedule, Usual } from '#/features/digests/rules/schedules.ts'
import { daysOf } from '#/features/digests/rules/times.ts'
import type { DigestId, DigestScheduleId, DigestWishId, PersonId, SubjectRef } from '#/network/ids.ts'

export const digestStates = ['draft', 'held', 'sent', 'skipped'] as const
export type DigestState = (typeof digestStates)[number]

export const draftRef = (id: DigestId): SubjectRef => ({ kind: 'digestDraft', id })
export const messageRef = (id: DigestId): SubjectRef => ({ kind: 'digestMessage', id })

const row = z.object({
  id: z.string().transform(id => id as DigestId),
  schedule: z
    .string()
    .nullable()
    .transform(id => id as DigestScheduleId | null),
  wish: z.string().nullable(),
  occurrence: z.string(),
  state: z.enum(digestStates),
  reason: z.string().nullable(),
  introduction: z.string().nullable(),
  left: z.int(),
  sentAt: z.date().nullable(),
  items: z.array(z.object({ key: z.string(), facts: itemFacts })),
})
/** A digest with what all members may read of it by now, in its order. `left`: so much more there was than it holds. */
export type Digest = z.infer<typeof row>

// What a point's readers may know by now: of the others nothing is said, also where it was.
const items = `coalesce((select json_agg(json_build_object('key', i.key, 'facts', i.facts) order by i.position, i.key) from digest_items i
    left join lobby_points p on p.id = i.point_id
    where i.digest_id = d.id and not i.is_dropped and (p.id is null or ${isOpenToAll('p')})
      and (i.facts->>'kind' <> 'report' or exists (select from reports r where r.id = (i.facts->>'id')::uuid and r.state = 'published' and not r.is_confidential))), '[]'::json)`
const columns = `
  select d.id, d.schedule_id as schedule, d.wish_id as wish, d.occurrence, d.state, d.reason, d.introduction, d."left", d.sent_at as "sentAt", ${items} as items from digests d`

const byId = statement('digest_by_id', `${columns} where d.id = $1::uuid`)
const byOccurrence = statement(
  'digest_by_occurrence',
  `${columns} where d.schedule_id = $1::uuid and d.occurrence = $2`,
)

export async function digestById(db: Db, id: DigestId): Promise<Digest | null> {
  const [found] = await db.query(byId, [id])
  return found ? row.parse(found) : null
}

/** The digest of a date; null where there is none (yet). */
export async function digestOf(db: Db, schedule: Pick<Usual, 'id'>, date: string): Promise<Digest | null> {
  const [found] = await db.query(byOccurrence, [schedule.id, date])
  return found ? row.parse(found) : null
}

/** SQL: whether the digest `d` reached anyone: one whose every message was pointless by the time that it could be sent told nobody anything [T32]. */
const arrived = `(not exists (select from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text)
  or exists (select from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text and x.state <> 'void'))`
const before = statement(
  'digest_before',
  `select max(d.period_to) filter (where d.state = 'sent' or d.reason = 'nothing') as "to" from digests d where d.schedule_id = $1::uuid and ${arrived}`,
)
const told = statement(
  'digest_told',
  `select i.key from digest_items i join digests d on d.id = i.digest_id where d.schedule_id = $1::uuid and d.state = 'sent' and ${arrived}`,
)

/** The longest that something takes from its moment until it can be read. What is looked at twice by it is told once, by its key. */
const overlapMs = 60_000
export const overlapping = (from: Date): Date => new Date(from.getTime() - overlapMs)

/** Since when something is new: since the digest before, or for the first one as long ago as its rhythm is. */
export async function periodOf(db: Db, { id, rhythm }: Pick<Usual, 'id' | 'rhythm'>, now: Date): Promise<Period> {
  const [found] = await db.query<{ to: Date | null }>(before, [id])
  return {
    from: (found?.to && overlapping(found.to)) ?? new Date(now.getTime() - daysOf(rhythm) * 24 * 3_600_000),
    to: now,
  }
}

/** What a digest that is made now would tell, and of which period. */
export async function composed(
  db: Db,
  schedule: Usual,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<Composed & { readonly period: Period }> {
  const period = await periodOf(db, schedule, now)
  const keys = await db.query<{ key: string }>(told, [schedule.id])
  const news = await newsOf(db, schedule, period, today)
  return { ...compose(news, period, new Set(keys.map(({ key }) => key))), period }
}

const older = statement(
  'digest_older',
  `select id from digests where schedule_id = $1::uuid and occurrence <> $2 and state in ('draft', 'held') for update`,
)

/** What was not sent before another is made goes on in that one. */
export async function giveWay(tx: Tx, schedule: Pick<Schedule, 'id'>, date: string, now: Date): Promise<void> {
  for (const { id } of await tx.query<{ id: DigestId }>(older, [schedule.id, date])) {
    await settleDigest(tx, id, 'skipped', { now, reason: 'overtaken' })
    touch(tx, draftRef(id))
  }
}

const add = statement(
  'digest_add',
  `insert into digests (schedule_id, wish_id, occurrence, state, reason, "left", period_from, period_to, created_at)
   values ($1::uuid, $2::uuid, $3, $4, $5, $6::int, $7::timestamptz, $8::timestamptz, $8::timestamptz) returning id`,
)
const addItems = statement(
  'digest_add_items',
  `insert into digest_items (digest_id, key, position, point_id, facts)
   select $1::uuid, i.key, i.position, case when i.facts->>'kind' = 'point' then (i.facts->>'id')::uuid end, i.facts
   from jsonb_to_recordset($2::jsonb) as i(key text, position int, facts jsonb)`,
)

/** Writes down what a digest is to tell, or why there is none. It is of a schedule, or of one person's wish. */
export async function addDigest(
  tx: Tx,
  of: { readonly schedule: DigestScheduleId } | { readonly wish: DigestWishId },
  date: string,
  made: Composed & { readonly period: Period },
  is: { readonly state: DigestState; readonly reason?: string },
): Promise<DigestId> {
  const { from, to } = made.period
  const [added] = await tx.query<{ id: DigestId }>(add, [
    'schedule' in of ? of.schedule : null,
    'wish' in of ? of.wish : null,
    date,
    is.state,
    is.reason ?? null,
    made.left,
    from.toISOString(),
    to.toISOString(),
  ])
  if (!added) throw new Error('a digest was not written')
  if (made.items.length > 0) await tx.query(addItems, [added.id, JSON.stringify(made.items.map(placed))])
  return added.id
}

const placed = ({ key, facts }: Item, position: number) => ({ key, position, facts })

const settle = statement(
  'digest_settle',
  `update digests set state = $2, reason = $3, sent_at = case when $2 = 'sent' then $4::timestamptz end, sent_by_id = $5::uuid, version = version + 1 where id = $1::uuid`,
)

export const settleDigest = async (
  tx: Tx,
  id: DigestId,
  state: DigestState,
  at: { readonly now: Date; readonly reason?: string; readonly by?: PersonId | null },
): Promise<void> => void (await tx.query(settle, [id, state, at.reason ?? null, at.now.toISOString(), at.by ?? null]))
