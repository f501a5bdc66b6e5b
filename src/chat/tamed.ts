// SPDX-License-Identifier: EUPL-1.2
import { tame } from '#/chat/markdown.ts'
import type { Act } from '#/chat/turn.ts'
import { Refusal } from '#/network/refusal.ts'

const longestLine = 4_000
const longestField = 12_000

function bounded(text: string, max: number): string {
  const clean = tame(text)
  if (clean.length > max) throw new Refusal('chat.tooLong', { length: clean.length, max })
  return clean
}

/** An act without control characters and without more text than any form takes. @throws Refusal chat.tooLong */
export function tamed(act: Act): Act {
  switch (act.kind) {
    case 'line':
      return { ...act, text: bounded(act.text, longestLine) }
    case 'press':
      return { ...act, value: bounded(act.value, longestLine) }
    case 'submit':
      return {
        ...act,
        fields: Object.fromEntries(
          Object.entries(act.fields).map(([name, value]) => [name, bounded(value, longestField)]),
        ),
      }
    case 'suggest':
      return { ...act, query: bounded(act.query, longestLine).slice(0, 100) }
  }
}
