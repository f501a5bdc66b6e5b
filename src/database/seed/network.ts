// SPDX-License-Identifier: EUPL-1.2
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { mistake } from '#/database/seed/mistakes.ts'

const filled = z.string('is no text').min(1, 'is empty')
const day = z.iso.date('is no date like 2022-01-31')
const slug = filled.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no id of lower-case letters, digits and hyphens')
const count = z.int('is no whole number').nonnegative('is below zero')
const isTimeZone = (name: string): boolean => Intl.supportedValuesOf('timeZone').includes(name)
const names = z.array(filled, 'is no list of municipalities')
/** Who may be asked to a meeting: functions and leading roles, who is in its pillar or group, or everyone. */
const audiences = [
  'mayor',
  'alderman',
  'municipalSecretary',
  'adviser',
  'official',
  'contactOfficer',
  'supporter',
  'chair',
  'viceChair',
  'pillarLead',
  'pillarMember',
  'groupMember',
  'everyone',
] as const
const dated = {
  starts_on: day,
  ends_on: day.optional(),
}

const networkShape = z.strictObject({
  network: z.strictObject({
    name: filled,
    inhabitants: z.strictObject({ min: count, max: count }),
    inhabitants_source: filled.optional(),
    leads: names.min(1, 'names no municipality'),
    secretariat: filled,
    language: z.enum(['nl', 'en'], 'is neither nl nor en').optional(),
    time_zone: filled.refine(isTimeZone, 'is no time zone such as Europe/Amsterdam').optional(),
    holidays: filled.regex(/^[A-Z]{2}$/, 'is no code of a country such as NL').optional(),
  }),
  period: z.strictObject({ id: slug, name: filled, ...dated }),
  members: z.array(z.strictObject({ ...dated, municipalities: names.min(1, 'names no municipality') })),
  pillars: z
    .array(
      z.strictObject({
        id: slug,
        number: count,
        name: filled,
        ...dated,
        themes: z
          .array(
            z.strictObject({
              id: filled,
              name: filled,
              keywords: z.array(filled).min(1, 'has no keyword'),
            }),
          )
          .default([]),
        groups: z.array(z.strictObject({ id: slug, name: filled, ...dated })).default([]),
      }),
    )
    .min(1, 'names no pillar'),
  meetings: z
    .array(
      z.strictObject({
        id: slug,
        name: filled,
        scope: z.enum(['network', 'pillar', 'group'], 'is none of network, pillar, group'),
        audience: z.array(z.enum(audiences, `is none of ${audiences.join(', ')}`)).min(1, 'names nobody'),
        months: z.array(z.int('is no month').min(1, 'is no month').max(12, 'is no month')).default([]),
        per_year: count.optional(),
        reminder_days: z.array(count).default([]),
        has_sessions: z.boolean('is neither true nor false').default(false),
        takes_questions: z.boolean('is neither true nor false').default(false),
        ...dated,
      }),
    )
    .default([]),
})

/** What `network.yaml` says. `starts_on` is the first day, `ends_on` the first day that it no longer holds. */
export type Network = z.infer<typeof networkShape>

export type Path = readonly (string | number)[]

/** The network with a way to find the row that a part of it stands on. */
export interface NetworkFile {
  readonly network: Network
  readonly rowOf: (path: Path) => number
}

/** Reads the YAML text; null when it has mistakes, which are added to `mistakes` as one sentence each. */
export function readNetwork(file: string, text: string, mistakes: string[]): NetworkFile | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  for (const error of document.errors) {
    const [sentence] = error.message.split(/ at line \d/)
    mistakes.push(mistake(file, lines.linePos(error.pos[0]).line, `can't be read as YAML: ${sentence}`))
  }
  if (document.errors.length > 0) return null
  const rowOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const start = startOf(document.getIn(path.slice(0, length), true))
      if (start !== null) return lines.linePos(start).line
    }
    return 1
  }
  const parsed = networkShape.safeParse(document.toJS(), { reportInput: true })
  if (parsed.success) return { network: parsed.data, rowOf }
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))
    mistakes.push(mistake(file, rowOf(path), sentenceOf(issue, path)))
  }
  return null
}

const startOf = (node: unknown): number | null => (isNode(node) && node.range ? node.range[0] : null)

function sentenceOf(issue: z.core.$ZodIssue, path: Path): string {
  const name = path.join('.') || 'the file'
  if (issue.code === 'unrecognized_keys')
    return `${name} has ${issue.keys.map(key => `"${key}"`).join(', ')}, which is not known`
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  return isMissing ? `${name} is missing` : `${name} ${lower(issue.message)}`
}

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1)
