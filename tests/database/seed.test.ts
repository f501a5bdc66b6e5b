// SPDX-License-Identifier: EUPL-1.2
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { networkSettings } from '#/database/seed/rows.ts'
import { seed } from '#/database/seed.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const m50 = join(import.meta.dirname, '../../prisma/seed')
const p12 = join(import.meta.dirname, '../networks/p12')

let database: TestDatabase
let folder: string
const lines: string[] = []

/** Each test fills a database of its own; a folder is there to be changed. */
function withOwnDatabase(): void {
  beforeEach(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'm50-network-'))
    lines.length = 0
  })
  afterEach(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })
}

const fill = (directory: string, more: { onlyEmpty?: boolean } = {}) =>
  seed({ connectionString: database.url, directory, log: line => lines.push(line), ...more })

const tables = [
  'agenda_periods',
  'municipalities',
  'municipality_aliases',
  'municipality_domains',
  'memberships',
  'pillars',
  'themes',
  'theme_groups',
  'committees',
  'committee_pillars',
  'settings',
]

/** Every row of every seeded table with its place on disk, which an update moves. */
async function dump(): Promise<Record<string, unknown[]>> {
  const rows = tables.map(
    async table => [table, await database.query(`select ctid::text, * from ${table} order by ${table}.ctid`)] as const,
  )
  return Object.fromEntries(await Promise.all(rows))
}

const membersOn = async (day: string): Promise<string[]> => {
  const rows = await database.query<{ name: string }>(
    `select name from memberships join municipalities m on m.id = municipality_id
     where starts_on <= $1::date and (ends_on is null or ends_on > $1::date)
       and (m.valid_from is null or m.valid_from <= $1::date) and (m.valid_to is null or m.valid_to >= $1::date)
     order by name`,
    [day],
  )
  return rows.map(row => row.name)
}

const count = async (from: string): Promise<number> => {
  const [row] = await database.query<{ count: number }>(`select count(*)::int as count from ${from}`)
  return row?.count ?? Number.NaN
}

describe('the network M50', () => {
  beforeAll(async () => {
    database = await freshDatabase()
    await fill(m50)
  })
  afterAll(() => database.drop())

  it('[A01] has forty members from the day the agenda was adopted, and forty after each merger', async () => {
    expect(await membersOn('2019-04-11')).toEqual([])
    const first = await membersOn('2019-04-12')
    const merged = await membersOn('2022-01-01')
    const today = await membersOn('2026-11-24')
    expect([first.length, merged.length, today.length]).toEqual([40, 40, 40])
    expect(first.filter(name => !today.includes(name))).toEqual(['Heerhugowaard', 'Hellevoetsluis'])
    expect(today.filter(name => !first.includes(name))).toEqual(['Dijk en Waard', 'Voorne aan Zee'])
    expect(await membersOn('2021-12-31')).toEqual(first)
    expect(await membersOn('2022-12-31')).toEqual(merged)
  })

  it('[A01] knows the 342 municipalities of today and seven that ended, two of them with the member they went up in', async () => {
    expect(await count('municipalities where valid_to is null')).toBe(342)
    expect(await count('municipalities where valid_to is not null and successor_id is not null')).toBe(7)
    expect(await count('municipalities where inhabitants is null or region = $$$$')).toBe(0)
    const mergers = await database.query(
      `select old.name, old.valid_to::text, new.name as successor, new.valid_from::text
       from municipalities old join municipalities new on new.id = old.successor_id
       where old.name in ('Heerhugowaard', 'Hellevoetsluis') order by old.name`,
    )
    expect(mergers).toEqual([
      { name: 'Heerhugowaard', valid_to: '2021-12-31', successor: 'Dijk en Waard', valid_from: '2022-01-01' },
      { name: 'Hellevoetsluis', valid_to: '2022-12-31', successor: 'Voorne aan Zee', valid_from: '2023-01-01' },
    ])
  })

  it('[A01] knows an e-mail domain of every member of today but Dijk en Waard, of which only the site was seen', async () => {
    expect(await count("municipality_domains where kind = 'email'")).toBe(345)
    expect(await count("municipality_domains where kind = 'website'")).toBe(6)
    const members = await membersOn('2026-11-24')
    const without = await database.query(
      `select m.name, array_agg(d.domain || ' ' || d.kind) as domains
       from municipalities m left join municipality_domains d on d.municipality_id = m.id
       where m.name = any ($1) group by m.name having not bool_or(coalesce(d.kind = 'email', false))`,
      [members],
    )
    expect(without).toEqual([{ name: 'Dijk en Waard', domains: ['dijkenwaard.nl website'] }])
  })

  it('[A11] [A32] has four pillars with seven themes and their keywords, and [A13] the theme group Mobiliteit', async () => {
    const pillars = await database.query(
      `select p.number, p.id, p.name, array_agg(t.id order by t.id) as themes
       from pillars p join themes t on t.pillar_id = p.id group by p.id order by p.number`,
    )
    expect(pillars).toEqual([
      { number: 1, id: 'bestuur', name: 'Bestuur', themes: ['4.1.A', '4.1.B'] },
      {
        number: 2,
        id: 'economie-fysieke-leefomgeving',
        name: 'Economie & Fysieke leefomgeving',
        themes: ['4.2.A', '4.2.B', '4.2.C'],
      },
      { number: 3, id: 'samenleving', name: 'Samenleving', themes: ['4.3'] },
      { number: 4, id: 'financien', name: 'Financiën', themes: ['4.4'] },
    ])
    expect(await count('themes where cardinality(keywords) between 8 and 15')).toBe(7)
    expect(await database.query('select id, pillar_id from theme_groups')).toEqual([
      { id: 'mobiliteit', pillar_id: 'economie-fysieke-leefomgeving' },
    ])
  })

  it('links every VNG committee to one pillar first, and to others also', async () => {
    const ranks = await database.query(
      `select rank, count(*)::int, count(distinct committee_id)::int as committees from committee_pillars group by rank order by rank`,
    )
    expect(ranks).toEqual([
      { rank: 'primary', count: 12, committees: 12 },
      { rank: 'secondary', count: 6, committees: 6 },
    ])
  })

  it('[A06] says who leads and who holds the secretariat, and [A02] whom the network is for', async () => {
    const rows = await database.query<{ key: string; value: unknown }>('select key, value from settings')
    const settings = Object.fromEntries(rows.map(({ key, value }) => [key, value]))
    expect(settings).toEqual({
      'network.name': 'M50',
      'network.inhabitants': { min: 30_000, max: 80_000 },
      'network.inhabitantsSource': 'CBS',
      'network.leads': ['GM0355', 'GM0867'],
      'network.secretariat': 'GM0355',
    })
    for (const [key, shape] of Object.entries(networkSettings)) expect(() => shape.parse(settings[key])).not.toThrow()
  })

  it('has the names that people use beside the official ones, and Bergen for two', async () => {
    const named = await database.query(
      `select alias, array_agg(m.name order by m.name) as names from municipality_aliases
       join municipalities m on m.id = municipality_id where alias = any ($1) group by alias order by alias`,
      [['Den Haag', 'Den Bosch', 'Bergen', 'Rijswijk (ZH.)', 'Hengelo (O.)', 'Hendrik-Ido Ambacht']],
    )
    expect(named).toEqual([
      { alias: 'Bergen', names: ['Bergen (L.)', 'Bergen (NH.)'] },
      { alias: 'Den Bosch', names: ["'s-Hertogenbosch"] },
      { alias: 'Den Haag', names: ["'s-Gravenhage"] },
      { alias: 'Hendrik-Ido Ambacht', names: ['Hendrik-Ido-Ambacht'] },
      { alias: 'Hengelo (O.)', names: ['Hengelo'] },
      { alias: 'Rijswijk (ZH.)', names: ['Rijswijk'] },
    ])
  })
})

describe('seeding again', () => {
  withOwnDatabase()

  it('changes nothing', async () => {
    await fill(m50)
    const before = await dump()
    await fill(m50)
    expect(await dump()).toEqual(before)
    expect(lines[0]).toMatch(/^Seeded M50: 1 agenda periods, 349 municipalities, /)
    expect(lines[1]).toBe('Seeded nothing: all was there.')
  })

  it('gives the same when two copies do it at once', async () => {
    await Promise.all([fill(m50), fill(m50)])
    expect(await count('municipalities')).toBe(349)
    expect(await count('memberships')).toBe(42)
    expect(lines.toSorted()[0]).toMatch(/^Seeded M50/)
    expect(lines.toSorted()[1]).toBe('Seeded nothing: all was there.')
  })

  it('keeps what people changed and added since', async () => {
    await fill(m50)
    await database.query("update pillars set name = 'Bestuur & Democratie' where id = 'bestuur'")
    await database.query("update memberships set ends_on = '2026-01-01' where municipality_id = 'GM0118'")
    await database.query("update settings set value = '[\"GM0355\"]' where key = 'network.leads'")
    await database.query("update municipality_domains set kind = 'email' where domain = 'dijkenwaard.nl'")
    await database.query("insert into municipality_domains values ('GM0355', 'zeist.example', 'email', 'secretariaat')")
    const before = await dump()
    await fill(m50)
    expect(await dump()).toEqual(before)
  })

  it('adds what a newer folder knows more, and nothing else', async () => {
    await fill(m50)
    const before = await dump()
    await cp(m50, folder, { recursive: true })
    await append('domains.csv', 'Zeist,zeist.example,email,a newer release\n')
    await fill(folder)
    const { municipality_domains: domains = [], ...others } = await dump()
    expect(domains.slice(0, -1)).toEqual(before.municipality_domains)
    expect(domains.at(-1)).toMatchObject({ municipality_id: 'GM0355', domain: 'zeist.example' })
    expect(others).toEqual(
      Object.fromEntries(tables.filter(t => t !== 'municipality_domains').map(t => [t, before[t]])),
    )
  })

  it('leaves a database that holds a network alone when asked to fill only an empty one, also what was taken away', async () => {
    await fill(m50, { onlyEmpty: true })
    await database.query("delete from municipality_domains where domain = 'zeist.nl'")
    const before = await dump()
    await fill(m50, { onlyEmpty: true })
    expect(await dump()).toEqual(before)
    expect(lines).toHaveLength(1)
  })
})

describe('[E42] another network', () => {
  withOwnDatabase()

  it('seeds by its own folder, with its own pillars, codes and domains, and without committees', async () => {
    await fill(p12)
    expect(await database.query('select id, number, name from pillars order by number')).toEqual([
      { id: 'open-country', number: 1, name: 'Open Country' },
      { id: 'care-nearby', number: 2, name: 'Care Nearby' },
      { id: 'homes', number: 3, name: 'Homes for the Young' },
    ])
    expect((await membersOn('2024-05-01')).length).toBe(12)
    const today = await membersOn('2025-10-01')
    expect(today.length).toBe(12)
    expect(today).toContain('Netherby')
    expect(today).not.toContain('Low Netherby')
    expect(await count('committees')).toBe(0)
    expect(
      await count("municipality_domains where domain = 'council.dunmere.example' and municipality_id = 'OC-04'"),
    ).toBe(1)
    expect(await database.query("select value from settings where key = 'network.secretariat'")).toEqual([
      { value: 'OC-09' },
    ])
  })

  it('leaves no word of M50 in the database', async () => {
    await fill(p12)
    expect(JSON.stringify(await dump())).not.toMatch(/M50|GM\d{4}|bestuur|samenleving|financi|zeist|CBS/i)
  })
})

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
  const failure = await fill(directory).then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(SeedMistakes)
  expect(await count('agenda_periods')).toBe(0)
  return failure instanceof SeedMistakes ? failure.mistakes : []
}

describe('a mistake in the folder is one sentence with file and row, and nothing is written', () => {
  withOwnDatabase()
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

  it('in a date, also one that does not exist', async () => {
    await swap('municipalities.csv', '2025-06-30', '2025-06-31')
    await swap('network.yaml', 'starts_on: 2024-09-01', 'starts_on: 1 September')
    expect(await mistakesIn(folder)).toEqual([
      'network.yaml, row 60: pillars.1.groups.0.starts_on is no date like 2022-01-31.',
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
      'network.yaml, row 50: pillars.1.number is no whole number.',
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
      'network.yaml, row 22: "Dunmeer" is no municipality of municipalities.csv.',
      'network.yaml, row 8: "Marsh" is no municipality of municipalities.csv.',
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
      'network.yaml, row 50: the pillar number 1 stands in row 39 as well.',
      'network.yaml, row 46: the theme id hedgerows stands in row 43 as well.',
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
      'network.yaml, row 31: Low Netherby needs an ends_on of 2025-07-01 or before: it ended.',
      'network.yaml, row 31: High Netherby needs an ends_on of 2025-07-01 or before: it ended.',
      'network.yaml, row 33: Netherby needs an ends_on of 2025-06-02 or before: it ended.',
      'network.yaml, row 35: Dunmere is a member twice at the same time.',
      'network.yaml, row 14: ends_on does not lie after starts_on.',
    ])
  })

  it('in a file that is not there', async () => {
    await rm(join(folder, 'network.yaml'))
    expect(await mistakesIn(folder)).toEqual([`network.yaml: there is no such file in ${folder}.`])
  })
})
