// SPDX-License-Identifier: EUPL-1.2
import type { TestDatabase } from './database.ts'

export interface DumpedRow {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

/** Every row of every table in every schema, as a dump of the database would hold it. */
export async function everyRow(database: TestDatabase): Promise<readonly DumpedRow[]> {
  const tables = await database.query<{ table: string }>(
    `select case table_schema when 'public' then '' else table_schema || '.' end || table_name as table from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const rows: DumpedRow[] = []
  for (const { table } of tables)
    for (const { row } of await database.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t`,
    ))
      rows.push({ table, row })
  return rows
}

/** The columns of a row in which one of these strings stands, in any depth. */
export const columnsWith = ({ row }: DumpedRow, strings: readonly string[]): string[] =>
  Object.entries(row).flatMap(([column, value]) => {
    const text = JSON.stringify(value ?? '').toLowerCase()
    return strings.some(string => text.includes(string.toLowerCase())) ? [column] : []
  })
