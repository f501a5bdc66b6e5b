// SPDX-License-Identifier: EUPL-1.2

/** A moment as a form has it: a day, `2027-02-03`, and a time, `09:30`, in a time zone. */
export interface ClockTime {
  readonly day: string
  readonly time: string
}

export function clockOf(moment: Date, zone: string): ClockTime {
  const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone)
  return { day: at.toPlainDate().toString(), time: at.toPlainTime().toString({ smallestUnit: 'minute' }) }
}

/** A day and a time in a zone; null where there is no such moment. */
export function momentIn(day: string | undefined, time: string | undefined, zone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day ?? '') || !/^\d\d:\d\d$/.test(time ?? '')) return null
  try {
    const at = Temporal.PlainDate.from(day ?? '').toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from(time ?? ''),
    })
    return new Date(at.epochMilliseconds)
  } catch {
    return null
  }
}
