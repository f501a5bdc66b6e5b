// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '#/database/db.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { aPerson } from '../../support/people.ts'

let test: TestDatabase

/** More points than a network has in its life. */
beforeAll(async () => {
  test = await freshDatabase({ seeded: true, measured: true })
  const person = await aPerson(test)
  await test.query(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, dossiers, created_at, opened_at, moved_at)
     select 'gathering', 'Punt ' || n || case when n % 600 = 0 then ' over jeugdartsen' else ' over wegen' end,
       'Wat er speelt, keer ' || n, 'Wat we vragen van het Rijk', 'Omdat het middelgrote gemeenten raakt',
       'samenleving', 'GM0355', $1::uuid, array['2026Z' || lpad(n::text, 5, '0')], now(), now(), now()
     from generate_series(1, 12000) n`,
    [person],
  )
  // As autovacuum does: what was just written waits before a search index otherwise.
  await test.query('vacuum analyze')
}, 120_000)

afterAll(() => test.drop())

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

it('[F89] the search goes by its indexes, for these words and, as the server may come to plan it, for any', async () => {
  const sent: { text: string; values: readonly unknown[] }[] = []
  const noting: Pick<Db, 'query'> = {
    query: async ({ text }, values = []) => {
      sent.push({ text, values })
      return []
    },
  }
  const nobodys = { isAll: false, pillars: [], municipalities: [], proposers: [] }
  await searchPoints(noting as Db, [], nobodys, '2027-03-01', 'jeugdartsen', { size: 12, from: 0 })
  const [{ text, values } = expect.fail('nothing was asked')] = sent
  for (const [explain, given] of [
    ['explain (format json)', values],
    ['explain (generic_plan, format json)', []],
  ] as const) {
    const [row] = await test.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`${explain} ${text}`, given)
    const nodes = nodesOf(row?.['QUERY PLAN'][0].Plan ?? expect.fail('no plan'))
    const whole = nodes.filter(node => node['Node Type'].includes('Seq Scan')).map(node => node['Relation Name'])
    expect(whole, explain).not.toContain('lobby_points')
  }
})
