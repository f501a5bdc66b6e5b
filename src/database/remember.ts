// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'

const lastsMs = 1_000

/**
 * Keeps a list that hardly changes, and that no right hangs on, in memory for a second, for each pool and key.
 * A transaction reads what is kept, and what it loads itself is kept by nobody: it may be rolled back.
 */
export function remembering<T>(): (db: Db, key: string, load: () => Promise<T>) => Promise<T> {
  const kept = new WeakMap<object, { readonly key: string; readonly until: number; readonly value: Promise<T> }>()
  return (db, key, load) => {
    const found = kept.get(db.memory)
    if (found && found.key === key && found.until > performance.now()) return found.value
    const value = load()
    if (db.isTransaction) return value
    kept.set(db.memory, { key, until: performance.now() + lastsMs, value })
    value.catch(() => kept.delete(db.memory))
    return value
  }
}
