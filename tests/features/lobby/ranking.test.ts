// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { averageOf, ranked, type Tally, votesOf } from '#/features/lobby/rules/ranking.ts'

const tally = (number: number, ...given: number[]): Tally => ({ number, given })

it('[F22] points stand by their average, then by how many gave them anything; alike in both they share a place', () => {
  const points = [
    tally(1, 0, 0, 1, 0, 1),
    tally(2, 0, 0, 0, 2, 0),
    tally(3, 0, 0, 0, 1, 0),
    tally(4, 0, 0, 0, 0, 3),
    tally(5, 0, 0, 0, 0, 0),
    tally(6, 1, 0, 0, 0, 0),
  ]
  expect(ranked(points).map(({ point, place }) => [point.number, place])).toEqual([
    [4, 1],
    [1, 2],
    [2, 2],
    [3, 4],
    [6, 5],
  ])
})

it('[F22] whatever was given, no point stands before one with a higher average, and only those without a vote have no place', () => {
  const given = fc.array(fc.nat({ max: 40 }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(given, { maxLength: 20 }), all => {
      const points = all.map((one, at) => tally(at + 1, ...one))
      const places = ranked(points)
      expect(places).toHaveLength(points.filter(point => votesOf(point) > 0).length)
      for (const [at, { point, place }] of places.entries()) {
        const next = places[at + 1]
        if (!next) continue
        expect(place).toBeLessThanOrEqual(next.place)
        expect(averageOf(point) ?? 0).toBeGreaterThanOrEqual((averageOf(next.point) ?? 0) - 1e-9)
      }
    }),
  )
})
