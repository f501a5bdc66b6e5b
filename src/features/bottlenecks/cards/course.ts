// SPDX-License-Identifier: EUPL-1.2
import { actedBy } from '#/chat/acted.ts'
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { showBottleneck } from '#/features/bottlenecks/cards/bottleneck.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
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
  'lifted',
  'withdrawn',
  'restored',
  'handedOver',
  'succeeded',
] as const

/** The course of a bottleneck: who did what, as what, for which municipality, and when; the last step first [F74]. `steps` are those that its reader may know of. */
export function courseCard(
  { number }: Pick<Bottleneck, 'number'>,
  steps: readonly Step[],
  { page, last }: Page,
  locale: Locale,
  zone: string,
): Card {
  const t = bottleneckTexts.in(locale)
  const lines = steps.flatMap(step => {
    const act = acts.find(name => step.act === `bottleneck.${name}`)
    if (!act) return []
    const point = Number(step.new?.point ?? 0)
    const other = Number(step.new?.into ?? step.new?.from ?? 0)
    const said = { text: t(`course.act.${act}`, { point, other }) }
    return [
      `- ${t('course.line', { at: momentOf(step.at, locale, zone), act: said, by: { text: actedBy(step, locale) } })}`,
    ]
  })
  return {
    version: 1,
    title: t('course.title', { number }),
    text: [
      ...(last > 1 ? [t('course.page', { count: steps[0]?.total ?? 0, page, last })] : []),
      ...(lines.length > 0 ? lines : [t('course.none')]),
    ].join('\n'),
    buttons: [
      ...(page < last ? [lineButton(t('course.more'), `knelpunt verloop ${number} ${page + 1}`)] : []),
      showBottleneck(number, locale),
    ],
  }
}
