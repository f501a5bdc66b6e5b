// SPDX-License-Identifier: EUPL-1.2
import { comingUntil } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { ownGroupItems } from '#/features/groups/cards/groups.ts'
import { groupsOf, themeGroups } from '#/features/groups/rules/groups.ts'
import { groupTexts } from '#/features/groups/texts.ts'

/** The theme groups that someone takes part in, and which of them end soon. */
export async function groupHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { person } = turn.actor
  const held = person ? await groupsOf(db, person, turn.today) : []
  if (held.length === 0) return []
  const own = (await themeGroups(db, turn.today)).filter(group => held.some(({ id }) => id === group.id))
  const isEnding = ({ until }: (typeof own)[number]) => until !== null && until <= comingUntil(turn.today)
  return [
    {
      place: 'mine',
      title: groupTexts.in(turn.locale)('home.title'),
      items: ownGroupItems(own, 'home.group', turn.locale),
    },
    { place: 'coming', items: ownGroupItems(own.filter(isEnding), 'home.ends', turn.locale) },
  ]
}
