// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { typedDay } from '#/network/typed-day.ts'

it.each([
  ['9-4-2027', '2027-04-09'],
  ['09/04/2027', '2027-04-09'],
  ['2027-04-09', '2027-04-09'],
  ['9 april 2027', '2027-04-09'],
  ['9 apr. 2027', '2027-04-09'],
  [' 9 April ', '2027-04-09'],
  ['9/4', '2027-04-09'],
  ['1 mrt', '2027-03-01'],
  ['1 may', '2027-05-01'],
  ['30 november', '2026-11-30'],
  ['29-11', '2027-11-29'],
  ['29 februari', null],
  ['29 februari 2028', '2028-02-29'],
  ['31-4-2027', null],
  ['9 april aanstaande', null],
  ['half twee', null],
  ['', null],
])('on 30 November 2026 “%s” is %s', (typed, day) => {
  expect(typedDay(typed, '2026-11-30')).toBe(day)
})
