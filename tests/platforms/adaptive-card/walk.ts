// SPDX-License-Identifier: EUPL-1.2
/** Everything in a drawn card that has a type: elements, runs, actions, nested cards. */
export function parts(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(parts)
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value ? [{ ...value }] : []
  return [...own, ...Object.values(value).flatMap(parts)]
}

/** What one reads in a drawn card's body, a line a element. */
export const readingOf = (body: unknown): string =>
  parts(body)
    .flatMap(part =>
      part.type === 'TextBlock'
        ? [String(part.text)]
        : part.type === 'RichTextBlock'
          ? [
              parts(part.inlines)
                .filter(run => run.type === 'TextRun')
                .map(run => run.text)
                .join(''),
            ]
          : [],
    )
    .join('\n')

/** The rows of actions in a drawn card: its own, those in its body, and those of cards that fold open. */
export const rowsOf = (drawn: unknown): unknown[][] =>
  parts(drawn).flatMap(part => (Array.isArray(part.actions) ? [part.actions] : []))
