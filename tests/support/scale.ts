// SPDX-License-Identifier: EUPL-1.2
// What is asked of a database with little and of one with much: no large table is gone through, and it takes about as long.
import { expect } from 'vitest'
import { type Database, openDatabase, type Pool } from '#/database/database.ts'
import type { Db, Statement } from '#/database/db.ts'
import type { PersonId } from '#/network/ids.ts'
import type { TestDatabase } from './database.ts'
import { isThorough } from './thorough.ts'

/** A database that was filled, and who asks things of it. */
export interface Side {
  readonly test: TestDatabase
  readonly database: Database
  readonly person: PersonId
}

export type Ask = (pool: Pool, side: Side) => Promise<unknown>

/** Opens a database that was filled. */
export async function sideOf(test: TestDatabase, person: PersonId): Promise<Side> {
  // As autovacuum does: what was just written waits before a search index otherwise.
  await test.query('vacuum analyze')
  return { test, database: openDatabase({ url: test.url, turns: 1, background: 1 }), person }
}

export async function closeSides(sides: readonly Side[]): Promise<void> {
  for (const { database, test } of sides) {
    await database.close()
    await test.drop()
  }
}

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** A table of so many rows is large. */
const largeFrom = 10_000

/** Expects that none of what is asked goes through a whole large table; where some are named, through one `among` those. */
export async function expectNoLargeScan(ask: Ask, side: Side, among?: readonly string[]): Promise<void> {
  const { database, test } = side
  const sent: [Statement, readonly unknown[]][] = []
  const noting = <On extends Db>(on: On): On => ({
    ...on,
    query: (statement, values = []) => {
      sent.push([statement, values])
      return on.query(statement, values)
    },
  })
  const { turns } = database
  await ask(
    { ...noting(turns), transaction: (work, committing) => turns.transaction(tx => work(noting(tx)), committing) },
    side,
  )
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
      if (node['Node Type'].includes('Seq Scan') && (among?.includes(node['Relation Name'] ?? '') ?? true))
        expect(sizes.get(node['Relation Name'] ?? '') ?? 0, `${node['Relation Name']} in ${name}`).toBeLessThan(
          largeFrom,
        )
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** A busy machine says little: a plain run asks less often and takes twice as long for a sign, and either asks again for so many rounds. */
const times = isThorough ? 200 : 50
export const mostTimes = isThorough ? 1.3 : 2
const rounds = 10

/** Expects that nothing takes much longer of the last of these than of the first. */
export async function expectAboutAsLong(asked: Readonly<Record<string, Ask>>, sides: readonly Side[]): Promise<void> {
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
    for (let i = 1; ratio > mostTimes && i < rounds; i++) ratio = Math.min(ratio, await round(ask))
    expect.soft(ratio, what).toBeLessThanOrEqual(mostTimes)
  }
}
