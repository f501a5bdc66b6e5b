// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogue } from '#/database/catalogue.ts'
import { kinds } from '#/database/data-kinds.ts'
import { printedRegister } from '#/database/printed-register.ts'
import { traces } from '#/database/traces.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let columns: { name: string; type: string }[]
/** `table.column` of every foreign key of one column, with the table that it leads to. */
let leadsTo: Map<string, string>

beforeAll(async () => {
  database = await freshDatabase()
  columns = await database.query(
    `select table_name || '.' || column_name as name, data_type as type from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema = 'public' and table_name <> '_prisma_migrations'`,
  )
  const keys = await database.query<{ from: string; to: string }>(
    `select own.relname || '.' || attname as from, other.relname as to
     from pg_constraint c
     join pg_class own on own.oid = conrelid and own.relnamespace = 'public'::regnamespace
     join pg_class other on other.oid = confrelid
     join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where contype = 'f' and cardinality(conkey) = 1`,
  )
  leadsTo = new Map(keys.map(({ from, to }) => [from, to]))
})

afterAll(() => database.drop())

const catalogued = Object.entries(catalogue).flatMap(([table, { columns }]) =>
  Object.entries(columns).map(([column, kind]) => ({ table, name: `${table}.${column}`, kind })),
)

it('[T41] holds every column of the database, and no other', () => {
  expect(catalogued.map(({ name }) => name).toSorted()).toEqual(columns.map(({ name }) => name).toSorted())
})

it('[T41] names no kind of data that no column holds', () => {
  expect([...new Set(catalogued.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(kinds).toSorted())
})

it('[T41] says of each JSON column what it may hold', () => {
  const said = Object.entries(catalogue).flatMap(([table, { json }]) =>
    Object.keys(json).map(column => `${table}.${column}`),
  )
  const isJson = ({ type }: { type: string }) => type === 'json' || type === 'jsonb'
  expect(said.toSorted()).toEqual(
    columns
      .filter(isJson)
      .map(({ name }) => name)
      .toSorted(),
  )
})

it('[T41] reaches the people of every table with personal data by foreign keys', () => {
  const personal = new Set(
    catalogued.filter(({ kind }) => ['personal', 'sensitive'].includes(kinds[kind].class)).map(({ table }) => table),
  )
  const withPeople = Object.entries(catalogue).filter(([, { people }]) => people.length > 0)
  expect(withPeople.map(([table]) => table).toSorted()).toEqual([...personal].toSorted())
  for (const [table, { people }] of withPeople)
    for (const way of people) {
      const end = way.reduce((at, column) => leadsTo.get(`${at}.${column}`) ?? `no foreign key ${at}.${column}`, table)
      expect(end, `${table}: ${way.join(' → ')}`).toBe('people')
    }
})

it('[T41] leaves no foreign key to a person out', () => {
  const direct = [...leadsTo].filter(([, to]) => to === 'people').map(([from]) => from)
  const named = Object.entries(catalogue).flatMap(([table, { people }]) => people.map(way => `${table}.${way[0]}`))
  expect(direct.filter(key => !named.includes(key))).toEqual([])
})

it('[T41] says of every table where traces of a person stand in it, and what forgetting does to them', () => {
  expect(Object.keys(traces).toSorted()).toEqual(Object.keys(catalogue).toSorted())
  const personal = catalogued.filter(({ kind }) => ['personal', 'sensitive', 'reference'].includes(kinds[kind].class))
  const silent = personal.filter(({ table }) => traces[table] === null).map(({ table }) => table)
  expect([...new Set(silent)]).toEqual(['source_domains', 'audit_seals'])
  // From the last to the first, nothing is left hanging on what goes.
  const order = Object.keys(traces)
  for (const [from, to] of leadsTo) {
    const [table = ''] = from.split('.')
    const deletes = traces[to]?.forget.some(step => step.does === 'deletes')
    if (deletes && table !== to) expect(order.indexOf(table), from).toBeGreaterThan(order.indexOf(to))
  }
})

it('[T41] prints the register of processing as it stands in docs', async () => {
  await expect(printedRegister()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/register-of-processing.md'))
})
