// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { showPillar } from '#/features/pillars/cards/pillars.ts'
import { asksOf } from '#/features/pillars/rules/asks.ts'
import { pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { mayEver } from '#/network/policy.ts'

/** Someone's pillars, and who asks them to support one. */
export async function pillarHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { person } = turn.actor
  if (!person || !mayEver(turn.actor, 'pillar.read')) return []
  const t = pillarTexts.in(turn.locale)
  const all = await pillars(db, turn.today)
  const nameOf = (id: string) => all.find(pillar => pillar.id === id)?.name ?? id
  const own = await pillarsOf(db, person)
  const mine = all.filter(pillar => own.includes(pillar.id))
  const asks = await asksOf(db, person)
  return [
    {
      place: 'waiting',
      items: asks.flatMap(({ request, executive, pillar }) => [
        {
          text: t('home.official', { executive, pillar: nameOf(pillar) }),
          accessory: { does: 'press', name: 'official.confirm', label: t('officialAsked.yes'), value: request },
        },
        {
          text: t('home.officialNo', { executive }),
          accessory: { does: 'press', name: 'official.refuse', label: t('officialAsked.no'), value: request },
        },
      ]),
    },
    {
      place: 'mine',
      title: t('home.title'),
      items:
        mine.length > 0
          ? mine.map(pillar => ({
              text: t('home.pillar', { pillar: pillar.name }),
              accessory: showPillar(t('welcome.show'), pillar),
            }))
          : [{ text: t('home.none'), accessory: lineButton(t('home.all'), 'pijler') }],
    },
  ]
}
