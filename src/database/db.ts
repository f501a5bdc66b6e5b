// SPDX-License-Identifier: EUPL-1.2
import type { Prisma } from '#/database/generated/client.ts'

/** One SQL statement under a name of its own, so that the server prepares it once a connection. Parameters are `$1…`, with a cast wherever the column is no text (`$1::uuid`); dates come back as text (`starts_on::text`), counts as `int`. */
export interface Statement {
  readonly name: string
  readonly text: string
}

type Models = Prisma.TransactionClient

/** Prisma without what it gathers from several callers into one query: two turns may never share a statement. `findFirst` does the same alone. */
type Alone = {
  readonly [Key in keyof Models]: Key extends `$${string}`
    ? Models[Key]
    : Omit<Models[Key], 'findUnique' | 'findUniqueOrThrow'>
}

/** Plain reading: prepared statements, and Prisma for everyday queries. */
export interface Db {
  /** Asked while a transaction's work runs, it works in that transaction. */
  readonly prisma: Alone
  /** One object for a pool and all its transactions: what is kept in memory hangs on it. */
  readonly memory: object
  readonly isTransaction: boolean
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}

declare const open: unique symbol

/** The one transaction of a writing turn or a job. What rules collect in it (audit rows, notices, touched subjects) is written by `flush` as its last statements. */
export interface Tx extends Db {
  readonly [open]: true
}

export const statement = (name: string, text: string): Statement => ({ name, text })

/** A list that grows while a transaction runs and dies with it. */
export function collected<Item>(): { add(tx: Tx, item: Item): void; of(tx: Tx): readonly Item[] } {
  const lists = new WeakMap<Tx, Item[]>()
  return {
    add(tx, item) {
      const list = lists.get(tx)
      if (list) list.push(item)
      else lists.set(tx, [item])
    },
    of: tx => lists.get(tx) ?? [],
  }
}

/** Called before and after each await of a turn and of a worker. Does nothing in the product; a test's own entry file passes one that stops the process at a named point. */
export type Mark = (point: string) => Promise<void>

export const noMark: Mark = async () => {}
