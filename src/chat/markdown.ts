// SPDX-License-Identifier: EUPL-1.2
/** The safe subset of Markdown that cards are written in, read into spans that each platform's renderer writes in its own way. */
export type Span =
  | { readonly kind: 'text' | 'bold' | 'italic'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

export interface Line {
  readonly kind: 'plain' | 'item' | 'quote'
  readonly spans: readonly Span[]
}

const special = /[\\*_[\]()>`~#|!<]/g
// Bidirectional overrides and isolates reorder what stands around them; NUL and other control characters break platforms and Postgres [T14].
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed.
const unruly = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** More than four marks on one letter reach over its neighbours. */
const piled = /(\p{M}{4})\p{M}+/gu

/** Most that is said holds nothing but letters of the west, marks of punctuation and arrows: nothing to be taken out. */
const simple = /^[\n\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u25ff]*$/

/** Takes out the characters that act on others than themselves. */
export const tame = (text: string): string => (simple.test(text) ? text : text.replace(unruly, '').replace(piled, '$1'))

/** What a person typed, so that it reads as nothing but text: one line, no marks, no list. */
export const escapeMarkdown = (text: string): string =>
  tame(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(special, mark => `\\${mark}`)
    .replace(/^([-+]|\d+[.)])(?=\s)/, '\\$1')

/** What a person typed, in bold where it stands between two marks. */
export const boldBetween = (text: string, [start, stop]: readonly [string, string]): string =>
  text
    .split(start)
    .map((part, i) => {
      const [bold = '', rest = ''] = i === 0 ? ['', part] : part.split(stop)
      return `${bold && `**${escapeMarkdown(bold)}**`}${escapeMarkdown(rest)}`
    })
    .join('')

const inline =
  /\\(?<escaped>.)|\*\*(?<bold>(?:\\.|[^*\\])+)\*\*|_(?<italic>(?:\\.|[^_\\])+)_|\[(?<label>(?:\\.|[^\]\\])+)\]\((?<url>https?:\/\/[^\s)]+)\)/gu

const bare = (text: string): string => text.replace(/\\(.)/gu, '$1')

const unmarked = /^[^\\*_[]*$/

function spansOf(text: string): Span[] {
  if (unmarked.test(text)) return text ? [{ kind: 'text', text }] : []
  const spans: Span[] = []
  const plain = (more: string) => {
    const last = spans.at(-1)
    if (!more) return
    if (last?.kind === 'text') spans[spans.length - 1] = { kind: 'text', text: last.text + more }
    else spans.push({ kind: 'text', text: more })
  }
  let at = 0
  for (const match of text.matchAll(inline)) {
    plain(text.slice(at, match.index))
    at = match.index + match[0].length
    const { escaped, bold, italic, label, url } = match.groups ?? {}
    if (escaped !== undefined) plain(escaped)
    else if (bold !== undefined) spans.push({ kind: 'bold', text: bare(bold) })
    else if (italic !== undefined) spans.push({ kind: 'italic', text: bare(italic) })
    else if (label !== undefined && url !== undefined) spans.push({ kind: 'link', text: bare(label), url })
  }
  plain(text.slice(at))
  return spans
}

/** Reads a text into lines of spans; an empty line stays, as a line without spans. */
export const linesOf = (text: string): Line[] =>
  text.split('\n').map(line => {
    if (line.startsWith('- ')) return { kind: 'item', spans: spansOf(line.slice(2)) }
    if (line.startsWith('> ')) return { kind: 'quote', spans: spansOf(line.slice(2)) }
    return { kind: 'plain', spans: spansOf(line) }
  })

const plainSpan = (span: Span): string => (span.kind === 'link' ? `${span.text} (${span.url})` : span.text)

/** A text without marks: for titles, buttons, notifications and screen readers. */
export const plain = (text: string): string =>
  linesOf(text)
    .map(line => (line.kind === 'item' ? '• ' : '') + line.spans.map(plainSpan).join(''))
    .join('\n')
