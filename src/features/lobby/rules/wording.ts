// SPDX-License-Identifier: EUPL-1.2
import { digestOf } from '#/features/lobby/rules/digest.ts'

/** The most characters of each text of a point. */
export const longest = { title: 120, problem: 3000, ask: 2000, whyMidsized: 2000, evidence: 3000 } as const

export interface Wording {
  readonly title: string
  readonly problem: string
  readonly ask: string
  readonly whyMidsized: string
}

/** Tells the text that a form began with from others. */
export const wordsDigest = ({ title, problem, ask, whyMidsized }: Wording): string =>
  digestOf([title, problem, ask, whyMidsized])

/** What a point read at some time, with what was typed beside its text; `dossiers` is null where that was not kept yet. */
export interface Kept extends Wording {
  readonly evidence: string | null
  readonly dossiers: readonly string[] | null
}

type Field = keyof typeof longest

/** What is wrong with a text: empty where it must say something, or too long. */
export interface Mistake {
  readonly field: Field
  readonly is: 'empty' | 'long'
  readonly length: number
}

const lengthOf = (text: string): number => [...text].length

/** All mistakes at once, in the order of the form. `evidence` may be empty. */
export function mistakesIn(texts: Partial<Readonly<Record<Field, string>>>): readonly Mistake[] {
  return (Object.keys(longest) as Field[]).flatMap((field): Mistake[] => {
    const text = texts[field]?.trim()
    if (text === undefined) return []
    const length = lengthOf(text)
    if (length === 0) return field === 'evidence' ? [] : [{ field, is: 'empty', length }]
    return length > longest[field] ? [{ field, is: 'long', length }] : []
  })
}
