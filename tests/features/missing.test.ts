// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plain } from '#/chat/markdown.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import { noticesOf } from '#/delivery/notify.ts'
import { missingAllCard, missingCard } from '#/features/people/cards/missing.ts'
import { countsOf, missing, missingMoments, missingOf, raiseMissing } from '#/features/people/rules/missing.ts'
import type { SourceId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aSource } from '../support/people.ts'

const today = '2027-02-03'
let test: TestDatabase
let database: Database
let source: SourceId
const ids = new Map<string, string>()

/** Someone with roles, each as `kind pillar from until`, where `until` is the first day that it no longer holds. */
async function person(name: string, municipality: string, ...roles: string[]): Promise<void> {
  const [row] = await test.query<{ id: string }>(
    `insert into people (name, municipality_id) select $1, id from municipalities where name = $2 returning id`,
    [name, municipality],
  )
  ids.set(name, row?.id ?? '')
  if (!name.startsWith('Onbereikbaar'))
    await anAccount(test, {
      source,
      person: row?.id as never,
      user: name,
      email: `${name.toLowerCase()}@${municipality.toLowerCase()}.nl`,
    })
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
  source = await aSource(test)
  await person('Trekker', 'Zeist', 'pillarLead bestuur', 'alderman')
  await person('Steun', 'Zeist', 'supporter bestuur', 'official')
  await person('Contact', 'Zeist', 'contactOfficer', 'adviser')
  await person('Voorzitter', 'Tiel', 'chair financien', 'viceChair financien', 'mayor')
  await person('Elders', 'Soest', 'supporter financien', 'official')
  await person('Secretaris', 'Tiel', 'municipalSecretary')
  await person('Ambtenaar', 'Tiel', 'official')
  await person('Onbereikbaar', 'Tiel', 'municipalSecretary')
  await person('Vroeger', 'Soest', 'chair bestuur 2025-01-01 2027-02-03', 'contactOfficer - 2027-02-04')
})

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

  it('[A16] an executive in a pillar whose official is none, said no or is unknown, and nobody who is no executive', async () => {
    const seat = (name: string, pillar: string, state: string) =>
      test.query(
        `insert into pillar_members (pillar_id, person_id, municipality_id, started_at, official_state)
         select $2, id, municipality_id, '2026-05-01', $3 from people where id = $1`,
        [ids.get(name), pillar, state],
      )
    await seat('Voorzitter', 'financien', 'declined')
    await seat('Voorzitter', 'bestuur', 'confirmed')
    await seat('Trekker', 'samenleving', 'none')
    await seat('Ambtenaar', 'samenleving', 'none')
    const officials = (await missing(database.turns, today)).filter(one => one.kind === 'official')
    expect(officials.map(one => `${one.person.name} ${one.pillar.id}`)).toEqual([
      'Trekker samenleving',
      'Voorzitter financien',
    ])
    const own = missingCard(await missingOf(database.turns, 'GM0281', today), ids.get('Voorzitter') as never, 'nl')
    expect(own?.items?.find(item => item.accessory?.name === 'pillar.official')?.text).toContain('nog geen ambtenaar')
    await test.query('delete from pillar_members')
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
    // Of whom a message reaches: Tiel's secretary, and its chair who has no supporter; Soest's only official; in Zeist all is there.
    expect(heard.toSorted()).toEqual(['Elders GM0342', 'Secretaris GM0281', 'Voorzitter GM0281'])
    expect(notices.at(-1)).toMatchObject({ audience: { kind: 'secretariat' }, kind: 'people.missingAll' })
  })

  it('is counted by kind', async () => {
    const counts = countsOf(await missing(database.turns, today))
    expect(counts).toEqual({ lead: 3, chair: 3, supporter: 1, official: 0, officer: counts.officer })
    expect(counts.officer).toBeGreaterThan(30)
  })

  it('is raised on each month’s first working day, in the morning, and never for a month that began already', () => {
    const off = new Set(['2027-03-29', '2027-05-03'])
    const quiet = { from: 18, until: 8, weekends: true, daysOff: true }
    const moments = (now: string, until: string, hours = quiet, since: string | null = '2026-01-01T12:00:00Z') =>
      missingMoments(
        { now: new Date(now), today: now.slice(0, 10), hours: { zone: 'Europe/Amsterdam', quiet: hours, off } },
        new Date(until),
        since === null ? null : new Date(since),
      ).map(one => [one.occurrence, one.dueAt.toISOString()])
    // Over the clock change; 1 and 2 May are a weekend, and 3 May is a day off here.
    expect(moments('2027-03-15T09:00:00Z', '2027-05-20T00:00:00Z')).toEqual([
      ['2027-04', '2027-04-01T07:00:00.000Z'],
      ['2027-05', '2027-05-04T07:00:00.000Z'],
    ])
    expect(moments('2027-03-01T07:59:00Z', '2027-03-20T00:00:00Z')).toEqual([['2027-03', '2027-03-01T08:00:00.000Z']])
    expect(moments('2027-03-01T08:00:00Z', '2027-03-20T00:00:00Z')).toEqual([])
    expect(moments('2027-03-15T09:00:00Z', '2027-04-15T00:00:00Z', { ...quiet, until: 11 })).toEqual([
      ['2027-04', '2027-04-01T09:00:00.000Z'],
    ])
    // Nor in the first two weeks of a network, or while its secretariat has no channel.
    const begun = (since: string | null) => moments('2027-03-20T09:00:00Z', '2027-05-10T00:00:00Z', quiet, since)
    expect(begun('2027-03-18T06:59:00Z').map(([month]) => month)).toEqual(['2027-04', '2027-05'])
    expect(begun('2027-03-18T07:00:00Z').map(([month]) => month)).toEqual(['2027-05'])
    expect(begun(null)).toEqual([])
  })

  it('reads as a card, and as none where all is there', async () => {
    const home = missingCard(await missingOf(database.turns, 'GM0281', today), null, 'nl')
    expect(home?.items?.map(item => item.text)).toEqual([
      'Voorzitter, pijlervoorzitter en vicevoorzitter Financiën, heeft nog geen pijlerondersteuner uit Tiel.',
      'Tiel heeft nog geen contactambtenaar, de schakel tussen de gemeente en dit netwerk. Wie wordt het?',
    ])
    expect(missingCard([], null, 'nl')).toBeNull()
    expect(missingAllCard([], 0, 'en')).toBeNull()
    expect(missingAllCard([], 1, 'nl')?.text).toBe('- In één VNG-commissie zit niemand van het netwerk')
    const all = plain(missingAllCard(await missing(database.turns, today), 0, 'nl')?.text ?? '')
    expect(all.split('\n').slice(0, 3)).toEqual([
      '• Zonder trekker: Economie & Fysieke leefomgeving, Samenleving en Financiën',
      '• Zonder voorzitter: Bestuur, Economie & Fysieke leefomgeving en Samenleving',
      '• Zonder ondersteuner: Voorzitter (Tiel, Financiën)',
    ])
    expect(all).toMatch(/^• Zonder contactambtenaar: \d+ gemeenten \((?!.*en en).* en nog \d+\)$/m)
  })
})
