// SPDX-License-Identifier: EUPL-1.2

/** A document without a file kind: its title, then blocks in reading order. Every text is plain; a web address in it becomes a link. */
export interface Document {
  readonly title: string
  /** `nl` or `en`: what a screen reader speaks. */
  readonly language: string
  /** Under the title: what it is, and of when. */
  readonly about: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly label: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** A table of one row a subject. Numbers and days stay what they are, so that they sort. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly { readonly label: string; readonly width: number }[]
  readonly rows: readonly (readonly Cell[])[]
}

export type Cell = string | number | { readonly day: string } | null

export interface Piece {
  readonly text: string
  readonly url?: string
}

const address = /https?:\/\/[^\s<>"”]+/g
/** What ends a sentence ends no address. */
const after = /[.,;:!?)\]}'’]+$/

/** A text in pieces, its web addresses apart. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(address)) {
    const url = match[0].replace(after, '')
    if (!URL.canParse(url)) continue
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ text: url, url })
    at = match.index + url.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

/** The lines of a text, without those that are empty. */
export const linesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
