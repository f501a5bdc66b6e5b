// SPDX-License-Identifier: EUPL-1.2
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { seed } from '#/database/seed.ts'
import type { TestDatabase } from '../support/database.ts'
import { eachOnItsOwn } from '../support/own-database.ts'

const p12 = join(import.meta.dirname, '../networks/p12')

let database: TestDatabase
let folder: string

/** Changes a file of the folder under test. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(path, changed)
}
const append = (file: string, text: string) => edit(file, before => before + text)
const swap = (file: string, from: string, to: string) => edit(file, before => before.replace(from, to))

async function mistakesIn(directory: string): Promise<readonly string[]> {
  const failure = await seed({ connectionString: database.url, directory, log: () => {} }).then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(SeedMistakes)
  expect(await database.query('select from agenda_periods')).toEqual([])
  return failure instanceof SeedMistakes ? failure.mistakes : []
}

describe('a mistake in the folder is one sentence with file and row, and nothing is written', () => {
  eachOnItsOwn(own => {
    database = own.database
    folder = own.folder
  })
  beforeEach(() => cp(p12, folder, { recursive: true }))

  it('in a value', async () => {
    await append('domains.csv', 'Ashcombe,Ash Combe,post,\n')
    await swap('municipalities.csv', 'OC-03,Calder Bay,Westmark,19870', 'OC-03,,Westmark,many')
    expect(await mistakesIn(folder)).toEqual([
      'municipalities.csv, row 4: name is empty.',
      'municipalities.csv, row 4: inhabitants "many" is no whole number.',
      'domains.csv, row 16: domain "Ash Combe" is no domain in lower case like zeist.nl.',
      'domains.csv, row 16: kind "post" is neither email nor website.',
      'domains.csv, row 16: source is empty.',
    ])
  })

  it('[F14] in a network without a pillar', async () => {
    await edit('network.yaml', text => text.replace(/^pillars:\n(?:[ -].*\n|\n)+/m, 'pillars: []\n'))
    expect(await mistakesIn(folder)).toContain('network.yaml, row 40: pillars names no pillar.')
  })

  it('in a date, also one that does not exist', async () => {
    await swap('municipalities.csv', '2025-06-30', '2025-06-31')
    await swap('network.yaml', 'starts_on: 2024-09-01', 'starts_on: 1 September')
    expect(await mistakesIn(folder)).toEqual([
      'network.yaml, row 63: pillars.1.groups.0.starts_on is no date like 2022-01-31.',
      'municipalities.csv, row 12: valid_to "2025-06-31" is no date like 2022-01-31.',
    ])
  })

  it('in the columns', async () => {
    await swap('aliases.csv', 'municipality,alias', 'municipality,nickname')
    await append('domains.csv', 'Ashcombe,ashcombe.example\n')
    await writeFile(join(folder, 'committees.csv'), '')
    expect(await mistakesIn(folder)).toEqual([
      'domains.csv, row 16: has 2 cells where the first row has 4.',
      'aliases.csv, row 1: the column alias is missing.',
      'aliases.csv, row 1: the column "nickname" is not known.',
      ...['id', 'name', 'kind', 'valid_from', 'valid_to', 'primary', 'secondary'].map(
        column => `committees.csv, row 1: the column ${column} is missing.`,
      ),
    ])
  })

  it('in the form of a file', async () => {
    await append('aliases.csv', 'Netherby,"Low\n')
    await swap('network.yaml', 'leads: [Thornwick]', 'leads: [Thornwick')
    const mistakes = await mistakesIn(folder)
    expect(mistakes).toHaveLength(2)
    expect(mistakes[0]).toMatch(/^network\.yaml, row \d+: can't be read as YAML: /)
    expect(mistakes[1]).toMatch(/^aliases\.csv, row \d+: can't be read as CSV: /)
  })

  it('in the network', async () => {
    await swap('network.yaml', '  name: P12\n', '  nam: P12\n')
    await swap('network.yaml', 'number: 2', 'number: two')
    expect(await mistakesIn(folder)).toEqual([
      'network.yaml, row 5: network.name is missing.',
      'network.yaml, row 5: network has "nam", which is not known.',
      'network.yaml, row 53: pillars.1.number is no whole number.',
    ])
  })

  it('in what the network speaks and where it is', async () => {
    await swap('network.yaml', 'language: en', 'language: fr')
    await swap('network.yaml', 'time_zone: Europe/London', 'time_zone: Europe/Thornwick')
    await swap('network.yaml', 'holidays: GB', 'holidays: Britain')
    expect(await mistakesIn(folder)).toEqual([
      'network.yaml, row 7: network.language is neither nl nor en.',
      'network.yaml, row 8: network.time_zone is no time zone such as Europe/Amsterdam.',
      'network.yaml, row 9: network.holidays is no code of a country such as NL.',
    ])
  })

  it('in a name that another file does not know', async () => {
    await append('domains.csv', 'Ashcomb,ashcomb.example,email,invented\n')
    await append('aliases.csv', 'Ashcomb,Ash\n')
    await swap('municipalities.csv', '2025-06-30,Netherby', '2025-06-30,Nethersby')
    await swap('network.yaml', '      - Dunmere', '      - Dunmeer')
    await swap('network.yaml', 'secretariat: Marsh Alder', 'secretariat: Marsh')
    await writeFile(
      join(folder, 'committees.csv'),
      'id,name,kind,valid_from,valid_to,primary,secondary\nhomes,Homes,board,,,homes,care homes\n',
    )
    expect(await mistakesIn(folder)).toEqual([
      'municipalities.csv, row 12: "Nethersby" is no municipality of municipalities.csv.',
      'domains.csv, row 16: "Ashcomb" is no municipality of municipalities.csv.',
      'aliases.csv, row 4: "Ashcomb" is no municipality of municipalities.csv.',
      'committees.csv, row 2: "care" is no pillar of network.yaml.',
      'committees.csv, row 2: the pillar homes is named twice.',
      'network.yaml, row 25: "Dunmeer" is no municipality of municipalities.csv.',
      'network.yaml, row 11: "Marsh" is no municipality of municipalities.csv.',
    ])
  })

  it('in holidays and recesses', async () => {
    await writeFile(
      join(folder, 'holidays.csv'),
      [
        'kind,region,name,starts_on,last_on,source',
        'school,,Half term,2027-02-15,2027-02-19,invented',
        'school,,Half term,2027-02-15,2027-02-21,invented',
        'school,Westmark,Easter,2027-03-27,2027-04-11,invented',
        'recess,,Summer,2027-09-01,2027-07-22,invented',
      ].join('\n'),
    )
    expect(await mistakesIn(folder)).toEqual([
      'holidays.csv, row 3: school 2027-02-15 stands in row 2 as well.',
      'holidays.csv, row 4: "Westmark" is no school_region of municipalities.csv.',
      'holidays.csv, row 5: last_on lies before starts_on.',
    ])
  })

  it('in what stands there twice', async () => {
    await append('municipalities.csv', 'OC-01,Brindle Fen,Westmark,,,,,,\n')
    await append('aliases.csv', 'Netherby,Low and High Netherby\n')
    await append(
      'domains.csv',
      'Ashcombe,ashcombe.example,website,invented\nCalder Bay,ashcombe.example,email,invented\n',
    )
    await swap('network.yaml', 'number: 2', 'number: 1')
    await swap('network.yaml', 'id: lanes', 'id: hedgerows')
    expect(await mistakesIn(folder)).toEqual([
      'municipalities.csv, row 17: the code OC-01 stands in row 2 as well.',
      'municipalities.csv, row 17: the name Brindle Fen stands in row 3 as well.',
      'domains.csv, row 16: ashcombe.example of Ashcombe stands in row 2 as well.',
      'domains.csv, row 17: ashcombe.example is the e-mail domain of Ashcombe already.',
      'aliases.csv, row 4: Netherby as "Low and High Netherby" stands in row 3 as well.',
      'network.yaml, row 53: the pillar number 1 stands in row 42 as well.',
      'network.yaml, row 49: the theme id hedgerows stands in row 46 as well.',
    ])
  })

  it('in dates that contradict each other', async () => {
    await swap('municipalities.csv', '2025-07-01,,', '2025-07-01,2025-06-01,')
    await swap('municipalities.csv', '23980,2023,,,,', '23980,2023,,,,Netherby')
    await swap('network.yaml', 'ends_on: 2028-05-01', 'ends_on: 2024-05-01')
    await swap('network.yaml', 'ends_on: 2025-07-01', 'ends_on: 2025-07-02')
    await swap('network.yaml', '[Kestrel Point]', '[Kestrel Point, Dunmere]')
    expect(await mistakesIn(folder)).toEqual([
      'municipalities.csv, row 11: Thornwick has a successor but no valid_to.',
      'municipalities.csv, row 14: valid_to lies before valid_from.',
      'network.yaml, row 34: Low Netherby needs an ends_on of 2025-07-01 or before: it ended.',
      'network.yaml, row 34: High Netherby needs an ends_on of 2025-07-01 or before: it ended.',
      'network.yaml, row 36: Netherby needs an ends_on of 2025-06-02 or before: it ended.',
      'network.yaml, row 38: Dunmere is a member twice at the same time.',
      'network.yaml, row 17: ends_on does not lie after starts_on.',
    ])
  })

  it('in a file that is not there', async () => {
    await rm(join(folder, 'network.yaml'))
    expect(await mistakesIn(folder)).toEqual([`network.yaml: there is no such file in ${folder}.`])
  })
})
