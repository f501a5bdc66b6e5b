// SPDX-License-Identifier: EUPL-1.2
import type { Loaded } from './load.ts'

export const contenders = [
  'acknowledging',
  'two statements',
  'bot reads',
  'bot writes',
  'bot stampedes',
  'bot registers',
] as const
export type Contender = (typeof contenders)[number]
export type Rounds = Readonly<Record<Contender, readonly Loaded[]>>

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export interface Measured {
  readonly rounds: Rounds
  /** Whoever waits longer for an answer waits too long. */
  readonly lateMs: number
  readonly trips: {
    readonly read: number
    readonly write: number
    readonly stampede: number
    readonly register: number
  }
  readonly memoryMb: number
  readonly readyMs: number
}

interface Figure {
  readonly what: string
  readonly reached: string
  readonly aim: string
  readonly isMet: boolean
}

/** Ratios are taken within a round, where both met the same neighbours on the machine, and the median of them is shown. */
const ratio = (one: readonly Loaded[], other: readonly Loaded[]): number =>
  median(one.map((loaded, round) => loaded.perSecond / (other[round]?.perSecond ?? Number.POSITIVE_INFINITY)))

const of = (rounds: readonly Loaded[], what: 'perSecond' | 'p50' | 'p99'): number => median(rounds.map(r => r[what]))

function figures({ rounds, lateMs, trips, memoryMb, readyMs }: Measured): Figure[] {
  const {
    acknowledging,
    'two statements': two,
    'bot reads': reads,
    'bot writes': writes,
    'bot stampedes': stampedes,
    'bot registers': registers,
  } = rounds
  const atLeast = (what: string, value: number, aim: number): Figure => ({
    what,
    reached: value.toFixed(2),
    aim: `>= ${aim.toFixed(2)}`,
    isMet: value >= aim,
  })
  const atMost = (what: string, value: number, aim: number, unit: string, digits = 0): Figure => ({
    what,
    reached: `${value.toFixed(digits)}${unit}`,
    aim: `<= ${aim.toFixed(digits)}${unit}`,
    isMet: value <= aim,
  })
  const longest = 5 * of(two, 'p99')
  const late = [...reads, ...writes, ...stampedes, ...registers].reduce((sum, loaded) => sum + loaded.late, 0)
  return [
    atLeast('read, of an app that acknowledges', ratio(reads, acknowledging), 0.6),
    atLeast('write, of an app with two statements', ratio(writes, two), 0.6),
    atLeast('support, of an app that acknowledges', ratio(stampedes, acknowledging), 0.42),
    atLeast('support, of an app with two statements', ratio(stampedes, two), 1),
    atLeast('registration, of an app that acknowledges', ratio(registers, acknowledging), 0.35),
    atMost('read p99, of 5 x the two-statement app', of(reads, 'p99'), longest, ' ms', 1),
    atMost('write p99, of 5 x the two-statement app', of(writes, 'p99'), longest, ' ms', 1),
    atMost(`answers after ${lateMs / 1000} s`, late, 0, ''),
    atMost('statements a read', trips.read, 2, ''),
    atMost('statements a write, beside BEGIN and COMMIT', trips.write, 6, ''),
    atMost('statements a support', trips.stampede, 2, ''),
    atMost('statements a registration', trips.register, 3, ''),
    atMost('resident memory after the run', memoryMb, 300, ' MB'),
    atMost('ready on an existing embedded database', readyMs, 3000, ' ms'),
  ]
}

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

/** What was reached, as text. `isMet` is whether every aim was. */
export function report(measured: Measured): { readonly text: string; readonly isMet: boolean } {
  const { rounds } = measured
  const base = rounds.acknowledging
  const speeds = contenders.map(name => {
    const loaded = rounds[name]
    const spread = loaded.map(one => one.perSecond)
    return [
      name,
      of(loaded, 'perSecond').toFixed(0),
      `${Math.min(...spread).toFixed(0)}-${Math.max(...spread).toFixed(0)}`,
      ratio(loaded, base).toFixed(2),
      of(loaded, 'p50').toFixed(1),
      of(loaded, 'p99').toFixed(1),
    ]
  })
  const reached = figures(measured)
  return {
    text: [
      table([['', 'per second', 'rounds', 'of acknowledging', 'p50 ms', 'p99 ms'], ...speeds]),
      '',
      table([
        ['', 'reached', 'aim', ''],
        ...reached.map(({ what, reached, aim, isMet }) => [what, reached, aim, isMet ? 'met' : 'NOT MET']),
      ]),
    ].join('\n'),
    isMet: reached.every(figure => figure.isMet),
  }
}
