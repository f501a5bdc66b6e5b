// SPDX-License-Identifier: EUPL-1.2
// Long texts a sheet at a time: what a platform would cut stands on the next.
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'

/** So much text is drawn whole on every platform, with a line or two above it: Slack is the narrowest. */
export const fitsWhole = 2400

/** Slack writes these as five. */
const wide = /[&<>]/g

/** What a text takes of `fitsWhole`. */
export const roomOf = (text: string): number => text.length + 4 * (text.match(wide)?.length ?? 0)

/** Words with the space behind them; what is no word any more in pieces, never between a mark and what it escapes. */
const words = (text: string): readonly string[] =>
  (text.match(/\S+\s*|\s+/gu) ?? []).flatMap(word => word.match(/(?:\\.|.){1,200}/gsu) ?? [])

/** Puts parts together, in their order, as long as they fit. */
function filled(parts: readonly string[], between: string): readonly string[] {
  const full: string[] = []
  let last = ''
  for (const part of parts) {
    const both = last === '' ? part : `${last}${between}${part}`
    if (last !== '' && roomOf(both) > fitsWhole) {
      full.push(last)
      last = part
    } else last = both
  }
  return [...full, last]
}

/** Lines on as few sheets as they need. A line that fits on none goes on on the next. */
export const sheetsOf = (lines: readonly string[]): readonly string[] =>
  filled(
    lines.flatMap(line => (roomOf(line) > fitsWhole ? filled(words(line), '') : [line])),
    '\n',
  )

/** A sheet of lines, which one it is where there are more, and what is typed for the next: of these, or the next page of the list. */
export function sheetOf(
  lines: readonly string[],
  { page, last, sheet }: Page,
  locale: Locale,
): { readonly lines: readonly string[]; readonly next: string | null } {
  const sheets = sheetsOf(lines)
  const at = Math.min(sheet, sheets.length)
  const after = page < last ? String(page + 1) : null
  return {
    lines: [
      ...(sheets.length > 1 ? [chatTexts.in(locale)('sheet', { sheet: at, of: sheets.length })] : []),
      sheets[at - 1] ?? '',
    ],
    next: at < sheets.length ? `${page}.${at + 1}` : after,
  }
}
