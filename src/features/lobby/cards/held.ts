// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { mostFiles } from '#/features/lobby/rules/bulk.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** That someone wants more files of lobby points than are made without asking, for the secretariat [T26]. */
export function heldCard(name: string, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    text: t('file.held.told', { name, most: mostFiles }),
    buttons: [lineButton(t('file.held.person'), `persoon ${name}`)],
  }
}
