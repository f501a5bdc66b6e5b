// SPDX-License-Identifier: EUPL-1.2
import { type DestinationStream, pino } from 'pino'

/** What the rooms want of a logger, with or without a sentence. */
export interface FieldLog {
  info(facts: object, sentence?: string): void
  warn(facts: object, sentence?: string): void
  error(facts: object, sentence?: string): void
}

type Shape = (value: unknown) => unknown

const longest = 200
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)
const number: Shape = value => (typeof value === 'number' ? value : undefined)

/** One word in code's own letters, or a few in lower case as in "live cards": no sentence, no address, no "J. de Vries". */
const isWord = /^[@/]?[\p{L}\d][\p{L}\d_.:/+-]{0,79}$|^[\p{Ll}\d.'-]+( [\p{Ll}\d.'-]+){1,3}$/u
const word: Shape = value => (typeof value === 'string' && value.length <= 80 && isWord.test(value) ? value : undefined)
const id: Shape = value => number(value) ?? word(value)
const path: Shape = value => (typeof value === 'string' ? cut(value) : undefined)

/** What Postgres and packages say of themselves. What stands in quotes, in brackets or before an @ there is somebody's value, so it is left out. */
const told: Shape = value =>
  typeof value === 'string'
    ? cut(value.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)|\S*@\S*/g, '…').replaceAll(/\s+/g, ' '))
    : undefined

const listOf =
  (shape: Shape, most: number): Shape =>
  value =>
    Array.isArray(value) ? value.slice(0, most).flatMap(one => shape(one) ?? []) : undefined

/** With file, line and column: a message of several lines stands in the stack as well, and one of them may begin with "at". */
const isFrame = /^\s*at (?:[^()]+ \()?\S+:\d+:\d+\)?$/
const frames = listOf(value => (typeof value === 'string' && isFrame.test(value) ? cut(value.trim()) : undefined), 8)

/** An error comes down to its kind, its code and where it was thrown: its message may hold what a person typed. */
const fault: Shape = value => {
  if (value instanceof Error)
    return fault({
      kind: value.name,
      code: 'code' in value ? value.code : undefined,
      at: value.stack?.split('\n').filter(line => isFrame.test(line)),
    })
  if (typeof value !== 'object' || value === null) return word(value) ?? told(value)
  const facts: Record<string, unknown> = { ...value }
  return { kind: word(facts.kind), code: id(facts.code), at: frames(facts.at) }
}

/**
 * Every field that a line may have, with its shape: whatever else is handed over is left out, and counted in `dropped` [T48].
 * A new field is added here, after asking whether a name, an address or a text of a person could ever stand in it.
 */
const shapes = new Map<string, Shape>([
  ...[
    'attempt',
    'line',
    'messages',
    'ms',
    'port',
    'process',
    'retryAfterSeconds',
    'rows',
    'status',
    'version',
    'waitMs',
  ].map(name => [name, number] as const),
  ...['delivery', 'from', 'job', 'kind', 'method', 'migration', 'outcome', 'platform', 'playground', 'queue'].map(
    name => [name, word] as const,
  ),
  ...['head', 'reason', 'rule', 'scope', 'sweep', 'turn', 'word'].map(name => [name, word] as const),
  ...['code', 'id'].map(name => [name, id] as const),
  ...['folder', 'unfinished'].map(name => [name, path] as const),
  ...['postgres', 'said', 'warning'].map(name => [name, told] as const),
  ['at', value => (typeof value === 'string' ? word(value) : frames(value))],
  ['error', fault],
  ['migrations', listOf(word, 50)],
])

function allowed(facts: object): Record<string, unknown> {
  const line: Record<string, unknown> = {}
  let dropped = 0
  for (const [name, value] of Object.entries(facts)) {
    const kept = value === undefined ? undefined : shapes.get(name)?.(value)
    if (kept !== undefined) line[name] = kept
    else if (value !== undefined) dropped++
  }
  return dropped > 0 ? { ...line, dropped } : line
}

const stamp = (time: unknown): string => String(time).slice(11, 19)

/** A line of the log for whoever sits at the terminal: "12:08:58 warn  Redraw not asked kind=request", in UTC. */
export function readable(json: string): string {
  const { time, level, msg, ...facts }: Record<string, unknown> = JSON.parse(json)
  const shown = Object.entries(facts).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  return `${[stamp(time), String(level).padEnd(5), msg, ...shown].filter(Boolean).join(' ')}\n`
}

const terminal: DestinationStream = { write: line => void process.stdout.write(readable(line)) }

/** Lines leave together, at the latest after a tenth of a second: a write of its own for each costs a turn as much as a statement does. What waits when the process ends is written then. */
function standardOutput(): DestinationStream {
  return process.stdout.isTTY && process.env.NODE_ENV !== 'production'
    ? terminal
    : pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 100 })
}

/**
 * The log: one JSON line each, with only the fields named here, on standard output or `to`. On a terminal, outside production, it is text to read.
 * `level` is one of pino's, or `silent`.
 */
export function createLog(level: string, to: DestinationStream = standardOutput()): FieldLog {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: allowed },
  }
  const log = pino(options, to)
  const at = (name: 'info' | 'warn' | 'error') => (facts: object, sentence?: string) =>
    log[name](facts, sentence && cut(sentence))
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
