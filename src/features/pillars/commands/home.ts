// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import { roleWord } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { nameOfficialButton } from '#/features/pillars/cards/joining.ts'
import { showPillar } from '#/features/pillars/cards/pillars.ts'
import { asksOf, officialsWanted } from '#/features/pillars/rules/asks.ts'
import { pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { isExecutive } from '#/network/actor.ts'
import { mayEver } from '#/network/policy.ts'

type Items = HomeSection['items']
type NameOf = (pillar: string) => string

/** Who asks someone to support them, with the two answers. */
async function asked(db: Db, { actor, locale }: Turn, nameOf: NameOf): Promise<Items> {
  const t = pillarTexts.in(locale)
  return (actor.person ? await asksOf(db, actor.person) : []).flatMap(({ request, executive, pillar }) => [
    {
      text: t('home.official', { executive, pillar: nameOf(pillar) }),
      accessory: { does: 'press', name: 'official.confirm', label: t('officialAsked.yes'), value: request },
    },
    {
      text: t('home.officialNo', { executive }),
      accessory: { does: 'press', name: 'official.refuse', label: t('officialAsked.no'), value: request },
    },
  ])
}

/** Where an executive has yet to name an official whom the bot knows [A16]. */
async function toName(db: Db, { actor, locale }: Turn, nameOf: NameOf): Promise<Items> {
  const { person, function: held } = actor
  if (!person || !held || !isExecutive(held.kind)) return []
  const t = pillarTexts.in(locale)
  return (await officialsWanted(db, person)).map(({ on, pillar, state, named }) => ({
    text: t(`home.wanted.${state}`, { official: named ?? '', pillar: nameOf(pillar) }),
    accessory: nameOfficialButton(t('welcome.fill'), on),
  }))
}

/** Someone's pillars, who asks them to support one, and whom they have yet to name. */
export async function pillarHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { person } = turn.actor
  if (!person || !mayEver(turn.actor, 'pillar.read')) return []
  const t = pillarTexts.in(turn.locale)
  const all = await pillars(db, turn.today)
  const nameOf = (id: string) => all.find(pillar => pillar.id === id)?.name ?? id
  const own = await pillarsOf(db, person)
  const officesIn = (id: string) =>
    turn.actor.roles.filter(role => role.pillar === id).map(role => roleWord(role.kind, turn.locale))
  const mine = all.filter(({ id }) => own.includes(id) || officesIn(id).length > 0)
  return [
    {
      place: 'waiting',
      items: [...(await asked(db, turn, nameOf)), ...(await toName(db, turn, nameOf))],
    },
    {
      place: 'mine',
      title: t('home.title'),
      items:
        mine.length > 0
          ? mine.map(pillar => ({
              text: [t('home.pillar', { pillar: pillar.name }), ...officesIn(pillar.id)].join(' · '),
              accessory: showPillar(t('welcome.show'), pillar),
            }))
          : [{ text: t('home.none'), accessory: lineButton(t('home.all'), 'pijler') }],
    },
  ]
}
