// SPDX-License-Identifier: EUPL-1.2
import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkSettings } from '#/database/seed/rows.ts'
import { seed, seededLine } from '#/database/seed.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { eachOnItsOwn } from '../support/own-database.ts'

const m50 = join(import.meta.dirname, '../../prisma/seed')
const p12 = join(import.meta.dirname, '../networks/p12')

let database: TestDatabase
let folder: string
const lines: string[] = []

const withOwnDatabase = (): void =>
  eachOnItsOwn(own => {
    database = own.database
    folder = own.folder
    lines.length = 0
  })

const fill = (directory: string, more: { onlyEmpty?: boolean } = {}) =>
  seed({ connectionString: database.url, directory, log: seeded => lines.push(seededLine(seeded)), ...more })

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
  'days_off',
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

  it('[A18] knows the school holidays and recesses that were found in a source, on which people work', async () => {
    expect(await count(`days_off where kind = 'school'`)).toBe(9)
    expect(await count(`days_off where kind = 'recess'`)).toBe(7)
    expect(await count('days_off where is_off')).toBe(0)
    const may = await database.query(
      `select region, date::text, ends_on::text from days_off where name = 'Meivakantie' and date >= '2027-01-01'`,
    )
    expect(may).toEqual([{ region: 'Midden', date: '2027-04-24', ends_on: '2027-05-10' }])
  })

  it('[A11] [A32] [F14] has four pillars with seven themes and their keywords, and [A13] the theme group Mobiliteit', async () => {
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
      'network.language': 'nl',
      'network.timeZone': 'Europe/Amsterdam',
      'network.holidays': 'NL',
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
    await appendFile(join(folder, 'domains.csv'), 'Zeist,zeist.example,email,a newer release\n')
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
