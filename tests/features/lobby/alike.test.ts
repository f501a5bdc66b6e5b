// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import type { Statement } from '#/database/db.ts'
import { similar as similarBottlenecks, similarTo } from '#/features/bottlenecks/rules/similar.ts'
import { sought, tellingWords } from '#/features/lobby/rules/likeness.ts'
import { similar as similarPoints } from '#/features/lobby/rules/similar.ts'
import { freshDatabase } from '../../support/database.ts'

let test: Awaited<ReturnType<typeof freshDatabase>>
let database: ReturnType<typeof openDatabase>

beforeAll(async () => {
  test = await freshDatabase({ seeded: true, measured: true })
  database = openDatabase({ url: test.url, turns: 2, background: 1 })
  const [person] = await test.query<{ id: string }>(
    `insert into people (name, municipality_id) values ('A. Bakker', 'GM0355') returning id`,
  )
  await test.query(
    `insert into bottlenecks (title, happens, pillar_id, author_id, municipality_id, created_at)
     select 'Zaak ' || md5(n::text), 'Iets over ' || md5((n + 1)::text), 'samenleving', $1::uuid, 'GM0355', now() from generate_series(1, 12000) n
     union all select title, 'Dat gaat zo niet langer.', 'samenleving', $1::uuid, 'GM0355', now() from unnest(array['Wachttijd jeugdzorg loopt op', 'Stroomnet zit vol', 'Wachtlijsten voor woningen']) title`,
    [person?.id],
  )
  await test.query(
    `insert into lobby_points (title, problem, ask, why_midsized, pillar_id, proposer_id, municipality_id, state, created_at, opened_at, moved_at)
     select title, happens, 'Iets', 'Iets', pillar_id, author_id, municipality_id, 'gathering', now(), now(), now() from bottlenecks`,
  )
  // As autovacuum does: an index that is not tidied up yet looks dearer than it is.
  await test.query('vacuum analyze bottlenecks')
  await test.query('vacuum analyze lobby_points')
})

afterAll(async () => {
  await database.close()
  await test.drop()
})

describe('[F16] [A26] what a title is like', () => {
  const titles = async (title: string) => (await similarTo(database.turns, title)).map(one => one.title)

  it.each([
    ['Te weinig jeugdartsen', ['Wachttijd jeugdzorg loopt op']],
    ['Het stroomnetwerk is vol', ['Stroomnet zit vol']],
    ['Wachtlijst woning', ['Wachtlijsten voor woningen']],
    ['Gemeenten krijgen te weinig geld', []],
    ['A', []],
    ["'; drop table bottlenecks; -- | & ! <->", []],
  ])('%s', async (title, expected) => {
    expect(await titles(title)).toEqual(expected)
  })

  interface Node {
    readonly 'Node Type': string
    readonly 'Relation Name'?: string
    readonly Plans?: readonly Node[]
  }
  const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

  async function scanned(statement: Statement, values: readonly unknown[]): Promise<readonly string[]> {
    const [row] = await test.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
      `explain (format json) ${statement.text}`,
      values,
    )
    const plan = row?.['QUERY PLAN'][0]?.Plan ?? expect.fail('no plan')
    return nodesOf(plan).flatMap(node => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? '') : []))
  }

  it('is found by the indexes among twelve thousand', async () => {
    const words = tellingWords('Te weinig jeugdartsen in de wijk')
    const { query, beginnings } = sought(words)
    expect(await scanned(similarBottlenecks, [words, query, beginnings])).not.toContain('bottlenecks')
    const values = [[], '2027-02-03', words, query, beginnings, 'GM0355']
    expect(await scanned(similarPoints, values)).not.toContain('lobby_points')
  })
})
