// SPDX-License-Identifier: EUPL-1.2
/** The date, `2027-02-03`, that a moment falls on in a time zone: roles turn at its midnight. */
export const dateIn = (zone: string, moment: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()
