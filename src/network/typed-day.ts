// SPDX-License-Identifier: EUPL-1.2
import { fold } from '#/network/names.ts'

/** The months by their names, long and short, in both languages: `april`, `apr`, `mrt`, `may`. */
const months = new Map(
  ['nl', 'en-GB'].flatMap(tag =>
    (['long', 'short'] as const).flatMap(month => {
      const format = new Intl.DateTimeFormat(tag, { month, timeZone: 'UTC' })
      return Array.from({ length: 12 }, (_, at) => [fold(format.format(Date.UTC(2027, at, 15))), at + 1] as const)
    }),
  ),
)

/** Year (where it was said), month and day, as they were typed. */
function partsOf(text: string): readonly [string | undefined, number, string] | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (iso) return [iso[1], Number(iso[2]), iso[3] ?? '']
  const numbers = /^(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?$/.exec(text)
  if (numbers) return [numbers[3], Number(numbers[2]), numbers[1] ?? '']
  const named = /^(\d{1,2})\s+(\p{L}+\.?)(?:\s+(\d{4}))?$/u.exec(text)
  const month = named && months.get(fold(named[2] ?? ''))
  return named && month ? [named[3], month, named[1] ?? ''] : null
}

/**
 * A day as people type one, as `2027-04-09`: `9-4-2027`, `9/4`, `9 april`, `9 apr 2027`, `2027-04-09`. Without a year it is the next such day from `today` on.
 * Null for what is no day, and for a day that does not exist.
 */
export function typedDay(typed: string, today: string): string | null {
  const parts = partsOf(typed.trim())
  if (!parts) return null
  const [said, month, day] = parts
  const inYear = (year: number): string | null => {
    try {
      return Temporal.PlainDate.from({ year, month, day: Number(day) }, { overflow: 'reject' }).toString()
    } catch {
      return null
    }
  }
  if (said) return inYear(Number(said))
  const year = Number(today.slice(0, 4))
  const soon = inYear(year)
  return soon !== null && soon >= today ? soon : inYear(year + 1)
}
