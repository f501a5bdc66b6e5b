// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { momentOf, plainDayOf } from '#/chat/dates.ts'

const moment = new Date('2027-02-02T23:30:00Z')
const zone = 'Europe/Amsterdam'

it('a moment and a day read as they are written here, in Dutch and in English', () => {
  expect(momentOf(moment, 'nl', zone)).toBe('wo 3 feb, 00.30 uur')
  expect(momentOf(moment, 'en', zone)).toBe('Wed 3 Feb, 00:30')
  expect(plainDayOf('2027-02-03', 'nl')).toBe('3 feb 2027')
  expect(plainDayOf('2027-02-03', 'en')).toBe('3 Feb 2027')
})
