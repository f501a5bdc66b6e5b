// SPDX-License-Identifier: EUPL-1.2
import type pg from 'pg'
import { z } from 'zod'

/**
 * A backup is a gzipped text. Each line is a letter that says what it is, and JSON: the head (h); for each table its name and columns (t), then its rows
 * (r), each a list of values as Postgres writes them as text; at the end (e) the number of rows of each table, and the SHA-256 of all lines before.
 */
const head = z.object({
  m50Backup: z.literal(1),
  takenAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})

const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) })
const endLine = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() })

export type Head = z.infer<typeof head>
export const shapes = { h: head, t: tableLine, e: endLine }

/** A backup that can't be taken or put back. `message` is one sentence for whoever typed the command. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
}

/** A table with the columns that hold something of their own. */
export interface Columns {
  readonly table: string
  readonly columns: readonly string[]
}

/** How both sessions write and read values as text, whatever the server's own settings. */
export const session = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'`

/** The tables that are backed up, with each column's type. pg-boss' own are not: its jobs do not outlive the database they are in. */
export async function tablesOf(client: pg.Client): Promise<(Columns & { readonly types: readonly string[] })[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; types: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns, array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
     group by c.relname order by c.relname`,
  )
  return rows
}

/** The migrations by which the database came to be as it is. */
export async function migrationsOf(client: pg.Client): Promise<Head['migrations']> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`,
  )
  return rows
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
