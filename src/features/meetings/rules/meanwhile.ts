// SPDX-License-Identifier: EUPL-1.2
// Two who change one meeting at once: the second reads what the first changed, before their own replaces it.
import { createHash } from 'node:crypto'
import { type Altered, alteredFields, asAltered } from '#/features/meetings/rules/alter.ts'
import { kindValue } from '#/features/meetings/rules/kinds.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'

/** What someone may change of a meeting: its kind, and what is told of it. */
export interface Alterable extends Altered {
  readonly kind: string
}
export const alterableFields = ['kind', ...alteredFields] as const satisfies readonly (keyof Alterable)[]
export type AlterableField = (typeof alterableFields)[number]

export const asAlterable = (meeting: Meeting): Alterable => ({
  ...asAltered(meeting),
  kind: kindValue(meeting),
})

const markLength = 4
const markOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, markLength)

/** Stands for how a meeting was when a form began, field by field. Pure. */
export const marksOf = (meeting: Meeting): string => {
  const now = asAlterable(meeting)
  return alterableFields.map(field => markOf(now[field])).join('')
}

/** What changed since a form began, of what it was filled in with otherwise; nothing for a form of before, which carries no marks. Pure. */
export function changedMeanwhile(
  marks: string,
  meeting: Meeting,
  given: Partial<Alterable>,
): readonly AlterableField[] {
  if (marks === '') return []
  const now = asAlterable(meeting)
  return alterableFields.filter((field, i) => {
    const mark = marks.slice(i * markLength, (i + 1) * markLength)
    return field in given && markOf(now[field]) !== mark && markOf(given[field]) !== markOf(now[field])
  })
}
