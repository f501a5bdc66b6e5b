// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'
import { storedRoleWord } from '#/chat/words.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import { asId } from '#/network/ids.ts'

/** By a request's kind, or that of something planned. */
const kinds = {
  'pillar.join': 'join',
  'person.admit': 'admit',
  'role.end': 'roleEnd',
  'person.departed': 'departed',
  'source.admit': 'source',
  'lobby.point': 'point',
  'request.reminder': 'reminder',
} as const

const states = ['open', 'asked', 'approved', 'declined', 'withdrawn', 'done', 'void', 'failed'] as const

/** What was asked, in words; null for what has none. */
export function kindWord(kind: string, locale: Locale): string | null {
  const found = Object.entries(kinds).find(([name]) => name === kind)
  return found ? privacyTexts.in(locale)(`kind.${found[1]}`) : null
}

/** How it stands, in words. */
export function stateWord(state: string, locale: Locale): string {
  const known = states.find(one => one === state)
  return known ? privacyTexts.in(locale)(`state.${known}`) : state
}

/** Codes between what people typed and chose. */
const codes = ['state', 'why']

/** What a request is about: what was typed and chosen, with names in the place of ids. */
export function subjectWords(subject: unknown, names: Readonly<Record<string, string>>, locale: Locale): string {
  const words = (value: unknown): string[] => {
    if (typeof value === 'string') {
      const word = names[value] ?? storedRoleWord(value, locale)
      return word ? [word] : asId(value) ? [] : [value]
    }
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, one]) => (codes.includes(key) ? [] : words(one)))
  }
  return words(subject).join(', ')
}
