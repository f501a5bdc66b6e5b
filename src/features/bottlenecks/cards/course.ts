// SPDX-License-Identifier: EUPL-1.2
import { actedBy } from '#/chat/acted.ts'
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import { sheetOf } from '#/chat/sheets.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { showBottleneck } from '#/features/bottlenecks/cards/bottleneck.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { type BottleneckWording, wordFields } from '#/features/bottlenecks/rules/complete.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import type { Step } from '#/features/lobby/rules/course.ts'

/** Acts by the name that stands in the audit after `bottleneck.`. */
const acts = [
  'shared',
  'completed',
  'recognised',
  'unrecognised',
  'exemplified',
  'merged',
  'absorbed',
  'saidAlong',
  'lifted',
  'withdrawn',
  'restored',
  'handedOver',
  'succeeded',
] as const

/** What was said of it by the row that a step names: what it read before, and the examples that municipalities gave. Nothing for whoever may not read it. */
export interface SaidOf {
  readonly wordings: ReadonlyMap<string, BottleneckWording>
  readonly examples: ReadonlyMap<string, string>
}

/** A municipality's example, from what to what. */
function exampleChanged({ old, new: became }: Step, { examples }: SaidOf, locale: Locale): string[] {
  const t = bottleneckTexts.in(locale)
  const field = { text: t('courseWas.example') }
  const [before, after] = [old?.example, became?.example].map(row => briefly(examples.get(String(row)) ?? '', 150))
  if (before && after) return before === after ? [] : [t('courseWas.became', { field, old: before, new: after })]
  if (after) return [t('courseWas.now', { field, new: after })]
  return before ? [t('courseWas.said', { field, old: before })] : []
}

/** What stood there before it was completed, of what that changed. */
function wordsBefore({ old, new: became }: Step, { wordings }: SaidOf, locale: Locale): string[] {
  const t = bottleneckTexts.in(locale)
  const before = wordings.get(String(old?.said))
  if (!before) return []
  const changed = String(became?.changed ?? '').split(' ')
  return wordFields
    .filter(name => changed.includes(name))
    .map(name => {
      const field = { text: t(`courseWas.${name}`) }
      return before[name]
        ? t('courseWas.said', { field, old: briefly(before[name], 150) })
        : t('courseWas.empty', { field })
    })
}

/** The course of a bottleneck: who did what, as what, for which municipality, and when; the last step first [F74]. `steps` are those that its reader may know of. */
export function courseCard(
  { number }: Pick<Bottleneck, 'number'>,
  steps: readonly Step[],
  earlier: SaidOf,
  asked: Page,
  locale: Locale,
  zone: string,
): Card {
  const t = bottleneckTexts.in(locale)
  const { page, last } = asked
  const all = steps.flatMap(step => {
    const act = acts.find(name => step.act === `bottleneck.${name}`)
    if (!act) return []
    const point = Number(step.new?.point ?? 0)
    const other = Number(step.new?.into ?? step.new?.from ?? 0)
    const said = { text: t(`course.act.${act}`, { point, other }) }
    return [
      `- ${t('course.line', { at: momentOf(step.at, locale, zone), act: said, by: { text: actedBy(step, locale) } })}`,
      ...wordsBefore(step, earlier, locale),
      ...exampleChanged(step, earlier, locale),
    ]
  })
  const { lines, next } = sheetOf(all, asked, locale)
  return {
    version: 1,
    title: t('course.title', { number }),
    text: [
      ...(last > 1 ? [t('course.page', { count: steps[0]?.total ?? 0, page, last })] : []),
      ...(all.length > 0 ? lines : [t('course.none')]),
    ].join('\n'),
    buttons: [
      ...(next === null ? [] : [lineButton(t('course.more'), `knelpunt verloop ${number} ${next}`)]),
      showBottleneck(number, locale),
    ],
  }
}
