// SPDX-License-Identifier: EUPL-1.2
// What a digest tells by what is known at a moment.
import { type Db, statement } from '#/database/db.ts'
import { type Composed, compose } from '#/features/digests/rules/compose.ts'
import { arrived, type Digest } from '#/features/digests/rules/digests.ts'
import { leftOf } from '#/features/digests/rules/left.ts'
import { newsOf } from '#/features/digests/rules/news.ts'
import type { Period } from '#/features/digests/rules/news-kinds.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { type Standing, standing } from '#/features/digests/rules/standing.ts'
import { daysOf } from '#/features/digests/rules/times.ts'
import type { PlannedAt } from '#/network/planned-kind.ts'

const before = statement(
  'digest_before',
  `select coalesce(max(d.period_to) filter (where (d.state = 'sent' or d.reason = 'nothing') and ${arrived}), least(min(d.period_from), $2::timestamptz)) as since from digests d where d.schedule_id = $1::uuid`,
)
// What was left out of one is left out of the next as well, whatever became of that one.
const told = statement(
  'digest_told',
  `select i.key from digest_items i join digests d on d.id = i.digest_id where d.schedule_id = $1::uuid and (i.is_dropped or d.state = 'sent' and not i.is_left and ${arrived})`,
)

/** The longest that something takes from its moment until it can be read. What is looked at twice by it is told once, by its key. */
const overlapMs = 60_000
export const overlapping = (from: Date): Date => new Date(from.getTime() - overlapMs)

/** Since when something is new: since the digest before; where none was read yet as long ago as its rhythm is, or since the first that was made. */
export async function periodOf(db: Db, { id, rhythm }: Pick<Usual, 'id' | 'rhythm'>, now: Date): Promise<Period> {
  const first = new Date(now.getTime() - daysOf(rhythm) * 24 * 3_600_000)
  const [found] = await db.query<{ since: Date }>(before, [id, first.toISOString()])
  return { from: overlapping(found?.since ?? first), to: now }
}

/** A moment, in the days of a zone. */
export interface When {
  readonly now: Date
  readonly zone: string
}

export const whenOf = ({ now, hours }: Pick<PlannedAt, 'now' | 'hours'>): When => ({ now, zone: hours.zone })

/** What a digest that is made now would tell, and of which period. */
export async function composed(
  db: Db,
  schedule: Usual,
  { now, zone }: When,
): Promise<Composed & { readonly period: Period }> {
  const period = await periodOf(db, schedule, now)
  const news = await newsOf(db, schedule, period, zone)
  return { ...compose(news, period, await toldBy(db, schedule), await leftOf(db, schedule)), period }
}

const toldBy = async (db: Db, { id }: Pick<Usual, 'id'>): Promise<ReadonlySet<string>> =>
  new Set((await db.query<{ key: string }>(told, [id])).map(({ key }) => key))

/** What still stands of a digest that was not sent yet. */
export async function standingOf(
  db: Db,
  schedule: Usual,
  { items: all, periodFrom: from, periodTo }: Digest,
  { now, zone }: When,
): Promise<readonly Standing[]> {
  if (all.length === 0) return []
  const period = { from, to: now > periodTo ? now : periodTo }
  const news = await newsOf(db, schedule, period, zone)
  return standing(all, news, period, await toldBy(db, schedule), await leftOf(db, schedule))
}
