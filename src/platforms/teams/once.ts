// SPDX-License-Identifier: EUPL-1.2

/** Teams sends an invoke again after 15 and after 30 seconds. */
const lastsMs = 120_000
const most = 1_000

/**
 * Does what comes under a key once, and gives the same answer for as long as Teams may send it again: what was said besides isn't said twice. What may happen only once
 * does not hang on it, since another copy may hear the second: that is the turn's key and the database's [T03].
 */
export function createOnce<T>(): (key: string | null, work: () => Promise<T>) => Promise<T> {
  const done = new Map<string, { readonly answer: Promise<T>; readonly at: number }>()
  return (key, work) => {
    if (key === null) return work()
    const now = performance.now()
    for (const [old, { at }] of done) {
      if (now - at < lastsMs && done.size < most) break
      done.delete(old)
    }
    const known = done.get(key)
    if (known) return known.answer
    const answer = work()
    done.set(key, { answer, at: now })
    answer.catch(() => done.delete(key))
    return answer
  }
}
