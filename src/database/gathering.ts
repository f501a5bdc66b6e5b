// SPDX-License-Identifier: EUPL-1.2
import { setImmediate as breath } from 'node:timers/promises'
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

interface Queue<Item, Result> {
  readonly waiting: Waiting<Item, Result>[]
  /** A moment of `performance.now()`. */
  sentAt: number
}

type Queues<Item, Result> = Map<string, Queue<Item, Result>>

/**
 * Lets one statement do what hundreds ask of one thing at a moment: who comes in one breath of the event loop goes together, and while that is under way the next ones gather, in order.
 * What waits for the same lock so waits once, and is committed once. In a transaction each goes alone.
 *
 * @param together gives a result for each, in order
 * @param nameOf names the thing: what goes by the same name goes together
 * @param patienceMs a statement that is under way for so long is waited for no more by those who gathered behind it; endless for what waits for a lock
 */
export function gathering<On, Item, Result>(
  together: (db: Db, on: On, items: readonly Item[]) => Promise<readonly Result[]>,
  nameOf: (on: On) => string,
  patienceMs = Number.POSITIVE_INFINITY,
): (db: Db, on: On, item: Item) => Promise<Result> {
  const gathered = new WeakMap<object, Queues<Item, Result>>()

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

  async function drain(db: Db, on: On, queues: Queues<Item, Result>, queue: Queue<Item, Result>): Promise<void> {
    const name = nameOf(on)
    queues.set(name, queue)
    for (await breath(); queue.waiting.length > 0; await breath()) {
      queue.sentAt = performance.now()
      await send(db, on, queue.waiting.splice(0, most))
    }
    if (queues.get(name) === queue) queues.delete(name)
  }

  return (db, on, item) =>
    new Promise<Result>((done, failed) => {
      const one = { item, done, failed }
      if (db.isTransaction) return void send(db, on, [one])
      const queues: Queues<Item, Result> = gathered.get(db.memory) ?? new Map()
      gathered.set(db.memory, queues)
      const now = performance.now()
      const queue = queues.get(nameOf(on))
      if (queue && now - queue.sentAt <= patienceMs) return void queue.waiting.push(one)
      void drain(db, on, queues, { waiting: [...(queue?.waiting.splice(0) ?? []), one], sentAt: now })
    })
}
