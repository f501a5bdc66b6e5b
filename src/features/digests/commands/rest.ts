// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { hasMore, restCard } from '#/features/digests/cards/digest.ts'
import { readingFor, sentOne } from '#/features/digests/commands/about.ts'
import { openRest } from '#/features/digests/rules/rest.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { Refusal } from '#/network/refusal.ts'

/** [Meer]: in a channel the rest comes in the thread, once; in someone's own conversation it is the answer, as they read it. */
export const restPress: Writes<string> = {
  does: 'writes',
  asks: 'digest.read',
  async run(tx, turn, value) {
    const found = await sentOne(tx, value, turn)
    const isOurs = found !== null && (found.of === null || found.of === turn.actor.person)
    if (!found || !isOurs || !hasMore(found.digest)) throw new Refusal('chat.absent')
    const isAlone = turn.where.kind === 'direct' || found.of !== null
    if (!isAlone) await openRest(tx, found.digest.id, turn.now)
    return { code: isAlone ? 'alone' : 'thread', ids: { digest: found.digest.id } }
  },
  async answer(db, turn, { code, ids }) {
    if (code === 'thread') return { card: { version: 1, text: digestTexts.in(turn.locale)('rest.inThread') }, to: 'me' }
    const found = await sentOne(db, String(ids.digest), turn)
    if (!found) throw new Refusal('chat.absent')
    const reading = await readingFor(db, turn, turn.actor.person, found.digest.items, turn.now)
    return { card: restCard(found.digest, found.told, reading), to: 'me' }
  },
}
