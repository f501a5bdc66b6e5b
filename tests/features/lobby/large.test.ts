// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Db, Statement } from '#/database/db.ts'
import { agendaPage } from '#/features/lobby/rules/agenda.ts'
import { courseOf } from '#/features/lobby/rules/course.ts'
import type { Facet, Known } from '#/features/lobby/rules/filter.ts'
import { lifeOf } from '#/features/lobby/rules/life.ts'
import { pointByNumber } from '#/features/lobby/rules/points.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { pressSupport } from '#/features/lobby/rules/stand.ts'
import type { LobbyPointId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { aPerson } from '../../support/people.ts'
import { isThorough } from '../../support/thorough.ts'

interface Side {
  readonly test: TestDatabase
  readonly database: Database
  readonly person: PersonId
  readonly points: number
}

const today = '2027-02-03'
const sides: Side[] = []
const large = (): Side => sides[1] ?? expect.fail('no database')

/** So many points, with a word in twelve of them and one in all; for each twenty supports, some with a line, a hundred acts, and what is said around a point in its life. */
async function filled(points: number): Promise<Side> {
  const test = await freshDatabase({ seeded: true })
  const person = await aPerson(test)
  await test.query(
    `insert into lobby_points (number, state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, created_at, opened_at, moved_at)
     select n, (array['gathering', 'prioritised', 'placed', 'achieved', 'proposed', 'draft'])[1 + n % 6], 'Punt ' || n || case when n <= 12 then ' over bussen' else '' end,
       repeat('Wat speelt er. ', 20), repeat('Wat vragen we. ', 10), 'Waarom', (array['samenleving', 'bestuur'])[1 + n % 2],
       (select id from (select distinct municipality_id as id from memberships where municipality_id <> 'GM0303') m order by id offset n % 20 limit 1), $2::uuid,
       now(), case when n % 6 < 4 then now() end, now() - n * interval '1 hour'
     from generate_series(1, $1::int) n`,
    [points, person],
  )
  await test.query(
    `insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
     select p.id, m.id, $1::uuid, 'support', case when p.number % 10 = 0 then 'Bij ons rijdt geen tram, punt' end, now() from lobby_points p
     join lateral (select id from (select distinct municipality_id as id from memberships where municipality_id <> 'GM0355') n
       order by id offset p.number % 20 limit 20) m on true`,
    [person],
  )
  await test.query(
    `insert into lobby_wordings (point_id, wording, title, problem, ask, why_midsized, replaced_at)
     select id, n, title, problem, ask, why_midsized, now() from lobby_points, generate_series(1, 2) n`,
  )
  await test.query(
    `insert into lobby_placements (point_id, target_id, occasion, placed_on, spokesperson, created_at)
     select p.id, t.id, 'overleg', current_date, 'W. de Vries', now() from lobby_points p, (select id from lobby_targets order by id limit 2) t`,
  )
  await test.query(
    `insert into lobby_contacts (point_id, text, created_at) select id, 'gesproken', now() from lobby_points, generate_series(1, 3)`,
  )
  await test.query(
    `insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, created_at)
     select id, 'GM0303', $1::uuid, 'figure', 'Zoveel gaan er per dag, punt ' || number, 'CBS', 2026, now() from lobby_points`,
    [person],
  )
  await test.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select now(), 'lobby.supported', 'lobbyPoint', p.id::text, $1::uuid, 'speaker', 'slack' from lobby_points p, generate_series(1, 100)`,
    [person],
  )
  // As autovacuum does: what was just written waits before a search index otherwise.
  await test.query('vacuum analyze')
  return { test, database: openDatabase({ url: test.url, turns: 1, background: 1 }), person, points }
}

beforeAll(async () => {
  for (const points of [50, 2_000]) sides.push(await filled(points))
}, 180_000)

afterAll(async () => {
  for (const { database, test } of sides) {
    await database.close()
    await test.drop()
  }
})

const known = (facet: Facet, id: string): Known => ({ facet, id, name: id, names: [] })
let key = 0
const by = { role: 'speaker', app: 'slack', municipalityId: 'GM0355' as MunicipalityId }

type Ask = (db: Db, side: Side) => Promise<unknown>
const page = { from: 0, size: 12 }
const nobodys = { isAll: false, pillars: [], municipalities: [], proposers: [] }
const search =
  (words: string): Ask =>
  (db, { person }) =>
    searchPoints(db, [person], nobodys, today, words, page)
const agenda =
  (...only: readonly Known[]): Ask =>
  (db, { person }) =>
    agendaPage(db, [person], today, { only, ...page })

/** What people ask most, of a database of any size. */
const asked: Readonly<Record<string, Ask>> = {
  'the lobby agenda': agenda(),
  'a pillar’s lobby agenda': agenda(known('pillar', 'samenleving')),
  'what a municipality stands behind': agenda(known('municipality', 'GM0303')),
  'the search for a word of a few points': search('bus'),
  'the search for a word of all points': search('punt'),
  'a point': async (db, { person }) => {
    const point = await pointByNumber(db, 25, [person], today)
    return lifeOf(db, { id: point?.id ?? ('' as LobbyPointId) }, true, today)
  },
  'its course': async (db, { person }) => {
    const point = await pointByNumber(db, 25, [person], today)
    return courseOf(db, { id: point?.id ?? ('' as LobbyPointId) }, 12, 0)
  },
  'a press on [Steunen]': (db, { person }) =>
    pressSupport(db, { number: 25 }, { ...by, personId: person }, [person], {
      key: `large ${key++}`,
      now: new Date(),
      today,
    }),
}

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

it.each(Object.entries(asked))(
  'of 2,000 points with 40,000 supports and 200,000 acts goes through no large table: %s',
  async (_, ask) => {
    const { database, test } = large()
    const sent: [Statement, readonly unknown[]][] = []
    const db: Db = {
      ...database.turns,
      query: (statement, values = []) => {
        sent.push([statement, values])
        return database.turns.query(statement, values)
      },
    }
    await ask(db, large())
    expect(sent.length).toBeGreaterThan(0)
    const sizes = new Map(
      (
        await test.query<{ name: string; rows: number }>('select relname as name, reltuples::int as rows from pg_class')
      ).map(({ name, rows }) => [name, rows]),
    )
    for (const [{ name, text }, values] of sent) {
      const [explained] = await test.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${text}`, values)
      const plan = explained?.['QUERY PLAN'][0]?.Plan ?? expect.fail('no plan')
      for (const node of nodesOf(plan))
        if (node['Node Type'].includes('Seq Scan'))
          expect(sizes.get(node['Relation Name'] ?? '') ?? 0, `${node['Relation Name']} in ${name}`).toBeLessThan(
            10_000,
          )
    }
  },
)

it('[A29] a municipality’s points come in the same order and to the last, whether it stands behind few or behind many', async () => {
  const only = [known('municipality', 'GM0303'), known('pillar', 'samenleving')]
  for (const { database, test, person } of sides) {
    const all = await test.query<{ number: number }>(
      `select number from lobby_points p where pillar_id = 'samenleving' and state <> 'draft' and (municipality_id = 'GM0303'
         or exists (select from lobby_supports s where s.point_id = p.id and s.municipality_id = 'GM0303' and s.ended_at is null)) order by moved_at desc, number desc`,
    )
    const found: number[] = []
    for (let from = 0; ; from += page.size) {
      const { lines, total, isMore } = await agendaPage(database.turns, [person], today, {
        only,
        from,
        size: page.size,
      })
      if (lines.length === 0) break
      found.push(...lines.map(({ number }) => number))
      expect(isMore ? total < all.length : total === all.length, `${total} of ${all.length}`).toBe(true)
      // Where it is not known how many there are, there is a page after this one.
      expect(isMore && from + page.size >= all.length).toBe(false)
    }
    expect(found).toEqual(all.map(({ number }) => number))
  }
  expect(sides.length).toBe(2)
})

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** A busy machine says little: a plain run asks less often and takes twice as long for a sign, and either asks again for so many rounds. */
const [times, most] = isThorough ? [200, 1.3] : [50, 2]
const rounds = 10

it(`takes at most ${most} times as long of 2,000 points as of 50`, async () => {
  const took = async (side: Side, ask: Ask) => {
    const began = performance.now()
    await ask(side.database.turns, side)
    return performance.now() - began
  }
  const round = async (ask: Ask): Promise<number> => {
    const measured = sides.map((): number[] => [])
    for (let i = 0; i < times; i++) for (const [at, side] of sides.entries()) measured[at]?.push(await took(side, ask))
    const [few = 0, many = 0] = measured.map(median)
    return many / few
  }
  for (const [what, ask] of Object.entries(asked)) {
    for (const side of sides) for (let i = 0; i < 20; i++) await took(side, ask)
    let ratio = await round(ask)
    for (let i = 1; ratio > most && i < rounds; i++) ratio = Math.min(ratio, await round(ask))
    expect.soft(ratio, what).toBeLessThanOrEqual(most)
  }
}, 180_000)
