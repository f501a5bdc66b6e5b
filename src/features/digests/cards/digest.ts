// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { actingLines, type Reading } from '#/features/digests/cards/lines.ts'
import { headlines } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'

/** "VNG-week Financiën · ma 9 mrt". */
export const titleOf = (
  { name, rhythm }: Pick<Usual, 'name' | 'rhythm'>,
  at: Date,
  { locale, zone }: Pick<Reading, 'locale' | 'zone'>,
): Text =>
  digestTexts.in(locale)(rhythm === 'weekly' ? 'title.weekly' : 'title.other', { name, day: dayOf(at, locale, zone) })

/** What someone wrote above it, as a quote of so many lines. */
export const introductionLines = (introduction: string | null): readonly string[] =>
  (introduction ?? '')
    .split('\n')
    .filter(line => line.trim())
    .map(line => `> ${escapeMarkdown(line)}`)

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

/** A digest as it is sent: five lines in sight, the rest behind [Meer]. */
export function sentCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  const introduction = introductionLines(digest.introduction)
  const count = digest.items.length - headlines
  return {
    version: 1,
    title,
    ...(introduction.length > 0 && { text: introduction.join('\n') }),
    items: actingLines(digest.items.slice(0, headlines), 0, reading),
    ...(count > 0 && { context: t('more', { count: count + digest.left }) }),
    // Not under "more": that would be a second [Meer] beside the first.
    ...((count > 0 || reading.own) && {
      buttons: [
        ...(count > 0
          ? [{ does: 'press' as const, name: 'digest.rest', label: t('moreButton'), value: digest.id }]
          : []),
        ...(reading.own ? [wishButton(pillar, reading.locale)] : []),
      ],
    }),
  }
}

/** What stands behind [Meer]. */
export function restCard(digest: Digest, { title, pillar }: Told, reading: Reading): Card {
  const t = digestTexts.in(reading.locale)
  return {
    version: 1,
    title: t('rest.title', { title: { text: title } }),
    items: actingLines(digest.items.slice(headlines), headlines, reading),
    ...(digest.left > 0 && {
      context: t('rest.left', { count: digest.left }),
      buttons: [
        lineButton(t('rest.agenda'), `lobby lijst ${pillar}`),
        lineButton(t('rest.bottlenecks'), 'knelpunt lijst'),
        lineButton(t('rest.committees'), 'vng'),
      ],
    }),
  }
}
