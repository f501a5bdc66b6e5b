// SPDX-License-Identifier: EUPL-1.2
const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' })

/** What stands for the rest of a text that did not fit. */
export const ellipsis = '…'

/** The longest beginning of a text that costs at most `room`, ending between two characters as a reader sees them. */
export function beginning(text: string, room: number, cost: (grapheme: string) => number): string {
  let spent = 0
  for (const { segment, index } of graphemes.segment(text)) {
    spent += cost(segment)
    if (spent > room) return text.slice(0, index)
  }
  return text
}

/** A text of at most `most` UTF-16 units: whole, or its beginning and an ellipsis. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : beginning(text, most - ellipsis.length, part => part.length).trimEnd() + ellipsis
