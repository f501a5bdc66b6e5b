// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import type { Pool } from '#/database/database.ts'
import type { Tx } from '#/database/db.ts'
import { openLedger } from '#/database/erasure-ledger.ts'
import type { Log } from '#/database/log.ts'
import { retain, ruleOf } from '#/database/retention.ts'
import { terms } from '#/database/terms.ts'
import { called } from '#/features/privacy/cards/called.ts'
import { forget } from '#/features/privacy/rules/forget.ts'
import { leavers } from '#/features/privacy/rules/leavers.ts'
import { byBot } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { asId, type IdentityId, type PersonId } from '#/network/ids.ts'
import type { Time } from '#/network/time.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

export interface Keeping {
  /** Before any door opens: what was put back from a backup may hold what was due, and know someone who was forgotten since. */
  beforeDoors(): Promise<void>
  /** Notes whoever was forgotten outside the database. */
  noteForgotten(): Promise<void>
  /** Deletes what is due, once a day however often it is called. */
  deleteDue(): Promise<void>
}

/** What keeps the data to what may be kept. `dataDir` is where the erasure ledger stands, `flush` writes what rules collect. */
export function createKeeping(parts: {
  readonly pool: Pool
  readonly dataDir: string
  readonly zone: string
  readonly time: Time
  readonly log: Log
  readonly kinds: readonly AnyRequestKind[]
  readonly flush: (tx: Tx, now: Date) => Promise<unknown>
}): Keeping {
  const { pool, dataDir, zone, time, log, kinds, flush } = parts
  const parting = { kinds, called }
  const ledger = openLedger(join(dataDir, 'erasures.jsonl'), log)
  const rules = [...terms.map(ruleOf), leavers(parting, zone)]
  const present = () => {
    const now = time.now()
    return { now, today: dateIn(zone, now) }
  }

  async function forgetAgain(): Promise<void> {
    for (const { person, account } of await ledger.returned(pool)) {
      const at = present()
      await pool.transaction(async tx => {
        const leaver = { person: asId<PersonId>(person ?? ''), account: asId<IdentityId>(account ?? '') }
        await forget(tx, parting, leaver, byBot, at)
        await flush(tx, at.now)
      })
    }
  }

  const deleteDue = () => retain(pool, rules, present(), log, flush)
  return {
    async beforeDoors() {
      await forgetAgain()
      await deleteDue()
    },
    noteForgotten: () => ledger.note(pool),
    deleteDue,
  }
}
