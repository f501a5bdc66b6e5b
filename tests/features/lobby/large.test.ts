// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Db, Statement } from '#/database/db.ts'
import { agendaPage } from '#/features/lobby/rules/agenda.ts'
import { courseOf } from '#/features/lobby/rules/course.ts'
import type { Facet, Known } from '#/features/lobby/rules/filter.ts'
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

/** So many points, twenty supports and a hundred acts for each, and as many of everything else as makes it a database of years. */
async function filled(points: number): Promise<Side> {
  const test = await freshDatabase({ seeded: true })
  const person = await aPerson(test)
  await test.query(
    `insert into lobby_points (number, state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, created_at, opened_at, moved_at)
     select n, (array['gathering', 'prioritised', 'placed', 'achieved', 'proposed', 'draft'])[1 + n % 6], 'Punt ' || n, repeat('Wat speelt er. ', 20), repeat('Wat vragen we. ', 10), 'Waarom',
       (select id from pillars order by id offset n % 4 limit 1), 'GM0355', $2::uuid, now(), case when n % 6 < 4 then now() end, now() - n * interval '1 hour'
     from generate_series(1, $1::int) n`,
    [points, person],
  )
  await test.query(
    `insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at)
     select p.id, m.id, $1::uuid, 'support', now() from lobby_points p
     join lateral (select id from municipalities where id <> 'GM0355' order by id offset p.number % 20 limit 20) m on true`,
    [person],
  )
  await test.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select now(), 'lobby.supported', 'lobbyPoint', p.id::text, $1::uuid, 'speaker', 'slack' from lobby_points p, generate_series(1, 100)`,
    [person],
  )
  await test.query('analyze')
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

/** What people ask most, of a database of any size. */
const asked: Readonly<Record<string, (db: Db, side: Side) => Promise<unknown>>> = {
  'the lobby agenda': (db, { person }) => agendaPage(db, [person], today, { only: [], from: 0, size: 12 }),
  'a pillar’s lobby agenda': (db, { person }) =>
    agendaPage(db, [person], today, { only: [known('pillar', 'samenleving')], from: 0, size: 12 }),
  'what a municipality stands behind': (db, { person }) =>
    agendaPage(db, [person], today, { only: [known('municipality', 'GM0303')], from: 0, size: 12 }),
  'the search': (db, { person }) => searchPoints(db, [person], today, '25', { from: 0, size: 12 }),
  'a point': (db, { person }) => pointByNumber(db, 25, [person], today),
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

it.each(Object.keys(asked))(
  'of 2,000 points with 40,000 supports and 200,000 acts goes through no large table: %s',
  async what => {
    const { database, test } = large()
    const sent: [Statement, readonly unknown[]][] = []
    const db: Db = {
      ...database.turns,
      query: (statement, values = []) => {
        sent.push([statement, values])
        return database.turns.query(statement, values)
      },
    }
    await asked[what]?.(db, large())
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

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

// Takes a quiet machine: with KILLS=all, as all that does.
it.runIf(isThorough)(
  'takes at most 1.3 times as long of 2,000 points as of 50',
  async () => {
    const took = async (side: Side, ask: (db: Db, side: Side) => Promise<unknown>) => {
      const began = performance.now()
      await ask(side.database.turns, side)
      return performance.now() - began
    }
    for (const [what, ask] of Object.entries(asked)) {
      for (const side of sides) for (let i = 0; i < 20; i++) await took(side, ask)
      const times = sides.map((): number[] => [])
      for (let i = 0; i < 200; i++) for (const [at, side] of sides.entries()) times[at]?.push(await took(side, ask))
      const [few = 0, many = 0] = times.map(median)
      console.log(`${what}: ${few.toFixed(2)} ms of 50, ${many.toFixed(2)} ms of 2,000: ${(many / few).toFixed(2)}`)
      expect.soft(many / few, what).toBeLessThanOrEqual(1.3)
    }
  },
  120_000,
)
