// SPDX-License-Identifier: EUPL-1.2
// What the agenda asks for in a year, and what of it is planned [A14] [A18] [A19] [A22].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type KindOf, kindsToPlan, kindValue } from '#/features/meetings/rules/kinds.ts'
import { isSeen, type Readers } from '#/features/meetings/rules/meetings.ts'
import { dateIn } from '#/network/calendar.ts'
import type { PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { atHour, firstWorkingDay } from '#/network/working-days.ts'

/** A kind of meeting of the network, or of one of its pillars or theme groups. */
type Whose = Pick<KindOf, 'kind' | 'name' | 'pillar' | 'group' | 'led' | 'of'>
/** One that is asked for: in each of its `months`, or `perYear` times whenever that is. */
export type Asked = Whose & Pick<KindOf, 'months' | 'perYear'>

/** One meeting that is asked for. `month` is the one that it should be in, null where any will do; `aim` is the month to work towards, `nth` which one of its kind it is, of `most`. */
export interface Slot extends Whose {
  readonly month: number | null
  readonly aim: number
  readonly nth: number
  readonly most: number
}

const monthsInYear = 12

/** What is asked for of a kind, in the order of the year: a month of its own each, or spread over the year. Pure. */
export function slotsOf({ months, perYear, ...whose }: Asked): readonly Slot[] {
  if (months.length > 0)
    return months
      .toSorted((a, b) => a - b)
      .map((month, i) => ({ ...whose, month, aim: month, nth: i + 1, most: months.length }))
  const most = perYear ?? 0
  return Array.from({ length: most }, (_, i) => ({
    ...whose,
    month: null,
    aim: Math.floor(((i + 0.5) * monthsInYear) / most) + 1,
    nth: i + 1,
    most,
  }))
}

/** A meeting of that year that was not called off, nor went by without anyone having been invited. `isSeen`: whoever asks may know of it. */
export interface YearMeeting {
  readonly number: number
  readonly kind: string
  readonly pillar: PillarId | null
  readonly group: string | null
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly state: string
  readonly isSeen: boolean
}

export interface FilledSlot extends Slot {
  readonly meeting: YearMeeting | null
}

/** Which meeting each slot has, and the meetings that are in none. `monthOf` gives the month that a meeting is in. Pure. */
export function filled(
  slots: readonly Slot[],
  meetings: readonly YearMeeting[],
  monthOf: (meeting: YearMeeting) => number,
): { readonly slots: readonly FilledSlot[]; readonly others: readonly YearMeeting[] } {
  const left = [...meetings]
  const taken = slots.map(slot => {
    const at = left.findIndex(
      meeting => kindValue(meeting) === kindValue(slot) && (slot.month === null || slot.month === monthOf(meeting)),
    )
    return { ...slot, meeting: at < 0 ? null : (left.splice(at, 1)[0] ?? null) }
  })
  return { slots: taken.toSorted((a, b) => a.aim - b.aim), others: left }
}

const asked = async (db: Db, today: string): Promise<readonly Asked[]> =>
  (await kindsToPlan(db, today)).filter(({ months, perYear }) => months.length > 0 || (perYear ?? 0) > 0)

const ofYear = statement(
  'meetings_of_year',
  `select m.number, m.kind_id as kind, m.pillar_id as pillar, m.theme_group_id as "group", m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.state, ${isSeen} as "isSeen" from meetings m
   where m.state <> 'cancelled' and not (m.state = 'planned' and m.starts_at < $2::date::timestamp at time zone $4) and ($5::text[] is null or m.kind_id = any($5::text[])) and m.starts_at >= make_date($3::int, 1, 1)::timestamp at time zone $4 and m.starts_at < make_date($3::int + 1, 1, 1)::timestamp at time zone $4
   order by m.starts_at, m.number`,
)

/** The year as the agenda asks for it, and as it is planned by now. `onlyAsked` leaves out the meetings of all other kinds. */
export async function yearPlan(
  db: Db,
  year: number,
  {
    readers,
    today,
    zone,
    onlyAsked = false,
  }: { readonly readers: Readers; readonly today: string; readonly zone: string; readonly onlyAsked?: boolean },
) {
  const kinds = await asked(db, today)
  const of = onlyAsked ? [...new Set(kinds.map(({ kind }) => kind))] : null
  const meetings = await db.query<YearMeeting>(ofYear, [readers, today, year, zone, of])
  return filled(kinds.flatMap(slotsOf), meetings, ({ startsAt }) => Number(dateIn(zone, startsAt).slice(5, 7)))
}

/** So many months before a meeting should be, its date should stand. */
const monthsAhead = 3

const monthOf = (year: number, { aim }: Pick<Slot, 'aim'>) => new Temporal.PlainYearMonth(year, aim)

/** Whether a slot's time is over: its own month, or the year where any month will do. Pure. */
export const isOver = (year: number, { month }: Slot, today: string): boolean =>
  (month === null ? `${year}-12` : new Temporal.PlainYearMonth(year, month).toString()) < today.slice(0, 7)

/** What should stand by now, and does not. */
export async function unplanned(
  db: Db,
  at: { readonly today: string; readonly zone: string },
): Promise<readonly (FilledSlot & { readonly year: number })[]> {
  const first = Number(at.today.slice(0, 4))
  const now = Temporal.PlainDate.from(at.today).toPlainYearMonth()
  const years = await Promise.all(
    [first, first + 1].map(year => yearPlan(db, year, { ...at, readers: [], onlyAsked: true })),
  )
  return years.flatMap(({ slots }, i) =>
    slots
      .filter(({ meeting }) => meeting === null)
      .filter(
        slot => Temporal.PlainYearMonth.compare(monthOf(first + i, slot).subtract({ months: monthsAhead }), now) <= 0,
      )
      .filter(slot => !isOver(first + i, slot, at.today))
      .map(slot => ({ ...slot, year: first + i })),
  )
}

/** After what is raised each month. */
const hour = 10
const subject = { kind: 'network', id: 'network' }

/** Three months ahead, in the morning of the month's first working day: once for each month in which something is asked for. What was due before is on the secretariat's home. */
export async function toRaise(db: Db, { now, today, hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const slots = (await asked(db, today)).flatMap(slotsOf)
  const year = Number(today.slice(0, 4))
  const months = new Set([year, year + 1].flatMap(one => slots.map(slot => monthOf(one, slot).toString())))
  return [...months]
    .map(month => {
      const tells = Temporal.PlainYearMonth.from(month).subtract({ months: monthsAhead }).toPlainDate({ day: 1 })
      return {
        subject,
        occurrence: month,
        dueAt: atHour(firstWorkingDay(tells.toString(), hours.off), hour, hours),
      }
    })
    .filter(({ dueAt }) => dueAt > now && dueAt <= until)
}

/** What is asked for of a month, `2027-04`, and not planned yet. */
export async function unplannedIn(
  db: Db,
  month: string,
  at: { readonly today: string; readonly zone: string },
): Promise<readonly (FilledSlot & { readonly year: number })[]> {
  const { year, month: aim } = Temporal.PlainYearMonth.from(month)
  const { slots } = await yearPlan(db, year, { ...at, readers: [], onlyAsked: true })
  return slots.filter(slot => slot.aim === aim && slot.meeting === null).map(slot => ({ ...slot, year }))
}

/** Tells the secretariat what is not planned yet, in time and once. */
export async function raiseUnplanned(
  tx: Tx,
  { occurrence }: Planned,
  { today, hours }: PlannedAt,
): Promise<PlannedOutcome> {
  const slots = await unplannedIn(tx, occurrence, { today, zone: hours.zone })
  if (slots.length === 0) return { pointless: 'planned' }
  notify(tx, [{ kind: 'secretariat' }], 'meetings.unplanned', { month: occurrence })
  return 'done'
}
