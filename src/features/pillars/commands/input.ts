// SPDX-License-Identifier: EUPL-1.2

import type { Button } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { choosePillar, pillarsCard } from '#/features/pillars/cards/pillars.ts'
import { findPillar, type Pillar, pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { matchName } from '#/network/names.ts'

/**
 * The pillar that was typed, or the question that comes first: which one, or "bedoelt u". A typing error is forgiven where `button` is absent (nothing is written),
 * else it asks with that button.
 */
export async function pillarOrQuestion(
  db: Db,
  turn: Turn,
  typed: string,
  question: 'title' | 'leave' | 'members' | 'show',
  button: (label: string, pillar: Pillar) => Button,
  writes: boolean,
): Promise<Pillar | Answer> {
  const t = pillarTexts.in(turn.locale)
  const list = await pillars(db, turn.today)
  const own = turn.actor.person && question === 'leave' ? await pillarsOf(db, turn.actor.person) : null
  const choice = (some: readonly Pillar[], text: string): Answer => ({
    card: choosePillar(some, text, pillar => button(t(`choose.${question}`), pillar)),
    to: 'me',
  })
  if (!typed && own?.length === 0)
    return {
      card: { version: 1, text: t('which.leaveNone'), buttons: [lineButton(t('unknown.all'), 'pijler')] },
      to: 'me',
    }
  if (!typed) return choice(own ? list.filter(({ id }) => own.includes(id)) : list, t(`which.${question}`))
  const match = await findPillar(db, turn.today, typed)
  const asks = (pillar: Pillar): Answer => ({
    card: {
      version: 1,
      text: t('unknown.near', { words: typed, pillar: pillar.name }),
      buttons: [
        { ...button(t('unknown.yes', { pillar: pillar.name }), pillar), style: 'primary' },
        lineButton(t('unknown.all'), 'pijler'),
      ],
    },
    to: 'me',
  })
  switch (match.found) {
    case 'exact':
      return match.item
    case 'several':
      return choice(match.items, t('unknown.several', { words: typed }))
    case 'near':
      return writes ? asks(match.item) : match.item
    case 'none': {
      const begun = begunWith(typed, list)
      if (begun) return asks(begun)
      return { card: { ...pillarsCard(list, turn.locale), text: t('unknown.none', { words: typed }) }, to: 'me' }
    }
  }
}

/** The pillar whose name the line begins with, where more words follow. */
function begunWith(typed: string, list: readonly Pillar[]): Pillar | null {
  const words = typed.split(/\s+/)
  for (let taken = words.length - 1; taken > 0; taken--) {
    const match = matchName(words.slice(0, taken).join(' '), list, pillar => [pillar.name, pillar.id])
    if (match.found === 'exact') return match.item
  }
  return null
}

export const isPillar = (found: Pillar | Answer): found is Pillar => 'id' in found
