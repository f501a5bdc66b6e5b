// SPDX-License-Identifier: EUPL-1.2
import { digestOf } from '#/features/lobby/rules/digest.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Target } from '#/features/lobby/rules/targets.ts'

/** What a point is filed under, besides its words. `targets` are their ids. */
export interface Facts extends Pick<Point, 'pillar' | 'theme' | 'deadline' | 'evidence'> {
  readonly dossiers: readonly string[]
  readonly targets: readonly string[]
}

const fields = ['pillar', 'targets', 'theme', 'deadline', 'dossiers', 'evidence'] as const

export const factsOf = (point: Point): Facts => ({ ...point, targets: point.targets.map(({ id }) => id) })

const said = (facts: Facts, field: (typeof fields)[number]): string =>
  JSON.stringify(field === 'targets' ? facts.targets.toSorted() : facts[field])

/** Which facts differ. */
export const factsChangedIn = (before: Facts, after: Facts): readonly (typeof fields)[number][] =>
  fields.filter(field => said(before, field) !== said(after, field))

/** Tells the facts that a form began with from others. */
export const factsDigest = (facts: Facts): string => digestOf(fields.map(field => said(facts, field)))

/** The form has a field for so many. */
const mostOffered = 2

/** A point's targets apart: those that its form offers to change, and those that stay as they are: more than it has fields for, or none of today's, which can only be taken off. */
export function targetsApart({ targets }: Pick<Point, 'targets'>, known: readonly Target[]) {
  const offered = targets.filter(({ id }) => known.some(one => one.id === id)).slice(0, mostOffered)
  const kept = targets.filter(one => !offered.includes(one))
  return { offered, kept, ended: kept.filter(({ id }) => !known.some(one => one.id === id)) }
}
