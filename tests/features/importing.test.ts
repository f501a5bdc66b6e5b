// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { createFlush } from '#/delivery/flush.ts'
import { mistakesText, planCard } from '#/features/importing/cards/import.ts'
import { applyImport, planImport } from '#/features/importing/rules/apply.ts'
import { type Known, readMembers } from '#/features/importing/rules/members.ts'
import { readTable } from '#/features/importing/rules/table.ts'
import type { MunicipalityId, PillarId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const at = { now: new Date('2027-02-03T09:00:00Z'), today: '2027-02-03' }
const by = { personId: null, role: 'secretariat', municipalityId: null, app: 'slack' }

const known: Known = {
  municipalities: [
    { id: 'GM0355' as MunicipalityId, name: 'Zeist', aliases: [] },
    { id: 'GM0281' as MunicipalityId, name: 'Tiel', aliases: [] },
  ],
  pillars: [
    { id: 'bestuur' as PillarId, name: 'Bestuur' },
    { id: 'financien' as PillarId, name: 'Financiën' },
  ],
  wordsOf: key =>
    ({
      municipality: ['gemeente'],
      name: ['naam'],
      email: ['e-mail'],
      function: ['functie'],
      role: ['rol'],
      pillar: ['pijler'],
      alderman: ['wethouder'],
      official: ['ambtenaar'],
      chair: ['pijlervoorzitter', 'voorzitter'],
      contactOfficer: ['contactambtenaar'],
    })[key as string] ?? [],
}

const heading = 'Gemeente\tNaam\tE-mail\tFunctie\tRol\tPijler'
const rows = [
  heading,
  'Zeist\tW. de Vries\tw.devries@zeist.nl\tWethouder\tvoorzitter\tBestuur',
  'Zeist\tA. Bakker\tA.Bakker@zeist.nl\tambtenaar\tcontactambtenaar\t',
  'Tiel\tT. Iel\tt.iel@tiel.nl\tambtenaar\t\tFinanciën',
  '\t\t\t\t\t',
  'Tiel\tT. Weede\tt.weede@tiel.nl\twethouder',
].join('\r\n')

const reader = { locale: 'nl', typed: '/m50' } as const
const wrong = (...lines: string[]) => mistakesText(readMembers([heading, ...lines].join('\n'), known).mistakes, reader)

describe('[F94] reading what was pasted', () => {
  it('takes tabs, semicolons and commas, quotes, any order of columns, and rows that are short', () => {
    const expected = readMembers(rows, known).rows
    expect(expected).toHaveLength(4)
    expect(expected[1]).toMatchObject({ email: 'a.bakker@zeist.nl', role: 'contactOfficer', pillar: null, number: 3 })
    for (const separator of [';', ','])
      expect(readMembers(rows.replaceAll('\t', separator), known).rows).toEqual(expected)
    const turned =
      'pijler;rol;functie;e-mail;naam;gemeente\nBestuur;voorzitter;wethouder;w.devries@zeist.nl;"de Vries; ""W."" ";Zeist'
    expect(readMembers(turned, known).rows).toMatchObject([{ name: 'de Vries; "W."', role: 'chair', number: 2 }])
  })

  it('says each mistake with its row and column', () => {
    expect(wrong('Zeits\tN\tn@zeist.nl\tambtenaar')).toBe(
      'Rij 2, kolom gemeente: “Zeits” ken ik niet. Bedoelt u Zeist?',
    )
    expect(wrong('', 'Zeist\tN\tgeen adres\tkoning')).toBe(
      'Rij 3, kolom functie: “koning” ken ik niet.\nRij 3, kolom e-mail: “geen adres” is geen e-mailadres.',
    )
    expect(wrong('Zeist\t\t\tambtenaar')).toContain('Rij 2, kolom naam: leeg.\nRij 2, kolom e-mail: leeg.')
    expect(wrong('Zeist\tN\tn@zeist.nl\tambtenaar\tvoorzitter')).toBe('Rij 2: bij deze rol hoort een pijler.')
    expect(wrong('Zeist\tN\tn@zeist.nl\tambtenaar\tcontactambtenaar\tBestuur')).toBe(
      'Rij 2: bij deze rol hoort geen pijler.',
    )
    expect(
      mistakesText(readMembers([heading, 'Zeits\tN\tx\tambtenaar'].join('\n'), known).mistakes, {
        ...reader,
        locale: 'en',
      }),
    ).toBe(
      "Row 2, column municipality: I don't know “Zeits”. Do you mean Zeist?\nRow 2, column e-mail: “x” is no e-mail address.",
    )
    const twice = 'Zeist\tN\tn@zeist.nl\tambtenaar'
    expect(wrong(twice, twice)).toBe('Rij 3: n@zeist.nl staat er twee keer.')
    expect(wrong(...Array.from({ length: 8 }, () => 'Zeist\tN\tx\tambtenaar'))).toContain('En nog 10.')
    expect(mistakesText(readMembers('Naam\nX', known).mistakes, reader)).toContain('De kolom “gemeente” ontbreekt')
    expect(mistakesText(readMembers(heading, known).mistakes, reader)).toBe(
      'Er staan geen rijen onder de eerste regel.',
    )
  })

  it('finds rows that cannot both be so: one address with two functions or municipalities, two contact officers', () => {
    expect(wrong('Zeist\tN\tn@zeist.nl\tambtenaar', 'Zeist\tN\tN@zeist.nl\twethouder\tvoorzitter\tBestuur')).toBe(
      'Rij 3, kolom functie: bij n@zeist.nl staat in rij 2 iets anders.',
    )
    expect(wrong('Zeist\tN\tn@zeist.nl\tambtenaar', '', 'Tiel\tN\tn@zeist.nl\tambtenaar\t\tBestuur')).toBe(
      'Rij 4, kolom gemeente: bij n@zeist.nl staat in rij 2 iets anders.',
    )
    const officer = (municipality: string, email: string) => `${municipality}\tN\t${email}\tambtenaar\tcontactambtenaar`
    expect(wrong(officer('Zeist', 'n@zeist.nl'), officer('Tiel', 't@tiel.nl'), officer('Zeist', 'm@zeist.nl'))).toBe(
      'Rij 4: Zeist krijgt in rij 2 al een contactambtenaar, en een gemeente heeft er één.',
    )
    expect(wrong('Zeist\tN\tn@zeist.nl\tambtenaar\t\tBestuur', officer('Zeist', 'n@zeist.nl'))).toBe('')
  })

  it('[T51] reads anything at all without falling over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), text => {
        expect(Array.isArray(readTable(text).rows)).toBe(true)
        expect(readMembers(`${heading}\n${text}`, known).rows.length).toBeLessThanOrEqual(200)
      }),
      { numRuns: 50 },
    )
  })
})

describe('[F94] bringing it in', () => {
  let test: TestDatabase
  let database: Database
  const flush = createFlush({
    kindOf: () => ({ onUnclear: 'once', recordClass: 'message' }),
    queue: { platforms: [], add: async () => {} },
    defaultLocale: 'nl',
    zone: 'Europe/Amsterdam',
  })
  const read = () => readMembers(rows, known).rows

  beforeAll(async () => {
    test = await freshDatabase({ seeded: true })
    database = openDatabase({ url: test.url, directUrl: test.url })
  })
  afterAll(async () => {
    await database.close()
    await test.drop()
  })

  const apply = () =>
    database.turns.transaction(async tx => {
      const count = await applyImport(tx, read(), by, at)
      await flush(tx, at.now)
      return count
    })
  const all = () =>
    test.query(
      `select p.name, r.kind, r.pillar_id, r.confirmed_at is not null as is_confirmed from people p left join roles r on r.person_id = p.id
       union all select p.name, 'seat', s.pillar_id, false from people p join pillar_members s on s.person_id = p.id order by 1, 2`,
    )

  it('a dry run says what changes and writes nothing; then it is so; a second time changes nothing', async () => {
    const { changes, clashes } = await planImport(database.turns, read(), at.today)
    expect(clashes).toEqual([])
    expect(planCard(changes, 'nl').text).toContain('4 van de 4 rijen veranderen iets; er is nog niets opgeslagen.')
    expect(planCard(changes, 'nl').text).toContain(
      '- W. de Vries (Zeist): nieuw, functie wethouder, rol pijlervoorzitter Bestuur',
    )
    expect(await all()).toEqual([])
    expect(await apply()).toBe(4)
    const after = await all()
    expect(after).toEqual([
      { name: 'A. Bakker', kind: 'contactOfficer', pillar_id: null, is_confirmed: false },
      { name: 'A. Bakker', kind: 'official', pillar_id: null, is_confirmed: false },
      { name: 'T. Iel', kind: 'official', pillar_id: null, is_confirmed: false },
      { name: 'T. Iel', kind: 'seat', pillar_id: 'financien', is_confirmed: false },
      { name: 'T. Weede', kind: 'alderman', pillar_id: null, is_confirmed: false },
      { name: 'W. de Vries', kind: 'alderman', pillar_id: null, is_confirmed: false },
      { name: 'W. de Vries', kind: 'chair', pillar_id: 'bestuur', is_confirmed: false },
    ])
    expect(await apply()).toBe(0)
    expect(await all()).toEqual(after)
    expect(planCard((await planImport(database.turns, read(), at.today)).changes, 'nl').text).toBe(
      'Er verandert niets: alles staat er al zo.',
    )
    // Nobody is written to who has no account yet.
    expect(await test.query('select from deliveries')).toEqual([])
  })

  it('brings as many rows in at once as it takes, and refuses one more', async () => {
    const many = (count: number) =>
      readMembers(
        [
          heading,
          ...Array.from({ length: count }, (_, i) => `Tiel\tN. ${i}\tn${i}@tiel.nl\tambtenaar\t\tBestuur`),
        ].join('\n'),
        known,
      )
    const { rows: all } = many(500)
    const count = await database.turns.transaction(async tx => {
      const changed = await applyImport(tx, all, by, at)
      await flush(tx, at.now)
      return changed
    })
    expect(count).toBe(500)
    expect((await planImport(database.turns, all, at.today)).changes.every(({ brings }) => brings.length === 0)).toBe(
      true,
    )
    expect(mistakesText(many(501).mistakes, reader)).toBe('Dat zijn meer dan 500 rijen. Haal ze in delen binnen.')
  })

  it('says who is of another municipality, and where a contact officer is already', async () => {
    const elsewhere = [
      'Tiel\tW. de Vries\tw.devries@zeist.nl\twethouder',
      'Zeist\tN. Ieuw\tn.ieuw@zeist.nl\tambtenaar\tcontactambtenaar',
    ]
    const { clashes } = await planImport(
      database.turns,
      readMembers([heading, ...elsewhere].join('\n'), known).rows,
      at.today,
    )
    expect(mistakesText(clashes, reader)).toBe(
      'Rij 2: W. de Vries hoort al bij Zeist. Verbeter dat eerst met /m50 persoon.\nRij 3: A. Bakker is al contactambtenaar van Zeist.',
    )
  })
})
