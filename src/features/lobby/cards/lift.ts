// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { wordsForm } from '#/features/lobby/cards/forms.ts'
import { showPoint, unsupportButton } from '#/features/lobby/cards/point.ts'
import type { Carried } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

/** What a bottleneck says, as the problem of a point. */
function problemOf(bottleneck: Bottleneck, locale: Locale): string {
  const t = lobbyTexts.in(locale)
  const details = (['place', 'frequency', 'cost'] as const).flatMap(field =>
    bottleneck[field] ? [`${t(`lift.${field}`)}: ${bottleneck[field]}`] : [],
  )
  return briefly([bottleneck.happens, ...details].filter(Boolean).join('\n'), longest.problem)
}

/** The first step of a proposal, filled in from a bottleneck. */
export function liftForm(bottleneck: Bottleneck, pillars: readonly Pillar[], locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  const { title, pillar, number, id } = bottleneck
  const begun = { title, pillar, problem: problemOf(bottleneck, locale) }
  return {
    ...wordsForm(begun, pillars, locale),
    name: 'lobby.lift',
    intro: t('lift.intro', { number }),
    context: id,
    reopen: { label: t('lift.button'), value: id },
  }
}

/** How many stand behind a point that was just proposed, because they recognise its bottleneck; and how many could not yet. */
export function carriedLines({ supports, silent }: Pick<Carried, 'supports' | 'silent'>, locale: Locale): string[] {
  const t = lobbyTexts.in(locale)
  return [
    ...(supports > 0 ? [t('lift.supports', { count: supports })] : []),
    ...(silent > 0 ? [t('lift.silent', { count: silent })] : []),
  ]
}

/** To whoever recognised or follows the bottleneck that a point came of. */
export function liftedCard(
  point: Point,
  bottleneck: number,
  { stands, speaks }: { readonly stands: boolean; readonly speaks: boolean },
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('lifted.title', { bottleneck, number: point.number }),
    text: [
      t('lifted.text', { title: point.title, ask: briefly(point.ask, 600) }),
      t(stands ? 'lifted.stands' : speaks ? 'lifted.free' : 'lifted.soon'),
    ].join('\n'),
    buttons: [showPoint(t('button.show'), point.number), ...(stands ? [unsupportButton(point, locale)] : [])],
  }
}

/** To the same, once its approval was taken back: of the point itself no more than its number. */
export function unliftedCard(number: number, bottleneck: number, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return { version: 1, title: t('unlifted.title', { number }), text: t('unlifted.text', { bottleneck }) }
}
