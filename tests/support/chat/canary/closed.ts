// SPDX-License-Identifier: EUPL-1.2
// Not all that stands in an open point is open: a text that was replaced, and a result that was given, while few knew of the point stay theirs.
import type { Sends } from '../chat.ts'
import { isPublic, type Kept } from './kept.ts'

/** What puts words in a point itself, and what says what it came to: those words are as open as the point was then. */
const texts = ['lobby.new', 'lobby.words', 'lobby.facts', 'lobby.lift', 'lobby.split']
const results = ['lobby.result', 'lobby.withdraw']

const wordsOf = ({ title, problem, ask, whyMidsized, evidence }: Kept): string =>
  [title, problem, ask, whyMidsized, evidence].join(' ')

export function closing(canariesIn: (text: string) => readonly string[]) {
  /** Words that stand, or stood, in a point, each with its id, and that not all have had before them. */
  const closed = new Set<string>()
  return {
    isClosed: (word: string, id: string): boolean => closed.has(`${word} ${id}`),
    /** Something of it was never open. */
    isPartly: ({ id }: Kept): boolean => closed.values().some(one => one.endsWith(` ${id}`)),
    /** What was sent stands in this one. */
    stands(sends: Sends, { id, ...point }: Kept): void {
      if (sends.does !== 'submits') return
      const isText = texts.includes(sends.form)
      if (!isText && (isPublic(point) || !results.includes(sends.form))) return
      for (const word of canariesIn(JSON.stringify(sends.fields))) closed.add(`${word} ${id}`)
    },
    /** Whatever an open point reads by now, all have before them. */
    reads(points: readonly Kept[]): void {
      for (const point of points.filter(isPublic))
        for (const word of canariesIn(wordsOf(point))) closed.delete(`${word} ${point.id}`)
    },
    /** What was said of one stands with the other as well, no more open than it was. */
    follows(word: string, from: string, into: string): void {
      if (closed.has(`${word} ${from}`)) closed.add(`${word} ${into}`)
    },
  }
}
