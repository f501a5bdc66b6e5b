// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { deadlineRemindedAt, remindedAt, reminderOf } from '#/features/meetings/rules/reminder-times.ts'

const hours = {
  zone: 'Europe/Amsterdam',
  quiet: { from: 18, until: 8, weekends: true, daysOff: true },
  off: new Set(['2027-03-29']),
}
const meeting = (startsAt: string, registerUntil = startsAt) => ({
  startsAt: new Date(startsAt),
  registerUntil: new Date(registerUntil),
})
const at = (days: number, ...given: Parameters<typeof meeting>) =>
  remindedAt(days, meeting(...given), hours).toISOString()

it('a reminder asks weeks before, says what is needed days before, and says so on the day', () => {
  expect([14, 7, 2, 0].map(reminderOf)).toEqual(['ask', 'ask', 'soon', 'today'])
})

it('[T35] it is nine in the morning, right across both nights on which the clock changes', () => {
  // 28 March and 31 October 2027 lie between.
  expect(at(14, '2027-04-08T13:30:00+02:00')).toBe('2027-03-25T08:00:00.000Z')
  expect(at(14, '2027-11-11T13:30:00+01:00')).toBe('2027-10-28T07:00:00.000Z')
  expect(at(0, '2027-10-31T13:30:00+01:00')).toBe('2027-10-31T07:00:00.000Z')
})

it('it comes on a working day before, never after', () => {
  // A Monday: the Saturday before it is the Friday. Easter Monday and the weekend before the Wednesday: the Friday.
  expect(at(2, '2027-02-15T10:00:00+01:00')).toBe('2027-02-12T08:00:00.000Z')
  expect(at(2, '2027-03-31T10:00:00+02:00')).toBe('2027-03-26T08:00:00.000Z')
})

it('[F39] where registration closes before that, it comes three days before it closes', () => {
  expect(at(14, '2027-03-26T13:30:00+01:00', '2027-03-19T17:00:00+01:00')).toBe('2027-03-12T08:00:00.000Z')
  expect(at(14, '2027-03-26T13:30:00+01:00', '2027-03-05T17:00:00+01:00')).toBe('2027-03-02T08:00:00.000Z')
})

it('[F39] three days before registration closes those without an answer are asked, unless they are at about that time already', () => {
  const asked = (openedAt: string, registerUntil: string, days: readonly number[]) =>
    deadlineRemindedAt(
      { ...meeting('2027-06-25T13:30:00+02:00', registerUntil), openedAt: new Date(openedAt) },
      days,
      hours,
    )?.toISOString()
  const opened = '2027-05-03T10:00:00+02:00'
  expect(asked(opened, '2027-06-18T17:00:00+02:00', [14, 2, 0])).toBe('2027-06-15T07:00:00.000Z')
  // A Saturday: the Friday before it.
  expect(asked(opened, '2027-06-22T17:00:00+02:00', [2, 0])).toBe('2027-06-18T07:00:00.000Z')
  // Two weeks before it is the Friday: the same day, and the one before.
  expect(asked(opened, '2027-06-14T17:00:00+02:00', [14, 2, 0])).toBeUndefined()
  expect(asked(opened, '2027-06-14T17:00:00+02:00', [2, 0])).toBe('2027-06-11T07:00:00.000Z')
  expect(asked(opened, '2027-06-13T17:00:00+02:00', [14, 2, 0])).toBeUndefined()
  expect(asked(opened, '2027-06-10T17:00:00+02:00', [14, 2, 0])).toBeUndefined()
  // They were invited the day before, or after.
  expect(asked('2027-06-14T10:00:00+02:00', '2027-06-18T17:00:00+02:00', [2, 0])).toBeUndefined()
  expect(asked('2027-06-16T10:00:00+02:00', '2027-06-18T17:00:00+02:00', [2, 0])).toBeUndefined()
})

it('on the day it comes at eight, or an hour before what begins early', () => {
  expect(at(0, '2027-03-26T13:30:00+01:00')).toBe('2027-03-26T07:00:00.000Z')
  expect(at(0, '2027-03-26T08:30:00+01:00')).toBe('2027-03-26T06:30:00.000Z')
})
