// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Outcome, Writes } from '#/chat/feature.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { follow, followedBy, stopFollowing } from '#/features/groups/rules/follow.ts'
import { groupTexts } from '#/features/groups/texts.ts'
import { findPillar, type Pillar, pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const button = (name: 'follow.give' | 'follow.end', label: string, pillar: Pillar): Button => ({
  does: 'press',
  name,
  label,
  value: pillar.id,
})

function personOf(turn: Turn): PersonId {
  if (!turn.actor.person) throw new Refusal('chat.guest')
  return turn.actor.person
}

async function give(tx: Tx, turn: Turn, pillar: Pillar): Promise<Outcome> {
  await follow(tx, personOf(turn), { kind: 'pillar', id: pillar.id }, turn.now)
  return { code: 'followed', ids: { pillar: pillar.id } }
}

/** What one follows, and what there is to follow. */
async function overview(db: Db, turn: Turn): Promise<Answer> {
  const t = groupTexts.in(turn.locale)
  const own = await followedBy(db, personOf(turn))
  const isFollowed = (pillar: Pillar) => own.some(({ kind, id }) => kind === 'pillar' && id === pillar.id)
  const list = await pillars(db, turn.today)
  return {
    card: {
      version: 1,
      title: t('follow.title'),
      ...(list.some(isFollowed) ? {} : { text: t('follow.none') }),
      items: list.map(pillar => ({
        text: `**${escapeMarkdown(pillar.name)}**`,
        accessory: isFollowed(pillar)
          ? button('follow.end', t('follow.stop'), pillar)
          : button('follow.give', t('follow.give'), pillar),
      })),
    },
    to: 'me',
  }
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = groupTexts.in(turn.locale)
  const pillar = await pillarById(db, turn.today, String(ids.pillar))
  if (!pillar) throw new Refusal('chat.absent')
  const isFollowed = code === 'followed'
  return {
    card: {
      version: 1,
      text: t(isFollowed ? 'follow.done' : 'follow.stopped', { pillar: pillar.name }),
      buttons: [
        isFollowed ? button('follow.end', t('follow.stop'), pillar) : button('follow.give', t('follow.again'), pillar),
      ],
    },
    to: 'me',
  }
}

/** `m50 volg [pijler]`. */
export const followLine: Writes<string> = {
  does: 'writes',
  asks: 'follow.give',
  async run(tx, turn, typed) {
    if (!typed) return overview(tx, turn)
    const match = await findPillar(tx, turn.today, typed)
    if (match.found !== 'exact') throw new Refusal('groups.noFollow', { words: typed })
    return give(tx, turn, match.item)
  },
  answer,
}

const byPress = (act: (tx: Tx, turn: Turn, pillar: Pillar) => Promise<Outcome>): Writes<string> => ({
  does: 'writes',
  asks: 'follow.give',
  async run(tx, turn, id) {
    const pillar = await pillarById(tx, turn.today, id)
    if (!pillar) throw new Refusal('chat.absent')
    return act(tx, turn, pillar)
  },
  answer,
})

export const followPress = byPress(give)

export const stopPress = byPress(async (tx, turn, pillar) => {
  await stopFollowing(tx, personOf(turn), { kind: 'pillar', id: pillar.id })
  return { code: 'stopped', ids: { pillar: pillar.id } }
})
