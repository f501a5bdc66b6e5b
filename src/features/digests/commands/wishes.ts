// SPDX-License-Identifier: EUPL-1.2
// What someone wants to hear of a pillar by direct message, and how often [F51].
import type { Belongings, FormHandler, HomeSection, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { wishesCard, wishForm } from '#/features/digests/cards/forms.ts'
import { endWishesOf, wish, wishesOf, wishRhythms } from '#/features/digests/rules/wishes.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { findPillar, type Pillar, pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import type { PersonId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

function personOf(turn: Turn): PersonId {
  if (!turn.actor.person) throw new Refusal('chat.guest')
  return turn.actor.person
}

async function formOf(db: Db, turn: Turn, pillar: Pillar): Promise<Answer> {
  const wishes = await wishesOf(db, personOf(turn))
  return { form: wishForm(pillar, wishes.get(pillar.id) ?? 'off', turn.locale) }
}

/** `m50 digest ontvang [pijler]`. */
export const wishLine: Reads<string> = {
  does: 'reads',
  asks: 'digest.wish',
  async run(db, turn, typed) {
    if (!typed) {
      const card = wishesCard(await pillars(db, turn.today), await wishesOf(db, personOf(turn)), turn.locale)
      return { card, to: 'me' }
    }
    const match = await findPillar(db, turn.today, typed)
    if (match.found !== 'exact' && match.found !== 'near') throw new Refusal('digests.unknown', { words: typed })
    return formOf(db, turn, match.item)
  },
}

/** [Als direct bericht] and [Hoe vaak]. */
export const wishHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'digest.wish',
    async run(db, turn, value) {
      const pillar = await pillarById(db, turn.today, value)
      if (!pillar) throw new Refusal('chat.absent')
      return formOf(db, turn, pillar)
    },
  },
  submit: {
    does: 'writes',
    asks: 'digest.wish',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const pillar = await pillarById(tx, turn.today, context)
      if (!pillar) throw new Refusal('chat.absent')
      const rhythm = wishRhythms.find(one => one === fields.rhythm) ?? 'off'
      await wish(tx, personOf(turn), pillar.id, rhythm, turn.as, turn.now)
      return { code: rhythm, ids: { pillar: pillar.id } }
    },
    async answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
      const t = digestTexts.in(turn.locale)
      const pillar = await pillarById(db, turn.today, String(ids.pillar))
      if (!pillar) throw new Refusal('chat.absent')
      const text = t(`done.wished.${code as 'direct' | 'daily' | 'weekly' | 'off'}`, { name: pillar.name })
      return {
        card: { version: 1, text, buttons: [lineButton(t('preview.choose'), `digest ${pillar.id}`)] },
        to: 'me',
      }
    },
  },
}

/** What someone hears ends where they leave: nobody takes it over. */
export const wishBelongings: Belongings = {
  lines: async () => [],
  handOver: (tx, from, _, by) => endWishesOf(tx, from, by),
}

/** Among someone's settings: of which pillars they hear by direct message, or that they can. */
export async function digestHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { actor, locale } = turn
  if (!actor.person || !may(actor, 'digest.wish', { person: actor.person })) return []
  const wishes = await wishesOf(db, actor.person)
  const t = digestTexts.in(locale)
  if (wishes.size === 0)
    return [
      {
        place: 'settings',
        items: [{ text: t('home.noWishes'), accessory: lineButton(t('home.choose'), 'digest ontvang') }],
      },
    ]
  const names = (await pillars(db, turn.today)).filter(({ id }) => wishes.has(id)).map(({ name }) => name)
  return [
    {
      place: 'settings',
      items: [
        {
          text: t('home.wishes', { names: listed(names, locale) }),
          accessory: lineButton(t('wish.change'), 'digest ontvang'),
        },
      ],
    },
  ]
}
