// SPDX-License-Identifier: EUPL-1.2
import type { Pool } from '#/database/database.ts'
import { statement, type Tx } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import { beginning, type Said, saidColumns, sealOf } from '#/network/audit-chain.ts'

/** Who inserts into the audit holds this lock until the end of its transaction, from before it takes an id. The newest row is read first. */
const writing = `array(select virtualtransaction from pg_locks
  where locktype = 'relation' and relation = 'audit'::regclass and database = (select oid from pg_database where datname = current_database()) and mode = 'RowExclusiveLock')`
const look = statement(
  'audit seal look',
  `select coalesce((select max(id) from audit), 0)::text as newest, ${writing} as writers`,
)
const still = statement('audit seal still', `select ${writing} && $1::text[] as writing`)
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

/** The newest row at a moment, and the transactions that may hold a lower id and had not ended then. */
interface Moment {
  readonly newest: string
  readonly writers: readonly string[]
}

/**
 * Seals the audit, a row upon the row before it, in order of id [T46]. A turn writes no hash and waits for nobody: ids are given out before they are
 * committed, so what stood there at a moment is sealed once all who wrote then have ended, at the next run at the latest. What turns up below the last
 * seal after that was put there. Any number of copies may call it: one does the work. Once a day the head goes to the log, where nobody can cut it off.
 */
export function createSealing(pool: Pool, log: Log, today: () => string): () => Promise<void> {
  let seen: Moment | null = null
  let toldOn = ''

  async function isSettled({ writers }: Moment): Promise<boolean> {
    if (writers.length === 0) return true
    const [row] = await pool.query<{ writing: boolean }>(still, [writers])
    return row?.writing === false
  }

  async function sealWhatStands(): Promise<void> {
    const moment = seen ?? (await pool.query<Moment>(look))[0]
    if (!moment) return
    const wasSeen = seen !== null
    seen = moment
    if (!(await isSettled(moment))) return
    while (await pool.transaction(tx => sealBatch(tx, moment.newest)));
    seen = null
    // What came since waited for that: it is looked at now, not a minute later.
    if (wasSeen) await sealWhatStands()
  }

  async function tell(): Promise<void> {
    if (toldOn === today()) return
    const [head] = await pool.query<{ id: string; hash: string }>(headOf)
    if (!head) return
    log.info({ id: head.id, head: head.hash }, 'The audit is sealed up to here')
    toldOn = today()
  }

  return async () => {
    await sealWhatStands()
    await tell()
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
