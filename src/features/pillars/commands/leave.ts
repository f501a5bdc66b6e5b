// SPDX-License-Identifier: EUPL-1.2
import type { Outcome, Writes } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { noMemberCard } from '#/features/pillars/cards/joining.ts'
import { joinButton, pillarCard } from '#/features/pillars/cards/pillars.ts'
import { isPillar, pillarOrQuestion } from '#/features/pillars/commands/input.ts'
import { openJoin } from '#/features/pillars/rules/join.ts'
import { leave as leavePillar } from '#/features/pillars/rules/leave.ts'
import { type Pillar, pillarById } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { Refusal } from '#/network/refusal.ts'

async function leaveNow(tx: Tx, turn: Turn, pillar: Pillar): Promise<Outcome | Answer> {
  const { person } = turn.actor
  if (person && (await leavePillar(tx, person, pillar, turn.as, turn.now)))
    return { code: 'left', ids: { pillar: pillar.id } }
  const asked = person && (await openJoin(tx, person, pillar))
  return { card: noMemberCard(pillar, asked, turn.locale), to: 'me' }
}

async function answer(db: Db, turn: Turn, { ids }: Outcome): Promise<Answer> {
  const t = pillarTexts.in(turn.locale)
  const pillar = await pillarById(db, turn.today, String(ids.pillar))
  if (!pillar) throw new Refusal('pillars.absent')
  return {
    card: { version: 1, text: t('left.text', { pillar: pillar.name }), buttons: [joinButton(t('left.again'), pillar)] },
    to: 'me',
  }
}

/** `m50 pijler verlaat <pijler>`. */
export const leave: Writes<string> = {
  does: 'writes',
  asks: 'pillar.leave',
  async run(tx, turn, typed) {
    const question = (label: string, pillar: Pillar) => {
      const button = pillarCard(pillar, true, turn.locale).more?.[0]
      if (!button) throw new Error('a pillar card without a way out')
      return { ...button, label }
    }
    const found = await pillarOrQuestion(tx, turn, typed, 'leave', question, true)
    return isPillar(found) ? leaveNow(tx, turn, found) : found
  },
  answer,
}

export const leavePress: Writes<string> = {
  does: 'writes',
  asks: 'pillar.leave',
  async run(tx, turn, id) {
    const pillar = await pillarById(tx, turn.today, id)
    if (!pillar) throw new Refusal('pillars.absent')
    return leaveNow(tx, turn, pillar)
  },
  answer,
}
