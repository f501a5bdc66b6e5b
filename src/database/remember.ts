// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'

const lastsMs = 1_000

/**
 * Keeps a list that hardly changes, and that no right hangs on, in memory for a second, for each pool and key.
 * A transaction reads what is kept and there, and waits for nobody who loads it: that one may be waiting for its connection. What it loads itself it keeps for itself alone: it may be rolled back.
 */
export function remembering<T>(): (db: Db, key: string, load: () => Promise<T>) => Promise<T> {
  const kept = new WeakMap<object, { key: string; until: number; value: Promise<T>; isThere: boolean }>()
  return (db, key, load) => {
    const found = kept.get(db.memory)
    const isGood = found !== undefined && found.key === key && found.until > performance.now()
    if (isGood && (found.isThere || !db.isTransaction)) return found.value
    const own = db.isTransaction ? kept.get(db) : undefined
    if (own?.key === key) return own.value
    const value = load()
    const one = { key, until: performance.now() + lastsMs, value, isThere: false }
    const holder = db.isTransaction ? db : db.memory
    kept.set(holder, one)
    value.then(
      () => {
        one.isThere = true
      },
      () => kept.delete(holder),
    )
    return value
  }
}
