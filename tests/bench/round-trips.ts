// SPDX-License-Identifier: EUPL-1.2
import type { CountingLine, Executed } from './counting-line.ts'
import { load } from './load.ts'

/** A turn that takes so long, on a machine with other things to do, may read anew what is kept in memory for a second. */
const slowMs = 500
/** What is kept in memory for a second: a turn that meets its end reads it within its transaction, for itself alone, and once more after it. That is the clock's doing, and is counted once. */
const keptList = /\bfrom pillars p where\b/
const frames = /^\s*(begin|commit|rollback)\b/i

export interface Trips {
  /** The most statements that one of the turns took, besides BEGIN and COMMIT. */
  readonly most: number
  /** How many of BEGIN and COMMIT. */
  readonly frames: number
  readonly statements: readonly string[]
}

/** Sends commands one after another, and says what the dearest of them asked of the database on the connections of turns. */
export async function countTrips(
  line: CountingLine,
  port: number,
  requests: readonly Buffer[],
  expected: string,
): Promise<Trips> {
  let dearest: Trips = { most: -1, frames: 0, statements: [] }
  for (const request of requests) {
    line.taken()
    const { errors, p50 } = await load(port, [request], expected, { connections: 1 })
    for (const [wrong] of errors) throw new Error(wrong)
    const taken = line.taken().filter(isOfTurns)
    if (p50 > slowMs) continue
    const statements = taken.filter(one => !frames.test(one.sql)).map(one => one.sql)
    const lists = statements.filter(sql => keptList.test(sql)).length
    const most = statements.length - Math.max(0, lists - 1)
    if (most > dearest.most) dearest = { most, frames: taken.length - statements.length, statements }
  }
  return dearest
}

const isOfTurns = (one: Executed): boolean => one.application === 'm50 turns'
