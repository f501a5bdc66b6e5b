// SPDX-License-Identifier: EUPL-1.2
import type { Pool } from '#/database/database.ts'
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import { beginning, type Said, saidColumns, sealOf } from '#/network/audit-chain.ts'

const look = statement(
  'audit seal look',
  `select coalesce((select max(id) from audit), 0)::text as newest,
     pg_snapshot_xmin(pg_current_snapshot())::text as oldest_running, pg_snapshot_xmax(pg_current_snapshot())::text as next_to_run`,
)
const lock = statement('audit seal lock', 'select pg_try_advisory_xact_lock(505051) as taken')
const headOf = statement(
  'audit seal head',
  'select audit_id::text as id, hash from audit_seals order by audit_id desc limit 1',
)
const unsealed = statement(
  'audit seal unsealed',
  `select a.id::text as id, ${saidColumns} as said from audit a where a.id > $1::bigint and a.id <= $2::bigint order by a.id limit $3::int`,
)
const write = statement(
  'audit seal write',
  `insert into audit_seals (audit_id, previous, hash) select * from unnest($1::bigint[], $2::text[], $3::text[])`,
)

const batch = 1_000

/** The newest row at a moment, and the transaction that was the next to begin then. */
interface Moment {
  readonly newest: string
  readonly nextToRun: bigint
}

/**
 * Seals the audit, a row upon the row before it, in order of id [T46]. A turn writes no hash and waits for nobody: ids are given out before they are
 * committed, so each run seals up to where the audit stood at the one before, once all that ran then has ended. What turns up later below the last
 * seal was put there. Any number of copies may call it: one does the work. Once a day the head goes to the log, where nobody can cut it off.
 */
export function createSealing(pool: Pool, log: Log, today: () => string): () => Promise<void> {
  let seen: Moment | null = null
  let toldOn = ''

  async function tell(db: Db): Promise<void> {
    if (toldOn === today()) return
    const [head] = await db.query<{ id: string; hash: string }>(headOf)
    if (!head) return
    log.info({ id: head.id, head: head.hash }, 'The audit is sealed up to here')
    toldOn = today()
  }

  return async () => {
    const [row] = await pool.query<{ newest: string; oldest_running: string; next_to_run: string }>(look)
    if (!row) return
    if (seen && BigInt(row.oldest_running) >= seen.nextToRun) {
      const upTo = seen.newest
      while (await pool.transaction(tx => sealBatch(tx, upTo)));
      seen = null
    }
    seen ??= { newest: row.newest, nextToRun: BigInt(row.next_to_run) }
    await tell(pool)
  }
}

/** @returns whether there may be more. */
async function sealBatch(tx: Tx, upTo: string): Promise<boolean> {
  const [locked] = await tx.query<{ taken: boolean }>(lock)
  if (!locked?.taken) return false
  const [head] = await tx.query<{ id: string; hash: string }>(headOf)
  const rows = await tx.query<Said>(unsealed, [head?.id ?? '0', upTo, batch])
  if (rows.length === 0) return false
  let hash = head?.hash ?? beginning
  const links = rows.map(row => {
    const previous = hash
    hash = sealOf(previous, row)
    return { id: row.id, previous, hash }
  })
  await tx.query(write, [links.map(l => l.id), links.map(l => l.previous), links.map(l => l.hash)])
  return rows.length === batch
}
