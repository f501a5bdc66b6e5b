// SPDX-License-Identifier: EUPL-1.2
import { fold } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

/** A typed date, `2027-04-09` or `9-4-2027`, as the first; null for a word that is no date. @throws Refusal for a day that does not exist. */
function dateOf(word: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word)
  const dutch = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(word)
  const [year, month, day] = iso ? iso.slice(1) : dutch ? dutch.slice(1).toReversed() : []
  if (year === undefined) return null
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString()
  } catch {
    throw new Refusal('people.dateForm', { words: word })
  }
}

const fromWords = ['van', 'vanaf', 'from']
const untilWords = ['tot', 'tm', 'totenmet', 'until', 'to']

export interface Dated {
  readonly from: string | null
  readonly until: string | null
  /** What is no date: a pillar, a name. */
  readonly words: readonly string[]
}

/** The days in `… [van] [tot]`: the first is the first day and the second the last, unless a word before it says which. @throws Refusal */
export function datesIn(rest: readonly string[]): Dated {
  const found: { from: string | null; until: string | null } = { from: null, until: null }
  const words: string[] = []
  for (const word of rest) {
    const day = dateOf(word)
    if (day === null) {
      words.push(word)
      continue
    }
    let said = fold(words.at(-1) ?? '')
    // `tot en met` is three words.
    if (said === 'met' && fold(words.slice(-3).join('')) === 'totenmet') {
      words.splice(-2)
      said = 'tot'
    }
    const isFrom = fromWords.includes(said)
    const isUntil = untilWords.includes(said)
    if (isFrom || isUntil) words.pop()
    const which = isUntil || (!isFrom && found.from !== null) ? 'until' : 'from'
    if (found[which] !== null) throw new Refusal('people.dateForm', { words: word })
    found[which] = day
  }
  return { ...found, words }
}
