// SPDX-License-Identifier: EUPL-1.2
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import type { Traced } from '#/database/tracing.ts'

const entry = z.object({ at: z.string(), kind: z.enum(['person', 'identity']), id: z.uuid() })
type Entry = z.infer<typeof entry>

/** Who was forgotten, kept outside the database, since a backup that is put back knows them again. Ids only. */
export interface Ledger {
  /** Adds whoever was forgotten and does not stand in it yet: to the file, and to the log for where there is no disk. */
  note(db: Db): Promise<void>
  /** Who stands in it and is known all the same: what was put back is older. */
  returned(db: Db): Promise<readonly Traced[]>
}

const forgotten = statement(
  'ledger_forgotten',
  `select distinct on (subject_kind, subject_id) to_json(at)#>>'{}' as at, subject_kind as kind, subject_id as id
   from audit where action = 'person.forgotten' order by subject_kind, subject_id, id`,
)
const known = statement(
  'ledger_known',
  `select id as person, null as account from people where id = any($1::uuid[]) and forgotten_at is null
   union all select null, id from identities where id = any($2::uuid[])`,
)

const keyOf = ({ kind, id }: Entry) => `${kind} ${id}`

function read(file: string): Entry[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    // The last line of a killed process may be half a line: whoever it was is noted anew.
    return lines.flatMap(line => {
      try {
        return [entry.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

function append(file: string, entries: readonly Entry[]): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, entries.map(one => `\n${JSON.stringify(one)}`).join(''), { mode: 0o600 })
}

export function openLedger(file: string, log: Log): Ledger {
  const entries = new Map(read(file).map(one => [keyOf(one), one]))
  let isDiskless = false
  return {
    async note(db) {
      const fresh = z
        .array(entry)
        .parse(await db.query(forgotten))
        .filter(one => !entries.has(keyOf(one)))
      if (fresh.length === 0) return
      try {
        append(file, fresh)
      } catch (error) {
        if (!isDiskless) log.warn(faultFacts(error), 'The erasure ledger can only be kept in the log')
        isDiskless = true
      }
      for (const one of fresh) {
        entries.set(keyOf(one), one)
        log.info({ kind: one.kind, id: one.id }, 'Forgotten')
      }
    },
    async returned(db) {
      const ids = (kind: Entry['kind']) => [...entries.values()].flatMap(one => (one.kind === kind ? [one.id] : []))
      if (entries.size === 0) return []
      return db.query<Traced>(known, [ids('person'), ids('identity')])
    },
  }
}
