// SPDX-License-Identifier: EUPL-1.2
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { byline, storedRoleWord } from '#/chat/words.ts'

/** Who did something, as the audit keeps it: in whose name, as what, for which municipality. `name` is null for the bot. */
export interface Acted {
  readonly name: string | null
  readonly principal: string | null
  readonly role: string
  readonly municipality: string | null
}

/** "A. Bakker, lid, Zeist". */
export function actedBy({ name, principal, role, municipality }: Acted, locale: Locale): Text {
  const t = chatTexts.in(locale)
  if (name === null) return t('acted.bot')
  const who = {
    name: { text: byline(name, principal, locale) },
    role: storedRoleWord(role, locale) || t('acted.member'),
  }
  return municipality ? t('acted.by', { ...who, municipality }) : t('acted.byPlain', who)
}
