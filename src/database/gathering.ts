// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import { postgresCode } from '#/database/errors.ts'

/** No statement does more at once. */
const most = 100

/** A row that the database refuses: what came together with it is not refused. */
const isRefused = (error: unknown): boolean => /^2[23]/.test(postgresCode(error) ?? '')

interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

/**
 * Lets one statement do what hundreds ask of one thing at a moment: while it is under way the next ones gather, in order, and go together in one of their own. What waits for the same
 * lock so waits once, and is committed once. Whoever comes alone is not kept waiting. In a transaction each goes alone.
 *
 * @param together gives a result for each, in order
 * @param nameOf names the thing: what goes by the same name goes together
 */
export function gathering<On, Item, Result>(
  together: (db: Db, on: On, items: readonly Item[]) => Promise<readonly Result[]>,
  nameOf: (on: On) => string,
): (db: Db, on: On, item: Item) => Promise<Result> {
  const gathered = new WeakMap<object, Map<string, Waiting<Item, Result>[]>>()

  async function send(db: Db, on: On, all: readonly Waiting<Item, Result>[]): Promise<void> {
    const items = all.map(({ item }) => item)
    try {
      const results = await together(db, on, items)
      for (const [nth, { done }] of all.entries()) done(results[nth] as Result)
    } catch (error) {
      if (all.length > 1 && isRefused(error)) for (const one of all) await send(db, on, [one])
      else for (const { failed } of all) failed(error)
    }
  }

  return (db, on, item) =>
    new Promise<Result>((done, failed) => {
      const one = { item, done, failed }
      if (db.isTransaction) return void send(db, on, [one])
      const queues = gathered.get(db.memory) ?? new Map<string, Waiting<Item, Result>[]>()
      gathered.set(db.memory, queues)
      const name = nameOf(on)
      const queue = queues.get(name)
      if (queue) return void queue.push(one)
      const waiting = [one]
      queues.set(name, waiting)
      setImmediate(async () => {
        while (waiting.length > 0) {
          await send(db, on, waiting.splice(0, most))
          await new Promise(resolve => setImmediate(resolve))
        }
        queues.delete(name)
      })
    })
}
