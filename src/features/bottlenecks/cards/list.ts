// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { lineOf, recogniseButton, showBottleneck } from '#/features/bottlenecks/cards/bottleneck.ts'
import { carried } from '#/features/bottlenecks/cards/forms.ts'
import type { BottleneckLine } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'

const shareButton = (label: string, value: string): Button => ({ does: 'open', name: 'bottleneck.new', label, value })

/** All bottlenecks, a page at a time, the latest first. */
export function listCard(
  lines: readonly (BottleneckLine & { readonly pillarName: string; readonly total: number })[],
  { page, last }: Page,
  mayShare: boolean,
  locale: Locale,
): Card {
  const t = bottleneckTexts.in(locale)
  const share = mayShare ? [shareButton(t('button.new'), 'new')] : []
  if (lines.length === 0) return { version: 1, title: t('list.title'), text: t('list.none'), buttons: share }
  return {
    version: 1,
    title: t('list.title'),
    ...(last > 1 && { text: t('list.page', { page, last, count: lines[0]?.total ?? 0 }) }),
    items: lines.map(line => ({ text: lineOf(line, locale), accessory: showBottleneck(line.number, locale) })),
    buttons: [...(page < last ? [lineButton(t('list.next'), `knelpunt lijst ${page + 1}`)] : []), ...share],
  }
}

/** What there is already that a title is like, before it is shared as something new. */
export function similarCard(lines: readonly BottleneckLine[], title: string, locale: Locale): Card {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    title: t('similar.title'),
    items: lines.map(line => ({ text: lineOf(line, locale), accessory: recogniseButton(line, locale) })),
    buttons: [shareButton(t('similar.other'), carried(title))],
  }
}
