// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { holidayMistakes } from '#/features/importing/cards/holidays.ts'
import { readHolidays } from '#/features/importing/rules/holidays.ts'

const regions = ['Midden', 'Noord', 'Zuid']
const sample = await readFile(join(import.meta.dirname, '../support/feeds/rijksoverheid-schoolholidays.json'), 'utf8')
const said = ({ holidays }: ReturnType<typeof readHolidays>) =>
  holidays.map(({ name, region, date, lastOn }) => [name, region, date, lastOn].join(' '))
const wrong = (text: string, of = regions) => holidayMistakes(readHolidays(text, of).mistakes, 'nl')

const holiday = (startdate: string, enddate: string, region = ' noord ') =>
  JSON.stringify([
    { content: [{ vacations: [{ type: ' Meivakantie\n', regions: [{ region, startdate, enddate }] }] }] },
  ])

it('[A18] reads the overview of the Rijksoverheid, with its spaces, its midnights in UTC and its regions', () => {
  expect(said(readHolidays(sample, regions))).toEqual([
    'Zomervakantie Noord 2026-07-04 2026-08-16',
    'Zomervakantie Midden 2026-07-18 2026-08-30',
    'Zomervakantie Zuid 2026-07-11 2026-08-23',
    'Kerstvakantie  2025-12-20 2026-01-04',
  ])
})

it('[A18] an end that is its last day and one that is the midnight after it are the same holiday, on either side of the clock’s change', () => {
  const expected = ['Meivakantie Noord 2027-03-20 2027-04-04']
  expect(said(readHolidays(holiday('2027-03-19T23:00:00.000Z', '2027-04-03T22:00:00.000Z'), regions))).toEqual(expected)
  expect(said(readHolidays(holiday('2027-03-19T23:00:00.000Z', '2027-04-04T22:00:00.000Z'), regions))).toEqual(expected)
})

it('[A18] says what is wrong with what is no such overview, and takes nothing of it', () => {
  const none =
    'Dit is geen overzicht van schoolvakanties dat ik kan lezen. Kies bij de Rijksoverheid de uitvoer als JSON.'
  for (const text of ['', '{', '[]', '"x"', '[{"content":[{"vacations":[{"type":"  ","regions":[]}]}]}]', '<xml/>'])
    expect(wrong(text)).toBe(none)
  expect(wrong('[{"content":[]}]')).toBe('In dit overzicht staan geen vakanties.')
  expect(wrong(holiday('2027-04-23T22:00:00Z', '2027-05-08T22:00:00Z', 'west'))).toBe(
    'Meivakantie: de regio “west” ken ik niet.',
  )
  expect(wrong(holiday('2027-05-08T22:00:00Z', '2027-04-23T22:00:00Z'))).toBe(
    'Meivakantie, noord: het eind ligt voor het begin.',
  )
  expect(wrong(sample, ['Noord'])).toContain('de regio “midden” ken ik niet')
})
