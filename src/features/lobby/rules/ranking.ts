// SPDX-License-Identifier: EUPL-1.2

/** What a point was given in a round: how often each score, from 1 to 5. */
export interface Tally {
  readonly number: number
  /** `given[0]` is how many gave it 1, `given[4]` how many gave it 5. */
  readonly given: readonly number[]
}

const scores = [1, 2, 3, 4, 5] as const

export const votesOf = ({ given }: Tally): number => given.reduce((sum, count) => sum + count, 0)

const totalOf = ({ given }: Tally): number => scores.reduce((sum, score, at) => sum + score * (given[at] ?? 0), 0)

/** The average, null for what nobody gave anything. */
export const averageOf = (tally: Tally): number | null =>
  votesOf(tally) === 0 ? null : totalOf(tally) / votesOf(tally)

/** Above zero where `b` stands before `a`: by the average, without rounding, then by how many gave it anything. */
const order = (a: Tally, b: Tally): number =>
  totalOf(b) * votesOf(a) - totalOf(a) * votesOf(b) || votesOf(b) - votesOf(a)

/** The points that were given anything, in order, with their places: who is alike in everything shares one, and the next is left out. Pure. */
export function ranked<T extends Tally>(
  tallies: readonly T[],
): readonly { readonly point: T; readonly place: number }[] {
  const sorted = tallies.filter(one => votesOf(one) > 0).toSorted((a, b) => order(a, b) || a.number - b.number)
  return sorted.map(point => ({ point, place: sorted.findIndex(other => order(other, point) === 0) + 1 }))
}
