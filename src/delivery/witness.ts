// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { DeliveryId } from '#/network/ids.ts'

/** A commit that was answered: the database must hold it, and with it all that was committed before. */
const seen = z.object({
  /** A number that only grows, once a minute. */
  count: z.number(),
  /** What this copy sent or was about to send last, and how often its row had changed. */
  delivery: z.object({ id: z.string().transform(id => id as DeliveryId), fence: z.number() }).nullable(),
  /** When it saw the last of this; null where it never saw anything. */
  at: z.coerce.date().nullable(),
})

const kept = seen.extend({ place: z.string() })

export type Seen = z.infer<typeof seen>

/** What a copy remembers of the database, outside it: where that knows less by now, it is an older one [T38]. */
export interface Witness {
  seen(): Seen
  /** A delivery's row was changed, and that is committed. */
  saw(id: DeliveryId, fence: number): void
  counted(count: number, before: Seen): void
  /** What was kept beside the database by an earlier process, if it is of the same database; of another, when it saw that last. */
  recall(place: string): void
  /** The database was another one. */
  forget(): void
  /** Keeps it for the next process, at most once a second unless `now`. */
  keep(how?: 'now'): void
}

const keepMs = 1_000
const nothing: Seen = { count: 0, delivery: null, at: null }

/** `file` is where it outlives the process; null where there is no place for it. */
export function createWitness(file: string | null): Witness {
  let is = nothing
  let place: string | null = null
  let timer: NodeJS.Timeout | undefined

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    if (file === null || place === null) return
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, JSON.stringify({ ...is, place }), { mode: 0o600 })
      renameSync(`${file}.part`, file)
    } catch {
      // Without a disk a restart remembers nothing, as the operator's page says.
    }
  }

  const keep = (how?: 'now') => {
    if (how === 'now') write()
    else timer ??= setTimeout(write, keepMs).unref()
  }

  return {
    seen: () => is,
    saw(id, fence) {
      is = { delivery: { id, fence }, count: is.count, at: new Date() }
      keep()
    },
    counted(count, before) {
      // What was committed before is vouched for by the count; its row may go in time.
      is = { count, delivery: is.delivery === before.delivery ? null : is.delivery, at: new Date() }
      keep()
    },
    recall(of) {
      place = of
      const read = file === null ? null : readKept(file)
      if (read)
        is =
          read.place === of ? { count: read.count, delivery: read.delivery, at: read.at } : { ...nothing, at: read.at }
    },
    forget() {
      is = nothing
      keep()
    },
    keep,
  }
}

function readKept(file: string): z.infer<typeof kept> | null {
  try {
    return kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null
  } catch {
    return null
  }
}

/** SQL: whether the database knows less than a witness. The three are SQL expressions: what was counted, and the last delivery with its fence, null for none. */
export const isBehind = (count: string, delivery: string, fence: string): string => `(
  coalesce((select (value #>> '{}')::bigint from settings where key = 'clock.count'), 0) < ${count}
  or (${delivery} is not null and not exists (select from deliveries w where w.id = ${delivery} and w.fence >= ${fence})))`

/** The values of those. */
export const witnessed = ({ count, delivery }: Seen): readonly [number, string | null, number] => [
  count,
  delivery?.id ?? null,
  delivery?.fence ?? 0,
]
