// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { mostRead } from '#/features/desk/rules/read-much.ts'
import { deskTexts } from '#/features/desk/texts.ts'

/** That someone reads more than a person does, for the secretariat [T26]. */
export function readMuchCard(name: string, locale: Locale): Card {
  const t = deskTexts.in(locale)
  return {
    version: 1,
    text: t('readMuch.told', { name, most: mostRead }),
    buttons: [lineButton(t('readMuch.person'), `persoon ${name}`)],
  }
}
