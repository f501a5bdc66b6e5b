// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'

export const withdrawButton = ({ id, number }: Pick<Bottleneck, 'id' | 'number'>, locale: Locale): Button => {
  const t = bottleneckTexts.in(locale)
  return {
    does: 'press',
    name: 'bottleneck.withdraw',
    label: t('withdrawn.button'),
    value: id,
    confirm: { text: t('withdrawn.sure', { number }), yes: t('withdrawn.button') },
  }
}

export const restoreButton = ({ id }: Pick<Bottleneck, 'id'>, locale: Locale): Button => ({
  does: 'press',
  name: 'bottleneck.restore',
  label: bottleneckTexts.in(locale)('withdrawn.restore'),
  value: id,
})

/** All that is left of a bottleneck that was taken back, for every reader: its number. `next` leads on from it. */
export const stubCard = ({ number }: Pick<Bottleneck, 'number'>, next: Button, locale: Locale): Card => {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    title: t('withdrawn.title', { number }),
    text: t('withdrawn.text'),
    buttons: [next, lineButton(t('button.all'), 'knelpunt')],
  }
}

/** To whoever took it back. */
export const withdrawnCard = (bottleneck: Pick<Bottleneck, 'id' | 'number'>, locale: Locale): Card => {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    title: t('withdrawn.title', { number: bottleneck.number }),
    text: t('withdrawn.done'),
    buttons: [restoreButton(bottleneck, locale), lineButton(t('button.all'), 'knelpunt')],
  }
}
