// SPDX-License-Identifier: EUPL-1.2

import type { Button } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { choosePillar, pillarsCard } from '#/features/pillars/cards/pillars.ts'
import { findPillar, type Pillar, pillars } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

/**
 * The pillar that was typed, or the question that comes first: which one, or "bedoelt u". A typing error is forgiven where `button` is absent (nothing is written),
 * else it asks with that button.
 */
export async function pillarOrQuestion(
  db: Db,
  turn: Turn,
  typed: string,
  question: 'title' | 'leave' | 'members',
  button: (label: string, pillar: Pillar) => Button,
  writes: boolean,
): Promise<Pillar | Answer> {
  const t = pillarTexts.in(turn.locale)
  const list = await pillars(db, turn.today)
  const choice = (some: readonly Pillar[], text: string): Answer => ({
    card: choosePillar(some, text, pillar => button(t('list.show'), pillar)),
    to: 'me',
  })
  if (!typed)
    return { card: choosePillar(list, t(`which.${question}`), pillar => button(pillar.name, pillar)), to: 'me' }
  const match = await findPillar(db, turn.today, typed)
  switch (match.found) {
    case 'exact':
      return match.item
    case 'several':
      return choice(match.items, t('unknown.several', { words: typed }))
    case 'none':
      return { card: { ...pillarsCard(list, turn.locale), text: t('unknown.none', { words: typed }) }, to: 'me' }
    case 'near': {
      if (!writes) return match.item
      const pillar = match.item
      return {
        card: {
          version: 1,
          text: t('unknown.near', { words: typed, pillar: pillar.name }),
          buttons: [
            { ...button(t('unknown.yes', { pillar: pillar.name }), pillar), style: 'primary' },
            lineButton(t('unknown.all'), 'pijler'),
          ],
        },
        to: 'me',
      }
    }
  }
}

export const isPillar = (found: Pillar | Answer): found is Pillar => 'id' in found
