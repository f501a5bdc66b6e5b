// SPDX-License-Identifier: EUPL-1.2
// School holidays and recesses of parliament: days that are worked, and on which fewer people meet. They stand in the table of days off.
import { type Db, statement, type Tx } from '#/database/db.ts'

export const periodKinds = ['school', 'recess'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** What tells one period from another. `region` is of municipalities, empty where it holds for all of them. */
export interface PeriodKey {
  readonly kind: PeriodKind
  readonly region: string
  /** Its first day. */
  readonly date: string
}

export interface DayPeriod extends PeriodKey {
  readonly name: string
  /** Its last day. */
  readonly lastOn: string
}

const columns = `kind, region, date::text as date, (ends_on - 1)::text as "lastOn", name`
const coming = statement(
  'periods_coming',
  `select ${columns} from days_off where kind <> 'day' and ends_on > $1::date order by date, kind, region`,
)
const one = statement(
  'period_one',
  `select ${columns} from days_off where kind = $1 and region = $2 and date = $3::date and kind <> 'day'`,
)

/** Those that are not over yet on a day, the soonest first. */
export const periodsComing = (db: Db, today: string): Promise<DayPeriod[]> => db.query<DayPeriod>(coming, [today])

export const periodOf = async (db: Db, { kind, region, date }: PeriodKey): Promise<DayPeriod | null> =>
  (await db.query<DayPeriod>(one, [kind, region, date]))[0] ?? null

const put = statement(
  'period_put',
  `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ($1, $2, $3::date, $4::date + 1, $5, false, $6)
   on conflict (kind, region, date) do update set ends_on = excluded.ends_on, name = excluded.name, source = excluded.source`,
)
const drop = statement(
  'period_drop',
  `delete from days_off where kind = $1 and region = $2 and date = $3::date and kind <> 'day'`,
)

/** Puts a period where there was none, or in the place of the one that began that day. */
export async function putPeriod(
  tx: Tx,
  { kind, region, date, lastOn, name }: DayPeriod,
  source: 'secretariat' | 'import',
): Promise<void> {
  await tx.query(put, [kind, region, date, lastOn, name, source])
}

export const dropPeriod = async (tx: Tx, { kind, region, date }: PeriodKey): Promise<void> =>
  void (await tx.query(drop, [kind, region, date]))

const regions = statement(
  'school_regions',
  'select distinct school_region as region from municipalities where school_region is not null order by 1',
)

/** The regions that municipalities have their school holidays by. */
export const schoolRegions = async (db: Db): Promise<readonly string[]> =>
  (await db.query<{ region: string }>(regions)).map(({ region }) => region)

const paused = statement(
  'recesses',
  `select date::text as "from", (ends_on - 1)::text as "lastOn" from days_off where kind = 'recess' and ends_on > $1::date order by date`,
)

/** The recesses of parliament that are not over yet on a day, each from its first day until its last. */
export const recesses = (db: Db, today: string): Promise<{ readonly from: string; readonly lastOn: string }[]> =>
  db.query<{ from: string; lastOn: string }>(paused, [today])
