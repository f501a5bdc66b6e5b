// SPDX-License-Identifier: EUPL-1.2
// Calendars as others make them.

export const calendar = (...events: readonly (readonly string[])[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//VNG//NL', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n')

export const event = (uid: string, ...lines: readonly string[]): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20270101T000000Z',
  ...lines,
  'END:VEVENT',
]
