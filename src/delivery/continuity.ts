// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { postgresCode } from '#/database/errors.ts'
import { type HoldReason, setHold } from '#/database/hold.ts'
import type { Log } from '#/database/log.ts'
import { isBehind, type Witness, witnessed } from '#/delivery/witness.ts'

/** Which database this is, by what its server says. `timeline` is another after a restore to a moment, and after a standby took over, with loss or without. */
const standing = z.object({ system: z.string().nullable(), timeline: z.string().nullable(), database: z.string() })
type Standing = z.infer<typeof standing>

// A dump that is put back makes its tables anew, also in a database of the same name.
const place = statement(
  'database place',
  `select concat((select oid from pg_database where datname = current_database()), '.', 'deliveries'::regclass::oid) as database`,
)
const server = statement(
  'database server',
  `select (select system_identifier from pg_control_system())::text as system, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as timeline`,
)
const known = statement('database known', `select value from settings where key = 'database.standing'`)
const note = statement(
  'database note',
  `insert into settings (key, value, updated_at) values ('database.standing', $1::jsonb, now()) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
)
const behind = statement('database behind', `select ${isBehind('$1::bigint', '$2::uuid', '$3::int')} as behind`)
const hold = statement('hold set', setHold('$1::text', 'null::timestamptz', '$2::timestamptz', '$3::timestamptz'))
const counted = statement(
  'database count',
  `insert into settings (key, value, updated_at) values ('clock.count', '1', now())
   on conflict (key) do update set value = to_jsonb((settings.value #>> '{}')::bigint + 1), updated_at = now() returning (value #>> '{}')::float8 as count`,
)

async function standingOf(db: Db): Promise<Standing> {
  const [where] = await db.query<{ database: string }>(place)
  const rows = await db.query<Omit<Standing, 'database'>>(server).catch(error => {
    // A hosted database may keep that to itself: then only what copies remember tells.
    if (postgresCode(error)) return []
    throw error
  })
  return standing.parse({ system: null, timeline: null, ...rows[0], ...where })
}

const isAnother = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

/** Whether the database goes on where it was: watched by every copy from its start on [T38]. */
export interface Continuity {
  readonly witness: Witness
  /** Before anything is sent. Where the database was taken over, a copy that lived on may say that nothing is lost: it is waited for. */
  begin(stopped: AbortSignal): Promise<void>
  /** Sets HOLD where the database is an older one. */
  check(): Promise<void>
  /** Counts on, for later to be compared with. */
  count(): Promise<void>
}

/** A copy that lives looks every fifteen seconds. */
const usualPatienceMs = 25_000
const askAgainMs = 1_000

/** `patienceMs` is how long a start waits for another copy to say that nothing is lost. */
export function createContinuity(db: Db, witness: Witness, log: Log, patienceMs = usualPatienceMs): Continuity {
  const isWitness = () => witness.seen().count > 0 || witness.seen().delivery !== null

  async function why(is: Standing, was: Standing | null): Promise<HoldReason | null> {
    if (!was) return null
    if (isAnother(is.system, was.system) || is.database !== was.database) return 'elsewhere'
    const [row] = await db.query<{ behind: boolean }>(behind, witnessed(witness.seen()))
    if (row?.behind) return 'lost'
    return isAnother(is.timeline, was.timeline) && !isWitness() ? 'takenOver' : null
  }

  /** False where nobody can say yet. */
  async function look(isPatient: boolean): Promise<boolean> {
    const is = await standingOf(db)
    const [row] = await db.query<{ value: unknown }>(known)
    const was = standing.safeParse(row?.value).data ?? null
    const because = await why(is, was)
    if (because === 'takenOver' && isPatient) return false
    if (because) {
      const { at } = witness.seen()
      // What it saw last is of what was lost only where it was at work on this database.
      await db.query(hold, [because, isWitness() ? at : null, at])
      witness.forget()
      log.error(
        { reason: because },
        'The database is an older one than before: nothing leaves until the secretariat releases it',
      )
    }
    if (JSON.stringify(is) !== JSON.stringify(was)) await db.query(note, [JSON.stringify(is)])
    return true
  }

  return {
    witness,
    async begin(stopped) {
      const { system, database } = await standingOf(db)
      witness.recall(`${system}.${database}`)
      for (let waited = 0; !(await look(waited < patienceMs)); waited += askAgainMs)
        await pause(askAgainMs, undefined, { signal: stopped })
    },
    async check() {
      await look(false)
    },
    async count() {
      const before = witness.seen()
      const [row] = await db.query<{ count: number }>(counted)
      if (row) witness.counted(row.count, before)
    },
  }
}
