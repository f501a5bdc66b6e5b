// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'

/**
 * Why nothing leaves of its own accord: our own command put a backup back, the database is another than it was by what its server says of it, it lacks what it held before,
 * or it was taken over and nobody could say whether anything was lost.
 */
export type HoldReason = 'restored' | 'elsewhere' | 'lost' | 'takenOver'

/** What was set when the database was found to be an older one than people remember: it does not know what left since [T38]. */
export interface Hold {
  readonly id: string
  readonly since: Date
  /** To which moment what it knows goes back, as far as that can be said. */
  readonly backTo: Date
  /** Until when the bot is taken to have gone on in what is lost: what was due by then was probably said, what fell due after it was not. */
  readonly ranUntil: Date
}

/** SQL: whether HOLD is on. While it is off there is no row, so that nobody waits for one. */
export const isOnHold = `exists (select from settings where key = 'hold')`

const lastTick = `(select updated_at from settings where key = 'clock.tick')`
const unknown = 'null::timestamptz'

/**
 * SQL that sets HOLD, audits it, and keeps all that had not left. All are SQL expressions: a null `backTo` is when the clock ticked last; `lostAt` is a moment of what was lost, where one is known: what is older may have left
 * since, what is younger was said after it; `ranUntil` is when the bot was last seen at work before that. Where nobody saw it, it worked until the clock ticked last if a server took over, and until now if data were put back.
 * A HOLD that is on already stays as it is. The fence shuts out whoever is about to send.
 */
export const setHold = (because: string, backTo: string, lostAt = unknown, ranUntil = lostAt): string => `
  with given as (
    select ${because} as because, ${backTo} as back_to, ${lostAt} as lost_at, ${ranUntil} as ran_until, ${lastTick} as ticked
  ), hold as (
    insert into settings (key, value, updated_at)
    select 'hold', jsonb_build_object('id', gen_random_uuid(), 'since', now(),
      'backTo', coalesce(back_to, least(ticked, lost_at), now()),
      'ranUntil', coalesce(case when ran_until >= ticked is not false then ran_until end, case because when 'takenOver' then ticked end, now())), now()
    from given on conflict (key) do nothing returning value
  ), noted as (
    insert into audit (at, action, subject_kind, subject_id, acted_role, app, new)
    select now(), 'restore.held', 'restore', value->>'id', 'bot', 'bot', jsonb_build_object('because', because) from hold, given
  )
  update deliveries set held = true, fence = fence + 1, reason = case when state = 'sending' or created_at <= coalesce(lost_at, now()) then 'restored' else reason end
  from hold, given where state in ('open', 'sending') and not held`

const shape = z.object({ id: z.string(), since: z.coerce.date(), backTo: z.coerce.date(), ranUntil: z.coerce.date() })
const read = statement('hold', `select value from settings where key = 'hold'`)

export async function readHold(db: Db): Promise<Hold | null> {
  const [row] = await db.query<{ value: unknown }>(read)
  return row ? shape.parse(row.value) : null
}
