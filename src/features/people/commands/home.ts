// SPDX-License-Identifier: EUPL-1.2
import { comingUntil } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { roleAskItems, statedItems, supportItems, turningItems } from '#/features/people/cards/home.ts'
import { roleAsksOf } from '#/features/people/rules/role-check.ts'
import { rolesTurning } from '#/features/people/rules/roles.ts'
import { statedFor, supportersToName } from '#/features/people/rules/waiting.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** What of who is who waits on someone, which of their roles begin or end soon, and what they may set. */
export async function peopleHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { actor, locale, today } = turn
  const t = peopleTexts.in(locale)
  const { person } = actor
  return [
    {
      place: 'waiting',
      items: [
        ...roleAskItems(person ? await roleAsksOf(db, person, today) : [], locale),
        ...supportItems(await supportersToName(db, actor, today), person, locale),
        ...statedItems(await statedFor(db, actor, today), locale),
      ],
    },
    {
      place: 'coming',
      items: turningItems(person ? await rolesTurning(db, person, today, comingUntil(today)) : [], today, locale),
    },
    {
      place: 'settings',
      title: t('settings.title'),
      items: [
        {
          text: t('settings.line', { language: { text: t(`settings.${locale}`) } }),
          accessory: { does: 'open', name: 'person.settings', label: t('settings.change'), value: 'settings' },
        },
      ],
    },
  ]
}
