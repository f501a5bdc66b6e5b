// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { readSetting } from '#/network/setting.ts'
import type { DaysOff, QuietHours } from '#/network/working-days.ts'

/** When the network works: what planned messages wait for. */
export interface WorkingHours {
  readonly zone: string
  readonly quiet: QuietHours
  readonly off: DaysOff
}

const usualQuiet: QuietHours = { from: 18, until: 8, weekends: true, daysOff: true }
const quietShape = z.object({
  from: z.number().min(1).max(24),
  until: z.number().int().min(0).max(23),
  weekends: z.boolean(),
  daysOff: z.boolean(),
})

const off = statement('days off', 'select date::text as date from days_off where is_off')
const quiet = statement('quiet hours', `select value from settings where key = 'network.quietHours'`)
const setQuiet = statement(
  'set quiet hours',
  `insert into settings (key, value) values ('network.quietHours', $1::jsonb)
   on conflict (key) do update set value = excluded.value, updated_at = now()`,
)

/** The network's days off and quiet hours, as they stand now. */
export async function workingHours(db: Db, zone: string): Promise<WorkingHours> {
  const rows = await db.query<{ date: string }>(off)
  return { zone, quiet: await quietHours(db), off: new Set(rows.map(row => row.date)) }
}

export async function quietHours(db: Db): Promise<QuietHours> {
  const [row] = await db.query<{ value: unknown }>(quiet)
  return quietShape.safeParse(row?.value).data ?? usualQuiet
}

export const setQuietHours = async (db: Db, hours: QuietHours): Promise<void> =>
  void (await db.query(setQuiet, [JSON.stringify(hours)]))

const coming = statement(
  'days off coming',
  `select date::text as date, name, is_off, source from days_off where kind = 'day' and date >= $1::date and date < $2::date order by date`,
)

export interface DayOff {
  readonly date: string
  readonly name: string
  /** False where the network works although the calendar says otherwise. */
  readonly is_off: boolean
  readonly source: string
}

/** The days off from one date until before another. */
export const daysOffBetween = (db: Db, from: string, until: string): Promise<DayOff[]> =>
  db.query<DayOff>(coming, [from, until])

const set = statement(
  'set day off',
  `insert into days_off (date, name, is_off, source) values ($1::date, $2, $3::bool, 'secretariat')
   on conflict (kind, region, date) do update set is_off = excluded.is_off, name = case when excluded.name = '' then days_off.name else excluded.name end, source = 'secretariat'`,
)

/** Makes a date a day off, or a day that is worked after all. What was set stays, also when the year is filled again. */
export const setDayOff = async (db: Db, day: { date: string; name: string; isOff: boolean }): Promise<void> =>
  void (await db.query(set, [day.date, day.name, day.isOff]))

const years = statement(
  'days off years',
  `select distinct extract(year from date)::int as year from days_off where source = 'calendar'`,
)
const fill = statement(
  'fill days off',
  `insert into days_off (date, name, is_off, source)
   select (d->>'date')::date, d->>'name', true, 'calendar' from jsonb_array_elements($1::jsonb) d on conflict (kind, region, date) do nothing`,
)
const yearsAhead = 2

/**
 * Fills the public holidays of this year and the two that follow, where a year has none yet. The country's code is the setting `network.holidays`
 * (`NL` where there is none). Its calendar, date-holidays, is large: it is loaded only when a year is missing.
 */
export async function fillDaysOff(db: Db, today: string): Promise<void> {
  const first = Number(today.slice(0, 4))
  const known = new Set((await db.query<{ year: number }>(years)).map(row => row.year))
  const missing = Array.from({ length: yearsAhead + 1 }, (_, i) => first + i).filter(year => !known.has(year))
  if (missing.length === 0) return
  const { default: Holidays } = await import('date-holidays')
  const calendar = new Holidays((await readSetting(db, 'network.holidays')) ?? 'NL')
  const found = missing.flatMap(year => calendar.getHolidays(year)).filter(day => day.type === 'public')
  const days = new Map(found.map(day => [day.date.slice(0, 10), day.name]))
  await db.query(fill, [JSON.stringify([...days].map(([date, name]) => ({ date, name })))])
}
