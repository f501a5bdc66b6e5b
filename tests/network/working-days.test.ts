// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { daysOffBetween, fillDaysOff, setDayOff, setQuietHours, workingHours } from '#/network/days-off.ts'
import {
  addWorkingDays,
  afterWorkingDays,
  atHour,
  firstWorkingDay,
  isWorkingDay,
  type QuietHours,
  whenNotQuiet,
} from '#/network/working-days.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const zone = 'Europe/Amsterdam'
const quiet: QuietHours = { from: 18, until: 8, weekends: true, daysOff: true }
const none = new Set<string>()

let own: TestDatabase
let database: ReturnType<typeof openDatabase>
beforeAll(async () => {
  own = await freshDatabase()
  database = openDatabase({ url: own.url, directUrl: own.url })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

it.each([
  ['2024-06-26', '2024-06-13'],
  ['2022-12-02', '2022-11-21'],
  ['2022-06-29', '2022-06-16'],
])('[A45] nine working days before the general assembly of %s is %s, as the VNG counted', (assembly, deadline) => {
  expect(addWorkingDays(assembly, -9, none)).toBe(deadline)
})

it('[A45] a month’s first working day is never a weekend or a day off', () => {
  expect(firstWorkingDay('2027-05-20', new Set(['2027-05-03']))).toBe('2027-05-04')
  expect(firstWorkingDay('2027-04-01', none)).toBe('2027-04-01')
})

it('[A45] a date at an hour is that hour there, or the end of the quiet hours', () => {
  const at = (date: string, hour: number) =>
    atHour(date, hour, { zone, quiet, off: new Set(['2027-03-29']) }).toISOString()
  expect([at('2027-03-26', 9), at('2027-03-30', 9)]).toEqual(['2027-03-26T08:00:00.000Z', '2027-03-30T07:00:00.000Z'])
  expect([at('2027-03-27', 9), at('2027-03-30', 6), at('2027-03-30', 20)]).toEqual([
    '2027-03-30T06:00:00.000Z',
    '2027-03-30T06:00:00.000Z',
    '2027-03-31T06:00:00.000Z',
  ])
})

it('[A45] a day off between is no working day, in either direction', () => {
  const off = new Set(['2027-03-29', '2027-04-27'])
  expect(addWorkingDays('2027-03-26', 1, off)).toBe('2027-03-30')
  expect(addWorkingDays('2027-03-30', -1, off)).toBe('2027-03-26')
  expect(addWorkingDays('2027-04-26', 2, off)).toBe('2027-04-29')
  expect(isWorkingDay('2027-04-27', off)).toBe(false)
})

const at = (text: string) => new Date(text)
it.each([
  ['in the morning it waits for eight', '2027-02-03T06:59:00+01:00', '2027-02-03T08:00:00+01:00'],
  ['during the day it goes out', '2027-02-03T17:59:00+01:00', '2027-02-03T17:59:00+01:00'],
  ['in the evening it waits for the morning', '2027-02-03T18:00:00+01:00', '2027-02-04T08:00:00+01:00'],
  ['on Friday evening for Monday', '2027-02-05T18:30:00+01:00', '2027-02-08T08:00:00+01:00'],
  ['on Sunday for Monday', '2027-02-07T12:00:00+01:00', '2027-02-08T08:00:00+01:00'],
  [
    'before Easter for Tuesday, over the night that loses an hour',
    '2027-03-27T12:00:00+01:00',
    '2027-03-30T08:00:00+02:00',
  ],
  ['over the night that gains an hour', '2027-10-30T12:00:00+02:00', '2027-11-01T08:00:00+01:00'],
])('[T35] quiet hours: %s', (_, moment, expected) => {
  const off = new Set(['2027-03-29'])
  expect(whenNotQuiet(at(moment), zone, quiet, off)).toEqual(at(expected))
})

it('[F67] so many working days later it is the same time of day, also across a clock change', () => {
  const hours = { zone, quiet, off: none }
  expect(afterWorkingDays(at('2027-03-26T09:12:00+01:00'), 2, hours)).toEqual(at('2027-03-30T09:12:00+02:00'))
  expect(afterWorkingDays(at('2027-02-05T23:30:00+01:00'), 2, hours)).toEqual(at('2027-02-10T08:00:00+01:00'))
})

it('[A45] knows the public holidays of this year and the next two, and keeps what the secretariat changed', async () => {
  const db = database.background
  await fillDaysOff(db, '2027-02-03')
  const days = await daysOffBetween(db, '2027-01-01', '2028-01-01')
  expect(days.map(day => day.date)).toEqual([
    '2027-01-01',
    '2027-03-28',
    '2027-03-29',
    '2027-04-27',
    '2027-05-06',
    '2027-05-16',
    '2027-05-17',
    '2027-12-25',
    '2027-12-26',
  ])
  await setDayOff(db, { date: '2027-04-27', name: '', isOff: false })
  await setDayOff(db, { date: '2027-05-07', name: 'Brugdag', isOff: true })
  await fillDaysOff(db, '2028-02-03')
  const { off } = await workingHours(db, zone)
  expect([off.has('2027-04-27'), off.has('2027-05-07'), off.has('2030-01-01')]).toEqual([false, true, true])
  expect((await daysOffBetween(db, '2027-04-27', '2027-04-28'))[0]?.name).toBe('Koningsdag')
})

it('[A45] quiet hours are a setting', async () => {
  const db = database.background
  expect((await workingHours(db, zone)).quiet).toEqual(quiet)
  await setQuietHours(db, { ...quiet, until: 9, weekends: false })
  expect((await workingHours(db, zone)).quiet).toEqual({ ...quiet, until: 9, weekends: false })
})
