// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { workingHours } from '#/network/days-off.ts'
import type { MovableTime, Time } from '#/network/time.ts'
import { afterWorkingDays } from '#/network/working-days.ts'

/** The network's time, which a visitor may move on. */
export interface Hands {
  readonly time: MovableTime
  /** Has what is due by now happen. */
  tick(): Promise<void>
}

/** How far to move: an hour, a working day, or to the next planned message. */
export const steps = ['hour', 'workday', 'next'] as const
export type Step = (typeof steps)[number]

/** What the page shows of it: by how much it runs ahead, and when the next planned message is due; null: none is. */
export interface ClockFace {
  readonly aheadMs: number
  readonly next: string | null
}

const hourMs = 60 * 60 * 1000

const next = statement(
  'playground_next_planned',
  `select to_json(min(due_at))#>>'{}' as next from planned where state = 'open' and due_at > $1::timestamptz`,
)
const kept = statement('playground_ahead', `select value from settings where key = 'playground.ahead'`)
const keep = statement(
  'playground_keep_ahead',
  `insert into settings (key, value, updated_at) values ('playground.ahead', to_jsonb($1::float8), now())
   on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
)

export async function faceOf(db: Db, time: Time): Promise<ClockFace> {
  const [row] = await db.query<{ next: string | null }>(next, [time.now().toISOString()])
  return { aheadMs: time.aheadMs(), next: row?.next ?? null }
}

/** Sets the time to where it was moved before the last stop. */
export async function restoreTime(db: Db, { time }: Hands): Promise<void> {
  const [row] = await db.query<{ value: unknown }>(kept)
  const ahead = z.number().safeParse(row?.value)
  if (ahead.success) time.moveTo(ahead.data)
}

async function momentOf(db: Db, step: Step, now: Date, zone: string): Promise<Date | null> {
  switch (step) {
    case 'hour':
      return new Date(now.getTime() + hourMs)
    case 'workday':
      return afterWorkingDays(now, 1, await workingHours(db, zone))
    case 'next': {
      const [row] = await db.query<{ next: string | null }>(next, [now.toISOString()])
      return row?.next ? new Date(row.next) : null
    }
  }
}

/** Moves the time on, and has happen what is due by then. */
export async function moveTime(db: Db, hands: Hands, step: Step, zone: string): Promise<void> {
  const { time, tick } = hands
  const to = await momentOf(db, step, time.now(), zone)
  if (!to) return
  time.moveTo(to.getTime() - Date.now())
  await db.query(keep, [time.aheadMs()])
  // A look that was under way began before the time was moved: the second one sees what is due now.
  await tick()
  await tick()
}
