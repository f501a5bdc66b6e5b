// SPDX-License-Identifier: EUPL-1.2
import { storedRoleWord } from '#/chat/words.ts'
import type { Called } from '#/features/privacy/rules/forget.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'

/** "voormalig wethouder, Dronten": stored as a name, so in the network's own language and without the marks of a card. */
export const called: Called = (kind, municipality, language) => {
  const t = privacyTexts.in(language)
  const word = storedRoleWord(kind, language) || t('former.anyone')
  return [`${t('former.word')} ${word}`, municipality].filter(Boolean).join(', ')
}
