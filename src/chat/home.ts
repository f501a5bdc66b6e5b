// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { timeOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Registry } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { mayEver } from '#/network/policy.ts'

/** In this order they stand on everyone's home [E08]. */
const places = ['waiting', 'firstRun', 'mine', 'coming', 'settings'] as const

/** What waits on someone, what is theirs, and what is coming: from every feature, by their role, as it stands now [F87]. */
export async function homeCard(db: Db, turn: Turn, registry: Registry, from = 0): Promise<Card> {
  const t = chatTexts.in(turn.locale)
  const sections: HomeSection[] = []
  for (const { home } of registry.features) if (home) sections.push(...(await home(db, turn)))
  const filled = sections.filter(section => section.items.length > 0)
  const isEmpty = (place: HomeSection['place']) => !filled.some(section => section.place === place)
  if (isEmpty('coming')) filled.push({ place: 'coming', items: [{ text: t('home.noneComing') }] })
  const ordered = places.flatMap(place => filled.filter(section => section.place === place))
  const first = from < ordered.flatMap(section => section.items).length ? from : 0
  return {
    version: 1,
    title: t('home.title', { name: turn.actor.name }),
    ...(first === 0 && isEmpty('waiting') && { text: t('home.nothing') }),
    items: titled(ordered, first, turn.locale),
    rest: { name: homeRest, label: t('home.more'), from: first },
    context: t('home.at', { at: timeOf(turn.now, turn.locale, turn.zone) }),
    buttons: [
      lineButton(t('home.help'), 'help'),
      ...(mayEver(turn.actor, 'desk.read')
        ? [{ does: 'press' as const, name: asMember, label: t('home.asMember'), value: 'home' }]
        : []),
    ],
  }
}

/** The press that shows the rest of a home that did not fit, from an item's number on. */
export const homeRest = 'chat.home'

/** The press that shows the secretariat its home as a member has it. */
export const asMember = 'chat.asMember'

/** Someone's home without their roles, and without those that they act in for others. */
export async function memberHome(db: Db, turn: Turn, registry: Registry, from: number): Promise<Card> {
  const card = await homeCard(db, { ...turn, actor: { ...turn.actor, roles: [], actsFor: [] } }, registry, from)
  return {
    ...card,
    title: chatTexts.in(turn.locale)('home.memberTitle'),
    ...(card.rest && { rest: { ...card.rest, name: asMember } }),
  }
}

/** The item that such a press begins at; any other value is the beginning. */
export const itemIn = (value: string): number => (/^\d{1,4}$/.test(value) ? Number(value) : 0)

/** The items of all sections from one on; one title stands once over sections that share it, and over what begins in the middle of one. */
function titled(sections: readonly HomeSection[], first: number, locale: Locale): HomeSection['items'][number][] {
  const titles = sections.map(section => titleOf(section, locale))
  return sections
    .flatMap(({ items }, at) => {
      const title = titles[at]
      return items.map((item, i) => ({ item, title, begins: i === 0 && titles[at - 1] !== title }))
    })
    .slice(first)
    .map(({ item, title, begins }, i) => (title && (begins || i === 0) ? under(title, item) : item))
}

function titleOf({ place, title }: HomeSection, locale: Locale): string | undefined {
  return title ?? (place === 'waiting' || place === 'coming' ? chatTexts.in(locale)(`home.${place}`) : undefined)
}

const under = (title: string, item: HomeSection['items'][number]) => ({
  ...item,
  text: `**${title.toLocaleUpperCase()}**\n${item.text}`,
})
