// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, ReadsAlong, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { bindChannel, type Purpose, themeGroups } from '#/features/desk/rules/channel.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { findPillar, pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { fold, matchName } from '#/network/names.ts'
import { strangersAmong } from '#/network/reading-along.ts'
import { Refusal } from '#/network/refusal.ts'

/** What a channel is for, as typed: `secretariaat`, `pijler X` or `themagroep X`. @throws Refusal */
async function purposeOf(db: Db, turn: Turn, typed: string): Promise<Purpose> {
  const [first = '', ...rest] = typed.split(/\s+/).filter(Boolean)
  const name = rest.join(' ')
  const none = { pillar: null, themeGroup: null }
  switch (fold(first)) {
    case 'secretariaat':
    case 'secretariat':
      return { kind: 'secretariat', ...none }
    case 'pijler':
    case 'pillar': {
      const match = await findPillar(db, turn.today, name)
      if (match.found !== 'exact') throw new Refusal('desk.pillarUnknown', { words: name })
      return { kind: 'pillar', pillar: match.item.id, themeGroup: null }
    }
    case 'themagroep':
    case 'group': {
      const match = matchName(name, await themeGroups(db, turn.today), group => [group.name, group.id])
      if (match.found !== 'exact') throw new Refusal('desk.groupUnknown', { words: name })
      return { kind: 'themeGroup', pillar: null, themeGroup: match.item.id }
    }
    default:
      throw new Refusal('desk.channelForm')
  }
}

/** What the channel could be for, each a button that binds it. */
async function choosePurpose(db: Db, turn: Turn): Promise<Answer> {
  const t = deskTexts.in(turn.locale)
  const choice = (text: string, line: string) => ({
    text: `**${text}**`,
    accessory: lineButton(t('channel.choose'), line),
  })
  return {
    card: {
      version: 1,
      text: t('channel.which'),
      items: [
        choice(t('channel.secretariatName'), 'kanaal secretariaat'),
        ...(await pillars(db, turn.today)).map(pillar => choice(pillar.name, `kanaal pijler ${pillar.id}`)),
        ...(await themeGroups(db, turn.today)).map(group => choice(group.name, `kanaal themagroep ${group.id}`)),
      ],
    },
    // A button binds the channel that it is pressed in.
    to: turn.answersElsewhere ? 'here' : 'me',
  }
}

const mostNames = 5

/** None of those who read along may be a stranger to the network [T23]. @throws Refusal */
async function demandOwn(db: Db, turn: Turn, readers: readonly ReadsAlong[]): Promise<void> {
  const names = await strangersAmong(db, readers, turn.today)
  if (names.length === 0) return
  const more = names.length > mostNames ? ', …' : ''
  throw new Refusal('desk.channelStrangers', { names: listed(names.slice(0, mostNames), turn.locale) + more })
}

/** `m50 kanaal <secretariaat|pijler X|themagroep X>`: binds the channel it is typed in, after a trial post. */
export const bindLine: Writes<string> = {
  does: 'writes',
  asks: 'channel.bind',
  async first(turn, db, typed) {
    if (turn.where.kind === 'direct') throw new Refusal('desk.channelDirect')
    if (!typed) return typed
    await purposeOf(db, turn, typed)
    // Where the platform does not tell who reads along, the secretariat sees to it.
    const readers = turn.readers ? await turn.readers().catch(() => null) : []
    if (readers) await demandOwn(db, turn, readers)
    const trial = await turn.tryHere(deskTexts.in(turn.locale)('channel.trial'))
    if (!trial.ok) throw new Refusal(`chat.trial.${trial.reason}`)
    if (!readers) throw new Refusal('chat.trial.unanswered')
    return typed
  },
  async run(tx, turn, typed) {
    if (!typed) return choosePurpose(tx, turn)
    const purpose = await purposeOf(tx, turn, typed)
    const { channel: id, channelName: name = id, team } = turn.where
    const channel = { id, name, team }
    const { waiting } = await bindChannel(tx, turn.actor.source.id, channel, purpose, turn.as, turn)
    return {
      code: purpose.kind,
      ids: {
        waiting,
        ...(purpose.pillar && { pillar: purpose.pillar }),
        ...(purpose.themeGroup && { group: purpose.themeGroup }),
      },
    }
  },
  async answer(db, turn, { code, ids }) {
    const t = deskTexts.in(turn.locale)
    const waiting = Number(ids.waiting ?? 0)
    const pillar = ids.pillar ? ((await pillarById(db, turn.today, String(ids.pillar)))?.name ?? '') : ''
    const group = ids.group ? ((await themeGroups(db, turn.today)).find(g => g.id === ids.group)?.name ?? '') : ''
    const text =
      code === 'secretariat'
        ? t('channel.secretariat')
        : code === 'pillar'
          ? t('channel.pillar', { pillar })
          : t('channel.themeGroup', { group })
    return {
      card: { version: 1, text: waiting > 0 ? `${text}\n${t('channel.waiting', { count: waiting })}` : text },
      to: 'me',
    }
  },
}
