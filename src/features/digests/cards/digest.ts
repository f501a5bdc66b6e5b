// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { calledIn } from '#/features/digests/cards/line.ts'
import { actingLines, type Reading } from '#/features/digests/cards/lines.ts'
import { areGathered, kindsIn, restLines } from '#/features/digests/cards/rest-lines.ts'
import { headlines, inSightOf } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'

/** "VNG-week Financiën · ma 9 mrt"; of a theme group, whose digest tells nothing of the VNG, "Nieuws Mobiliteit · ma 9 mrt". */
export const titleOf = (
  { name, rhythm, group }: Pick<Usual, 'name' | 'rhythm' | 'group'>,
  at: Date,
  { locale, zone }: Pick<Reading, 'locale' | 'zone'>,
): Text =>
  digestTexts.in(locale)(group !== null ? 'title.group' : rhythm === 'weekly' ? 'title.weekly' : 'title.other', {
    name,
    day: dayOf(at, locale, zone),
  })

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
const asWritten = (locale: Locale): readonly Text[] => (locale === 'nl' ? [] : [digestTexts.in(locale)('asWritten')])

/** A digest as it is sent: five lines in sight, the rest behind [Meer]. */
export function sentCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const { locale } = reading
  const t = digestTexts.in(locale)
  const introduction = introductionLines(digest, locale)
  const shown = inSightOf(digest.items)
  const rest = digest.items.slice(shown)
  const context = [
    ...(rest.length > 0 ? [t('more', { kinds: { text: kindsIn(rest, locale) } })] : []),
    ...asWritten(locale),
  ]
  return {
    version: 1,
    title,
    ...(introduction.length > 0 && { text: introduction.join('\n') }),
    items: actingLines(digest.items.slice(0, shown), 0, reading),
    ...(context.length > 0 && { context: context.join('\n') }),
    // Not under "more": that would be a second [Meer] beside the first.
    ...((rest.length > 0 || reading.own) && {
      buttons: [
        ...(rest.length > 0
          ? [{ does: 'press' as const, name: 'digest.rest', label: t('moreButton'), value: digest.id }]
          : []),
        ...(reading.own ? [wishButton(pillar, locale)] : []),
      ],
    }),
  }
}

/** What stands behind [Meer]. */
export function restCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  const rest = digest.items.slice(headlines)
  return {
    version: 1,
    title: t('rest.title', { title: { text: title } }),
    items: restLines(rest, headlines, reading),
    ...(digest.left > 0 && {
      context: t('rest.left', { count: digest.left }),
      buttons: [
        lineButton(t('rest.agenda'), `lobby lijst ${pillar}`),
        ...(areGathered(rest) ? [] : [lineButton(t('rest.bottlenecks'), 'knelpunt lijst')]),
        lineButton(t('rest.committees'), 'vng'),
      ],
    }),
  }
}
