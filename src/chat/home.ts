// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { timeOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Registry } from '#/chat/registry.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'

/** In this order they stand on everyone's home [E08]. */
const places = ['waiting', 'firstRun', 'mine', 'coming', 'settings'] as const

/** What waits on someone, what is theirs, and what is coming: from every feature, by their role, as it stands now [F87]. */
export async function homeCard(db: Db, turn: Turn, registry: Registry): Promise<Card> {
  const t = chatTexts.in(turn.locale)
  const sections: HomeSection[] = []
  for (const { home } of registry.features) if (home) sections.push(...(await home(db, turn)))
  const inOrder = places.flatMap(place =>
    sections.filter(section => section.place === place && section.items.length > 0),
  )
  const isWaited = inOrder.some(section => section.place === 'waiting')
  return {
    version: 1,
    title: t('home.title', { name: turn.actor.name }),
    ...(!isWaited && { text: t('home.nothing') }),
    items: inOrder.flatMap(({ title, items }, section) =>
      items.map((item, i) => (i > 0 || inOrder[section - 1]?.title === title ? item : under(title, item))),
    ),
    context: t('home.at', { at: timeOf(turn.now, turn.locale, turn.zone) }),
    buttons: [lineButton(t('home.help'), 'help')],
  }
}

const under = (title: string, item: HomeSection['items'][number]) => ({
  ...item,
  text: `**${title.toLocaleUpperCase()}**\n${item.text}`,
})
