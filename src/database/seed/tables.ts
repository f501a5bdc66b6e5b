// SPDX-License-Identifier: EUPL-1.2
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { mistake } from '#/database/seed/mistakes.ts'

/** A record with the row of its file that it came from. */
export interface Row<Value> {
  readonly row: number
  readonly value: Value
}

const filled = z.string().min(1, 'is empty')
const orNull = (text: string): string | null => (text === '' ? null : text)
const optionalText = z.string().transform(orNull)
const date = z.iso.date()
const day = z.iso.date('is no date like 2022-01-31')
const optionalDate = z
  .string()
  .refine(text => text === '' || date.safeParse(text).success, 'is no date like 2022-01-31')
  .transform(orNull)
const optionalCount = z
  .string()
  .regex(/^\d{0,9}$/, 'is no whole number')
  .transform(text => (text === '' ? null : Number(text)))
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no id of lower-case letters, digits and hyphens')
const slugs = z.string().transform(text => text.split(' ').filter(part => part !== ''))

const targetKinds = [
  'ministry',
  'vngCommittee',
  'vngAlv',
  'province',
  'transportAuthority',
  'network',
  'parliament',
  'other',
] as const

export const municipalityShape = z.object({
  code: filled,
  name: filled,
  region: filled,
  inhabitants: optionalCount,
  inhabitants_year: optionalCount,
  school_region: optionalText,
  valid_from: optionalDate,
  valid_to: optionalDate,
  successor: optionalText,
})

export const domainShape = z.object({
  municipality: filled,
  domain: z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    error: 'is no domain in lower case like zeist.nl',
  }),
  kind: z.enum(['email', 'website'], { error: 'is neither email nor website' }),
  source: filled,
})

export const aliasShape = z.object({ municipality: filled, alias: filled })

export const committeeShape = z.object({
  id: slug,
  name: filled,
  kind: filled,
  valid_from: optionalDate,
  valid_to: optionalDate,
  primary: slugs,
  secondary: slugs,
})

/** Whom points are addressed to. `committee` is a row of committees.csv, `region` one of municipalities.csv. */
export const targetShape = z.object({
  id: slug,
  name: filled,
  kind: z.enum(targetKinds, { error: `is none of ${targetKinds.join(', ')}` }),
  region: optionalText,
  committee: optionalText,
  valid_from: optionalDate,
  valid_to: optionalDate,
})

/** School holidays and recesses of parliament. `region` is a school region of municipalities.csv, empty where it holds for all; `last_on` is the last day. */
export const holidayShape = z.object({
  kind: z.enum(['school', 'recess'], { error: 'is neither school nor recess' }),
  region: z.string(),
  name: filled,
  starts_on: day,
  last_on: day,
  source: filled,
})

/**
 * Reads a CSV text whose first row names exactly the columns of `shape`, in any order. Rows that don't fit are left out, and each mistake is added
 * to `mistakes` as one sentence.
 */
export function readTable<Shape extends z.ZodObject>(
  file: string,
  text: string,
  shape: Shape,
  mistakes: string[],
): Row<z.infer<Shape>>[] {
  const add = (row: number, sentence: string) => mistakes.push(mistake(file, row, sentence))
  const read = linesOf(text, add)
  if (read === null) return []
  const [head, ...lines] = read
  const wrong = wrongColumns(head?.cells ?? [], Object.keys(shape.shape))
  for (const sentence of wrong) add(1, sentence)
  if (!head || wrong.length > 0) return []
  return lines.flatMap(({ row, cells }) => {
    if (cells.length !== head.cells.length) {
      add(row, `has ${cells.length} cells where the first row has ${head.cells.length}`)
      return []
    }
    const record = Object.fromEntries(head.cells.map((column, at) => [column, cells[at] ?? '']))
    const parsed = shape.safeParse(record)
    if (parsed.success) return [{ row, value: parsed.data }]
    for (const issue of parsed.error.issues) {
      const column = String(issue.path[0])
      add(row, `${column}${record[column] ? ` "${record[column]}"` : ''} ${issue.message}`)
    }
    return []
  })
}

function wrongColumns(found: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...wanted.filter(column => !found.includes(column)).map(column => `the column ${column} is missing`),
    ...found.filter(column => !wanted.includes(column)).map(column => `the column "${column}" is not known`),
    ...found
      .filter((column, at) => found.indexOf(column) < at)
      .map(column => `the column ${column} stands there twice`),
  ]
}

interface Line {
  readonly row: number
  readonly cells: readonly string[]
}

function linesOf(text: string, add: (row: number, sentence: string) => void): Line[] | null {
  const lines: Line[] = []
  try {
    parse(text, {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
      onRecord: (cells: string[], { lines: row }) => {
        lines.push({ row, cells })
        return null
      },
    })
    return lines
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    add(typeof error.lines === 'number' ? error.lines : 1, `can't be read as CSV: ${error.message}`)
    return null
  }
}
