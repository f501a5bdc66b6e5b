// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { type Input, type InputAbout, longestInput } from '#/features/vng/rules/inputs.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { dateIn } from '#/network/calendar.ts'

export const inputValue = ({ kind, id }: InputAbout): string => `${kind}.${id}`

const labelOf = ({ kind }: InputAbout, locale: Locale) =>
  vngTexts.in(locale)(kind === 'report' ? 'button.comment' : 'button.input')

/** [Geef inbreng], on a report [Reageer]. */
export const inputButton = (about: InputAbout, locale: Locale, style?: 'primary'): Button => ({
  does: 'open',
  name: 'vng.input',
  label: labelOf(about, locale),
  value: inputValue(about),
  ...(style && { style }),
})

/** [Alle inbreng]. */
export const inputsButton = (about: InputAbout, locale: Locale): Button => ({
  does: 'press',
  name: 'vng.inputs',
  label: vngTexts.in(locale)('button.inputs'),
  value: inputValue(about),
})

/** What was drawn before says what holds on its day: the hour is judged when it is pressed. */
export const isOnOrAfter = (until: Date, { zone, today }: Pick<Reader, 'zone' | 'today'>): boolean =>
  dateIn(zone, until) >= today

/** `own` is what they said before. */
export function inputForm(about: InputAbout, intro: string, own: string | null, locale: Locale): Form {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    name: 'vng.input',
    title: t('input.title'),
    submit: t('input.submit'),
    intro,
    context: inputValue(about),
    inputs: [
      {
        kind: 'longText',
        name: 'summary',
        label: t('input.label'),
        hint: t('input.hint'),
        max: longestInput,
        ...(own && { value: own }),
      },
    ],
    reopen: { label: labelOf(about, locale), value: inputValue(about) },
  }
}

/** So many are read whole on one card. */
export const inputsOnPage = 4

export const inputText = ({ name, municipality, text }: Input, locale: Locale): Text =>
  vngTexts.in(locale)(name ? 'input.by' : 'input.byMunicipality', { name: name ?? '', municipality, text })

/** What was brought in, a page at a time. */
export function inputsCard(
  title: string,
  all: readonly Input[],
  page: number,
  about: InputAbout,
  next: Button,
  locale: Locale,
): Card {
  const t = vngTexts.in(locale)
  const shown = all.slice(page * inputsOnPage, (page + 1) * inputsOnPage)
  const hasMore = (page + 1) * inputsOnPage < all.length
  return {
    version: 1,
    title,
    text: shown.length > 0 ? shown.map(one => inputText(one, locale)).join('\n\n') : t('input.none'),
    buttons: [
      ...(hasMore
        ? [
            {
              does: 'press' as const,
              name: 'vng.inputs',
              label: t('input.more'),
              value: `${inputValue(about)}.${page + 1}`,
            },
          ]
        : []),
      next,
    ],
  }
}
