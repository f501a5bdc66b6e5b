// SPDX-License-Identifier: EUPL-1.2
const minuteMs = 60_000
let last = { zone: '', minute: Number.NaN, date: '' }

/** The date, `2027-02-03`, that a moment falls on in a time zone: roles turn at its midnight. Every turn asks it several times: what was said last holds for all of its minute. */
export function dateIn(zone: string, moment: Date): string {
  const minute = Math.floor(moment.getTime() / minuteMs)
  if (last.minute !== minute || last.zone !== zone) {
    const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone)
    last = { zone, minute, date: at.toPlainDate().toString() }
  }
  return last.date
}
