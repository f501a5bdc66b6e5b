// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { calledIn } from '#/features/digests/cards/line.ts'
import { actingLines, isPressing, type Reading } from '#/features/digests/cards/lines.ts'
import { areGathered, kindsIn, leftBelow, restLines } from '#/features/digests/cards/rest-lines.ts'
import { inSightOf } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'

type Called = Pick<Usual, 'name' | 'rhythm' | 'group'>

/** "VNG-week Financiën"; of a theme group, whose digest tells nothing of the VNG, "Nieuws Mobiliteit". */
export const nameOf = ({ name, rhythm, group }: Called, locale: Locale): Text =>
  digestTexts.in(locale)(group !== null ? 'title.group' : rhythm === 'weekly' ? 'title.weekly' : 'title.other', {
    name,
  })

/** "VNG-week Financiën · ma 9 mrt". */
export const titleOf = (called: Called, at: Date, { locale, zone }: Pick<Reading, 'locale' | 'zone'>): Text =>
  digestTexts.in(locale)('title.of', { called: { text: nameOf(called, locale) }, day: dayOf(at, locale, zone) })

/** What someone wrote above it, as a quote of so many lines, with their name under it. */
export function introductionLines(
  { introduction, introducedBy }: Pick<Digest, 'introduction' | 'introducedBy'>,
  locale: Locale,
): readonly string[] {
  const lines = (introduction ?? '').split('\n').filter(line => line.trim())
  if (lines.length === 0) return []
  const t = digestTexts.in(locale)
  return [
    ...lines.map(line => `> ${escapeMarkdown(line)}`),
    ...(introducedBy ? [`> ${t('introducedBy', { name: calledIn(introducedBy) })}`] : []),
  ]
}

export const wishButton = (
  pillar: string,
  locale: Locale,
  key: 'changeWish' | 'preview.wish' = 'changeWish',
): Button => ({
  does: 'open',
  name: 'digest.wish',
  label: digestTexts.in(locale)(key),
  value: pillar,
})

/** What a message tells of: what it is called, and of which pillar. */
export interface Told {
  readonly title: Text
  readonly pillar: string
}

/** What was written by people is told as they wrote it, in Dutch. */
const asWritten = (isIntroduced: boolean, locale: Locale): Pick<Card, 'context'> =>
  locale === 'nl' ? {} : { context: digestTexts.in(locale)(isIntroduced ? 'asWrittenAll' : 'asWritten') }

type Line = NonNullable<Card['items']>[number]

/** What more there is, that none of it presses where that is so, and [Meer]. */
function moreLine({ id, left }: Digest, rest: readonly Item[], reading: Reading): Line {
  const t = digestTexts.in(reading.locale)
  const all = [...rest, ...left]
  // In a committee of which nobody of us is a member there is nothing to do.
  const toRead = all.filter(item => item.facts.kind === 'committee' && !isPressing(item, reading))
  const toDo = all.filter(item => !toRead.includes(item))
  const says = (key: 'more' | 'moreAtLeisure' | 'moreToRead', items: readonly Item[]) =>
    items.length > 0 ? [t(key, { kinds: { text: kindsIn(items, reading.locale) } })] : []
  return {
    text: [
      ...says(toDo.some(item => isPressing(item, reading)) ? 'more' : 'moreAtLeisure', toDo),
      ...says('moreToRead', toRead),
    ].join(' '),
    accessory: { does: 'press', name: 'digest.rest', label: t('moreButton'), value: id },
  }
}

/** Why someone has it in their own conversation, and [Wijzig hoe vaak]: apart from what it tells. */
const wishLine = (pillar: string, locale: Locale): Line => ({
  text: digestTexts.in(locale)('wished'),
  accessory: wishButton(pillar, locale),
})

/** Whether anything stands behind [Meer]: lines that are not in sight, or what waits for the next. */
export const hasMore = ({ items, left }: Digest): boolean => items.length > inSightOf(items) || left.length > 0

/** A digest as it is sent: five lines in sight, the rest behind [Meer]. */
export function sentCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const { locale } = reading
  const introduction = introductionLines(digest, locale)
  const shown = inSightOf(digest.items)
  const rest = digest.items.slice(shown)
  return {
    version: 1,
    title,
    ...(introduction.length > 0 && { text: introduction.join('\n') }),
    items: [
      ...actingLines(digest.items.slice(0, shown), 0, reading),
      ...(hasMore(digest) ? [moreLine(digest, rest, reading)] : []),
      ...(reading.own ? [wishLine(pillar, locale)] : []),
    ],
    ...asWritten(introduction.length > 0, locale),
  }
}

/** What stands behind [Meer]. */
export function restCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  const shown = inSightOf(digest.items)
  const rest = digest.items.slice(shown)
  return {
    version: 1,
    title: t('rest.title', { title: { text: title } }),
    items: restLines(rest, shown, reading),
    ...(digest.left.length > 0 && leftBelow(digest.left, pillar, areGathered(rest), reading.locale)),
  }
}
