// SPDX-License-Identifier: EUPL-1.2
import type { Locale, Text } from '#/chat/texts.ts'
import { deskTexts } from '#/features/desk/texts.ts'

/** "A. Jansen namens S. Jansen" where someone had the other act for them [F05], else the one name. */
export const byline = (name: string, principal: string | null, locale: Locale): Text => {
  const t = deskTexts.in(locale)
  return principal === null ? t('card.byPlain', { name }) : t('card.behalf', { name, principal })
}
