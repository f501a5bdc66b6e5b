// SPDX-License-Identifier: EUPL-1.2
import { comingUntil } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { substitutionItem } from '#/features/directory/cards/substitution.ts'
import { substitutionsAround } from '#/features/directory/rules/substitute.ts'
import { directoryTexts } from '#/features/directory/texts.ts'

/** Who acts for someone and for whom they act, and the way to what stands about oneself. */
export async function directoryHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const t = directoryTexts.in(turn.locale)
  const { person } = turn.actor
  const around = person ? await substitutionsAround(db, person, turn.today, comingUntil(turn.today)) : []
  return [
    {
      place: 'coming',
      items: person ? around.map(one => substitutionItem(one, person, turn.locale)) : [],
    },
    {
      place: 'settings',
      title: t('home.title'),
      items: [{ text: t('home.line'), accessory: lineButton(t('home.show'), 'profiel') }],
    },
  ]
}
