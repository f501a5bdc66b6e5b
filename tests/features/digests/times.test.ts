// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import {
  beforeWorkingHours,
  isInRecess,
  isSwallowed,
  lastMomentOf,
  momentOf,
  momentOn,
  occurrencesBetween,
  type Timing,
  timeIn,
} from '#/features/digests/rules/times.ts'
import type { WorkingHours } from '#/network/days-off.ts'

const hours: WorkingHours = {
  zone: 'Europe/Amsterdam',
  quiet: { from: 18, until: 8, weekends: true, daysOff: true },
  // Easter Monday, the King's day, Ascension, Whit Monday.
  off: new Set(['2027-03-29', '2027-04-27', '2027-05-06', '2027-05-17']),
}
const monday: Timing = { weekday: 1, timeOfDay: '08:30', rhythm: 'weekly', startsOn: '2027-03-01' }
const at = (moment: Date) => moment.toISOString()

describe('[A44] [T35] when a digest goes out', () => {
  it('on its day and time by the clock on the wall, on both sides of a clock change', () => {
    expect(at(momentOf(monday, '2027-03-22', hours))).toBe('2027-03-22T07:30:00.000Z')
    expect(at(momentOf(monday, '2027-04-05', hours))).toBe('2027-04-05T06:30:00.000Z')
    // In the night of the change half past two is left out in spring: then it is an hour later. In autumn it comes twice: the first counts.
    expect(at(momentOn('2027-03-28', '02:30', hours.zone))).toBe('2027-03-28T01:30:00.000Z')
    expect(at(momentOn('2027-10-31', '02:30', hours.zone))).toBe('2027-10-31T00:30:00.000Z')
  })

  it('where nobody works for a week, two of one working day are one: the later', () => {
    const week = ['03-08', '03-09', '03-10', '03-11', '03-12', '03-15'].map(day => `2027-${day}`)
    const shut = { ...hours, off: new Set(week) }
    expect(['2027-03-01', '2027-03-08', '2027-03-15'].map(date => isSwallowed(monday, date, shut))).toEqual([
      false,
      true,
      false,
    ])
  })

  it('on the first working day after, where its own is a day off', () => {
    expect(at(momentOf(monday, '2027-03-29', hours))).toBe('2027-03-30T06:30:00.000Z')
    expect(at(momentOf(monday, '2027-05-17', hours))).toBe('2027-05-18T06:30:00.000Z')
    expect(at(momentOf({ ...monday, weekday: 6 }, '2027-03-27', hours))).toBe('2027-03-30T06:30:00.000Z')
  })

  it('every week, every second one, or the first such day of the month', () => {
    expect(occurrencesBetween(monday, '2027-03-01', '2027-03-31')).toHaveLength(5)
    expect(
      occurrencesBetween({ ...monday, rhythm: 'fortnightly', startsOn: '2027-03-03' }, '2027-03-01', '2027-04-05'),
    ).toEqual(['2027-03-01', '2027-03-15', '2027-03-29'])
    expect(occurrencesBetween({ ...monday, rhythm: 'monthly', weekday: 2 }, '2027-03-01', '2027-05-31')).toEqual([
      '2027-03-02',
      '2027-04-06',
      '2027-05-04',
    ])
  })

  it('[T32] a late one goes out until the end of the next working day', () => {
    expect(at(lastMomentOf(momentOf(monday, '2027-03-22', hours), hours))).toBe('2027-03-23T23:00:00.000Z')
    expect(at(lastMomentOf(new Date('2027-03-26T07:30:00Z'), hours))).toBe('2027-03-30T22:00:00.000Z')
  })

  it('is not in a recess, of which both ends count', () => {
    const spring = [{ from: '2027-04-23', lastOn: '2027-05-10' }]
    expect(['2027-04-22', '2027-04-23', '2027-05-10', '2027-05-11'].map(day => isInRecess(day, spring))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

it('[A44] a draft comes so many working hours before: nights, weekends and days off are none', () => {
  const before = (moment: string, count = 4) => at(beforeWorkingHours(new Date(moment), count, hours))
  expect(before('2027-03-22T07:30:00Z')).toBe('2027-03-19T13:30:00.000Z')
  expect(before('2027-03-30T06:30:00Z')).toBe('2027-03-26T13:30:00.000Z')
  expect(before('2027-03-23T13:00:00Z')).toBe('2027-03-23T09:00:00.000Z')
  expect(before('2027-03-22T07:30:00Z', 24)).toBe('2027-03-17T13:30:00.000Z')
  // Over the night in which the clock goes forward, an hour of work is an hour.
  expect(before('2027-04-05T06:30:00Z')).toBe('2027-04-02T12:30:00.000Z')
})

it('reads a time as people type it', () => {
  expect(['08.30', '8:05', '23:59', '24:00', '8', 'half negen', ''].map(timeIn)).toEqual([
    '08:30',
    '08:05',
    '23:59',
    null,
    null,
    null,
    null,
  ])
})
