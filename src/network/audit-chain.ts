// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import { type Db, statement } from '#/database/db.ts'

/** What the first row is sealed upon. */
export const beginning = '0'.repeat(64)

/** A row of the audit as it is sealed: ids are bigints as text. `said` is all of it, written alike wherever and whenever it is read. */
export interface Said {
  readonly id: string
  readonly said: string
}

/** The hash of a row upon the one before it: SHA-256, in hexadecimal. */
export const sealOf = (previous: string, { said }: Said): string =>
  createHash('sha256').update(`${previous}\n${said}`).digest('hex')

/** All columns of the audit's row `a`, as one text. */
export const saidColumns = `jsonb_build_array(a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), a.action, a.subject_kind, a.subject_id,
  a.person_id, a.acted_role, a.on_behalf_of_id, a.acted_municipality_id, a.app, a.old, a.new)::text`

/** `changed`: the row is not what was sealed. `missing`: it was sealed and is gone. `added`: it came in between later. `broken`: the seal itself does not follow the one before. */
export interface ChainFault {
  readonly kind: 'changed' | 'missing' | 'added' | 'broken'
  readonly id: string
}

export interface ChainReport {
  /** How many rows are sealed. */
  readonly sealed: number
  /** The hash of the last one, to hold beside the one in a day's log: a tail that was cut off is seen nowhere else. Null before the first seal. */
  readonly head: string | null
  /** The first of them. */
  readonly faults: readonly ChainFault[]
  /** Whether rows wait longer for their seal than they should: nobody seals. */
  readonly isLate: boolean
}

const page = statement(
  'audit chain page',
  `with last as (select max(audit_id) as id from audit_seals)
   select coalesce(s.audit_id, a.id)::text as id, s.previous, s.hash, case when a.id is not null then ${saidColumns} end as said
   from (select * from audit_seals where audit_id > $1::bigint order by audit_id limit $2::int) s
   full join (select * from audit where id > $1::bigint and id <= (select id from last) order by id limit $2::int) a on a.id = s.audit_id
   order by coalesce(s.audit_id, a.id) limit $2::int`,
)

const late = statement(
  'audit chain late',
  `select exists (select from audit where id > coalesce((select max(audit_id) from audit_seals), 0) and at < now() - interval '10 minutes') as late`,
)

interface Paged {
  readonly id: string
  readonly previous: string | null
  readonly hash: string | null
  readonly said: string | null
}

const pageSize = 2_000
const mostFaults = 20

/** Reads the whole audit beside its seals [T46], also while more is sealed. */
export async function checkChain(db: Db): Promise<ChainReport> {
  const faults: ChainFault[] = []
  let sealed = 0
  let head: string | null = null
  let after = '0'
  for (;;) {
    const rows = await db.query<Paged>(page, [after, pageSize])
    for (const row of rows) {
      const kind = faultOf(row, head ?? beginning)
      if (kind && faults.length < mostFaults) faults.push({ kind, id: row.id })
      if (row.hash === null) continue
      sealed++
      head = row.hash
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) break
    after = last.id
  }
  const [waiting] = await db.query<{ late: boolean }>(late)
  return { sealed, head, faults, isLate: waiting?.late ?? false }
}

function faultOf({ id, previous, hash, said }: Paged, head: string): ChainFault['kind'] | null {
  if (hash === null || previous === null) return 'added'
  if (previous !== head) return 'broken'
  if (said === null) return 'missing'
  return sealOf(previous, { id, said }) === hash ? null : 'changed'
}
