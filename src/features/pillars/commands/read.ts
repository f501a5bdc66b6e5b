// SPDX-License-Identifier: EUPL-1.2
import type { Guess, Reads } from '#/chat/feature.ts'
import {
  joinButton,
  membersCard,
  pillarCard,
  pillarsCard,
  showMembers,
  showPillar,
} from '#/features/pillars/cards/pillars.ts'
import { isPillar, pillarOrQuestion } from '#/features/pillars/commands/input.ts'
import { pillars, pillarsOf, seatsOf } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { matchName } from '#/network/names.ts'
import { mayEver } from '#/network/policy.ts'

/** `m50 pijler [pijler]`: the list, or one. */
export const show: Reads<string> = {
  does: 'reads',
  asks: 'pillar.read',
  async run(db, turn, typed) {
    if (!typed) return { card: pillarsCard(await pillars(db, turn.today), turn.locale), to: 'me' }
    const found = await pillarOrQuestion(db, turn, typed, 'show', showPillar, false)
    if (!isPillar(found)) return found
    const own = turn.actor.person ? await pillarsOf(db, turn.actor.person) : []
    return { card: pillarCard(found, own.includes(found.id), turn.locale), to: 'me' }
  },
}

/** `m50 pijler leden <pijler>`. */
export const members: Reads<string> = {
  does: 'reads',
  asks: 'pillar.read',
  async run(db, turn, typed) {
    const found = await pillarOrQuestion(db, turn, typed, 'members', showMembers, false)
    if (!isPillar(found)) return found
    return { card: membersCard(found, await seatsOf(db, found.id, turn.today), turn.locale), to: 'me' }
  },
}

/** `m50 bestuur`: the pillar, probably. */
export const guessPillar: Guess = async (db, turn, words) => {
  if (!mayEver(turn.actor, 'pillar.read')) return null
  const list = await pillars(db, turn.today)
  const match = matchName(words, list, pillar => [pillar.name, pillar.id])
  if (match.found !== 'exact' && match.found !== 'near') return null
  const t = pillarTexts.in(turn.locale)
  const own = turn.actor.person ? await pillarsOf(db, turn.actor.person) : []
  return {
    version: 1,
    text: t('guess.text', { pillar: match.item.name }),
    buttons: [
      showPillar(t('guess.show'), match.item),
      ...(own.includes(match.item.id) ? [] : [joinButton(t('guess.join'), match.item)]),
    ],
  }
}
