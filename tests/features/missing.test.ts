// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { noticesOf } from '#/delivery/notify.ts'
import { missingAllCard, missingCard } from '#/features/people/cards/missing.ts'
import { missing, missingOf, raiseMissing } from '#/features/people/rules/missing.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const today = '2027-02-03'
let test: TestDatabase
let database: Database
const ids = new Map<string, string>()

/** Someone with roles, each as `kind pillar from until`, where `until` is the first day that it no longer holds. */
async function person(name: string, municipality: string, ...roles: string[]): Promise<void> {
  const [row] = await test.query<{ id: string }>(
    `insert into people (name, municipality_id) select $1, id from municipalities where name = $2 returning id`,
    [name, municipality],
  )
  ids.set(name, row?.id ?? '')
  for (const role of roles) {
    const [kind, pillar, from = '2026-01-01', until] = role.split(' ')
    await test.query(
      `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, ends_on)
       select p.id, $2, p.municipality_id, nullif($3, '-'), $4, $5 from people p where p.id = $1`,
      [row?.id, kind, pillar ?? '-', from, until ?? null],
    )
  }
}

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, directUrl: test.url })
  await person('Trekker', 'Zeist', 'pillarLead bestuur', 'alderman')
  await person('Steun', 'Zeist', 'supporter bestuur', 'official')
  await person('Contact', 'Zeist', 'contactOfficer', 'adviser')
  await person('Voorzitter', 'Tiel', 'chair financien', 'mayor')
  await person('Elders', 'Soest', 'supporter financien', 'official')
  await person('Secretaris', 'Tiel', 'municipalSecretary')
  await person('Ambtenaar', 'Tiel', 'official')
  await person('Vroeger', 'Soest', 'chair bestuur 2025-01-01 2027-02-03', 'contactOfficer - 2027-02-04')
}, 60_000)

afterAll(async () => {
  await database.close()
  await test.drop()
})

const lines = (list: Awaited<ReturnType<typeof missing>>) =>
  list.flatMap(one => (one.kind === 'officer' ? [] : [`${one.kind} ${one.pillar.id}`]))

describe('[F08] what is missing', () => {
  it('[A12] a pillar without lead or chair, and [A17] a chair without a supporter of the own municipality', async () => {
    expect(lines(await missing(database.turns, today))).toEqual([
      'chair bestuur',
      'lead economie-fysieke-leefomgeving',
      'chair economie-fysieke-leefomgeving',
      'lead samenleving',
      'chair samenleving',
      'lead financien',
      'supporter financien',
    ])
  })

  it('turns with the day: a role of yesterday is missed, one of tomorrow is not there yet', async () => {
    expect(lines(await missing(database.turns, '2027-02-02'))).not.toContain('chair bestuur')
    const officers = async (day: string) =>
      (await missing(database.turns, day)).flatMap(one => (one.kind === 'officer' ? [one.municipality.name] : []))
    expect(await officers(today)).toContain('Soest')
    expect(await officers('2027-02-04')).not.toContain('Soest')
  })

  it('[A09] each member municipality without a contact officer, and nobody else', async () => {
    const [{ count } = { count: 0 }] = await test.query<{ count: number }>(
      `select count(distinct municipality_id)::int as count from memberships where starts_on <= $1 and (ends_on is null or ends_on > $1)`,
      [today],
    )
    const officers = (await missing(database.turns, today)).filter(one => one.kind === 'officer')
    expect(officers).toHaveLength(count - 1)
    expect(await missingOf(database.turns, 'GM0355', today)).toEqual([])
  })

  it('is raised with the municipality’s own people, the one it is about among them, and with the secretariat', async () => {
    const notices = await database.turns.transaction(async tx => {
      await raiseMissing(tx, today)
      return noticesOf(tx)
    })
    const heard = notices.flatMap(({ audience, facts }) =>
      audience.kind === 'person'
        ? [[...ids].find(([, id]) => id === audience.person)?.[0], facts.municipality].join(' ')
        : [],
    )
    // Tiel's secretary, and its chair who has no supporter; Soest's only official; in Zeist all is there.
    expect(heard.toSorted()).toEqual(['Elders GM0342', 'Secretaris GM0281', 'Voorzitter GM0281'])
    expect(notices.at(-1)).toMatchObject({ audience: { kind: 'secretariat' }, kind: 'people.missingAll' })
  })

  it('reads as a card, and as none where all is there', async () => {
    const home = missingCard(await missingOf(database.turns, 'GM0281', today), 'nl')
    expect(home?.items?.map(item => item.text)).toEqual([
      'Voorzitter, pijlervoorzitter Financiën, heeft nog geen pijlerondersteuner uit Tiel.',
      'Tiel heeft nog geen contactambtenaar. Wie wordt het?',
    ])
    expect(missingCard([], 'nl')).toBeNull()
    expect(missingAllCard([], 'en')).toBeNull()
    const all = missingAllCard(await missing(database.turns, today), 'nl')?.text
    expect(all).toContain('- Pijler Bestuur: nog geen voorzitter')
    expect(all).toMatch(/^- \d+ gemeenten zonder contactambtenaar: (?!.*en en).* en nog \d+$/m)
  })
})
