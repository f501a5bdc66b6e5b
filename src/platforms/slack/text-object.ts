// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'
import { type Line, linesOf, plain, type Span, tame } from '#/chat/markdown.ts'
import { beginning, ellipsis, shorten } from '#/platforms/slack/shorten.ts'

export type TextObject = types.PlainTextElement | types.MrkdwnElement

/** A text as Slack may get it: no control characters, no half characters, one kind of line end. */
export const clean = (text: string): string => tame(text.replace(/\r\n?|[\u2028\u2029]/g, '\n')).toWellFormed()

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Slack's three control characters, so that no mention, link or date can begin. */
export const escapeEntities = (text: string): string => text.replace(/[&<>]/g, sign => entities[sign] ?? sign)

/** A label: one line without marks, of at most `most` characters, never empty. */
export const label = (text: string, most: number): string =>
  shorten(plain(clean(text)).replace(/\s+/g, ' ').trim(), most) || '–'

export const plainObject = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false })

// mrkdwn has no way to escape these where they begin or end a word, an emoji's name stands between two colons, and a leading > is a quote.
const readByslack =
  /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`|:[\w+'-]+:|^\s*>|@(?:here|channel|everyone)(?![\p{L}\p{N}])/u

/** Whether Slack would read formatting into words that are only meant as words. */
const wouldFormat = (lines: readonly Line[]): boolean =>
  lines.some(line => line.spans.some(span => readByslack.test(span.text)))

const hasMarks = (lines: readonly Line[]): boolean =>
  lines.some(line => line.kind === 'quote' || line.spans.some(span => span.kind !== 'text'))

const wrapped = (span: Span): readonly [open: string, close: string] => {
  if (span.kind === 'bold') return ['*', '*']
  if (span.kind === 'italic') return ['_', '_']
  if (span.kind === 'link') return [`<${escapeEntities(span.url).replaceAll('|', '%7C')}|`, '>']
  return ['', '']
}

const prefixes = { plain: '', item: '• ', quote: '> ' } as const

/** Lines as mrkdwn of at most `most` characters, our marks always closed. */
function mrkdwn(lines: readonly Line[], most: number): string {
  const parts = lines.flatMap((line, index) => [
    { open: (index > 0 ? '\n' : '') + prefixes[line.kind], text: '', close: '' },
    ...line.spans.map(span => {
      const [open, close] = wrapped(span)
      return { open, text: span.text, close }
    }),
  ])
  const whole = parts.map(({ open, text, close }) => open + escapeEntities(text) + close).join('')
  if (whole.length <= most) return whole
  let out = ''
  for (const { open, text, close } of parts) {
    const room = most - ellipsis.length - out.length - open.length - close.length
    const fits = room > 0 ? beginning(text, room, part => escapeEntities(part).length) : ''
    if (fits || (!text && room >= 0)) out += open + escapeEntities(fits) + close
    if (fits !== text || room < 0) break
  }
  return out.trimEnd() + ellipsis
}

/**
 * A card's text for Slack: plain text where it has no marks, or where Slack would read marks into what a person typed; else mrkdwn.
 * Never empty, at most `most` characters.
 */
export function textObject(text: string, most: number): TextObject {
  const whole = clean(text).trim()
  const lines = linesOf(whole)
  return hasMarks(lines) && !wouldFormat(lines)
    ? { type: 'mrkdwn', text: mrkdwn(lines, most), verbatim: true }
    : plainObject(shorten(plain(whole), most).trim() || '–')
}

/** A message's text when it has no blocks; null where Slack would read formatting into it. */
export function messageText(text: string, most: number): string | null {
  const lines = linesOf(clean(text).trim())
  return wouldFormat(lines) ? null : mrkdwn(lines, most) || '–'
}
