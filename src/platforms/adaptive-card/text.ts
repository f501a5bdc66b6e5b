// SPDX-License-Identifier: EUPL-1.2
import { type Line, linesOf, type Span, tame } from '#/chat/markdown.ts'
import type { Element, Look, RichTextBlock, TextBlock, TextRun } from './element.ts'

/**
 * Teams reads Markdown in a TextBlock and nowhere else (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format). So a line stands in one only
 * when there is nothing in it that any reader of Markdown could take for a mark; all else goes into the runs of a RichTextBlock, which are text and nothing but text [T14].
 */
const marks = /[\\*_[\]`~<>&{}|]|^\s*(?:[-+#]|\d+[.)])/

const breaks = /[\r\n\u0085\u2028\u2029]+/g

/** The beginning of a text, at most so long, that ends between words where it can, and never inside a character. */
function wholeWords(text: string, most: number): string {
  const start = text.slice(0, most)
  const space = start.lastIndexOf(' ')
  const end = space > most / 2 ? space : start.length
  return start
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}

/** Plain text on one line. */
export function oneLine(text: string, most: number): string {
  const line = tame(text).replace(breaks, ' ').trim()
  return line.length <= most ? line : `${wholeWords(line, most - 1)}…`
}

/** A text without its marks, on one line: for labels and buttons. Double braces would begin a date that the client fills in: a space of no width keeps them apart. */
export const bare = (text: string, most: number): string =>
  oneLine(readAloud(linesOf(text)), most).replaceAll('{{', '{\u200b{')

/** What a button, a field or a choice is called: never nothing, since it would be no button, field or choice. */
export const label = (text: string, most: number): string => bare(text, most) || '–'

const costOf = (span: Span): number => span.text.length + (span.kind === 'link' ? span.url.length : 0)

const lengthOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.spans.reduce((all, span) => all + costOf(span), 1), 0)

/** The first so many characters of a text, with `more` where something was left out. */
export function shortened(lines: readonly Line[], most: number, more: string): readonly Line[] {
  if (lengthOf(lines) <= most) return lines
  const kept: Line[] = []
  let left = most
  for (const line of lines) {
    const spans: Span[] = []
    for (const span of line.spans) {
      if (left > 0) spans.push(costOf(span) <= left ? span : { kind: 'text', text: wholeWords(span.text, left) })
      left -= costOf(span)
    }
    left -= 1
    kept.push({ kind: line.kind, spans: left > 0 ? spans : [...spans, { kind: 'text', text: ` ${more}` }] })
    if (left <= 0) break
  }
  return kept
}

/** Where a link leads, as the address bar would show it; null for what is no web address. */
function hostOf(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.host : null
}

/** The client fills in `{{DATE(…)}}`, unless its braces stand in two runs. */
const runsOf = (text: string, more: Omit<TextRun, 'type' | 'text'>): TextRun[] =>
  text
    .split(/(?<=\{)(?=\{(?:DATE|TIME)\()/i)
    .filter(part => part !== '')
    .map(part => ({ type: 'TextRun', text: part, ...more }))

function spanRuns(span: Span, look: Omit<TextRun, 'type' | 'text'>): TextRun[] {
  const text = tame(span.text).replace(breaks, ' ')
  switch (span.kind) {
    case 'text':
      return runsOf(text, look)
    case 'bold':
      return runsOf(text, { ...look, weight: 'Bolder' })
    case 'italic':
      return runsOf(text, { ...look, italic: true })
    case 'link': {
      const host = hostOf(span.url)
      const shown = host && !text.includes(host) ? `${text} (${host})` : text
      return runsOf(shown, host ? { ...look, selectAction: { type: 'Action.OpenUrl', url: span.url } } : look)
    }
  }
}

/** One line, or null when there is nothing to see in it. */
export function lineElement(line: Line, look: Look): TextBlock | RichTextBlock | null {
  const spans: Span[] = line.kind === 'item' ? [{ kind: 'text', text: '• ' }, ...line.spans] : [...line.spans]
  const text = tame(spans.map(span => span.text).join(''))
    .replace(breaks, ' ')
    .trim()
  if (text === '') return null
  if (spans.every(span => span.kind === 'text') && !marks.test(text))
    return { type: 'TextBlock', text, wrap: true, ...look }
  const { id, spacing, ...ofRun } = look
  return {
    type: 'RichTextBlock',
    ...(id === undefined ? {} : { id }),
    ...(spacing === undefined ? {} : { spacing }),
    inlines: spans.flatMap(span => spanRuns(span, ofRun)),
  }
}

/** The same lines as text alone. */
export const withoutMarks = (lines: readonly Line[]): readonly Line[] =>
  lines.map(({ kind, spans }) => ({ kind, spans: [{ kind: 'text', text: spans.map(span => span.text).join('') }] }))

/** Lines, one element each; an empty line is a wider gap, lines of a quote stand together on a shade of their own. */
export function elementsOf(lines: readonly Line[], look: Look = {}): Element[] {
  const elements: Element[] = []
  let quote: Element[] | null = null
  let isGap = false
  for (const line of lines) {
    if (line.kind !== 'quote') quote = null
    const list: Element[] = line.kind === 'quote' ? (quote ?? []) : elements
    const element = lineElement(line, { ...(list.length > 0 && !isGap ? { spacing: 'Small' } : {}), ...look })
    isGap = element === null
    if (element === null) continue
    list.push(element)
    if (list === elements || list === quote) continue
    quote = list
    elements.push({ type: 'Container', style: 'emphasis', items: list })
  }
  return elements
}

/** A text without marks or cut, as one reads it aloud. */
export const readAloud = (lines: readonly Line[]): string =>
  lines
    .map(line => (line.kind === 'item' ? '• ' : '') + line.spans.map(span => span.text).join(''))
    .join('\n')
    .trim()
