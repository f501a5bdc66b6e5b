// SPDX-License-Identifier: EUPL-1.2
// School holidays as the Rijksoverheid publishes them: https://opendata.rijksoverheid.nl/v1/infotypes/schoolholidays?output=json
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { type DayPeriod, dropPeriod, putPeriod } from '#/network/day-periods.ts'
import { fold } from '#/network/names.ts'

const longestName = 60
const mostHolidays = 200

// Words stand between spaces and line ends there.
const words = z.string().transform(text => text.trim().replace(/\s+/g, ' '))
const file = z
  .array(
    z.object({
      content: z.array(
        z.object({
          vacations: z.array(
            z.object({
              type: words.pipe(z.string().min(1).max(longestName)),
              regions: z.array(z.object({ region: words, startdate: z.coerce.date(), enddate: z.coerce.date() })),
            }),
          ),
        }),
      ),
    }),
  )
  .min(1)

const everywhere = 'heel Nederland'
const zone = 'Europe/Amsterdam'
const monday = 1

/** The last day of a holiday. Its end is given as the midnight on which that day begins or on which it ends; a holiday lasts until a Sunday, so one that would last until Monday is the latter. */
function lastOf(end: Date): string {
  const day = Temporal.PlainDate.from(dateIn(zone, end))
  return (day.dayOfWeek === monday ? day.subtract({ days: 1 }) : day).toString()
}

export type HolidayMistake =
  | { readonly code: 'holidays' | 'noHolidays' | 'tooManyHolidays' }
  | { readonly code: 'holidayRegion'; readonly region: string; readonly name: string }
  | { readonly code: 'holidayOrder'; readonly region: string; readonly name: string }

/** Reads the holidays that a text holds, or what is wrong with it. `regions` are those that municipalities have theirs by. Pure. */
export function readHolidays(
  text: string,
  regions: readonly string[],
): { readonly holidays: readonly DayPeriod[]; readonly mistakes: readonly HolidayMistake[] } {
  const wrong = (...mistakes: HolidayMistake[]) => ({ holidays: [], mistakes })
  const read = file.safeParse(parsed(text))
  if (!read.success) return wrong({ code: 'holidays' })
  const mistakes: HolidayMistake[] = []
  const holidays = read.data
    .flatMap(({ content }) => content)
    .flatMap(({ vacations }) => vacations)
    .flatMap(({ type: name, regions: of }) =>
      of.flatMap(({ region: named, startdate, enddate }): DayPeriod[] => {
        const region = fold(named) === fold(everywhere) ? '' : regions.find(one => fold(one) === fold(named))
        const [date, lastOn] = [dateIn(zone, startdate), lastOf(enddate)]
        if (region === undefined) mistakes.push({ code: 'holidayRegion', region: named, name })
        else if (lastOn < date) mistakes.push({ code: 'holidayOrder', region: named, name })
        else return [{ kind: 'school', region, date, lastOn, name }]
        return []
      }),
    )
  if (mistakes.length > 0) return wrong(...mistakes)
  if (holidays.length === 0) return wrong({ code: 'noHolidays' })
  return holidays.length > mostHolidays ? wrong({ code: 'tooManyHolidays' }) : { holidays, mistakes: [] }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a holiday of a file brings: nothing where all of it stands so, else what it takes the place of: the same holiday with other days. */
export interface HolidayChange {
  readonly holiday: DayPeriod
  readonly instead: readonly DayPeriod[]
}

const inItsPlace = statement(
  'import_holidays_in_place',
  `select kind, region, date::text as date, (ends_on - 1)::text as "lastOn", name from days_off
   where kind = 'school' and (region = $2 and date = $3::date
     or lower(name) = lower($1) and ($2 = '' or region = $2) and date <= $4::date and ends_on > $3::date)
   order by date, region`,
)

/** What holidays would change; nothing is written. Those that stand there already are left out. */
export async function planHolidays(db: Db, holidays: readonly DayPeriod[]): Promise<readonly HolidayChange[]> {
  const changes: HolidayChange[] = []
  for (const holiday of holidays) {
    const { name, region, date, lastOn } = holiday
    const found = await db.query<DayPeriod>(inItsPlace, [name, region, date, lastOn])
    const isSo = (one: DayPeriod) =>
      one.region === region && one.date === date && one.lastOn === lastOn && one.name === name
    const instead = found.filter(one => !isSo(one))
    if (instead.length > 0 || !found.some(isSo)) changes.push({ holiday, instead })
  }
  return changes
}

/** Writes what holidays bring; gives how many changed something. */
export async function applyHolidays(tx: Tx, holidays: readonly DayPeriod[], by: ActedAs): Promise<number> {
  const changes = await planHolidays(tx, holidays)
  for (const { holiday, instead } of changes) {
    for (const one of instead) await dropPeriod(tx, one)
    await putPeriod(tx, holiday, 'import')
  }
  if (changes.length > 0)
    audit(tx, {
      action: 'holidays.imported',
      subject: { kind: 'network', id: 'network' },
      by,
      new: { holidays: changes.length },
    })
  return changes.length
}
