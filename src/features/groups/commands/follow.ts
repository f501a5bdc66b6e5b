// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Outcome, Writes } from '#/chat/feature.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Followed, followedById, followedIn } from '#/features/groups/commands/followed.ts'
import { follow, followedBy, numbersFollowed, stopFollowing } from '#/features/groups/rules/follow.ts'
import { groupTexts } from '#/features/groups/texts.ts'
import { type Pillar, pillars } from '#/features/pillars/rules/pillars.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const button = (name: 'follow.give' | 'follow.end', label: string, { id }: { readonly id: string }): Button => ({
  does: 'press',
  name,
  label,
  value: id,
})

function personOf(turn: Turn): PersonId {
  if (!turn.actor.person) throw new Refusal('chat.guest')
  return turn.actor.person
}

async function give(tx: Tx, turn: Turn, { kind, id }: Followed): Promise<Outcome> {
  await follow(tx, personOf(turn), { kind, id }, turn.now)
  return { code: 'followed', ids: { subject: id } }
}

/** "Lobbypunten die u volgt: LP 12 en LP 15." */
async function numbersLines(db: Db, turn: Turn): Promise<string[]> {
  const t = groupTexts.in(turn.locale)
  const own = await numbersFollowed(db, personOf(turn))
  return (['lobbyPoint', 'bottleneck'] as const).flatMap(kind => {
    const numbers = own
      .filter(one => one.kind === kind)
      .map(({ number }) => `${kind === 'lobbyPoint' ? 'LP ' : ''}${number}`)
    return numbers.length > 0 ? [t(`follow.own.${kind}`, { numbers: listed(numbers, turn.locale) })] : []
  })
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
      text: own.length > 0 ? [...(await numbersLines(db, turn)), t('follow.pillars')].join('\n') : t('follow.none'),
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
  const subject = await followedById(db, turn, String(ids.subject))
  if (!subject) throw new Refusal('chat.absent')
  const isFollowed = code === 'followed'
  const text =
    subject.kind === 'pillar'
      ? t(isFollowed ? 'follow.done' : 'follow.stopped', { pillar: subject.name })
      : t(`follow.${subject.kind}.${isFollowed ? 'done' : 'stopped'}`, {
          number: subject.number,
          count: subject.followers,
        })
  return {
    card: {
      version: 1,
      text,
      buttons: [
        isFollowed
          ? button('follow.end', t('follow.stop'), subject)
          : button('follow.give', t('follow.again'), subject),
      ],
    },
    to: 'me',
  }
}

/** `m50 volg [pijler | LP 12 | knelpunt 31]`. */
export const followLine: Writes<string> = {
  does: 'writes',
  asks: 'follow.give',
  async run(tx, turn, typed) {
    if (!typed) return overview(tx, turn)
    const subject = await followedIn(tx, turn, typed)
    if (!subject) throw new Refusal('groups.noFollow', { words: typed })
    return give(tx, turn, subject)
  },
  answer,
}

const byPress = (act: (tx: Tx, turn: Turn, subject: Followed) => Promise<Outcome>): Writes<string> => ({
  does: 'writes',
  asks: 'follow.give',
  async run(tx, turn, id) {
    const subject = await followedById(tx, turn, id)
    if (!subject) throw new Refusal('chat.absent')
    return act(tx, turn, subject)
  },
  answer,
})

export const followPress = byPress(give)

export const stopPress = byPress(async (tx, turn, { kind, id }) => {
  await stopFollowing(tx, personOf(turn), { kind, id })
  return { code: 'stopped', ids: { subject: id } }
})
